#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "serve/api/call.hpp"
#include "serve/http/message.hpp"

namespace freshet::api {

/// The refresh token as browsers keep it: an HttpOnly cookie that only /api/auth sees. Immutable:
/// from any thread.
class RefreshCookie {
public:
    struct Config {
        std::string public_url{};                // PUBLIC_URL
        std::vector<std::string> client_urls{};  // CLIENT_URL
    };

    explicit RefreshCookie(Config config);

    /// The token that came along; empty: none.
    [[nodiscard]] static std::string read(const http::Request& request);

    /// `Set-Cookie` for a token, and for none any more.
    [[nodiscard]] std::string keep(const Call& call, std::string_view token,
                                   std::chrono::seconds life) const;
    [[nodiscard]] std::string forget(const Call& call) const;

    /// Whether a request may use the cookie: it comes from a page of ours or of CLIENT_URL, or from
    /// no browser.
    [[nodiscard]] bool may_use(const http::Request& request) const;

private:
    [[nodiscard]] bool has_foreign_client(const Call& call) const;

    Config config_;
};

}  // namespace freshet::api
