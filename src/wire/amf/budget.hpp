#pragma once

#include <cstddef>

#include "base/result.hpp"
#include "wire/amf/error.hpp"

namespace freshet::amf {

/// What one run of AMF bytes may make us build. References repeat what came before, so what counts
/// is what is built, not what was sent.
struct Limits {
    std::size_t depth_max = 16;
    std::size_t values_max = 4096;
    std::size_t bytes_max = 256 * 1024;  // Of names, texts and byte arrays together.
};

/// What of the limits is left. Shared by an AMF0 reader and the AMF3 reader that it switches to.
class Budget {
public:
    explicit Budget(Limits limits) : left_(limits) {}

    Result<void> take_value(std::size_t depth) {
        if (depth > left_.depth_max) return fail(Errc::too_deep);
        if (left_.values_max == 0) return fail(Errc::too_many_values);
        --left_.values_max;
        return {};
    }

    Result<void> take_bytes(std::size_t count) {
        if (count > left_.bytes_max) return fail(Errc::too_many_bytes);
        left_.bytes_max -= count;
        return {};
    }

private:
    Limits left_;
};

}  // namespace freshet::amf
