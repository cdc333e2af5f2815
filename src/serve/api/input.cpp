#include "serve/api/input.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "base/names.hpp"

namespace freshet::api {

namespace {

bool is_json(const http::Request& request) {
    const auto type = request.headers.get("Content-Type").value_or("");
    return to_lower_ascii(trim_ascii(type.substr(0, type.find(';')))) == "application/json";
}

bool read_path(const Entry& entry, const http::Request& request, void* input) {
    json::Issues issues;
    for (const auto* member : entry.path_members) {
        const auto found = request.params.find(member->name);
        if (found == request.params.end()) return false;
        json::read_text(found->second, *member, input, issues);
    }
    return issues.empty();
}

/// Parameters that nobody asked for are left alone: proxies and campaigns add theirs.
Result<void> read_query(const Entry& entry, const http::Request& request, void* input,
                        json::Issues& issues) {
    auto rest = std::string_view(request.query);
    std::vector<bool> seen(entry.other_members.size());
    while (!rest.empty()) {
        const auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = http::percent_decoded(pair.substr(0, equals), true);
        const auto value =
            http::percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value) return fail(Errc::malformed_request);
        for (std::size_t i = 0; i < entry.other_members.size(); ++i) {
            if (entry.other_members[i]->name != *name || seen[i]) continue;
            seen[i] = true;
            json::read_text(*value, *entry.other_members[i], input, issues);
        }
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const auto& member = *entry.other_members[i];
        if (seen[i] || json::may_be_absent(member)) continue;
        issues.add({.field = member.name, .code = "required", .params = {}});
    }
    return {};
}

Result<void> read_body(const Entry& entry, const http::Request& request, void* input,
                       json::Issues& issues) {
    if (!request.body.empty() && !is_json(request)) return fail(Errc::unsupported_media_type);
    const std::string_view body = request.body.empty() ? "{}" : std::string_view(request.body);
    return json::read_members(body, entry.other_members, input, issues,
                              {.bytes_max = entry.operation.body_bytes_max});
}

}  // namespace

Answer<std::shared_ptr<void>> read_input(const Entry& entry, const http::Request& request) {
    auto input = entry.make_input();
    if (!read_path(entry, request, input.get())) return refuse(Errc::not_found);
    json::Issues issues;
    // Where the body is something else, the rest comes from the query.
    const bool has_json = entry.takes_body() && !entry.takes_upload();
    const auto read = has_json ? read_body(entry, request, input.get(), issues)
                               : read_query(entry, request, input.get(), issues);
    if (!read) return std::unexpected(Refusal{.reason = read.error(), .fields = {}});
    if (entry.validate != nullptr) entry.validate(input.get(), issues);
    if (!issues.empty()) {
        return std::unexpected(Refusal{.reason = Errc::validation_failed, .fields = issues.list()});
    }
    return input;
}

}  // namespace freshet::api
