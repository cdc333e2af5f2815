#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "serve/http/message.hpp"

namespace freshet::http {

/// What every answer tells browsers to refuse: for Hooks::decorate. An answer that has set
/// such a field itself keeps it. Immutable: from any thread.
class SecurityHeaders {
public:
    struct Config {
        std::vector<std::string> media_origins;  // Besides our own: PUBLIC_URL's, a CDN's.
    };

    explicit SecurityHeaders(const Config& config);

    void decorate(const Request& request, Response& response) const;

private:
    [[nodiscard]] std::string_view policy_of(std::string_view path) const;

    std::string page_policy_;
    std::string embed_policy_;
};

}  // namespace freshet::http
