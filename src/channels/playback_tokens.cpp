#include "channels/playback_tokens.hpp"

#include <utility>

#include "base/bytes.hpp"

namespace freshet::channels {

namespace {

constexpr std::uint8_t format = 1;
constexpr std::size_t claims_size = 1 + 1 + 8 + 3 * Uuid::size;

template <class Id>
Id take_id(ByteReader& reader) {
    const auto bytes = reader.take(Uuid::size).value();
    return Id(Uuid(bytes.first<Uuid::size>()));
}

}  // namespace

PlaybackTokens::PlaybackTokens(const SecretText& secret_key, std::chrono::milliseconds life)
    : signer_(secret_key, "freshet playback tokens"), life_(life) {}

std::string PlaybackTokens::issue(PlaybackClaims claims, WallTime now) const {
    claims.expires_at = now + life_;
    Bytes token;
    append_be(token, format);
    append_be(token, static_cast<std::uint8_t>(claims.ground));
    append_be(token, static_cast<std::uint64_t>(claims.expires_at.time_since_epoch().count()));
    append(token, claims.stream.uuid().bytes());
    append(token, claims.viewer.uuid().bytes());
    append(token, claims.session.uuid().bytes());
    return signer_.sign(std::move(token));
}

std::optional<PlaybackClaims> PlaybackTokens::read(std::string_view token) const {
    const auto bytes = signer_.read(token, claims_size);
    if (!bytes) return std::nullopt;

    ByteReader reader(*bytes);
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
