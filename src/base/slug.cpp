#include "base/slug.hpp"

#include <array>

#include "base/utf8.hpp"

namespace freshet {

namespace {

// What remains of a letter without its accents (Unicode's NFKD), in lower case; '-' for no letter.
constexpr char32_t latin_begin = 0xc0;  // Latin-1 Supplement and Latin Extended-A, to U+017F.
constexpr std::string_view latin =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
constexpr char32_t additional_begin = 0x1e00;  // Latin Extended Additional: Vietnamese.
constexpr std::string_view additional =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwyas--s-aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy------";

// As the romanisation of BGN/PCGN, without its apostrophes.
constexpr char32_t cyrillic_begin = 0x430;
constexpr std::array<std::string_view, 32> cyrillic{
    "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "y",    "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya"};
constexpr char32_t cyrillic_capital_begin = 0x410;

/// Of well-formed UTF-8 (RFC 3629, 3).
char32_t first_character(std::string_view text, std::size_t size) {
    const auto at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (size == 1) return at(0);
    char32_t value = at(0) & (0x7fu >> size);
    for (std::size_t i = 1; i < size; ++i) value = (value << 6) | (at(i) & 0x3fu);
    return value;
}

bool lies_from(char32_t begin, std::size_t count, char32_t letter) {
    return letter >= begin && letter < begin + count;
}

bool is_combining_mark(char32_t letter) { return lies_from(0x300, 0x70, letter); }

/// In a to z and 0 to 9; "-" for what is between words.
std::string_view spelled(char32_t letter) {
    constexpr std::string_view ascii = "0123456789abcdefghijklmnopqrstuvwxyz";
    if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
    if (letter < 0x80) {
        const auto found = ascii.find(static_cast<char>(letter));
        return found == std::string_view::npos ? "-" : ascii.substr(found, 1);
    }
    if (lies_from(latin_begin, latin.size(), letter)) return latin.substr(letter - latin_begin, 1);
    if (lies_from(additional_begin, additional.size(), letter))
        return additional.substr(letter - additional_begin, 1);
    if (letter == 0x1a0 || letter == 0x1a1) return "o";  // With horn, as in Vietnamese.
    if (letter == 0x1af || letter == 0x1b0) return "u";
    if (letter == 0x401 || letter == 0x451) return "yo";
    if (lies_from(cyrillic_capital_begin, cyrillic.size(), letter))
        return cyrillic[letter - cyrillic_capital_begin];
    if (lies_from(cyrillic_begin, cyrillic.size(), letter))
        return cyrillic[letter - cyrillic_begin];
    return "-";
}

}  // namespace

std::string slug_of(std::string_view text, std::size_t size_max) {
    std::string slug;
    bool between_words = false;
    while (const auto size = utf8_size(text)) {
        const auto letter = first_character(text, size);
        text.remove_prefix(size);
        if (is_combining_mark(letter)) continue;
        const auto part = spelled(letter);
        between_words = between_words || part == "-";
        if (part == "-" || part.empty()) continue;
        const bool needs_hyphen = between_words && !slug.empty();
        if (slug.size() + part.size() + (needs_hyphen ? 1 : 0) > size_max) break;
        if (needs_hyphen) slug += '-';
        slug += part;
        between_words = false;
    }
    return slug;
}

}  // namespace freshet
