#include "serve/cmaf/playlists.hpp"

namespace freshet::cmaf {

hls::MediaPlaylist media_playlist(const std::vector<SegmentPtr>& listed, PlaylistFacts facts) {
    hls::MediaPlaylist playlist{
        .target_duration_s = facts.target_s,
        .is_independent = facts.is_independent,
        .has_ended = facts.has_ended,
    };
    if (listed.empty()) return playlist;
    playlist.media_sequence = listed.front()->number;
    playlist.discontinuity_sequence = listed.front()->discontinuity;
    playlist.segments.reserve(listed.size());
    for (const auto& segment : listed) {
        playlist.segments.push_back({
            .uri = segment->name,
            .map_uri = segment->init_name,
            .duration = segment->duration,
            .discontinuity = segment->discontinuity,
            .program_date_time = segment->program_date_time,
        });
    }
    return playlist;
}

hls::MasterPlaylist master_playlist(const Listed& video, const Listed& audio) {
    hls::MasterPlaylist playlist;
    hls::Variant variant;
    for (const auto* listed : {&video, &audio}) {
        if (!listed->track) continue;
        if (!variant.codecs.empty()) variant.codecs += ',';
        variant.codecs += listed->track->codec_string;
        variant.bandwidth += listed->rates.peak;
        variant.average_bandwidth += listed->rates.average;
    }
    if (video.track) {
        variant.uri = playlist_name(media::Kind::video);
        variant.width = video.track->width;
        variant.height = video.track->height;
        variant.frame_rate = video.frame_rate;
        if (audio.track) {
            playlist.audio_uri = playlist_name(media::Kind::audio);
            playlist.audio_channels = audio.track->channels;
        }
    } else {
        variant.uri = playlist_name(media::Kind::audio);
    }
    playlist.variants.push_back(variant);
    return playlist;
}

}  // namespace freshet::cmaf
