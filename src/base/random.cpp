#include "base/random.hpp"

#include <sys/random.h>

#include "base/check.hpp"

namespace freshet {

void fill_random(std::span<std::byte> out) {
    while (!out.empty()) {
        const auto got = ::getrandom(out.data(), out.size(), 0);
        FRESHET_CHECK(got > 0);  // Fails only where the kernel has no such call.
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

}  // namespace freshet
