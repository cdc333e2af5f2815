#include "vod/video_tokens.hpp"

#include <algorithm>

#include <openssl/crypto.h>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"

namespace freshet::vod {

namespace {

constexpr std::uint8_t format = 1;
constexpr std::size_t signature_size = 16;
constexpr std::size_t claims_size = 1 + 1 + 8 + 8 + 3 * Uuid::size;

// Longer than anybody watches at a stretch, whose playlist was loaded at the beginning.
constexpr std::chrono::hours pause_max{6};

template <class Id>
Id take_id(ByteReader& reader) {
    const auto bytes = reader.take(Uuid::size).value();
    return Id(Uuid(bytes.first<Uuid::size>()));
}

}  // namespace

WallTime expiry_of(std::chrono::milliseconds duration, std::optional<WallTime> link_expires_at,
                   WallTime now) {
    return std::min(now + duration + pause_max, link_expires_at.value_or(WallTime::max()));
}

VideoTokens::VideoTokens(const SecretText& secret_key) {
    FRESHET_CHECK(!secret_key.empty());
    const auto key = hmac_sha256(secret_key.reveal(), as_bytes("freshet video tokens"));
    key_ = SecretText(std::string(as_text(key)));
}

std::string VideoTokens::issue(const VideoClaims& claims) const {
    Bytes token;
    append_be(token, format);
    append_be(token, static_cast<std::uint8_t>(claims.ground));
    append_be(token, claims.access_epoch);
    append_be(token, static_cast<std::uint64_t>(claims.expires_at.time_since_epoch().count()));
    append(token, claims.video.uuid().bytes());
    append(token, claims.viewer.uuid().bytes());
    append(token, claims.session.uuid().bytes());
    const auto signature = hmac_sha256(key_.reveal(), token);
    append(token, ByteSpan(signature).first(signature_size));
    return to_base64url(token);
}

std::optional<VideoClaims> VideoTokens::read(std::string_view token) const {
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
    VideoClaims claims;
    claims.ground = static_cast<Ground>(reader.u8().value());
    claims.access_epoch = reader.u64().value();
    claims.expires_at =
        WallTime(std::chrono::milliseconds(static_cast<std::int64_t>(reader.u64().value())));
    claims.video = take_id<VideoId>(reader);
    claims.viewer = take_id<UserId>(reader);
    claims.session = take_id<SessionId>(reader);
    return claims;
}

}  // namespace freshet::vod
