#include "base/folded.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uspoof.h>
#include <unordered_map>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace freshet {

namespace {

UChar32 icu(char32_t character) { return static_cast<UChar32>(character); }

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    while (const auto character = take_character(text)) characters += *character;
    return characters;
}

std::string utf8_of(std::u32string_view characters) {
    std::string text;
    for (const auto character : characters) append_utf8(text, character);
    return text;
}

using LookAlikes = std::unordered_map<char32_t, char32_t>;

/// The one letter of A to Z for which a character is taken (UTS #39, 4).
std::optional<char32_t> latin_of(const USpoofChecker* checker, UChar32 character) {
    std::string text;
    append_utf8(text, static_cast<char32_t>(character));
    std::array<char, 8> skeleton{};
    UErrorCode error = U_ZERO_ERROR;
    const auto size =
        uspoof_getSkeletonUTF8(checker, 0, text.data(), static_cast<std::int32_t>(text.size()),
                               skeleton.data(), skeleton.size(), &error);
    if (U_FAILURE(error) || size != 1 || !u_isalpha(skeleton[0])) return std::nullopt;
    return static_cast<char32_t>(u_tolower(skeleton[0]));
}

/// Of letters beyond ASCII. The capital may be what is taken for another: a small one goes with it,
/// so that case still makes no difference.
LookAlikes find_look_alikes() {
    UErrorCode error = U_ZERO_ERROR;
    USpoofChecker* checker = uspoof_open(&error);
    FRESHET_CHECK(U_SUCCESS(error));
    LookAlikes found;
    // The alphabets; above are the scripts of East Asia, whose letters are taken for none of ours.
    constexpr std::pair<UChar32, UChar32> alphabets[] = {
        {0x80, 0x1fff}, {0x2c00, 0x2dff}, {0xa640, 0xabbf}};
    for (const auto& [first, last] : alphabets) {
        for (auto character = first; character <= last; ++character) {
            if (!u_isalpha(character)) continue;
            auto latin = latin_of(checker, character);
            if (!latin) latin = latin_of(checker, u_toupper(character));
            if (latin) found.emplace(static_cast<char32_t>(character), *latin);
        }
    }
    uspoof_close(checker);
    return found;
}

std::u32string skeleton_of(std::string_view text) {
    static const LookAlikes look_alikes = find_look_alikes();
    auto characters = characters_of(folded(text));
    for (auto& character : characters) {
        const auto found = look_alikes.find(character);
        if (found != look_alikes.end()) character = found->second;
    }
    return characters;
}

bool is_picture(char32_t character) {
    return character >= 0x80 && u_hasBinaryProperty(icu(character), UCHAR_EXTENDED_PICTOGRAPHIC);
}

bool is_of_word(char32_t character) {
    return u_isalnum(icu(character)) || (U_GET_GC_MASK(icu(character)) & U_GC_M_MASK) != 0;
}

/// UAX #14: between such characters a line may break, though there is no space.
bool stands_alone(char32_t character) {
    if (character < 0x80) return false;
    switch (u_getIntPropertyValue(icu(character), UCHAR_LINE_BREAK)) {
        case U_LB_IDEOGRAPHIC:
        case U_LB_COMPLEX_CONTEXT:
        case U_LB_CONDITIONAL_JAPANESE_STARTER: return true;
        default: return is_picture(character);
    }
}

Words split(std::u32string_view text) {
    Words words;
    std::u32string word;
    const auto end_word = [&] {
        if (!word.empty()) words.push_back(utf8_of(word));
        word.clear();
    };
    for (const auto character : text) {
        const bool alone =
            stands_alone(character) && (is_of_word(character) || is_picture(character));
        if (alone || !is_of_word(character)) end_word();
        if (alone || is_of_word(character)) word += character;
        if (alone) end_word();
    }
    end_word();
    return words;
}

