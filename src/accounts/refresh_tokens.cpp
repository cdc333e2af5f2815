#include "accounts/refresh_tokens.hpp"

#include <array>

#include <sodium.h>

#include "accounts/error.hpp"
#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"

namespace freshet::accounts {

namespace {

using Digest = std::array<std::byte, 32>;  // Of SHA-256, alone or in an HMAC.
static_assert(sizeof(Digest) == crypto_auth_hmacsha256_BYTES &&
              sizeof(Digest) == crypto_hash_sha256_BYTES);

constexpr std::size_t body_size = Uuid::size + sizeof(std::uint32_t);
constexpr std::size_t text_size = ((body_size + sizeof(Digest)) * 4 + 2) / 3;

const unsigned char* raw(ByteSpan bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(Digest& digest) { return reinterpret_cast<unsigned char*>(digest.data()); }

Digest hmac(std::string_view key, ByteSpan message) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, raw(as_bytes(key)), key.size());
    crypto_auth_hmacsha256_update(&state, raw(message), message.size());
    Digest mac;
    crypto_auth_hmacsha256_final(&state, raw(mac));
    return mac;
}

}  // namespace

RefreshTokens::RefreshTokens(const SecretText& secret) {
    FRESHET_CHECK(!secret.empty());
    const auto key = hmac(secret.reveal(), as_bytes("freshet refresh tokens"));
    key_ = SecretText(std::string(as_text(key)));
}

std::string RefreshTokens::make(SessionId session, std::uint32_t generation) const {
    Bytes token;
    append(token, session.uuid().bytes());
    append_be(token, generation);
    const auto mac = hmac(key_.reveal(), token);
    append(token, ByteSpan(mac));
    return to_base64url(token);
}

Result<RefreshTokens::Read> RefreshTokens::read(std::string_view token) const {
    if (token.size() != text_size) return fail(Errc::token_invalid);
    const auto bytes = from_base64url(token);
    if (!bytes || bytes->size() != body_size + sizeof(Digest)) return fail(Errc::token_invalid);
    const ByteSpan body = ByteSpan(*bytes).first(body_size);
    const auto mac = hmac(key_.reveal(), body);
    if (sodium_memcmp(mac.data(), bytes->data() + body_size, mac.size()) != 0)
        return fail(Errc::token_invalid);

    const auto generation =
        static_cast<std::uint32_t>(ByteReader(body.subspan(Uuid::size)).be<4>().value());
    return Read{.session = SessionId(Uuid(body.first<Uuid::size>())),
                .presented = {.generation = generation, .hash = hash(token)}};
}

std::string RefreshTokens::hash(std::string_view token) {
    Digest digest;
    crypto_hash_sha256(raw(digest), raw(as_bytes(token)), token.size());
    return to_hex(digest);
}

}  // namespace freshet::accounts
