#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "wire/rtmp/aggregate.hpp"
#include "wire/rtmp/chunk_reader.hpp"

// The first byte says how the rest is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    if (size == 0) return 0;
    const std::size_t step = data[0] == 255 ? size : data[0] + 1u;
    auto input = std::as_bytes(std::span(data, size)).subspan(1);
    rtmp::ChunkReader reader({.message_bytes_max = 64 * 1024, .buffered_bytes_max = 128 * 1024});
    std::size_t given = 0;
    while (!input.empty()) {
        reader.feed(input.first(std::min(step, input.size())));
        input = input.subspan(std::min(step, input.size()));
        while (true) {
            const auto message = reader.next();
            if (!message) return 0;
            if (!*message) break;
            given += (*message)->payload.size();
            FRESHET_CHECK(given <= size);
            static_cast<void>(rtmp::split_aggregate(**message, 100));
        }
        FRESHET_CHECK(reader.unread() < 32);
    }
    return 0;
}
