#include "serve/vod/file_name.hpp"

#include "base/encoding.hpp"
#include "base/slug.hpp"
#include "base/utf8.hpp"

namespace freshet::vod {

namespace {

constexpr std::size_t name_bytes_max = 180;  // File systems take 255, of the ending too.
constexpr std::string_view nameless = "video";

/// Characters that are not seen, or that turn around how the rest is seen.
bool is_invisible(char32_t character) {
    return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
           (character >= 0x200b && character <= 0x200f) ||
           (character >= 0x2028 && character <= 0x202e) ||
           (character >= 0x2060 && character <= 0x2069) || character == 0xfeff;
}

/// What some file system gives a meaning of its own.
bool is_reserved(char32_t character) {
    return character < 0x80 &&
           std::string_view("/\\:*?\"<>|").contains(static_cast<char>(character));
}

std::string clean(std::string_view title) {
    std::string name;
    while (const auto character = take_character(title)) {
        if (is_invisible(*character)) continue;
        const bool is_first = name.empty();
        if (is_first && (*character == '.' || *character == ' ')) continue;
        std::string next;
        append_utf8(next, is_reserved(*character) ? U'_' : *character);
        if (name.size() + next.size() > name_bytes_max) break;
        name += next;
    }
    const auto last = name.find_last_not_of(". ");
    name.resize(last == name.npos ? 0 : last + 1);
    return name;
}

}  // namespace

std::string attachment_named(std::string_view title, std::string_view ending) {
    auto plain = slug_of(title, name_bytes_max);
    if (plain.empty()) plain = nameless;
    auto name = clean(title);
    if (name.empty()) name = plain;
    return "attachment; filename=\"" + plain.append(ending) + "\"; filename*=UTF-8''" +
           percent_encoded(name.append(ending));
}

}  // namespace freshet::vod
