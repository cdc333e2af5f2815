#include "base/encoding.hpp"

#include <array>
#include <cstdint>

namespace freshet {

namespace {

constexpr std::string_view hex_alphabet = "0123456789abcdef";
constexpr std::string_view base32_alphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64url_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Cuts the bytes into groups of bits, most significant first; the last one is filled up with
/// zeros.
std::string encode(ByteSpan bytes, std::string_view alphabet, unsigned bits) {
    const std::uint32_t mask = (1u << bits) - 1;
    std::string text;
    text.reserve((bytes.size() * 8 + bits - 1) / bits);
    std::uint32_t buffer = 0;
    unsigned held = 0;
    for (const auto byte : bytes) {
        buffer = buffer << 8 | std::to_integer<std::uint32_t>(byte);
        for (held += 8; held >= bits; held -= bits)
            text += alphabet[buffer >> (held - bits) & mask];
    }
    if (held > 0) text += alphabet[buffer << (bits - held) & mask];
    return text;
}

/// One value has one text: stray last bits are refused.
std::optional<Bytes> decode_base64(std::string_view text, std::string_view alphabet) {
    Bytes bytes;
    bytes.reserve(text.size() * 6 / 8);
    std::uint32_t buffer = 0;
    unsigned held = 0;
    for (const char letter : text) {
        const auto value = alphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        buffer = buffer << 6 | static_cast<std::uint32_t>(value);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes.push_back(static_cast<std::byte>(buffer >> held & 0xff));
    }
    const auto stray_bits = buffer & ((1u << held) - 1);
    if (held >= 6 || stray_bits != 0) return std::nullopt;
    return bytes;
}

}  // namespace

std::string to_hex(ByteSpan bytes) { return encode(bytes, hex_alphabet, 4); }

std::string to_base32(ByteSpan bytes) { return encode(bytes, base32_alphabet, 5); }

std::string to_base64(ByteSpan bytes) {
    auto text = encode(bytes, base64_alphabet, 6);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
    return decode_base64(text, base64_alphabet);
}

std::string to_base64url(ByteSpan bytes) { return encode(bytes, base64url_alphabet, 6); }

std::optional<Bytes> from_base64url(std::string_view text) {
    return decode_base64(text, base64url_alphabet);
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (const char letter : text) {
        if (unreserved.contains(letter)) {
            encoded += letter;
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        encoded += {'%', digits[byte >> 4], digits[byte & 0x0f]};
    }
    return encoded;
}

}  // namespace freshet
