#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "net/descriptor.hpp"
#include "net/epoll_set.hpp"
#include "net/viewer_cursor.hpp"

namespace freshet::net {

/// Why a viewer is no longer served.
enum class ViewerEnd : std::uint8_t {
    left,
    too_slow,
    broadcast_ended,
    broke_protocol,
    dismissed,
    shutdown
};

std::string_view to_string(ViewerEnd end);

struct ViewerCounts {
    std::uint64_t bytes = 0;
    std::uint32_t jumps = 0;  // How often it fell behind and continued at a later keyframe.
};

/// What a protocol does with a viewer while it is served: hears what it says, and that it is over.
/// Owned by its viewer; called on the viewer's thread.
class ViewerSession {
public:
    struct Answer {
        Bytes bytes;
        bool close = false;  // Close once the bytes are out.
    };

    virtual ~ViewerSession() = default;

    /// The viewer has said something. An HTTP viewer has nothing to say, so that is the default.
    virtual Answer hear(ByteSpan input);

    /// Asked once a second. Nothing: the viewer may stay. Else its last words: it gets them after
    /// the chunk that it is in the middle of, and is closed.
    [[nodiscard]] virtual std::optional<Bytes> dismissal();

    /// The last call.
    virtual void ended(ViewerEnd why, const ViewerCounts& counts) = 0;
};

class Fanout;

/// One socket that follows a Fanout's log. A plain object in its thread's list: nothing of it runs
/// by itself.
struct Viewer final : Watched {
    Viewer(Fanout& its_fanout, Descriptor its_socket, std::unique_ptr<ViewerSession> its_session)
        : fanout(its_fanout), socket(std::move(its_socket)), session(std::move(its_session)) {}

    Fanout& fanout;
    Descriptor socket;
    std::unique_ptr<ViewerSession> session;
    ViewerCursor cursor;
    ViewerCounts counts;
    std::size_t place = 0;             // In its fanout's list.
    MonoTime taken_at{};               // While `blocked`: when it last took a byte.
    bool blocked = false;              // The kernel takes no more; it will tell when it does.
    std::optional<ViewerEnd> closing;  // To be closed so when all that is owed to it is out.

private:
    void on_writable() override;
    void on_readable() override;
    void on_gone() override;
};

}  // namespace freshet::net
