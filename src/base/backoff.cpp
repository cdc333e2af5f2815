#include "base/backoff.hpp"

#include <algorithm>
#include <array>

#include "base/random.hpp"

namespace freshet {

std::chrono::milliseconds Backoff::next() {
    std::array<std::byte, 1> dice;
    fill_random(dice);
    const auto half = next_ / 2;
    const auto wait = half + (next_ - half) * std::to_integer<int>(dice[0]) / 255;
    next_ = std::min(next_ * 2, config_.max);
    return wait;
}

}  // namespace freshet
