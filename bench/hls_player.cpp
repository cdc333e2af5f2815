#include "bench/hls_player.hpp"

#include <algorithm>
#include <utility>

namespace freshet::bench {

namespace {

constexpr std::uint64_t segments_behind_the_end = 3;  // 6.3.3: not nearer to the live edge.
constexpr Seconds retry_after{1};

}  // namespace

HlsPlayer::HlsPlayer(std::string master_path) : master_path_(std::move(master_path)) {}

std::optional<HlsPlayer::Fetch> HlsPlayer::next(MonoTime now) {
    if (!queue_.empty()) {
        auto fetch = std::move(queue_.front());
        queue_.pop_front();
        return fetch;
    }
    if (now < wake_at()) return std::nullopt;
    const auto retry_at = now + Window::to_mono(retry_after);  // Unless an answer says otherwise.
    if (!has_master_) {
        master_at_ = retry_at;
        return Fetch{.kind = Kind::master, .track = 0, .path = master_path_, .seconds = 0};
    }
    const std::size_t due =
        !tracks_[1].path.empty() && tracks_[1].reload_at < tracks_[0].reload_at ? 1 : 0;
    tracks_[due].reload_at = retry_at;
    return Fetch{.kind = Kind::playlist, .track = due, .path = tracks_[due].path, .seconds = 0};
}

MonoTime HlsPlayer::wake_at() const {
    if (!queue_.empty()) return {};
    if (!has_master_) return master_at_;
    if (tracks_[1].path.empty()) return tracks_[0].reload_at;
    return std::min(tracks_[0].reload_at, tracks_[1].reload_at);
}

bool HlsPlayer::came(const Fetch& playlist, std::string_view text, MonoTime now) {
    if (playlist.kind == Kind::master) return master_came(text, now);
    return playlist_came(playlist.track, text, now);
}

bool HlsPlayer::master_came(std::string_view text, MonoTime now) {
    const auto master = read_master(text);
    if (!master) return false;
    has_master_ = true;
    tracks_[0].path = resolve(master_path_, master->video);
    if (master->audio) tracks_[1].path = resolve(master_path_, *master->audio);
    for (auto& track : tracks_) track.reload_at = now;
    return true;
}

bool HlsPlayer::playlist_came(std::size_t index, std::string_view text, MonoTime now) {
    const auto list = read_media(text);
    if (!list) return false;
    auto& track = tracks_[index];
    track.target_s = list->target_s;
    if (list->init && !std::exchange(track.has_init, true)) {
        queue_.push_back({Kind::init, index, resolve(track.path, *list->init), 0});
    }

    const auto end = list->first_number + list->segments.size();
    const auto from =
        std::max(list->first_number,
                 track.next_number.value_or(end - std::min(end, segments_behind_the_end)));
    for (auto number = from; number < end; ++number) {
        const auto& segment = list->segments[number - list->first_number];
        queue_.push_back({Kind::segment, index, resolve(track.path, segment.uri), segment.seconds});
    }
    // 6.3.4: a playlist that has not changed is asked for again after half of the target duration.
    const bool has_changed = !track.next_number || end > *track.next_number;
    track.reload_at = now + Window::to_mono(Seconds(track.target_s * (has_changed ? 1.0 : 0.5)));
    track.next_number = std::max(end, track.next_number.value_or(0));
    return true;
}

}  // namespace freshet::bench
