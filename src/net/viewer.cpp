#include "net/viewer.hpp"

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

}  // namespace freshet::net
