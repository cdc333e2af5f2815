#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "media/frame.hpp"
#include "serve/cmaf/segment.hpp"
#include "wire/hls/playlist.hpp"

namespace freshet::cmaf {

/// One track as players see it at some moment.
struct Rendition {
    media::TrackPtr track{};
    std::vector<SegmentPtr> segments{};             // Those that the playlist lists.
    std::shared_ptr<const std::string> playlist{};  // As text; null before the first segment.
};

/// A stream as players see it at some moment. Immutable.
struct Snapshot {
    std::shared_ptr<const hls::MasterPlaylist> master{};    // Null until the tracks are known.
    std::array<Rendition, 2> renditions{};                  // By media::Kind.
    std::map<std::string, FileRange, std::less<>> files{};  // All that may be fetched, by name.
    std::uint32_t target_s = 0;                             // The Target Duration of all playlists.
    bool has_ended = false;

    [[nodiscard]] const Rendition& of(media::Kind kind) const {
        return renditions[static_cast<std::size_t>(kind)];
    }
};

/// What a Packager has made, for whoever serves it: the newest snapshot, and word of the first that
/// has a master. Shared by all threads; guarded.
class Presentation {
public:
    /// A wish to be told; its destructor takes it back, and waits for a call that is under way.
    class Waiter {
    public:
        Waiter(Presentation& presentation, std::function<void()> tell);
        ~Waiter();

        Waiter(const Waiter&) = delete;
        Waiter& operator=(const Waiter&) = delete;

    private:
        Presentation& presentation_;
        std::function<void()> tell_;
        friend class Presentation;
    };

    explicit Presentation(StreamId stream = {});

    [[nodiscard]] StreamId stream() const { return stream_; }

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;

    /// The packager has something new. Tells those who wait, on this thread, once there is a master
    /// or an end.
    void publish(std::shared_ptr<const Snapshot> snapshot);

private:
    [[nodiscard]] bool is_decided() const;

    const StreamId stream_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::vector<Waiter*> waiters_;
};

}  // namespace freshet::cmaf
