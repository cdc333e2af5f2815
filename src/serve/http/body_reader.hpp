#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include <boost/asio/awaitable.hpp>

#include "base/result.hpp"

namespace freshet::http {

/// The body of one request as it comes, of a route that says `streams_body`. The session's; lives
/// as long as its handler runs, on the connection's thread. Time that is spent in `read` is the
/// client's: the route's deadline begins anew behind each.
class BodyReader {
public:
    virtual ~BodyReader() = default;

    /// The next bytes, as soon as there are any, good until the next call; none: that was all. The
    /// first call invites the body, if the client waits for that (RFC 9110, 10.1.1).
    ///
    /// Errc::body_cut_short (the client has left), body_too_slow, body_too_large, malformed,
    /// body_interrupted, body_draining (the server is about to stop). What had come before is good,
    /// the handler may still keep it, and every later call says the same.
    [[nodiscard]] virtual boost::asio::awaitable<Result<std::span<const std::byte>>> read() = 0;

    /// As the head announces it; none: it comes in chunks.
    [[nodiscard]] virtual std::optional<std::uint64_t> length() const = 0;

    /// What ends this `read`, or the next one, with Errc::body_interrupted. May be called from any
    /// thread, and by who has kept it for too long: then nothing happens.
    [[nodiscard]] virtual std::function<void()> interrupter() = 0;
};

}  // namespace freshet::http
