#include "base/emoji.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/utf8.hpp"

namespace freshet {

namespace {

constexpr char16_t emoji_style = 0xfe0f;  // Variation selector 16.

// The longest are families and flags of countries' parts: some 35 bytes.
constexpr std::size_t bytes_max = 64;

bool is_emoji(const icu::UnicodeString& text) {
    return u_stringHasBinaryProperty(text.getBuffer(), text.length(), UCHAR_RGI_EMOJI) != 0;
}

/// With the selector where the set of emoji has it: after what is a sign of text otherwise.
icu::UnicodeString styled(const icu::UnicodeString& text) {
    icu::UnicodeString whole;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const auto sign = text.char32At(i);
        if (sign == emoji_style) continue;
        whole.append(sign);
        const bool is_text = u_hasBinaryProperty(sign, UCHAR_EMOJI) != 0 &&
                             u_hasBinaryProperty(sign, UCHAR_EMOJI_PRESENTATION) == 0;
        const auto next = text.moveIndex32(i, 1);
        const bool is_toned = next < text.length() &&
                              u_hasBinaryProperty(text.char32At(next), UCHAR_EMOJI_MODIFIER) != 0;
        if (is_text && !is_toned) whole.append(emoji_style);
    }
    return whole;
}

}  // namespace

std::optional<std::string> emoji_from(std::string_view text) {
    if (text.empty() || text.size() > bytes_max || !is_utf8(text)) return std::nullopt;
    const auto size = static_cast<int32_t>(text.size());
    const auto whole = styled(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), size)));
    if (!is_emoji(whole)) return std::nullopt;
    std::string emoji;
    whole.toUTF8String(emoji);
    return emoji;
}

}  // namespace freshet
