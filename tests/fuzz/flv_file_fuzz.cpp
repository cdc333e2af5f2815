#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "wire/flv/file_reader.hpp"

// The first byte says how the rest is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    if (size == 0) return 0;
    const std::size_t step = data[0] + 1u;
    auto input = std::as_bytes(std::span(data, size)).subspan(1);
    flv::FileReader reader({.tag_bytes_max = 1024 * 1024});
    std::size_t given = 0;
    while (!input.empty()) {
        reader.feed(input.first(std::min(step, input.size())));
        input = input.subspan(std::min(step, input.size()));
        while (true) {
            const auto tag = reader.next();
            if (!tag) return 0;
            if (!*tag) break;
            given += (*tag)->body.size();
            FRESHET_CHECK(given <= size);
        }
    }
    return 0;
}
