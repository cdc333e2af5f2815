#include "serve/http/incoming_body.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "serve/http/error.hpp"
#include "serve/http/response_head.hpp"

namespace freshet::http {

namespace asio = boost::asio;

namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
// What the socket is asked for at once. It is given back with the end of the body.
constexpr std::size_t read_bytes_max = std::size_t{256} * 1024;

}  // namespace

IncomingBody::IncomingBody(Parts parts, Terms terms)
    : parts_(parts), terms_(terms), self_(std::make_shared<IncomingBody*>(this)) {}

IncomingBody::~IncomingBody() {
    parts_.inbox.use_up(given_);
    parts_.inbox.shrink();
}

asio::awaitable<Result<ByteSpan>> IncomingBody::read() {
    parts_.inbox.use_up(std::exchange(given_, 0));
    while (!reason_) {
        const auto piece = take();
        if (!piece) stop(piece.error());
        if (!piece || !piece->empty() || parts_.reader.body_done()) co_return piece;

        auto error = co_await invite();
        if (!error) error = co_await read_more();
        parts_.deadline.set(terms_.deadline);
        if (error) stop(error);
    }
    co_return std::unexpected(reason_);
}

std::optional<std::uint64_t> IncomingBody::length() const { return parts_.reader.content_length(); }

std::function<void()> IncomingBody::interrupter() {
    return [executor = parts_.socket.get_executor(), weak = std::weak_ptr(self_)] {
        asio::post(executor, [weak] {
            if (const auto self = weak.lock()) (*self)->stop(Errc::body_interrupted);
        });
    };
}

void IncomingBody::stop(ErrorCode reason) {
    if (!reason_) reason_ = reason;
    ErrorCode ignored;  // A socket that is closed already waits for nothing.
    if (waiting_) (void)parts_.socket.cancel(ignored);
}

/// RFC 9110, 10.1.1. Who has begun to send is not waiting to be invited.
asio::awaitable<ErrorCode> IncomingBody::invite() {
    const bool waits = parts_.reader.expects_continue() && parts_.inbox.empty();
    if (std::exchange(begun_, true) || !waits) co_return ErrorCode();
    parts_.deadline.set(parts_.limits.stall_time);
    waiting_ = true;
    const auto [error, count] = co_await asio::async_write(
        parts_.socket, asio::buffer(continue_head.data(), continue_head.size()), no_throw);
    waiting_ = false;
    co_return error ? make_error_code(Errc::body_cut_short) : ErrorCode();
}

asio::awaitable<ErrorCode> IncomingBody::read_more() {
    const auto room = parts_.inbox.room(read_bytes_max);
    const auto space = asio::buffer(room.data(), room.size());
    const auto begun = mono_now();
    parts_.deadline.set(parts_.limits.silence_time);
    waiting_ = true;
    const auto [error, count] = co_await parts_.socket.async_read_some(space, no_throw);
    waiting_ = false;
    parts_.inbox.arrived(count);
    // Without a reason of ours, only the task as a whole can have been cancelled.
    if (error == asio::error::operation_aborted) co_return Errc::body_draining;
    if (error) co_return Errc::body_cut_short;
    if (is_trickling(mono_now() - begun, count)) co_return Errc::body_too_slow;
    co_return ErrorCode();
}

/// What there is of the body in the inbox, chunks moved together.
Result<ByteSpan> IncomingBody::take() {
    const auto left = terms_.bytes_max - total_;
    std::string_view piece;
    const auto taken = parts_.reader.read_piece(parts_.inbox.bytes(), piece, left);
    if (!taken) return std::unexpected(taken.error());
    // What a chunk, or a trailer, says of itself has the room of a head.
    const auto rest = parts_.inbox.text().size() - *taken;
    if (!parts_.reader.body_done() && rest >= parts_.limits.head_bytes_max)
        return fail(Errc::malformed);
    given_ = *taken;
    if (piece.empty()) parts_.inbox.use_up(std::exchange(given_, 0));
    total_ += piece.size();
    return as_bytes(piece);
}

/// Whether less has come than may be asked of anybody, over a long time of waiting. Only the wait
/// for the client counts: a slow disk is not its fault.
bool IncomingBody::is_trickling(std::chrono::nanoseconds waited, std::size_t count) {
    window_waited_ += waited;
    window_bytes_ += count;
    if (window_waited_ < parts_.limits.trickle_time) return false;
    using std::chrono::milliseconds;
    const auto waited_ms = std::chrono::duration_cast<milliseconds>(window_waited_).count();
    const auto least = static_cast<std::uint64_t>(waited_ms) * parts_.limits.body_rate_min / 1000;
    window_waited_ = {};
    return std::exchange(window_bytes_, 0) < least;
}

}  // namespace freshet::http