/// The letter that a digit or sign stands for; `one` is that of 1, which has two.
std::optional<char32_t> meant_by(char32_t character, char32_t one) {
    switch (character) {
        case U'0': return U'o';
        case U'1':
        case U'|':
        case U'!': return one;
        case U'3': return U'e';
        case U'4':
        case U'@': return U'a';
        case U'5':
        case U'$': return U's';
        case U'7':
        case U'+': return U't';
        case U'8': return U'b';
        default: return std::nullopt;
    }
}

bool ends_sentences(char32_t character) {
    return character == U'!' || character == U'|' || character == U'+';
}

/// Digits and signs as letters wherever they touch letters: "100" stays what it is, and so does the
/// sign behind "sure!".
std::u32string with_letters(std::u32string text, char32_t one) {
    const auto is_part = [one](char32_t c) { return is_of_word(c) || meant_by(c, one); };
    for (auto begin = text.begin(); begin != text.end();) {
        begin = std::find_if(begin, text.end(), is_part);
        const auto after = std::find_if_not(begin, text.end(), is_part);
        auto end = after;
        while (end != begin && ends_sentences(*(end - 1))) --end;
        if (std::any_of(begin, end, [](char32_t c) { return u_isalpha(icu(c)); })) {
            std::transform(begin, end, begin,
                           [one](char32_t c) { return meant_by(c, one).value_or(c); });
        }
        begin = after;
    }
    return text;
}

bool is_unseen(char32_t character) {
    constexpr char32_t braille_blank = 0x2800;
    return u_isUWhiteSpace(icu(character)) || character == braille_blank ||
           u_hasBinaryProperty(icu(character), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
           (U_GET_GC_MASK(icu(character)) & (U_GC_C_MASK | U_GC_Z_MASK)) != 0;
}

bool is_control(char32_t character) {
    constexpr char32_t left_to_right_override = 0x202d;
    constexpr char32_t right_to_left_override = 0x202e;
    const auto unfit = U_GC_CC_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
    const bool is_none =
        (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef);
    return (U_GET_GC_MASK(icu(character)) & unfit) != 0 || is_none ||
           character == left_to_right_override || character == right_to_left_override;
}

/// What emoji are made of beside pictures (UTS #51, 1.4).
bool is_of_emoji(char32_t character) {
    constexpr char32_t joiner = 0x200d;
    constexpr char32_t emoji_style = 0xfe0f;
    return is_picture(character) || character == joiner || character == emoji_style ||
           u_hasBinaryProperty(icu(character), UCHAR_EMOJI_MODIFIER) ||
           u_hasBinaryProperty(icu(character), UCHAR_REGIONAL_INDICATOR) ||
           u_isUWhiteSpace(icu(character)) || (character >= 0xe0020 && character <= 0xe007f);
}

}  // namespace

std::string folded(std::string_view text) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
    FRESHET_CHECK(U_SUCCESS(error));
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    fold->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr,
                        error);
    FRESHET_CHECK(U_SUCCESS(error));
    return result;
}

Words words_of(std::string_view text) { return split(skeleton_of(text)); }

std::vector<Words> readings_of(std::string_view text) {
    const auto characters = skeleton_of(text);
    std::vector<Words> readings{split(characters)};
    for (const char32_t one : {U'i', U'l'}) {
        auto words = split(with_letters(characters, one));
        if (std::ranges::find(readings, words) == readings.end())
            readings.push_back(std::move(words));
    }
    return readings;
}

bool is_blank(std::string_view text) { return std::ranges::all_of(characters_of(text), is_unseen); }

bool has_controls(std::string_view text) {
    return std::ranges::any_of(characters_of(text), is_control);
}

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](char32_t c) { return u_isUWhiteSpace(icu(c)) != 0; };
    auto rest = text;
    std::string_view kept;
    while (true) {
        const auto before = rest;
        const auto character = take_character(rest);
        if (!character) return kept;
        if (is_space(*character)) continue;
        const auto* begin = kept.empty() ? before.data() : kept.data();
        kept = {begin, static_cast<std::size_t>(rest.data() - begin)};
    }
}

bool is_emoji(std::string_view text) {
    return std::ranges::all_of(characters_of(text), is_of_emoji);
}

}  // namespace freshet
