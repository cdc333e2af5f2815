#include "media/opus.hpp"

#include <array>

#include "media/error.hpp"

namespace freshet::media {

Result<Track> read_opus_head(ByteSpan config) {
    constexpr std::size_t head_bytes = 19;
    constexpr std::size_t mapping_head_bytes = 2;
    if (config.size() < head_bytes) return fail(Errc::truncated);
    if (as_text(config.first(8)) != "OpusHead") return fail(Errc::malformed);
    const auto at = [&](std::size_t i) { return std::to_integer<unsigned>(config[i]); };
    const auto channels = at(9);
    const auto family = at(18);
    if (at(8) > 15)
        return fail(Errc::unsupported);  // RFC 7845, 5.1: the major version is in the upper half.
    if (channels == 0 || (family == 0 && channels > 2)) return fail(Errc::malformed);
    if (family != 0 && config.size() < head_bytes + mapping_head_bytes + channels)
        return fail(Errc::truncated);

    return Track{
        .codec = Codec::opus,
        .codec_string = "opus",
        .sample_rate_hz = opus_rate_hz,
        .channels = channels,
    };
}

std::uint32_t opus_samples(ByteSpan packet) {
    constexpr std::uint32_t packet_samples_max = opus_rate_hz * 120 / 1000;
    if (packet.empty()) return 0;
    const auto toc = std::to_integer<unsigned>(packet[0]);
    const auto config = toc >> 3;

    // RFC 6716, table 2: SILK 10 to 60 ms, hybrid 10 and 20 ms, CELT 2.5 to 20 ms.
    constexpr std::array<std::uint32_t, 4> silk{480, 960, 1920, 2880};
    const auto frame = config < 12   ? silk[config % 4]
                       : config < 16 ? 480u << (config % 2)
                                     : 120u << (config % 4);

    std::uint32_t count = (toc & 3) == 0 ? 1 : 2;
    if ((toc & 3) == 3) {
        if (packet.size() < 2) return 0;
        count = std::to_integer<unsigned>(packet[1]) & 0x3f;
    }
    return count * frame <= packet_samples_max ? count * frame : 0;
}

}  // namespace freshet::media
