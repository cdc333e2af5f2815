#pragma once

#include <initializer_list>
#include <vector>

#include "media/testing/configurations.hpp"
#include "media/testing/hex.hpp"
#include "wire/mp4/fragment_index.hpp"
#include "wire/mp4/fragment_writer.hpp"
#include "wire/mp4/init_writer.hpp"
#include "wire/mp4/time_scale.hpp"

namespace freshet::mp4::testing {

inline media::Track video_track() {
    return {.codec = media::Codec::h264,
            .config = media::testing::from_hex(media::testing::h264_1080p_with_scaling_lists),
            .width = 1920,
            .height = 1080};
}

inline media::Track audio_track() {
    return {.codec = media::Codec::aac,
            .config = media::testing::from_hex("1190"),
            .sample_rate_hz = 48'000,
            .channels = 2};
}

/// A fragment to be: so many frames from `start` on, each as long, in ticks.
struct Piece {
    std::int64_t start = 0;
    std::uint32_t frames = 1;
    std::uint32_t ticks = 3000;
    bool is_sync = true;  // The first; the others never are.
};

inline Bytes file_of(const media::Track& track, std::initializer_list<Piece> pieces) {
    auto file = write_init(track);
    FragmentWriter writer;
    for (const auto& piece : pieces) {
        std::vector<Sample> samples;
        for (std::uint32_t i = 0; i < piece.frames; ++i) {
            samples.push_back({.payload = Slice(to_bytes("frame")),
                               .duration = piece.ticks,
                               .composition_offset = 6000,
                               .is_sync = i == 0 && piece.is_sync});
        }
        const auto fragment = writer.write(piece.start, samples);
        append(file, fragment.head);
        for (const auto& payload : fragment.payload) append(file, payload.bytes());
    }
    return file;
}

/// What a reader is shown of a file that lies in memory; counts how much that is.
inline Result<FragmentIndex> index_of(ByteSpan file, std::size_t* shown = nullptr,
                                      FragmentIndexReader::Limits limits = {}) {
    FragmentIndexReader reader(file.size(), limits);
    while (const auto range = reader.wants()) {
        if (shown != nullptr) *shown += range->size;
        if (const auto fed = reader.feed(file.subspan(range->offset, range->size)); !fed)
            return std::unexpected(fed.error());
    }
    return std::move(reader).finish();
}

}  // namespace freshet::mp4::testing
