#include "wire/hls/playlist_writer.hpp"

#include <iterator>

#include <fmt/format.h>

namespace freshet::hls {

namespace {

/// EXT-X-MAP outside of I-frame playlists asks for 6 (RFC 8216, 7); Apple's authoring rules for
/// fMP4 for 7.
constexpr std::string_view head = "#EXTM3U\n#EXT-X-VERSION:7\n";

}  // namespace

std::string write(const MediaPlaylist& playlist) {
    std::string text(head);
    const auto out = std::back_inserter(text);
    auto discontinuity = playlist.segments.empty() ? playlist.discontinuity_sequence
                                                   : playlist.segments.front().discontinuity;
    fmt::format_to(out, "#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{}\n",
                   playlist.target_duration_s, playlist.media_sequence);
    if (discontinuity > 0) fmt::format_to(out, "#EXT-X-DISCONTINUITY-SEQUENCE:{}\n", discontinuity);
    if (playlist.is_on_demand) text += "#EXT-X-PLAYLIST-TYPE:VOD\n";
    if (playlist.is_independent) text += "#EXT-X-INDEPENDENT-SEGMENTS\n";

    const PlaylistSegment* before = nullptr;
    for (const auto& segment : playlist.segments) {
        // Two in a row where the other tracks had a discontinuity that this one slept through.
        for (; discontinuity < segment.discontinuity; ++discontinuity)
            text += "#EXT-X-DISCONTINUITY\n";
        const bool has_other_map = before == nullptr || before->map_uri != segment.map_uri ||
                                   before->map_range != segment.map_range;
        before = &segment;
        if (has_other_map) {
            fmt::format_to(out, "#EXT-X-MAP:URI=\"{}\"", segment.map_uri);
            if (const auto& range = segment.map_range)
                fmt::format_to(out, ",BYTERANGE=\"{}@{}\"", range->size, range->offset);
            text += '\n';
        }
        if (segment.program_date_time) {
            fmt::format_to(out, "#EXT-X-PROGRAM-DATE-TIME:{}\n",
                           to_rfc3339(*segment.program_date_time));
        }
        const auto us = segment.duration.count();
        fmt::format_to(out, "#EXTINF:{}.{:06},\n", us / 1'000'000, us % 1'000'000);
        if (const auto& range = segment.range)
            fmt::format_to(out, "#EXT-X-BYTERANGE:{}@{}\n", range->size, range->offset);
        fmt::format_to(out, "{}\n", segment.uri);
    }
    if (playlist.has_ended) text += "#EXT-X-ENDLIST\n";
    return text;
}

std::string write(const MasterPlaylist& playlist, std::string_view query) {
    std::string text(head);
    const auto out = std::back_inserter(text);
    const bool has_audio = !playlist.audio_uri.empty();
    if (has_audio) {
        text +=
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"Audio\",DEFAULT=YES,AUTOSELECT=YES";
        if (playlist.audio_channels > 0)
            fmt::format_to(out, ",CHANNELS=\"{}\"", playlist.audio_channels);
        fmt::format_to(out, ",URI=\"{}{}\"\n", playlist.audio_uri, query);
    }
    for (const auto& variant : playlist.variants) {
        fmt::format_to(out, "#EXT-X-STREAM-INF:BANDWIDTH={}", variant.bandwidth);
        if (variant.average_bandwidth > 0)
            fmt::format_to(out, ",AVERAGE-BANDWIDTH={}", variant.average_bandwidth);
        fmt::format_to(out, ",CODECS=\"{}\"", variant.codecs);
        if (variant.width > 0)
            fmt::format_to(out, ",RESOLUTION={}x{}", variant.width, variant.height);
        if (variant.frame_rate > 0) fmt::format_to(out, ",FRAME-RATE={:.3f}", variant.frame_rate);
        if (has_audio) text += ",AUDIO=\"audio\"";
        fmt::format_to(out, "\n{}{}\n", variant.uri, query);
    }
    return text;
}

}  // namespace freshet::hls
