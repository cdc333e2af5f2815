#include "accounts/keyed_hash.hpp"

#include <sodium.h>

#include "base/check.hpp"
#include "base/encoding.hpp"

namespace freshet::accounts {

static_assert(sizeof(Sha256) == crypto_hash_sha256_BYTES);

bool same(const Sha256& left, ByteSpan right) {
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

SecretText derived_key(const SecretText& secret, std::string_view purpose) {
    FRESHET_CHECK(!secret.empty());
    const auto key = hmac_sha256(secret.reveal(), as_bytes(purpose));
    return SecretText(std::string(as_text(key)));
}

std::string hash_of_token(std::string_view token) {
    Sha256 digest;
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                       reinterpret_cast<const unsigned char*>(token.data()), token.size());
    return to_hex(digest);
}

}  // namespace freshet::accounts
