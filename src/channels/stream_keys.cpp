#include "channels/stream_keys.hpp"

#include <utility>

#include <openssl/evp.h>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"

namespace freshet::channels {

StreamKeys::StreamKeys(SecretText secret_key) : secret_key_(std::move(secret_key)) {
    FRESHET_CHECK(!secret_key_.empty());
}

std::string StreamKeys::derive(ChannelId channel, std::uint32_t key_version) const {
    constexpr std::size_t key_size = 20;
    Bytes message;
    append(message, channel.uuid().bytes());
    append_be(message, key_version);
    const auto digest = hmac_sha256(secret_key_.reveal(), message);
    return to_base32(ByteSpan(digest).first(key_size));
}

std::string StreamKeys::hash(std::string_view key) {
    Sha256 digest;
    const auto done =
        EVP_Digest(key.data(), key.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
                   EVP_sha256(), nullptr);
    FRESHET_CHECK(done == 1);
    return to_hex(digest);
}

std::string StreamKeys::check_value() const {
    return to_hex(hmac_sha256(secret_key_.reveal(), as_bytes("freshet check value")));
}

}  // namespace freshet::channels
