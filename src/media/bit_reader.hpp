#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

namespace freshet::media {

/// Reads bits, most significant first, from hostile input. Past the end, and after a number that no
/// standard allows, everything reads as 0 and `ok()` stays false: readers ask once, at their end.
/// The caller keeps the bytes alive.
class BitReader {
public:
    explicit BitReader(ByteSpan input) : input_(input) {}

    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] std::size_t left() const { return ok_ ? input_.size() * 8 - position_ : 0; }

    /// A number of at most 32 bits.
    std::uint32_t bits(unsigned count) {
        if (count > 32 || count > left()) return fail();
        std::uint64_t number = 0;
        for (unsigned i = 0; i < count; ++i, ++position_) {
            const auto byte = std::to_integer<unsigned>(input_[position_ / 8]);
            number = number << 1 | (byte >> (7 - position_ % 8) & 1);
        }
        return static_cast<std::uint32_t>(number);
    }

    std::uint8_t byte() { return static_cast<std::uint8_t>(bits(8)); }
    bool flag() { return bits(1) != 0; }

    void skip(std::size_t count) {
        if (count > left()) {
            fail();
        } else {
            position_ += count;
        }
    }

    void align() { position_ = (position_ + 7) / 8 * 8; }

    /// ue(v) of H.264 and HEVC, 9.1 and 9.2.
    std::uint32_t ue() {
        unsigned zeros = 0;
        while (ok_ && !flag()) {
            if (++zeros > 31) return fail();
        }
        return ok_ ? static_cast<std::uint32_t>((std::uint64_t{1} << zeros) - 1 + bits(zeros)) : 0;
    }

    /// se(v): 0, 1, -1, 2, -2...
    std::int32_t se() {
        const auto number = ue();
        const auto half = static_cast<std::int32_t>(number / 2);
        return number % 2 == 1 ? half + 1 : -half;
    }

private:
    std::uint32_t fail() {
        ok_ = false;
        return 0;
    }

    ByteSpan input_;
    std::size_t position_ = 0;
    bool ok_ = true;
};

}  // namespace freshet::media
