#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace freshet::mp4 {

/// A box within bytes that are there as a whole.
struct BoxView {
    std::uint32_t type = 0;
    ByteSpan body{};
};

/// Walks the boxes that lie side by side (ISO/IEC 14496-12, 4.2), those of 32-bit sizes: what has a
/// larger one is no part of a header.
class BoxReader {
public:
    explicit BoxReader(ByteSpan bytes) : reader_(bytes) {}

    /// Nothing at the end, and where the sizes do not add up: `ok` tells which.
    std::optional<BoxView> next() {
        constexpr std::uint32_t head_bytes = 8;
        if (reader_.empty() || !ok_) return std::nullopt;
        const auto size = reader_.u32();
        const auto type = reader_.u32();
        ok_ = size && type && *size >= head_bytes;
        const auto body = ok_ ? reader_.take(*size - head_bytes) : std::nullopt;
        ok_ = body.has_value();
        if (!ok_) return std::nullopt;
        return BoxView{.type = *type, .body = *body};
    }

    [[nodiscard]] bool ok() const { return ok_; }

private:
    ByteReader reader_;
    bool ok_ = true;
};

/// The first box of a type; nothing when there is none.
inline std::optional<ByteSpan> find_box(ByteSpan bytes, std::uint32_t type) {
    BoxReader boxes(bytes);
    while (const auto box = boxes.next()) {
        if (box->type == type) return box->body;
    }
    return std::nullopt;
}

}  // namespace freshet::mp4
