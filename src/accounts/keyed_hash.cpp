#include "accounts/keyed_hash.hpp"

#include <sodium.h>

#include "base/check.hpp"
#include "base/encoding.hpp"

namespace freshet::accounts {

static_assert(sizeof(Digest) == crypto_auth_hmacsha256_BYTES &&
              sizeof(Digest) == crypto_hash_sha256_BYTES);

namespace {

const unsigned char* raw(ByteSpan bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(Digest& digest) { return reinterpret_cast<unsigned char*>(digest.data()); }

}  // namespace

Digest hmac(std::string_view key, ByteSpan message) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, raw(as_bytes(key)), key.size());
    crypto_auth_hmacsha256_update(&state, raw(message), message.size());
    Digest mac;
    crypto_auth_hmacsha256_final(&state, raw(mac));
    return mac;
}

bool same(const Digest& left, ByteSpan right) {
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

SecretText derived_key(const SecretText& secret, std::string_view purpose) {
    FRESHET_CHECK(!secret.empty());
    const auto key = hmac(secret.reveal(), as_bytes(purpose));
    return SecretText(std::string(as_text(key)));
}

std::string hash_of_token(std::string_view token) {
    Digest digest;
    crypto_hash_sha256(raw(digest), raw(as_bytes(token)), token.size());
    return to_hex(digest);
}

}  // namespace freshet::accounts
