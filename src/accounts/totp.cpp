#include "accounts/totp.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "base/check.hpp"
#include "base/encoding.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

constexpr std::chrono::seconds step_length{30};
constexpr std::string_view issuer = "Freshet";

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (const char letter : text) {
        if (unreserved.contains(letter)) {
            encoded += letter;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
        }
    }
    return encoded;
}

}  // namespace

Bytes Totp::make_secret() {
    Bytes secret(secret_bytes);
    fill_random(secret);
    return secret;
}

std::int64_t Totp::step_at(WallTime now) {
    return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch() / step_length;
}

std::string Totp::code(ByteSpan secret, std::int64_t step) {
    Bytes counter;
    append_be(counter, static_cast<std::uint64_t>(step));
    std::array<unsigned char, 20> mac{};  // Of SHA-1.
    const auto* done = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()),
                            reinterpret_cast<const unsigned char*>(counter.data()), counter.size(),
                            mac.data(), nullptr);
    FRESHET_CHECK(done != nullptr);
    // RFC 4226, 5.3: the last four bits say where the number stands.
    const std::size_t offset = mac.back() & 0xfu;
    const auto number = (mac[offset] & 0x7fu) << 24 | std::uint32_t{mac[offset + 1]} << 16 |
                        std::uint32_t{mac[offset + 2]} << 8 | std::uint32_t{mac[offset + 3]};
    return fmt::format("{:06}", number % 1'000'000);
}

std::optional<std::int64_t> Totp::step_of(ByteSpan secret, std::string_view given, WallTime now,
                                          std::int64_t last_used) {
    if (given.size() != digits) return std::nullopt;
    std::optional<std::int64_t> found;
    const auto middle = step_at(now);
    for (const auto step : {middle - 1, middle, middle + 1}) {
        const auto expected = code(secret, step);
        const bool equal = sodium_memcmp(expected.data(), given.data(), digits) == 0;
        if (equal && step > last_used && !found) found = step;
    }
    return found;
}

std::string Totp::printed(ByteSpan secret) {
    auto text = to_base32(secret);
    for (auto& letter : text) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    }
    return text;
}

std::string Totp::url(ByteSpan secret, std::string_view account) {
    return fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6"
        "&period=30",
        issuer, percent_encoded(account), printed(secret));
}

}  // namespace freshet::accounts
