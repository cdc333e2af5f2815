#include "serve/http/target.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"
#include "serve/http/error.hpp"
#include "serve/http/message.hpp"

namespace freshet::http {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool has_coded_slash(std::string_view raw) {
    return raw.find("%2f") != std::string_view::npos || raw.find("%2F") != std::string_view::npos;
}

bool steps_aside(std::string_view path) {
    while (!path.empty()) {
        const auto segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(std::min(path.size(), segment.size() + 1));
    }
    return false;
}

/// RFC 9112, 3.2.2: a server must accept the absolute form too; what stands before the path is not
/// looked at.
std::optional<std::string_view> origin_form(std::string_view target) {
    if (target.starts_with('/')) return target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        const auto start = target.find_first_of("/?", scheme.size());
        if (start == std::string_view::npos) return "/";
        if (target[start] == '?') return std::nullopt;
        return target.substr(start);
    }
    return std::nullopt;
}

}  // namespace

Result<Target> read_target(std::string_view target) {
    const auto origin = origin_form(target);
    if (!origin) return fail(Errc::bad_target);

    const auto question = origin->find('?');
    const auto raw = origin->substr(0, question);
    auto path = percent_decoded(raw);
    if (!path || has_coded_slash(raw)) return fail(Errc::bad_target);
    if (std::ranges::any_of(*path, is_control) || !is_utf8(*path)) return fail(Errc::bad_target);
    if (steps_aside(*path)) return fail(Errc::bad_target);

    Target read{.path = std::move(*path), .query = {}};
    if (question != std::string_view::npos) read.query = origin->substr(question + 1);
    return read;
}

}  // namespace freshet::http
