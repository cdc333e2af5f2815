// Pictures that people upload, of every format that is read.
#include <cstddef>
#include <cstdint>

#include "image/picture.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    const ByteSpan file(reinterpret_cast<const std::byte*>(data), size);
    for (const auto fit : {image::Fit::cover, image::Fit::contain}) {
        (void)image::make_picture(file, {.pixels_max = 1'000'000, .side = 32, .fit = fit});
    }
    return 0;
}
