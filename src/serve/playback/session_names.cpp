#include "serve/playback/session_names.hpp"

#include <algorithm>
#include <utility>

#include <openssl/crypto.h>

#include "base/bytes.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"
#include "base/random.hpp"

namespace freshet::playback {

namespace {

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    return std::nullopt;
}

SecretText secret_of_this_run() {
    std::array<std::byte, 32> secret{};
    fill_random(secret);
    return SecretText(std::string(as_text(secret)));
}

}  // namespace

SessionNames::SessionNames(SecretText secret, std::string purpose)
    : secret_(std::move(secret)), purpose_(std::move(purpose)) {
    if (secret_.empty()) secret_ = secret_of_this_run();
}

SessionNames::Name SessionNames::signed_name(std::span<const std::byte, nonce_size> nonce) const {
    auto message = to_bytes(purpose_);
    append(message, nonce);
    const auto digest = hmac_sha256(secret_.reveal(), message);

    Name name{};
    std::ranges::copy(nonce, name.begin());
    std::copy_n(digest.begin(), signature_size, name.begin() + nonce_size);
    return name;
}

std::string SessionNames::issue() const {
    std::array<std::byte, nonce_size> nonce{};
    fill_random(nonce);
    return to_hex(signed_name(nonce));
}

std::optional<SessionNames::Name> SessionNames::read(std::string_view text) const {
    Name name{};
    if (text.size() != 2 * name.size()) return std::nullopt;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto high = hex_digit(text[2 * i]);
        const auto low = hex_digit(text[2 * i + 1]);
        if (!high || !low) return std::nullopt;
        name[i] = static_cast<std::byte>(*high << 4 | *low);
    }
    const auto ours = signed_name(std::span(name).first<nonce_size>());
    if (CRYPTO_memcmp(ours.data(), name.data(), name.size()) != 0) return std::nullopt;
    return name;
}

}  // namespace freshet::playback
