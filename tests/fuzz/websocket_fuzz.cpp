#include <cstdlib>

#include "base/bytes.hpp"
#include "wire/websocket/frame_reader.hpp"

// A client's frames: nothing throws, no message exceeds its limit, and the cut of the input makes
// no difference.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using freshet::websocket::FrameReader;
    constexpr FrameReader::Limits limits{.message_bytes_max = 512};
    const freshet::ByteSpan input(reinterpret_cast<const std::byte*>(data), size);

    std::size_t counts[2] = {0, 0};
    for (const bool bytewise : {false, true}) {
        FrameReader reader(limits);
        for (std::size_t at = 0; at < size;) {
            const auto count = bytewise ? 1 : size;
            reader.feed(input.subspan(at, count));
            at += count;
            for (auto next = reader.next(); next && *next; next = reader.next()) {
                if ((*next)->payload.size() > limits.message_bytes_max) std::abort();
                ++counts[bytewise];
            }
        }
    }
    if (counts[0] != counts[1]) std::abort();
    return 0;
}
