#pragma once

#include <memory>
#include <optional>

#include "bench/connection.hpp"
#include "bench/conversation.hpp"
#include "bench/crowd.hpp"
#include "bench/samples.hpp"
#include "bench/window.hpp"

namespace freshet::bench {

/// What the viewers of a run share; outlives them.
struct Audience {
    Url url;
    Window window;
    Crowd crowd;
    std::vector<std::byte> inbox = std::vector<std::byte>(256 * 1024);
    Samples first_frame;  // From connect() to the first keyframe, whole.
    Samples latency;      // From the publisher's write to the read that made a frame whole.
};

/// One viewer of a live stream, for as long as the run. A viewer is inspected, or is discarding:
/// then, from its first keyframe on, the kernel throws its bytes away, so that one core can play
/// thousands of viewers.
class Viewer : public Member {
public:
    struct Tally {
        std::uint64_t wire_bytes = 0;  // Read in the window, with all framing.
        std::uint64_t flv_bytes = 0;   // Of whole messages in the window, as FLV counts them.
        std::uint64_t frames = 0;      // Coded pictures in the window.
        MonoTime::duration silence{};  // The longest in the window.
    };

    enum class Fate { watching, refused, lost };

    Viewer(Audience& audience, bool discards) : audience_(audience), discards_(discards) {}

    void wake(MonoTime now) override;
    void ready(std::uint32_t events, MonoTime now) override;

    /// Ends the count: silence up to the window's end is silence too.
    void close_count();

    [[nodiscard]] const Tally& tally() const { return tally_; }
    [[nodiscard]] Fate fate() const { return fate_; }
    [[nodiscard]] bool discards() const { return discards_; }
    [[nodiscard]] bool has_seen_a_frame() const { return first_frame_.has_value(); }

private:
    void begin_talk();
    void read(MonoTime now);
    void count_read(std::size_t bytes, MonoTime now);
    void take(const Arrival& arrival, MonoTime now);
    void flush();
    void leave();

    Audience& audience_;
    bool discards_;
    bool connected_ = false;
    Connection connection_;
    std::unique_ptr<Conversation> talk_;
    Fate fate_ = Fate::watching;
    MonoTime joined_{};
    std::optional<MonoTime> first_frame_;
    std::optional<MonoTime> last_read_;
    Tally tally_;
};

}  // namespace freshet::bench
