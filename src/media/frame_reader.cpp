#include "media/frame_reader.hpp"

#include "media/aac.hpp"
#include "media/av1.hpp"
#include "media/h264.hpp"
#include "media/hevc.hpp"
#include "media/mp3.hpp"
#include "media/opus.hpp"
#include "media/vp9.hpp"

namespace freshet::media {

bool is_keyframe(const Track& track, ByteSpan payload) {
    switch (track.codec) {
        case Codec::h264: return is_h264_keyframe(payload);
        case Codec::hevc: return is_hevc_keyframe(payload);
        case Codec::av1: return is_av1_keyframe(payload);
        case Codec::vp9: return is_vp9_keyframe(payload);
        case Codec::aac:
        case Codec::opus:
        case Codec::mp3: return true;
    }
    return false;
}

std::uint32_t samples_per_frame(const Track& track, ByteSpan payload) {
    switch (track.codec) {
        case Codec::aac: {
            const auto format = read_audio_specific_config(track.config);
            return format ? format->samples_per_frame : 0;
        }
        case Codec::opus: return opus_samples(payload);
        case Codec::mp3: {
            const auto header = read_mp3_header(payload);
            return header ? header->samples : 0;
        }
        case Codec::h264:
        case Codec::hevc:
        case Codec::av1:
        case Codec::vp9: return 0;
    }
    return 0;
}

}  // namespace freshet::media
