#include "channels/hmac.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.hpp"

namespace freshet::channels {

Digest hmac(std::string_view key, ByteSpan message) {
    Digest digest;
    const auto* done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                            reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                            reinterpret_cast<unsigned char*>(digest.data()), nullptr);
    FRESHET_CHECK(done != nullptr);
    return digest;
}

}  // namespace freshet::channels
