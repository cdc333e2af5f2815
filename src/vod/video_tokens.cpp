#include "vod/video_tokens.hpp"

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"

namespace freshet::vod {

namespace {

constexpr std::uint8_t format = 1;
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

VideoTokens::VideoTokens(const SecretText& secret_key)
    : signer_(secret_key, "freshet video tokens") {}

std::string VideoTokens::issue(const VideoClaims& claims) const {
    Bytes token;
    append_be(token, format);
    append_be(token, static_cast<std::uint8_t>(claims.ground));
    append_be(token, claims.access_epoch);
    append_be(token, static_cast<std::uint64_t>(claims.expires_at.time_since_epoch().count()));
    append(token, claims.video.uuid().bytes());
    append(token, claims.viewer.uuid().bytes());
    append(token, claims.session.uuid().bytes());
    return signer_.sign(std::move(token));
}

std::optional<VideoClaims> VideoTokens::read(std::string_view token) const {
    const auto bytes = signer_.read(token, claims_size);
    if (!bytes) return std::nullopt;

    ByteReader reader(*bytes);
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
