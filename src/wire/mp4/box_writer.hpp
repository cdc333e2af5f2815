#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "media/codec.hpp"

namespace freshet::mp4 {

/// Writes nested boxes (ISO/IEC 14496-12, 4.2): what `write` appends becomes the box's content, its
/// size is filled in behind it.
template <std::invocable Write>
void box(Bytes& out, std::uint32_t type, Write write) {
    const auto start = out.size();
    append_be<4>(out, 0u);
    append_be<4>(out, type);
    write();
    const auto size = static_cast<std::uint32_t>(out.size() - start);
    for (std::size_t i = 0; i < 4; ++i)
        out[start + i] = static_cast<std::byte>(size >> (24 - 8 * i) & 0xff);
}

/// A FullBox: one with a version and flags.
struct FullBox {
    std::uint32_t type = 0;
    std::uint8_t version = 0;
    std::uint32_t flags = 0;
};

template <std::invocable Write>
void full_box(Bytes& out, FullBox head, Write write) {
    box(out, head.type, [&] {
        append_be<1>(out, std::uint32_t{head.version});
        append_be<3>(out, head.flags);
        write();
    });
}

inline void append_zeros(Bytes& out, std::size_t count) { out.resize(out.size() + count); }

}  // namespace freshet::mp4
