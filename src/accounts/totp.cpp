#include "accounts/totp.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "base/encoding.hpp"
#include "base/hmac.hpp"
#include "base/random.hpp"

namespace freshet::accounts {

namespace {

constexpr std::chrono::seconds step_length{30};
constexpr std::string_view issuer = "Freshet";

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
    const auto mac = hmac_sha1(as_text(secret), counter);
    // RFC 4226, 5.3: the last four bits say where the number stands.
    const auto offset = std::to_integer<std::size_t>(mac.back() & std::byte{0x0f});
    const auto number = ByteReader(ByteSpan(mac).subspan(offset)).u32().value() & 0x7fff'ffffu;
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
