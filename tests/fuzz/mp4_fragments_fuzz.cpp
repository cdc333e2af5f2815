// Files of fragments, as the index reads them: what it asks to see is there, and what it finds
// lies within the file.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "wire/mp4/fragment_index.hpp"
#include "wire/mp4/segments.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    const ByteSpan file(reinterpret_cast<const std::byte*>(data), size);
    mp4::FragmentIndexReader reader(file.size());
    while (const auto range = reader.wants()) {
        FRESHET_CHECK(range->size > 0 && range->offset <= size &&
                      range->size <= size - range->offset);
        if (!reader.feed(file.subspan(range->offset, range->size))) return 0;
    }
    const auto index = std::move(reader).finish();
    if (!index) return 0;
    for (const auto& segment : mp4::join_fragments(*index, std::chrono::seconds(4))) {
        FRESHET_CHECK(segment.bytes.end() <= size && segment.duration.count() >= 0);
    }
    return 0;
}
