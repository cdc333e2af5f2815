#include "wire/tus/metadata.hpp"

#include <algorithm>

#include "base/encoding.hpp"
#include "base/names.hpp"
#include "wire/tus/error.hpp"

namespace freshet::tus {

namespace {

/// A key goes back into a header as it came.
bool is_key(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != ','; });
}

}  // namespace

Result<Metadata> Metadata::read(std::string_view field) {
    if (field.size() > bytes_max) return fail(Errc::bad_metadata);
    Metadata metadata;
    field = trim_ascii(field);
    while (!field.empty()) {
        const auto pair = trim_ascii(field.substr(0, field.find(',')));
        const auto comma = std::min(field.find(','), field.size());
        field.remove_prefix(std::min(comma + 1, field.size()));
        const auto key = pair.substr(0, pair.find(' '));
        const auto value = from_base64(trim_ascii(pair.substr(key.size())));
        if (!is_key(key) || !value || metadata.get(key)) return fail(Errc::bad_metadata);
        if (metadata.size() == pairs_max) return fail(Errc::bad_metadata);
        metadata.pairs_.emplace_back(key, as_text(*value));
    }
    return metadata;
}

std::optional<std::string_view> Metadata::get(std::string_view key) const {
    const auto found = std::ranges::find(pairs_, key, &std::pair<std::string, std::string>::first);
    if (found == pairs_.end()) return std::nullopt;
    return found->second;
}

}  // namespace freshet::tus
