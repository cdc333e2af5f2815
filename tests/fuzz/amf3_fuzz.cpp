#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "wire/amf/amf3_reader.hpp"

// Whatever comes ends in values or in an error, and the reader never leaves its input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    amf::Budget budget({});
    amf::Amf3Reader reader(std::as_bytes(std::span(data, size)), budget);
    while (reader.next()) {
    }
    FRESHET_CHECK(reader.position() <= size);
    return 0;
}
