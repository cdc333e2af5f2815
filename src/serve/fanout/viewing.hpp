#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "live/stream.hpp"
#include "net/viewer.hpp"
#include "serve/playback/entrance.hpp"

namespace freshet::fanout {

/// One viewer's watching of one stream, from the first byte to the last: counted while it lives,
/// and told in a log line when it begins and when it ends. Lives on the viewer's thread.
class Viewing {
public:
    /// Who watches, by which protocol and by which right. `place` is the connection's, kept as
    /// long.
    struct Viewer {
        std::string_view protocol;
        std::string peer_ip;
        std::shared_ptr<const void> place;
        playback::Ticket ticket{};
    };

    Viewing(std::shared_ptr<live::Stream> stream, Viewer viewer);

    /// Whether the right to watch has ended.
    [[nodiscard]] bool is_over() const { return viewer_.ticket.is_void(); }

    void ended(net::ViewerEnd why, const net::ViewerCounts& counts) const;

private:
    std::shared_ptr<live::Stream> stream_;
    live::Presence presence_;
    Viewer viewer_;
    MonoTime since_;
};

}  // namespace freshet::fanout
