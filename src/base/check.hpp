#pragma once

namespace freshet {

/// Writes where a promise of our own code was broken and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace freshet

// A bug of ours, never of a peer: stays on in release. A macro because only the preprocessor knows
// the place.
#define FRESHET_CHECK(condition) \
    ((condition) ? void() : ::freshet::check_failed(#condition, __FILE__, __LINE__))
