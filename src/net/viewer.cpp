#include "net/viewer.hpp"

#include "net/fanout.hpp"

namespace freshet::net {

std::string_view to_string(ViewerEnd end) {
    switch (end) {
        case ViewerEnd::left: return "left";
        case ViewerEnd::too_slow: return "too slow";
        case ViewerEnd::broadcast_ended: return "broadcast ended";
        case ViewerEnd::broke_protocol: return "broke the protocol";
        case ViewerEnd::dismissed: return "dismissed";
        case ViewerEnd::shutdown: return "shutdown";
    }
    return "unknown";
}

ViewerSession::Answer ViewerSession::hear(ByteSpan) { return {}; }

std::optional<Bytes> ViewerSession::dismissal() { return std::nullopt; }

void Viewer::on_writable() {
    if (blocked) fanout.serve(*this);
}

void Viewer::on_readable() { fanout.hear(*this); }

void Viewer::on_gone() { fanout.end(*this, ViewerEnd::left); }

}  // namespace freshet::net
