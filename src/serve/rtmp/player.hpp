#pragma once

#include "net/viewer.hpp"
#include "serve/fanout/dialect.hpp"
#include "serve/fanout/viewing.hpp"
#include "wire/rtmp/server_session.hpp"

namespace freshet::rtmp {

/// A player while it is served by the fan-out: its pings and acknowledgements are read, its goodbye
/// is heeded.
class Player final : public net::ViewerSession {
public:
    /// `dialect` outlives it.
    Player(ServerSession protocol, fanout::Viewing viewing, const fanout::DialectKind& dialect)
        : protocol_(std::move(protocol)), viewing_(std::move(viewing)), dialect_(dialect) {}

    Answer hear(ByteSpan input) override;
    std::optional<Bytes> dismissal() override;
    void ended(net::ViewerEnd why, const net::ViewerCounts& counts) override {
        viewing_.ended(why, counts);
    }

private:
    ServerSession protocol_;
    fanout::Viewing viewing_;
    const fanout::DialectKind& dialect_;
};

}  // namespace freshet::rtmp
