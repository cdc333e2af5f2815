#include "store/objects/cloudfront_signer.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"

namespace freshet::objects {

namespace {

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeInput {
    void operator()(BIO* input) const { BIO_free(input); }
};
struct FreeDigest {
    void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};

/// Nobody is there to be asked for the password of an encrypted one.
int no_password(char*, int, int, void*) { return -1; }

/// Base64 with the three characters replaced that mean something else in a query.
std::string for_query(ByteSpan bytes) {
    auto text = to_base64(bytes);
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '=', '_');
    std::ranges::replace(text, '/', '~');
    return text;
}

}  // namespace

struct CloudFrontSigner::Key {
    [[nodiscard]] Bytes sign(std::string_view text) const;

    std::unique_ptr<EVP_PKEY, FreeKey> pkey;
};

/// RSASSA-PKCS1-v1_5 with SHA-1, which is what CloudFront takes.
Bytes CloudFrontSigner::Key::sign(std::string_view text) const {
    const std::unique_ptr<EVP_MD_CTX, FreeDigest> digest(EVP_MD_CTX_new());
    const auto* message = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(pkey.get()));
    Bytes signature(size);
    FRESHET_CHECK(EVP_DigestSignInit(digest.get(), nullptr, EVP_sha1(), nullptr, pkey.get()) == 1 &&
                  EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(signature.data()),
                                 &size, message, text.size()) == 1);
    signature.resize(size);
    return signature;
}

std::optional<CloudFrontSigner> CloudFrontSigner::create(std::string key_pair_id,
                                                         std::string_view private_key) {
    const std::unique_ptr<BIO, FreeInput> input(
        BIO_new_mem_buf(private_key.data(), static_cast<int>(private_key.size())));
    auto key = std::make_shared<Key>();
    key->pkey.reset(PEM_read_bio_PrivateKey(input.get(), nullptr, no_password, nullptr));
    if (!key->pkey || EVP_PKEY_get_base_id(key->pkey.get()) != EVP_PKEY_RSA) return std::nullopt;
    return CloudFrontSigner(std::move(key_pair_id), std::move(key));
}

std::string CloudFrontSigner::query(std::string_view pattern, WallTime until) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(until).time_since_epoch().count();
    const auto policy = fmt::format(R"({{"Statement":[{{"Resource":"{}",)"
                                    R"("Condition":{{"DateLessThan":{{"AWS:EpochTime":{}}}}}}}]}})",
                                    pattern, seconds);
    return fmt::format("Policy={}&Key-Pair-Id={}&Signature={}", for_query(as_bytes(policy)),
                       key_pair_id_, for_query(key_->sign(policy)));
}

}  // namespace freshet::objects
