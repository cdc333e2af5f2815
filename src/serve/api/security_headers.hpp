#pragma once

#include <string>
#include <vector>

#include "serve/http/message.hpp"

namespace freshet::api {

/// What every answer tells browsers to refuse: for http::Hooks::decorate. An answer that has set
/// such a field itself keeps it. Immutable: from any thread.
class SecurityHeaders {
public:
    struct Config {
        std::vector<std::string> media_origins;  // Besides our own: a CDN, an object store.
    };

    explicit SecurityHeaders(const Config& config);

    void decorate(const http::Request& request, http::Response& response) const;

private:
    std::string page_policy_;
    std::string embed_policy_;
};

}  // namespace freshet::api
