#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accounts/accounts.hpp"
#include "base/check.hpp"
#include "serve/api/texts.hpp"
#include "serve/http/message.hpp"

namespace freshet::api {

/// A body as it came, whole.
struct Upload {
    std::string type{};       // The Content-Type, as it came.
    std::string signature{};  // Where the route names its field.
    std::string bytes{};
};

/// A request whose body the handler reads as it comes. The session's, as long as the handler runs.
struct Incoming {
    const http::Request* request = nullptr;

    [[nodiscard]] std::optional<std::string_view> field(std::string_view name) const {
        return request->headers.get(name);
    }
    [[nodiscard]] http::BodyReader& body() const { return *request->body_reader; }
};

/// Who asks, and how: all that a handler may know of a request beside its described input.
struct Call {
    std::optional<accounts::Caller> caller;  // Always there when the route's scope asks for one.
    Language language = Language::en;
    std::string request_id;
    std::string peer_ip;
    std::string user_agent;
    std::string host;     // As the client says it, or empty: never a thing to trust or to keep.
    bool secure = false;  // Came over TLS.
    std::string refresh_cookie;  // Only for routes that say so; empty: none.
    Upload upload{};             // Likewise.
    Incoming incoming{};         // Likewise.

    /// For routes whose scope asks for a caller.
    [[nodiscard]] const accounts::Caller& who() const {
        FRESHET_CHECK(caller.has_value());
        return *caller;
    }

    [[nodiscard]] bool is(UserId user) const { return caller && caller->user == user; }
};

}  // namespace freshet::api
