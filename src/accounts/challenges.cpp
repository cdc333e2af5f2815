#include "accounts/challenges.hpp"

#include "accounts/error.hpp"
#include "accounts/keyed_hash.hpp"
#include "base/bytes.hpp"
#include "base/encoding.hpp"

namespace freshet::accounts {

namespace {

constexpr std::size_t mark_size = 16;
constexpr std::size_t body_size = 2 * Uuid::size + sizeof(std::uint64_t) + mark_size;
constexpr std::size_t text_size = ((body_size + sizeof(Sha256)) * 4 + 2) / 3;

}  // namespace

Challenges::Challenges(const SecretText& secret)
    : key_(derived_key(secret, "freshet sign-in challenges")) {}

std::string Challenges::mark_of(std::string_view password_hash) {
    return hash_of_token(password_hash).substr(0, mark_size);
}

std::string Challenges::issue(UserId user, std::string_view password_hash, WallTime now) const {
    const auto expires_at = (now + life).time_since_epoch().count();
    Bytes text;
    append(text, Uuid::make().bytes());
    append(text, user.uuid().bytes());
    append_be(text, static_cast<std::uint64_t>(expires_at));
    append(text, mark_of(password_hash));
    const auto mac = hmac_sha256(key_.reveal(), text);
    append(text, ByteSpan(mac));
    return to_base64url(text);
}

Result<Challenge> Challenges::read(std::string_view text, WallTime now) const {
    if (text.size() != text_size) return fail(Errc::challenge_invalid);
    const auto bytes = from_base64url(text);
    if (!bytes) return fail(Errc::challenge_invalid);
    const ByteSpan body = ByteSpan(*bytes).first(body_size);
    const auto mac = hmac_sha256(key_.reveal(), body);
    if (!same(mac, ByteSpan(*bytes).subspan(body_size))) return fail(Errc::challenge_invalid);

    const auto user = body.subspan(Uuid::size).first<Uuid::size>();
    ByteReader rest(body.subspan(2 * Uuid::size));
    const auto expires_at = static_cast<std::int64_t>(rest.be<8>().value());
    Challenge challenge{.id = Uuid(body.first<Uuid::size>()),
                        .user = UserId(Uuid(user)),
                        .expires_at = WallTime(std::chrono::milliseconds(expires_at)),
                        .password_mark = std::string(as_text(rest.rest()))};
    if (now >= challenge.expires_at) return fail(Errc::challenge_invalid);
    return challenge;
}

}  // namespace freshet::accounts
