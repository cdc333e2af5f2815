#include "work/rendition.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "wire/hls/playlist.hpp"
#include "wire/hls/playlist_writer.hpp"
#include "wire/mp4/segments.hpp"
#include "wire/mp4/time_scale.hpp"

namespace freshet::work {

namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr microseconds segment_target = std::chrono::seconds(4);

std::uint64_t bits_a_second(std::uint64_t bytes, microseconds time) {
    if (time.count() <= 0) return 0;
    return static_cast<std::uint64_t>(
        std::llround(static_cast<double>(bytes) * 8e6 / static_cast<double>(time.count())));
}

/// RFC 8216, 4.1: the largest of any segments in a row that fill at least half of the target
/// duration. A last one of some frames is no measure.
std::uint64_t peak_of(std::span<const mp4::Segment> segments, std::uint32_t target_s) {
    const microseconds least = std::chrono::seconds(target_s) / 2;
    std::uint64_t peak = 0;
    for (std::size_t first = 0; first < segments.size(); ++first) {
        std::uint64_t bytes = 0;
        microseconds time{};
        for (auto i = first; i < segments.size() && time < least; ++i) {
            bytes += segments[i].bytes.size;
            time += segments[i].duration;
        }
        if (time >= least || first == 0) peak = std::max(peak, bits_a_second(bytes, time));
    }
    return peak;
}

hls::MediaPlaylist playlist_of(const mp4::FragmentIndex& index,
                               std::span<const mp4::Segment> segments, const std::string& file) {
    const auto range_of = [](const mp4::ByteRange& range) {
        return hls::ByteRange{.offset = range.offset, .size = range.size};
    };
    hls::MediaPlaylist playlist{
        .target_duration_s = 1, .is_independent = true, .has_ended = true, .is_on_demand = true};
    for (const auto& segment : segments) {
        // 4.3.3.1: each duration, rounded to the nearest integer, is not above the target.
        const auto rounded = (segment.duration + milliseconds(500)) / std::chrono::seconds(1);
        playlist.target_duration_s =
            std::max(playlist.target_duration_s, static_cast<std::uint32_t>(rounded));
        playlist.is_independent = playlist.is_independent && segment.is_independent;
        playlist.segments.push_back({.uri = file,
                                     .range = range_of(segment.bytes),
                                     .map_uri = file,
                                     .map_range = range_of(index.init),
                                     .duration = segment.duration});
    }
    return playlist;
}

/// Frames a second, to three decimals.
double frame_rate_of(const mp4::FragmentIndex& index, microseconds time) {
    std::uint64_t frames = 0;
    for (const auto& fragment : index.fragments) frames += fragment.samples;
    if (time.count() <= 0) return 0;
    return std::round(static_cast<double>(frames) * 1e9 / static_cast<double>(time.count())) / 1e3;
}

}  // namespace

MadeRendition describe(const mp4::FragmentIndex& index, const std::string& name,
                       std::uint64_t file_bytes) {
    const auto& track = index.header.track;
    const auto segments = mp4::join_fragments(index, segment_target);
    const auto file = name + ".mp4";
    const auto playlist = playlist_of(index, segments, file);
    MadeRendition made{.playlist = hls::write(playlist)};
    microseconds time{};
    microseconds longest{};
    std::uint64_t bytes = 0;
    for (const auto& segment : segments) {
        bytes += segment.bytes.size;
        time += segment.duration;
        longest = std::max(longest, segment.duration);
    }
    const auto start = mp4::to_time(static_cast<std::int64_t>(index.fragments.front().start),
                                    index.header.time_scale);
    made.start = duration_cast<milliseconds>(start);
    made.end = duration_cast<milliseconds>(start + time);
    made.longest_segment = duration_cast<milliseconds>(longest);
    const auto average = bits_a_second(bytes, time);
    const bool is_video = track.kind() == media::Kind::video;
    made.rendition = {.name = name,
                      .kind = is_video ? vod::RenditionKind::video : vod::RenditionKind::audio,
                      .file = file,
                      .playlist = name + ".m3u8",
                      .codecs = track.codec_string,
                      .width = track.width,
                      .height = track.height,
                      .frame_rate = is_video ? frame_rate_of(index, time) : 0,
                      .bandwidth = std::max(average, peak_of(segments, playlist.target_duration_s)),
                      .average_bandwidth = average,
                      .size_bytes = file_bytes + made.playlist.size()};
    return made;
}

}  // namespace freshet::work
