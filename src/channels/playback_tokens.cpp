#include "channels/playback_tokens.hpp"

#include <algorithm>

#include <openssl/crypto.h>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"

namespace freshet::channels {

namespace {

constexpr std::uint8_t format = 1;
constexpr std::size_t signature_size = 16;
constexpr std::size_t claims_size = 1 + 1 + 8 + 3 * Uuid::size;

template <class Id>
Id take_id(ByteReader& reader) {
    const auto bytes = reader.take(Uuid::size).value();
    return Id(Uuid(bytes.first<Uuid::size>()));
}

}  // namespace

PlaybackTokens::PlaybackTokens(const SecretText& secret_key, std::chrono::milliseconds life)
    : life_(life) {
    FRESHET_CHECK(!secret_key.empty());
    const auto key = hmac_sha256(secret_key.reveal(), as_bytes("freshet playback tokens"));
    key_ = SecretText(std::string(as_text(key)));
}

std::string PlaybackTokens::issue(PlaybackClaims claims, WallTime now) const {
    claims.expires_at = now + life_;
    Bytes token;
    append_be(token, format);
    append_be(token, static_cast<std::uint8_t>(claims.ground));
    append_be(token, static_cast<std::uint64_t>(claims.expires_at.time_since_epoch().count()));
    append(token, claims.stream.uuid().bytes());
    append(token, claims.viewer.uuid().bytes());
    append(token, claims.session.uuid().bytes());
    const auto signature = hmac_sha256(key_.reveal(), token);
    append(token, ByteSpan(signature).first(signature_size));
    return to_base64url(token);
}

std::optional<PlaybackClaims> PlaybackTokens::read(std::string_view token) const {
    constexpr auto text_size = ((claims_size + signature_size) * 4 + 2) / 3;
    if (token.size() != text_size) return std::nullopt;
    const auto bytes = from_base64url(token);
    if (!bytes || bytes->size() != claims_size + signature_size) return std::nullopt;
    const auto signed_part = ByteSpan(*bytes).first(claims_size);
    const auto ours = hmac_sha256(key_.reveal(), signed_part);
    if (CRYPTO_memcmp(ours.data(), bytes->data() + claims_size, signature_size) != 0)
        return std::nullopt;

    ByteReader reader(signed_part);
    if (reader.u8() != format) return std::nullopt;
    PlaybackClaims claims;
    claims.ground = static_cast<Ground>(reader.u8().value());
    claims.expires_at =
        WallTime(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64().value())));
    claims.stream = take_id<StreamId>(reader);
    claims.viewer = take_id<UserId>(reader);
    claims.session = take_id<SessionId>(reader);
    return claims;
}

}  // namespace freshet::channels
