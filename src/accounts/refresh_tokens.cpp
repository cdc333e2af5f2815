#include "accounts/refresh_tokens.hpp"

#include "accounts/error.hpp"
#include "accounts/keyed_hash.hpp"
#include "base/bytes.hpp"
#include "base/encoding.hpp"

namespace freshet::accounts {

namespace {

constexpr std::size_t body_size = Uuid::size + sizeof(std::uint32_t);
constexpr std::size_t text_size = ((body_size + sizeof(Sha256)) * 4 + 2) / 3;

}  // namespace

RefreshTokens::RefreshTokens(const SecretText& secret)
    : key_(derived_key(secret, "freshet refresh tokens")) {}

std::string RefreshTokens::make(SessionId session, std::uint32_t generation) const {
    Bytes token;
    append(token, session.uuid().bytes());
    append_be(token, generation);
    const auto mac = hmac_sha256(key_.reveal(), token);
    append(token, ByteSpan(mac));
    return to_base64url(token);
}

Result<RefreshTokens::Read> RefreshTokens::read(std::string_view token) const {
    if (token.size() != text_size) return fail(Errc::token_invalid);
    const auto bytes = from_base64url(token);
    if (!bytes || bytes->size() != body_size + sizeof(Sha256)) return fail(Errc::token_invalid);
    const ByteSpan body = ByteSpan(*bytes).first(body_size);
    const auto mac = hmac_sha256(key_.reveal(), body);
    if (!same(mac, ByteSpan(*bytes).subspan(body_size))) return fail(Errc::token_invalid);

    const auto generation =
        static_cast<std::uint32_t>(ByteReader(body.subspan(Uuid::size)).be<4>().value());
    return Read{.session = SessionId(Uuid(body.first<Uuid::size>())),
                .presented = {.generation = generation, .hash = hash(token)}};
}

std::string RefreshTokens::hash(std::string_view token) { return hash_of_token(token); }

}  // namespace freshet::accounts
