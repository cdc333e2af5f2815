#include "base/hmac.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.hpp"

namespace freshet {

namespace {

template <class Digest>
Digest hmac(const EVP_MD* hash, std::string_view key, ByteSpan message) {
    Digest digest;
    unsigned size = 0;
    const auto* done = HMAC(hash, key.data(), static_cast<int>(key.size()),
                            reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                            reinterpret_cast<unsigned char*>(digest.data()), &size);
    FRESHET_CHECK(done != nullptr && size == digest.size());
    return digest;
}

}  // namespace

Sha256 hmac_sha256(std::string_view key, ByteSpan message) {
    return hmac<Sha256>(EVP_sha256(), key, message);
}

Sha1 hmac_sha1(std::string_view key, ByteSpan message) {
    return hmac<Sha1>(EVP_sha1(), key, message);
}

}  // namespace freshet
