#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace freshet::accounts {

/// Time-based one-time passwords as every authenticator app makes them (RFC 6238: SHA-1, 6 digits,
/// 30 s). Times count in steps of 30 s since 1970.
struct Totp {
    static constexpr std::size_t secret_bytes = 20;  // RFC 4226, 4, R6: as long as the hash.
    static constexpr std::size_t digits = 6;

    [[nodiscard]] static Bytes make_secret();

    [[nodiscard]] static std::int64_t step_at(WallTime now);

    /// The code of one step.
    [[nodiscard]] static std::string code(ByteSpan secret, std::int64_t step);

    /// The step whose code this is: now's, the one before or the one after, for clocks that differ
    /// and fingers that are slow. Steps up to `last_used` count no more, so that a code that was
    /// seen over a shoulder is worth nothing (RFC 6238, 5.2).
    [[nodiscard]] static std::optional<std::int64_t> step_of(ByteSpan secret, std::string_view code,
                                                             WallTime now, std::int64_t last_used);

    /// The secret as a person types it: base32, in capitals (RFC 4648, 6).
    [[nodiscard]] static std::string printed(ByteSpan secret);

    /// What the QR code says to the app.
    [[nodiscard]] static std::string url(ByteSpan secret, std::string_view account);
};

}  // namespace freshet::accounts
