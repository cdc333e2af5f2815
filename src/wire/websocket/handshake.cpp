#include "wire/websocket/handshake.hpp"

#include <algorithm>
#include <array>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "base/check.hpp"
#include "wire/websocket/error.hpp"

namespace freshet::websocket {

namespace {

constexpr std::string_view guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455, 1.3.
constexpr std::string_view version = "13";                                 // RFC 6455, 4.1, 9.
constexpr std::size_t key_characters =
    24;  // Base64 of the 16 bytes that RFC 6455, 4.1, 7 asks for.
constexpr std::size_t key_bytes = 16;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_token(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// RFC 9110, 5.6.1: whether a comma-separated list names the token.
bool names(std::optional<std::string_view> list, std::string_view token) {
    auto rest = list.value_or("");
    while (!rest.empty()) {
        const auto item = rest.substr(0, rest.find(','));
        if (same_token(trimmed(item), token)) return true;
        rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    }
    return false;
}

bool is_base64(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
}

/// 22 characters for 16 bytes, and two of padding.
bool is_key(std::string_view key) {
    static_assert((key_bytes + 2) / 3 * 4 == key_characters);
    return key.size() == key_characters && key.ends_with("==") &&
           std::ranges::all_of(key.substr(0, key_characters - 2), is_base64);
}

}  // namespace

std::string accept_key(std::string_view key) {
    const auto text = std::string(key).append(guid);
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    FRESHET_CHECK(
        ::EVP_Digest(text.data(), text.size(), digest.data(), nullptr, ::EVP_sha1(), nullptr) == 1);

    std::array<unsigned char, (SHA_DIGEST_LENGTH + 2) / 3 * 4 + 1> encoded{};
    const int size = ::EVP_EncodeBlock(encoded.data(), digest.data(), SHA_DIGEST_LENGTH);
    return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(size)};
}

Result<std::string> check_upgrade(const UpgradeRequest& request) {
    if (!names(request.upgrade, "websocket")) return fail(Errc::not_an_upgrade);
    if (!names(request.connection, "upgrade")) return fail(Errc::not_an_upgrade);
    if (trimmed(request.version.value_or("")) != version) return fail(Errc::unsupported_version);
    const auto key = trimmed(request.key.value_or(""));
    if (!is_key(key)) return fail(Errc::bad_key);
    return accept_key(key);
}

std::string upgrade_response(std::string_view accept, std::string_view subprotocol) {
    std::string response =
        "HTTP/1.1 101 Switching Protocols\r\n"
        "Upgrade: websocket\r\n"
        "Connection: Upgrade\r\n"
        "Sec-WebSocket-Accept: ";
    response.append(accept).append("\r\n");
    if (!subprotocol.empty())
        response.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
    return response += "\r\n";
}

}  // namespace freshet::websocket
