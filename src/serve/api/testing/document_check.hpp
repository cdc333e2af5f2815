#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "serve/api/testing/schema_check.hpp"
#include "serve/api/testing/told.hpp"

namespace freshet::api::testing {

/// How an answer departs from the description of its route.
[[nodiscard]] inline std::string fault(const bj::object& document, const std::string& pattern,
                                       std::string method, const Told& told) {
    std::ranges::transform(method, method.begin(),
                           [](char c) { return static_cast<char>(c | 0x20); });
    std::string path;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != ':') {
            path += pattern[i];
            continue;
        }
        const auto end = std::min(pattern.find('/', i), pattern.size());
        path += "{" + pattern.substr(i + 1, end - i - 1) + "}";
        i = end - 1;
    }
    const SchemaCheck check(document);
    const auto& responses = document.at("paths").at(path).at(method).at("responses").as_object();
    const auto* response = responses.if_contains(std::to_string(told.status));
    if (response == nullptr) return "status " + std::to_string(told.status) + " is not documented";
    const auto* described = &response->as_object();
    if (const auto* ref = described->if_contains("$ref")) {
        described = &check.resolve(SchemaCheck::text(*ref));
        const auto codes = SchemaCheck::text(described->at("description"));
        if (codes.find("`" + told.text("/code") + "`") == std::string_view::npos) {
            return "code " + told.text("/code") + " is not documented";
        }
    }
    const auto* media =
        described->at("content").as_object().if_contains(told.header("Content-Type"));
    if (media == nullptr)
        return "content type " + told.header("Content-Type") + " is not documented";
    return check.fault(told.body, media->at("schema").as_object());
}

}  // namespace freshet::api::testing
