#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "serve/api/testing/schema_check.hpp"
#include "serve/http/message.hpp"

namespace freshet::api::testing {

namespace bj = boost::json;

/// A request as a test writes it down.
struct Ask {
    http::Method method = http::Method::get;
    std::string target{};  // Path and query.
    std::string body{};
    std::string token{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string peer_ip = "192.0.2.1";
    bool secure = false;
};

/// An answer with its body read.
struct Told {
    unsigned status = 0;
    http::Headers headers{};
    bj::value body{};

    [[nodiscard]] const bj::value& at(std::string_view pointer) const {
        return body.at_pointer({pointer.data(), pointer.size()});
    }
    [[nodiscard]] std::string text(std::string_view pointer) const {
        return std::string(SchemaCheck::text(at(pointer)));
    }
    [[nodiscard]] std::string header(std::string_view name) const {
        return std::string(headers.get(name).value_or(""));
    }
    /// "username: is required" and so on, of a 422.
    [[nodiscard]] std::set<std::string> failing_fields() const {
        std::set<std::string> fields;
        for (const auto& each : at("/errors").as_array()) {
            fields.emplace(SchemaCheck::text(each.at("field")));
        }
        return fields;
    }
};

}  // namespace freshet::api::testing
