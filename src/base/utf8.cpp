#include "base/utf8.hpp"

#include <algorithm>

namespace freshet {

std::size_t utf8_size(std::string_view text) {
    if (text.empty()) return 0;
    const auto at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto first = at(0);
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i) {
        if ((at(i) & 0xc0) != 0x80) return 0;
    }
    const bool overlong = (first == 0xe0 && at(1) < 0xa0) || (first == 0xf0 && at(1) < 0x90);
    const bool outside = (first == 0xed && at(1) > 0x9f) || (first == 0xf4 && at(1) > 0x8f);
    return overlong || outside ? 0 : size;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto size = utf8_size(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::optional<char32_t> take_character(std::string_view& text) {
    const auto size = utf8_size(text);
    if (size == 0) return std::nullopt;
    const auto first = static_cast<unsigned char>(text[0]);
    // RFC 3629, 3: the first byte has as many bits less as it says that bytes follow.
    char32_t character = size == 1 ? first : first & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i)
        character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3fU);
    text.remove_prefix(size);
    return character;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

void append_utf8(std::string& text, char32_t character) {
    const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
    const auto put_rest = [&](unsigned bits) { put(0x80 | (character >> bits & 0x3f)); };
    if (character < 0x80) return put(character);
    if (character < 0x800) {
        put(0xc0 | character >> 6);
    } else if (character < 0x10000) {
        put(0xe0 | character >> 12);
        put_rest(6);
    } else {
        put(0xf0 | character >> 18);
        put_rest(12);
        put_rest(6);
    }
    put_rest(0);
}

}  // namespace freshet
