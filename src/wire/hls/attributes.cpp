#include "wire/hls/attributes.hpp"

#include <algorithm>

#include "wire/hls/error.hpp"

namespace freshet::hls {

namespace {

bool is_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

}  // namespace

Result<Attributes> read_attributes(std::string_view text) {
    Attributes attributes;
    while (true) {
        const auto equals = text.find('=');
        if (equals == std::string_view::npos || !is_name(text.substr(0, equals)))
            return fail(Errc::bad_tag);
        const auto name = text.substr(0, equals);
        text.remove_prefix(equals + 1);

        const bool quoted = text.starts_with('"');
        if (quoted) text.remove_prefix(1);
        const auto end = quoted ? text.find('"') : std::min(text.find(','), text.size());
        if (end == std::string_view::npos || (!quoted && end == 0)) return fail(Errc::bad_tag);
        const bool has_quote = !quoted && text.substr(0, end).find('"') != std::string_view::npos;
        if (has_quote) return fail(Errc::bad_tag);
        if (!attributes.emplace(name, text.substr(0, end)).second) return fail(Errc::bad_tag);
        text.remove_prefix(end + (quoted ? 1 : 0));

        if (text.empty()) return attributes;
        if (text.front() != ',') return fail(Errc::bad_tag);
        text.remove_prefix(1);
    }
}

}  // namespace freshet::hls
