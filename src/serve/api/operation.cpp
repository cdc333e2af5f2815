#include "serve/api/operation.hpp"

#include <algorithm>
#include <string>

#include "base/check.hpp"

namespace freshet::api {

namespace {

/// Whether "/api/channels/:id/bans" has the parameter `id`.
bool names(std::string_view path, std::string_view parameter) {
    const std::string segment = "/:" + std::string(parameter);
    const auto at = path.find(segment);
    if (at == std::string_view::npos) return false;
    const auto end = at + segment.size();
    return end == path.size() || path[end] == '/';
}

}  // namespace

bool Entry::takes_body() const {
    using enum http::Method;
    const auto method = operation.method;
    return method == post || method == put || method == patch || operation.has_body;
}

void Table::add(Entry entry) {
    for (const auto& member : entry.input->members) {
        const bool in_path = names(entry.operation.path, member.name);
        (in_path ? entry.path_members : entry.other_members).push_back(&member);
    }
    const auto parameters = std::ranges::count(entry.operation.path, ':');
    FRESHET_CHECK(std::ssize(entry.path_members) == parameters);
    FRESHET_CHECK(std::ranges::none_of(
        entries_, [&](const Entry& other) { return other.operation.id == entry.operation.id; }));
    entries_.push_back(std::move(entry));
}

}  // namespace freshet::api
