#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace freshet {

using Bytes = std::vector<std::byte>;
using ByteSpan = std::span<const std::byte>;

/// The same memory, seen as bytes. The caller keeps the text alive.
inline ByteSpan as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// The same memory, seen as characters. The caller keeps the bytes alive.
inline std::string_view as_text(ByteSpan bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes to_bytes(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

inline void append(Bytes& out, ByteSpan more) { out.insert(out.end(), more.begin(), more.end()); }
inline void append(Bytes& out, std::string_view more) { append(out, as_bytes(more)); }

/// Appends the lowest `width` bytes of a number, most significant first.
template <std::size_t width, std::unsigned_integral Number>
    requires(width <= sizeof(Number))
void append_be(Bytes& out, Number number) {
    for (std::size_t i = width; i-- > 0;) {
        out.push_back(static_cast<std::byte>((number >> (8 * i)) & 0xff));
    }
}

/// Appends a whole number of 8, 16, 32 or 64 bits, most significant byte first.
template <std::unsigned_integral Number>
void append_be(Bytes& out, Number number) {
    append_be<sizeof(Number)>(out, number);
}

/// Reads big-endian numbers and runs of bytes from hostile input. Asking for more than there is
/// gives nothing and takes nothing. The caller keeps the memory alive.
class ByteReader {
public:
    explicit ByteReader(ByteSpan input) : rest_(input) {}

    [[nodiscard]] std::size_t left() const { return rest_.size(); }
    [[nodiscard]] bool empty() const { return rest_.empty(); }
    [[nodiscard]] ByteSpan rest() const { return rest_; }

    std::optional<ByteSpan> take(std::size_t count) {
        if (count > rest_.size()) return std::nullopt;
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    bool skip(std::size_t count) { return take(count).has_value(); }

    /// A number of `width` bytes, most significant first: `reader.be<3>()` is a 24-bit one.
    template <std::size_t width>
        requires(width >= 1 && width <= 8)
    std::optional<std::uint64_t> be() {
        const auto taken = take(width);
        if (!taken) return std::nullopt;
        std::uint64_t number = 0;
        for (const auto byte : *taken) number = number << 8 | std::to_integer<std::uint64_t>(byte);
        return number;
    }

    std::optional<std::uint8_t> u8() { return narrow<std::uint8_t>(); }
    std::optional<std::uint16_t> u16() { return narrow<std::uint16_t>(); }
    std::optional<std::uint32_t> u32() { return narrow<std::uint32_t>(); }
    std::optional<std::uint64_t> u64() { return narrow<std::uint64_t>(); }

private:
    template <class Number>
    std::optional<Number> narrow() {
        const auto number = be<sizeof(Number)>();
        if (!number) return std::nullopt;
        return static_cast<Number>(*number);
    }

    ByteSpan rest_;
};

}  // namespace freshet
