#include "base/token_signer.hpp"

#include <openssl/crypto.h>

#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"

namespace freshet {

TokenSigner::TokenSigner(const SecretText& secret, std::string_view purpose) {
    FRESHET_CHECK(!secret.empty());
    const auto key = hmac_sha256(secret.reveal(), as_bytes(purpose));
    key_ = SecretText(std::string(as_text(key)));
}

std::string TokenSigner::sign(Bytes claims) const {
    const auto signature = hmac_sha256(key_.reveal(), claims);
    append(claims, ByteSpan(signature).first(signature_size));
    return to_base64url(claims);
}

std::optional<Bytes> TokenSigner::read(std::string_view token, std::size_t claims_size) const {
    const auto text_size = ((claims_size + signature_size) * 4 + 2) / 3;
    if (token.size() != text_size) return std::nullopt;
    auto bytes = from_base64url(token);
    if (!bytes || bytes->size() != claims_size + signature_size) return std::nullopt;
    const auto ours = hmac_sha256(key_.reveal(), ByteSpan(*bytes).first(claims_size));
    if (CRYPTO_memcmp(ours.data(), bytes->data() + claims_size, signature_size) != 0)
        return std::nullopt;
    bytes->resize(claims_size);
    return bytes;
}

}  // namespace freshet
