#include "base/ids.hpp"

#include <algorithm>
#include <mutex>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace freshet {

namespace {

/// Where the text form has a dash.
constexpr bool is_dash(std::size_t place) {
    return place == 8 || place == 13 || place == 18 || place == 23;
}

std::optional<std::uint8_t> hex_digit(char digit) {
    if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
    if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
    return std::nullopt;
}

/// The first 60 free bits of version 7: milliseconds, then a counter within them (RFC 9562, 6.2,
/// method 1). It runs on into the next millisecond when it overflows or when the clock falls back.
class Sequence {
public:
    std::uint64_t next(std::uint64_t now_ms, std::uint64_t seed) {
        const std::scoped_lock lock(guard_);
        last_ = std::max(last_ + 1, now_ms << counter_bits | (seed & seed_mask));
        return last_;
    }

    static constexpr unsigned counter_bits = 12;

private:
    // The counter begins in its lower half: room to count.
    static constexpr std::uint64_t seed_mask = 0x7ff;

    std::mutex guard_;
    std::uint64_t last_ = 0;
};

}  // namespace

Uuid::Uuid(std::span<const std::byte, size> bytes) { std::ranges::copy(bytes, bytes_.begin()); }

Uuid Uuid::make() {
    static Sequence sequence;
    std::array<std::byte, size> bytes;
    fill_random(bytes);
    const auto seed =
        std::to_integer<std::uint64_t>(bytes[0]) << 8 | std::to_integer<std::uint64_t>(bytes[1]);
    const auto now_ms = static_cast<std::uint64_t>(wall_now().time_since_epoch().count());
    const auto place = sequence.next(now_ms, seed);

    // RFC 9562, 5.7: 48 bits of time, version 7, 12 bits of counter, variant 10, 62 random bits.
    const auto milliseconds = place >> Sequence::counter_bits;
    for (std::size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<std::byte>(milliseconds >> (8 * (5 - i)) & 0xff);
    bytes[6] = static_cast<std::byte>(0x70 | (place >> 8 & 0x0f));
    bytes[7] = static_cast<std::byte>(place & 0xff);
    bytes[8] = (bytes[8] & std::byte{0x3f}) | std::byte{0x80};
    return Uuid(bytes);
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    Uuid uuid;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_dash(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        const auto value = hex_digit(text[i]);
        if (!value) return std::nullopt;
        auto& byte = uuid.bytes_[digits++ / 2];
        byte = (byte << 4) | std::byte{*value};
    }
    return uuid;
}

std::string to_string(const Uuid& uuid) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (const auto byte : uuid.bytes()) {
        if (is_dash(text.size())) text += '-';
        text += digits[std::to_integer<std::size_t>(byte >> 4)];
        text += digits[std::to_integer<std::size_t>(byte & std::byte{0x0f})];
    }
    return text;
}

}  // namespace freshet
