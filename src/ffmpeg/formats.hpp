#pragma once

#include <array>
#include <string_view>

// What ffmpeg may open and decode for strangers. Everything else (playlists, scripts that name
// other files, images, devices, drawings) is refused before one byte of it is believed.
namespace freshet::ffmpeg {

/// Demuxers.
inline constexpr std::string_view containers =
    "mov,matroska,webm,flv,mpegts,mpeg,avi,asf,ogg,mp3,wav,w64,flac,aac,aiff,caf,amr,mxf,dv";

/// A codec as ffprobe names it, and the decoders that may be asked for it.
struct CodecRow {
    std::string_view name;
    std::string_view decoders;
};

inline constexpr std::array picture_codecs{
    CodecRow{"h264", "h264"},
    CodecRow{"hevc", "hevc"},
    CodecRow{"vp8", "vp8"},
    CodecRow{"vp9", "vp9"},
    CodecRow{"av1", "libdav1d,libaom-av1,av1"},
    CodecRow{"mpeg4", "mpeg4"},
    CodecRow{"msmpeg4v2", "msmpeg4v2"},
    CodecRow{"msmpeg4v3", "msmpeg4"},
    CodecRow{"mpeg1video", "mpeg1video"},
    CodecRow{"mpeg2video", "mpeg2video"},
    CodecRow{"h263", "h263"},
    CodecRow{"flv1", "flv"},
    CodecRow{"vp6f", "vp6f"},
    CodecRow{"wmv1", "wmv1"},
    CodecRow{"wmv2", "wmv2"},
    CodecRow{"wmv3", "wmv3"},
    CodecRow{"vc1", "vc1"},
    CodecRow{"theora", "theora"},
    CodecRow{"prores", "prores"},
    CodecRow{"dnxhd", "dnxhd"},
    CodecRow{"mjpeg", "mjpeg"},
    CodecRow{"ffv1", "ffv1"},
    CodecRow{"huffyuv", "huffyuv"},
    CodecRow{"utvideo", "utvideo"},
    CodecRow{"dvvideo", "dvvideo"},
    CodecRow{"rawvideo", "rawvideo"},
};

inline constexpr std::array sound_codecs{
    CodecRow{"aac", "aac"},
    CodecRow{"mp3", "mp3float,mp3"},
    CodecRow{"mp2", "mp2float,mp2"},
    CodecRow{"ac3", "ac3"},
    CodecRow{"eac3", "eac3"},
    CodecRow{"dts", "dca"},
    CodecRow{"truehd", "truehd"},
    CodecRow{"opus", "opus,libopus"},
    CodecRow{"vorbis", "vorbis"},
    CodecRow{"flac", "flac"},
    CodecRow{"alac", "alac"},
    CodecRow{"wmav1", "wmav1"},
    CodecRow{"wmav2", "wmav2"},
    CodecRow{"wmapro", "wmapro"},
    CodecRow{"amr_nb", "amrnb"},
    CodecRow{"amr_wb", "amrwb"},
    CodecRow{"speex", "speex,libspeex"},
    CodecRow{"nellymoser", "nellymoser"},
    CodecRow{"adpcm_ms", "adpcm_ms"},
    CodecRow{"adpcm_ima_wav", "adpcm_ima_wav"},
    CodecRow{"adpcm_ima_qt", "adpcm_ima_qt"},
    CodecRow{"adpcm_swf", "adpcm_swf"},
    CodecRow{"pcm_u8", "pcm_u8"},
    CodecRow{"pcm_s8", "pcm_s8"},
    CodecRow{"pcm_s16le", "pcm_s16le"},
    CodecRow{"pcm_s16be", "pcm_s16be"},
    CodecRow{"pcm_s24le", "pcm_s24le"},
    CodecRow{"pcm_s24be", "pcm_s24be"},
    CodecRow{"pcm_s32le", "pcm_s32le"},
    CodecRow{"pcm_s32be", "pcm_s32be"},
    CodecRow{"pcm_f32le", "pcm_f32le"},
    CodecRow{"pcm_f32be", "pcm_f32be"},
    CodecRow{"pcm_f64le", "pcm_f64le"},
    CodecRow{"pcm_alaw", "pcm_alaw"},
    CodecRow{"pcm_mulaw", "pcm_mulaw"},
    CodecRow{"pcm_bluray", "pcm_bluray"},
    CodecRow{"pcm_dvd", "pcm_dvd"},
};

/// Of pictures that belong to sound.
inline constexpr std::array cover_codecs{CodecRow{"mjpeg", "mjpeg"}, CodecRow{"png", "png"}};

/// Of texts, which are only looked at: ffprobe gives up on a file in which it may not.
inline constexpr std::string_view text_decoders =
    "ass,ssa,subrip,srt,text,webvtt,mov_text,dvdsub,dvbsub,pgssub,xsub,cc_dec,libzvbi_teletextdec";

template <class Rows>
constexpr bool is_listed(const Rows& rows, std::string_view name) {
    for (const auto& row : rows) {
        if (row.name == name) return true;
    }
    return false;
}

}  // namespace freshet::ffmpeg
