#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/slice.hpp"
#include "live/output.hpp"
#include "media/frame.hpp"

namespace freshet::fanout {

/// The bytes in which one protocol says what all of its viewers hear alike. Makes each of them
/// once; a frame's payload is passed on, never copied (unless it is so small that a copy is cheaper
/// for everyone after it). Lives on one thread with its output.
class Dialect {
public:
    /// Where in a stream something is said.
    struct Moment {
        const live::Tracks& tracks;
        media::MediaTime time{};
        std::optional<WallTime> epoch;  // See live::Output::on_epoch.
    };

    virtual ~Dialect() = default;

    /// What a viewer needs who has had nothing, before the frame of this moment.
    virtual Slice for_newcomers(const Moment& moment) = 0;

    /// What one needs who has seen earlier configurations of the tracks.
    virtual Slice for_returning(const Moment& moment) = 0;

    /// A track's configuration, which has changed in mid-stream.
    virtual Slice track(const media::Track& track, media::MediaTime time) = 0;

    virtual std::vector<Slice> frame(const media::Frame& frame) = 0;

    /// The stream is over.
    virtual Slice goodbye() = 0;
};

/// A dialect by name, for whoever has to make one.
struct DialectKind {
    std::string_view name;
    std::function<std::unique_ptr<Dialect>()> make;
};

/// Small payloads are worth copying: one piece is cheaper to send a thousand times than three.
inline constexpr std::size_t worth_copying_bytes_max = 2048;

/// A frame's head, payload and tail as the pieces of one chunk.
std::vector<Slice> framed(Bytes head, const Slice& payload, Bytes tail);

}  // namespace freshet::fanout
