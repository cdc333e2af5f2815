#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "bench/hls_playlist.hpp"
#include "bench/window.hpp"

namespace freshet::bench {

/// Decides what an HLS player fetches next (RFC 8216, 6.3): the master, the playlists of picture
/// and sound, the init segments, then from the third segment before the end on each new one, and
/// the playlists again when they may have changed. Knows no socket; the caller says what came and
/// when.
class HlsPlayer {
public:
    enum class Kind { master, playlist, init, segment };

    struct Fetch {
        Kind kind = Kind::master;
        std::size_t track = 0;  // 0 picture, 1 sound.
        std::string path;
        double seconds = 0;  // Of media, for a segment.
    };

    explicit HlsPlayer(std::string master_path);

    /// What to fetch now; nothing before `wake_at`.
    std::optional<Fetch> next(MonoTime now);
    [[nodiscard]] MonoTime wake_at() const;

    /// What a playlist held. False: it makes no sense, and will be fetched again.
    bool came(const Fetch& playlist, std::string_view text, MonoTime now);

    [[nodiscard]] double target_s() const { return tracks_[0].target_s; }

private:
    struct Track {
        std::string path;
        double target_s = 1;
        std::optional<std::uint64_t> next_number;
        bool has_init = false;
        MonoTime reload_at{};
    };

    bool master_came(std::string_view text, MonoTime now);
    bool playlist_came(std::size_t index, std::string_view text, MonoTime now);

    std::string master_path_;
    bool has_master_ = false;
    MonoTime master_at_{};
    std::array<Track, 2> tracks_;
    std::deque<Fetch> queue_;
};

}  // namespace freshet::bench
