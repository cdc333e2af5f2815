#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "wire/amf/amf0_reader.hpp"
#include "wire/amf/amf0_writer.hpp"

// Whatever comes ends in values or in an error. What was read is written and read again as the
// same, but for NaN, which equals nothing, and AMF3's byte arrays, which AMF0 does not have: so the
// second writing is what counts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    const auto input = std::as_bytes(std::span(data, size));
    amf::Amf0Reader reader(input);
    while (!reader.empty()) {
        const auto value = reader.next();
        if (!value) break;
        Bytes once;
        amf::append_amf0(once, *value);
        const auto again = amf::Amf0Reader(once, {.depth_max = 32, .values_max = 8192}).next();
        FRESHET_CHECK(again.has_value());
        Bytes twice;
        amf::append_amf0(twice, *again);
        FRESHET_CHECK(once == twice);
    }
    return 0;
}
