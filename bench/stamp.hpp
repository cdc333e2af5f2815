#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace freshet::bench {

/// The moment at which a publisher let a video frame go, in front of the picture's own bytes, so
/// that whatever serves H.264 carries it to the viewers: a NAL unit with a 4-byte length, holding a
/// "user data unregistered" message (ITU-T H.264, D.1.7): a UUID of ours, then 16 hexadecimal
/// digits of microseconds.
[[nodiscard]] Bytes make_stamp();

/// Where the digits stand in it.
inline constexpr std::size_t stamp_digits_offset = 4 + 3 + 16;
inline constexpr std::size_t stamp_digits = 16;

/// Writes the digits anew.
void set_stamp(std::span<std::byte, stamp_digits> digits, MonoTime when);

/// The first stamp in these bytes.
[[nodiscard]] std::optional<MonoTime> find_stamp(ByteSpan bytes);

}  // namespace freshet::bench
