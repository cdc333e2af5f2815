#include "serve/sockets/totals.hpp"

namespace freshet::sockets {

std::string_view to_string(End end) {
    switch (end) {
        case End::left: return "left";
        case End::silent: return "silent";
        case End::too_slow: return "too_slow";
        case End::overwhelmed: return "overwhelmed";
        case End::fell_behind: return "fell_behind";
        case End::broke_protocol: return "broke_protocol";
        case End::refused: return "refused";
        case End::dismissed: return "dismissed";
        case End::failed: return "failed";
        case End::shutdown: return "shutdown";
    }
    return "unknown";
}

}  // namespace freshet::sockets
