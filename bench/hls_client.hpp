#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/connection.hpp"
#include "bench/crowd.hpp"
#include "bench/hls_player.hpp"
#include "bench/http_reader.hpp"
#include "bench/samples.hpp"
#include "bench/tool.hpp"
#include "bench/window.hpp"

namespace freshet::bench {

/// What the players of a run share; outlives them.
struct HlsAudience {
    Url url;
    Window window;
    Crowd crowd;
    std::vector<std::byte> inbox = std::vector<std::byte>(256 * 1024);
    Samples first_segment;  // From connect() to the first segment of the picture, whole.
    Samples fetch;          // A segment, from request to last byte.
};

/// An HLS player on one connection that it keeps: a request at a time, bodies of media thrown away.
/// A server that closes the connection is connected to again, and the player goes on.
class HlsClient : public Member {
public:
    struct Tally {
        std::uint64_t body_bytes = 0;  // All in the window.
        std::uint64_t segments = 0;
        std::uint64_t playlists = 0;
        std::uint64_t errors =
            0;  // At any time: answers that are not 200, playlists that make no sense.
        std::uint64_t reconnects = 0;
        double picture_s = 0;          // Media time of the picture's segments.
        MonoTime::duration silence{};  // The longest without a segment of the picture.
    };

    explicit HlsClient(HlsAudience& audience) : audience_(audience), player_(audience.url.path) {}

    void wake(MonoTime now) override;
    void ready(std::uint32_t events, MonoTime now) override;

    /// Ends the count; whether the player would have run out of picture: none for three target
    /// durations.
    [[nodiscard]] bool has_stalled();
    [[nodiscard]] const Tally& tally() const { return tally_; }

private:
    void connect();
    void fetch_next(MonoTime now);
    void ask(MonoTime now);
    void read(MonoTime now);
    void finish(MonoTime now);
    void count_segment(MonoTime now);
    void reconnect();

    HlsAudience& audience_;
    HlsPlayer player_;
    Connection connection_;
    bool connected_ = false;
    std::optional<MonoTime> joined_;
    std::optional<HlsPlayer::Fetch> fetch_;  // On the way.
    MonoTime asked_{};
    HttpReader answer_;
    std::string playlist_;
    std::optional<MonoTime> last_picture_;
    Tally tally_;
};

}  // namespace freshet::bench
