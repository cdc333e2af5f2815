#pragma once

#include <cstddef>
#include <span>

namespace freshet {

/// Fills `out` with bytes that nobody can guess, from the kernel. From any thread.
void fill_random(std::span<std::byte> out);

}  // namespace freshet
