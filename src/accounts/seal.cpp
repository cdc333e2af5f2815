#include "accounts/seal.hpp"

#include <sodium.h>

#include "accounts/keyed_hash.hpp"
#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(sizeof(Sha256) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(ByteSpan bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

Seal::Seal(const SecretText& secret_key)
    : key_(derived_key(secret_key, "freshet sealed secrets")) {}

std::string Seal::close(ByteSpan plain, std::string_view owner) const {
    Bytes sealed(nonce_size + plain.size() + tag_size);
    const auto nonce = std::span(sealed).first(nonce_size);
    fill_random(nonce);
    const auto failed = crypto_aead_xchacha20poly1305_ietf_encrypt(
        raw(std::span(sealed).subspan(nonce_size)), nullptr, raw(plain), plain.size(),
        raw(as_bytes(owner)), owner.size(), nullptr, raw(ByteSpan(nonce)),
        raw(as_bytes(key_.reveal())));
    FRESHET_CHECK(failed == 0);
    return to_base64url(sealed);
}

std::optional<Bytes> Seal::open(std::string_view text, std::string_view owner) const {
    const auto sealed = from_base64url(text);
    if (!sealed || sealed->size() < nonce_size + tag_size) return std::nullopt;
    const auto nonce = ByteSpan(*sealed).first(nonce_size);
    const auto body = ByteSpan(*sealed).subspan(nonce_size);
    Bytes plain(body.size() - tag_size);
    const auto failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        raw(std::span(plain)), nullptr, nullptr, raw(body), body.size(), raw(as_bytes(owner)),
        owner.size(), raw(nonce), raw(as_bytes(key_.reveal())));
    if (failed != 0) return std::nullopt;
    return plain;
}

}  // namespace freshet::accounts
