#include "serve/cmaf/lane.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace freshet::cmaf {

namespace {

using std::chrono::floor;
using std::chrono::milliseconds;

/// The segment's bits over its time, whichever is the shorter of what was meant and a tenth of a
/// second.
std::uint64_t bits_a_second(std::size_t bytes, media::MediaTime time) {
    constexpr std::uint64_t us = 1'000'000;
    const auto duration = std::max<std::int64_t>(time.count(), us / 10);
    return bytes * 8 * us / static_cast<std::uint64_t>(duration);
}

}  // namespace

Lane::Lane(media::Kind kind, std::string_view epoch, Window window)
    : prefix_(fmt::format("{}-{}-", kind == media::Kind::video ? 'v' : 'a', epoch)),
      window_(window) {}

void Lane::set_init(FileRange init) {
    inits_.emplace_back(fmt::format("{}init{}.mp4", prefix_, init_count_++), std::move(init));
}

void Lane::add(Segment segment, std::uint64_t discontinuity, std::optional<WallTime> wall_epoch) {
    segment.number = next_number_++;
    segment.name = fmt::format("{}{}.m4s", prefix_, segment.number);
    segment.init_name = inits_.back().first;
    segment.discontinuity = discontinuity;
    if (wall_epoch) segment.program_date_time = *wall_epoch + floor<milliseconds>(segment.start);
    bytes_ += segment.bytes.size;
    segments_.push_back(std::make_shared<const Segment>(std::move(segment)));
    trim();
}

std::vector<SegmentPtr> Lane::listed(media::MediaTime target) const {
    auto first = segments_.end();
    media::MediaTime length{};
    while (first != segments_.begin()) {
        const auto count = static_cast<std::size_t>(segments_.end() - first);
        if (count >= window_.list_size && length >= 3 * target) break;
        length += (*--first)->duration;
    }
    return {first, segments_.end()};
}

Lane::Rates Lane::rates() const {
    Rates rates;
    media::MediaTime time{};
    for (const auto& segment : segments_) {
        rates.peak = std::max(rates.peak, bits_a_second(segment->bytes.size, segment->duration));
        time += segment->duration;
    }
    rates.average = std::min(rates.peak, bits_a_second(bytes_, time));
    return rates;
}

void Lane::trim() {
    const auto count_max = window_.list_size + window_.kept_after_list;
    while (segments_.size() > 1 && (segments_.size() > count_max || bytes_ > window_.bytes_max)) {
        bytes_ -= segments_.front()->bytes.size;
        segments_.pop_front();
    }
    std::erase_if(inits_, [this](const auto& init) {
        const bool is_newest = init.first == inits_.back().first;
        return !is_newest && std::ranges::none_of(segments_, [&](const SegmentPtr& segment) {
            return segment->init_name == init.first;
        });
    });
}

}  // namespace freshet::cmaf
