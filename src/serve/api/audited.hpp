#pragma once

#include <string>
#include <utility>

#include "base/audit_entry.hpp"
#include "serve/api/call.hpp"

namespace freshet::api {

/// What is remembered of an act that the caller does: by whom and from where. The rest is the
/// route's or the repository's to say.
[[nodiscard]] inline AuditEntry audited(const Call& call, std::string action = {},
                                        std::string target = {}) {
    return {.actor = call.who().user,
            .action = std::move(action),
            .target = std::move(target),
            .ip = call.peer_ip};
}

}  // namespace freshet::api
