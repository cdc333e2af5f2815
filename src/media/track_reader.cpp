#include "media/track_reader.hpp"

#include <utility>

#include "media/aac.hpp"
#include "media/av1.hpp"
#include "media/error.hpp"
#include "media/h264.hpp"
#include "media/hevc.hpp"
#include "media/mp3.hpp"
#include "media/opus.hpp"
#include "media/vp9.hpp"

namespace freshet::media {

namespace {

Result<Track> read_config(Codec codec, ByteSpan config) {
    switch (codec) {
        case Codec::h264: return read_avcc(config);
        case Codec::hevc: return read_hvcc(config);
        case Codec::av1: return read_av1c(config);
        case Codec::vp9: return read_vpcc(config);
        case Codec::aac: return read_aac_config(config);
        case Codec::opus: return read_opus_head(config);
        case Codec::mp3: return read_mp3_frame(config);
    }
    return fail(Errc::unsupported);
}

}  // namespace

Result<Track> make_track(Codec codec, Bytes config) {
    constexpr std::size_t config_bytes_max = 64 * 1024;
    if (codec != Codec::mp3 && config.size() > config_bytes_max) return fail(Errc::over_limit);
    auto track = read_config(codec, config);
    if (!track) return track;
    if (codec == Codec::vp9) config = with_vpcc_head(std::move(config));
    if (codec != Codec::mp3) track->config = std::move(config);
    return track;
}

}  // namespace freshet::media
