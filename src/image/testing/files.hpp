#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "base/bytes.hpp"

namespace freshet::image::testing {

/// A picture from the corpus of the fuzzer. `flag` has 48 x 32 pixels: red on the left, blue on the
/// right, and white in the square of 8 pixels that begins 8 from the left, at the top.
inline Bytes read_file(const std::string& name) {
    std::ifstream file(FRESHET_SOURCE_DIR "/tests/fuzz/corpus/image/" + name, std::ios::binary);
    if (!file) throw std::runtime_error("no picture " + name);
    return to_bytes(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace freshet::image::testing
