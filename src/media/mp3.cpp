#include "media/mp3.hpp"

#include <array>

#include "media/error.hpp"

namespace freshet::media {

std::optional<Mp3Header> read_mp3_header(ByteSpan frame) {
    constexpr std::array<std::uint32_t, 3> rates_hz{44'100, 48'000, 32'000};
    constexpr unsigned mpeg25 = 0;
    constexpr unsigned mpeg1 = 3;
    constexpr unsigned layer3 = 1;
    constexpr unsigned mono = 3;
    if (frame.size() < 4) return std::nullopt;
    const auto at = [&](std::size_t i) { return std::to_integer<unsigned>(frame[i]); };
    const auto version = at(1) >> 3 & 3;
    const auto rate = at(2) >> 2 & 3;
    const bool sync = at(0) == 0xff && (at(1) & 0xe0) == 0xe0;
    if (!sync || version == 1 || (at(1) >> 1 & 3) != layer3 || rate == 3 || at(2) >> 4 == 15)
        return std::nullopt;

    return Mp3Header{
        .sample_rate_hz = rates_hz[rate] / (version == mpeg1    ? 1
                                            : version == mpeg25 ? 4
                                                                : 2),
        .channels = at(3) >> 6 == mono ? 1u : 2u,
        .samples = version == mpeg1 ? 1152u : 576u,
        .is_mpeg1 = version == mpeg1,
    };
}

Result<Track> read_mp3_frame(ByteSpan frame) {
    if (frame.size() < 4) return fail(Errc::truncated);
    const auto header = read_mp3_header(frame);
    if (!header) return fail(Errc::malformed);
    return Track{
        .codec = Codec::mp3,
        .codec_string =
            header->is_mpeg1 ? "mp4a.6B" : "mp4a.69",  // The object types of the MP4 registry.
        .sample_rate_hz = header->sample_rate_hz,
        .channels = header->channels,
    };
}

}  // namespace freshet::media
