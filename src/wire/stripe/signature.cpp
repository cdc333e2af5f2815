#include "wire/stripe/signature.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include <openssl/crypto.h>

#include "base/bytes.hpp"
#include "base/encoding.hpp"
#include "base/hmac.hpp"
#include "wire/stripe/error.hpp"

namespace freshet::stripe {

namespace {

// While a secret is rolled there are two signatures; each further one costs us a comparison.
constexpr std::size_t signatures_max = 8;

/// The value of the first "name=value" in the list, which goes on behind it.
std::optional<std::string_view> take_value(std::string_view& list, std::string_view name) {
    while (!list.empty()) {
        auto item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(item.size() + 1, list.size()));
        if (!item.starts_with(name) || item.substr(name.size(), 1) != "=") continue;
        return item.substr(name.size() + 1);
    }
    return std::nullopt;
}

std::optional<std::chrono::sys_seconds> time_of(std::string_view text) {
    std::uint32_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

std::string signature_of(std::string_view timestamp, const SignedBody& message) {
    const auto text = std::string(timestamp).append(".").append(message.body);
    return to_hex(hmac_sha256(message.secret, as_bytes(text)));
}

bool is_same(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace

Result<void> verify_signature(const SignedBody& message, std::chrono::sys_seconds now) {
    auto times = message.header;
    const auto timestamp = take_value(times, "t");
    const auto time = timestamp ? time_of(*timestamp) : std::nullopt;
    if (!time || message.secret.empty()) return fail(Errc::no_signature);

    const auto expected = signature_of(*timestamp, message);
    auto list = message.header;
    bool is_signed = false;
    std::size_t count = 0;
    for (; count < signatures_max; ++count) {
        const auto signature = take_value(list, "v1");
        if (!signature) break;
        is_signed |= is_same(*signature, expected);
    }
    if (count == 0) return fail(Errc::no_signature);
    if (!is_signed) return fail(Errc::wrong_signature);
    if (std::chrono::abs(now - *time) > signature_tolerance) return fail(Errc::old_signature);
    return {};
}

}  // namespace freshet::stripe
