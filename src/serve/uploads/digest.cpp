#include "serve/uploads/digest.hpp"

#include <array>

#include <openssl/evp.h>

#include "base/check.hpp"

namespace freshet::uploads {

namespace {

const EVP_MD* kind_of(tus::Algorithm algorithm) {
    switch (algorithm) {
        case tus::Algorithm::md5: return EVP_md5();
        case tus::Algorithm::sha1: return EVP_sha1();
        case tus::Algorithm::sha256: return EVP_sha256();
    }
    return nullptr;
}

}  // namespace

struct Digest::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};
};

Digest::Digest(tus::Algorithm algorithm) : state_(std::make_unique<State>()) {
    FRESHET_CHECK(EVP_DigestInit_ex(state_->context.get(), kind_of(algorithm), nullptr) == 1);
}

Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;

void Digest::add(ByteSpan bytes) {
    FRESHET_CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Bytes Digest::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    FRESHET_CHECK(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size) == 1);
    const auto bytes = std::as_bytes(std::span(digest)).first(size);
    return {bytes.begin(), bytes.end()};
}

}  // namespace freshet::uploads
