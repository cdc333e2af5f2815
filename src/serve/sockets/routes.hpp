#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "serve/http/router.hpp"
#include "serve/sockets/lane.hpp"

namespace freshet::sockets {

using Lanes = std::vector<std::unique_ptr<Lane>>;  // By IoThread::index.

/// Where clients come in by HTTP: Engine.IO v4 at /socket.io/, and plain WebSockets. A request of a
/// session goes to the lane where the session lives, wherever it arrived. May be used from any io
/// thread; the lanes outlive it.
class Routes {
public:
    Routes(const Config& config, const Lanes& lanes) : config_(config), lanes_(lanes) {}

    void mount(http::Router& router);

private:
    using Task = boost::asio::awaitable<http::Response>;  // Its request outlives it.

    Task serve(const http::Request& request);
    Task open_session(const http::Request& request);
    Task ask_session(const http::Request& request, SessionId id);
    Task upgrade_session(const http::Request& request, SessionId id);
    Task open_plain(const http::Request& request);
    http::Response open_polling(const http::Request& request);
    http::Response open_web_socket(const http::Request& request, Guest guest);
    [[nodiscard]] std::optional<http::Response> refuse_newcomer(const http::Request& request) const;

    /// Puts the question on the session's lane. Its answer; a refusal when there is no session.
    Task ask(SessionId id, std::move_only_function<void(Client&, Reply)> question);

    const Config& config_;
    const Lanes& lanes_;
};

}  // namespace freshet::sockets
