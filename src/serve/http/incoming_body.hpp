#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "base/clock.hpp"
#include "net/deadline.hpp"
#include "serve/http/body_reader.hpp"
#include "serve/http/inbox.hpp"
#include "serve/http/request_reader.hpp"
#include "serve/http/server.hpp"

namespace freshet::http {

/// A session's body while its handler reads it: from the socket into the inbox, out of which the
/// handler sees it. A local of the session, whose parts it uses; lives on the connection's thread.
class IncomingBody final : public BodyReader {
public:
    struct Parts {
        boost::asio::ip::tcp::socket& socket;
        Inbox& inbox;
        RequestReader& reader;
        net::Deadline& deadline;
        const Limits& limits;
    };
    struct Terms {
        std::uint64_t bytes_max = 0;
        std::chrono::milliseconds deadline{};  // Of the handler, between two reads.
    };

    IncomingBody(Parts parts, Terms terms);
    ~IncomingBody() override;

    boost::asio::awaitable<Result<ByteSpan>> read() override;
    std::optional<std::uint64_t> length() const override;
    std::function<void()> interrupter() override;

    /// Whether the client is being waited for: then its deadline is what passes.
    [[nodiscard]] bool is_waiting() const { return waiting_; }

    /// Ends this read, or the next one.
    void stop(ErrorCode reason);

private:
    boost::asio::awaitable<ErrorCode> invite();
    boost::asio::awaitable<ErrorCode> read_more();
    Result<ByteSpan> take();
    [[nodiscard]] bool is_trickling(std::chrono::nanoseconds waited, std::size_t count);

    Parts parts_;
    Terms terms_;
    std::shared_ptr<IncomingBody*> self_;  // What an interrupter finds, as long as there is one.
    ErrorCode reason_;                     // Of the end, when it came early.
    std::size_t given_ = 0;                // Of the inbox, to the handler.
    std::uint64_t total_ = 0;
    std::chrono::nanoseconds window_waited_{0};
    std::uint64_t window_bytes_ = 0;
    bool begun_ = false;
    bool waiting_ = false;
};

}  // namespace freshet::http
