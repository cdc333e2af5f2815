#include "accounts/access_tokens.hpp"

#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

#include <jwt.h>

#include "accounts/error.hpp"
#include "base/check.hpp"

namespace freshet::accounts {

namespace {

using Jwt = std::unique_ptr<jwt_t, decltype(&jwt_free)>;
using Text = std::unique_ptr<char, decltype(&std::free)>;

constexpr std::size_t token_bytes_max = 1024;  // Ours are a third of it.

const unsigned char* key_data(const SecretText& key) {
    return reinterpret_cast<const unsigned char*>(key.reveal().data());
}

int key_size(const SecretText& key) { return static_cast<int>(key.reveal().size()); }

long to_seconds(WallTime time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Jwt new_token() {
    jwt_t* raw = nullptr;
    if (jwt_new(&raw) != 0) throw std::bad_alloc();
    return {raw, &jwt_free};
}

void set(const Jwt& token, const char* name, const std::string& value) {
    if (jwt_add_grant(token.get(), name, value.c_str()) != 0) throw std::bad_alloc();
}

void set(const Jwt& token, const char* name, long value) {
    if (jwt_add_grant_int(token.get(), name, value) != 0) throw std::bad_alloc();
}

template <class Id>
std::optional<Id> id_of(const Jwt& token, const char* name) {
    const char* text = jwt_get_grant(token.get(), name);
    return text == nullptr ? std::nullopt : Id::parse(text);
}

}  // namespace

AccessTokens::AccessTokens(SecretText key, std::chrono::seconds life)
    : key_(std::move(key)), life_(life) {
    FRESHET_CHECK(!key_.empty());
    const auto sample = issue({}, WallTime{});
    header_ = sample.substr(0, sample.find('.') + 1);
}

std::string AccessTokens::issue(const AccessClaims& claims, WallTime now) const {
    const auto token = new_token();
    if (jwt_set_alg(token.get(), JWT_ALG_HS256, key_data(key_), key_size(key_)) != 0)
        throw std::bad_alloc();
    set(token, "sub", to_string(claims.user));
    set(token, "sid", to_string(claims.session));
    set(token, "iat", to_seconds(now));
    set(token, "exp", to_seconds(now + life_));
    const Text text(jwt_encode_str(token.get()), &std::free);
    if (!text) throw std::bad_alloc();
    return text.get();
}

Result<AccessClaims> AccessTokens::read(std::string_view token, WallTime now) const {
    // Another header than that of our own tokens may ask for another algorithm: it is not even
    // parsed.
    if (token.size() > token_bytes_max || !token.starts_with(header_))
        return fail(Errc::token_invalid);
    jwt_t* raw = nullptr;
    const std::string text(token);
    if (jwt_decode(&raw, text.c_str(), key_data(key_), key_size(key_)) != 0)
        return fail(Errc::token_invalid);
    const Jwt parsed(raw, &jwt_free);
    if (jwt_get_alg(parsed.get()) != JWT_ALG_HS256) return fail(Errc::token_invalid);

    const auto user = id_of<UserId>(parsed, "sub");
    const auto session = id_of<SessionId>(parsed, "sid");
    if (!user || !session) return fail(Errc::token_invalid);
    if (to_seconds(now) >= jwt_get_grant_int(parsed.get(), "exp")) return fail(Errc::token_expired);
    return AccessClaims{.user = *user, .session = *session};
}

}  // namespace freshet::accounts
