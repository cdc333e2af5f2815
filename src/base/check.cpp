#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace freshet {

void check_failed(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "freshet: broken promise: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

}  // namespace freshet
