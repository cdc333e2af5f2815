#include "media/nal.hpp"

namespace freshet::media {

std::optional<ByteSpan> NalWalk::next() {
    while (const auto length = rest_.u32()) {
        const auto unit = rest_.take(*length);
        if (!unit) return std::nullopt;
        if (!unit->empty()) return unit;
    }
    return std::nullopt;
}

Bytes without_emulation_prevention(ByteSpan unit) {
    Bytes rbsp;
    rbsp.reserve(unit.size());
    unsigned zeros = 0;
    for (const auto byte : unit) {
        if (zeros >= 2 && byte == std::byte{3}) {
            zeros = 0;
            continue;
        }
        zeros = byte == std::byte{0} ? zeros + 1 : 0;
        rbsp.push_back(byte);
    }
    return rbsp;
}

}  // namespace freshet::media
