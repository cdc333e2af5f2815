#include "serve/cmaf/breaks.hpp"

#include <algorithm>
#include <chrono>

namespace freshet::cmaf {

namespace {

constexpr std::size_t remembered_max = 64;
constexpr media::MediaTime told_within = std::chrono::seconds(1);

}  // namespace

std::uint64_t Breaks::tell(std::uint64_t number, const media::Frame& frame) {
    if (number < count_) return join(number, frame);
    newest_.push_back({.at = frame.dts, .by_clock = frame.discontinuity});
    if (newest_.size() > remembered_max) newest_.pop_front();
    return ++count_;
}

bool Breaks::has_come(std::uint64_t number, const media::Frame& frame) const {
    if (number >= count_) return false;
    const auto& next = after(number);
    return frame.pts >= next.at + (next.by_clock ? told_within : media::MediaTime::zero());
}

std::uint64_t Breaks::join(std::uint64_t number, const media::Frame& frame) const {
    if (number < count_) ++number;
    while (number < count_ && after(number).at <= frame.pts) ++number;
    return number;
}

/// Of what is long forgotten, the oldest that is remembered.
const Breaks::Break& Breaks::after(std::uint64_t number) const {
    const auto forgotten = count_ - newest_.size();
    return newest_[static_cast<std::size_t>(std::max(number, forgotten) - forgotten)];
}

}  // namespace freshet::cmaf
