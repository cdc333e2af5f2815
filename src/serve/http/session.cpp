#include "serve/http/session.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "base/check.hpp"
#include "base/outage.hpp"
#include "net/deadline.hpp"
#include "net/error.hpp"
#include "serve/http/error.hpp"
#include "serve/http/forwarded.hpp"
#include "serve/http/inbox.hpp"
#include "serve/http/incoming_body.hpp"
#include "serve/http/outgoing.hpp"
#include "serve/http/request_reader.hpp"
#include "serve/http/router.hpp"

namespace freshet::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
constexpr std::string_view last_chunk = "0\r\n\r\n";  // RFC 9112, 7.1, without a trailer.
constexpr std::size_t linger_bytes_max = 16 * 1024 * 1024;  // A piece of an upload, say.
constexpr std::chrono::seconds linger_time{2};

/// The answer to what a handler threw.
Problem problem_of(const boost::system::system_error& error) {
    const bool outage = error.code().category() == make_error_code(Outage::unavailable).category();
    return outage || error.code() == net::Errc::overloaded ? problems::unavailable
                                                           : problems::internal;
}

std::string allow_list(const std::vector<Method>& allowed) {
    std::string list;
    for (const auto method : allowed) {
        if (list.find(to_string(method)) != std::string::npos) continue;
        list += to_string(method);
        list += method == Method::get ? ", HEAD, " : ", ";
    }
    return list + "OPTIONS";
}

/// None: nobody knows yet.
std::optional<std::uint64_t> size_of(const Body& body) {
    if (const auto* text = std::get_if<std::string>(&body)) return text->size();
    if (const auto* text = std::get_if<std::shared_ptr<const std::string>>(&body))
        return (*text)->size();
    if (const auto* file = std::get_if<FileBody>(&body)) return file->size;
    if (const auto* pulled = std::get_if<PulledBody>(&body)) return pulled->size;
    return 0;
}

std::string chunk_head(std::size_t size) { return fmt::format("{:x}\r\n", size); }

/// The refusal; with none, `admitted` has the handler.
asio::awaitable<Response> judged(const Admit& admit, const Request& head,
                                 std::optional<Handler>& admitted) {
    auto verdict = co_await admit(head);
    if (!verdict) co_return std::move(verdict).error();
    admitted = *std::move(verdict);
    co_return Response{};
}

/// RFC 9110, 6.4.1: answers that never have a body.
bool is_bodiless(unsigned status) { return status < 200 || status == 204 || status == 304; }

}  // namespace

/// One client's requests, one after the other. A local of `serve`; lives on the connection's
/// thread.
class Session {
public:
    Session(net::Connection connection, Shared& shared, Worker& worker);
    ~Session() { worker_.sessions.erase(this); }

    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    asio::awaitable<void> run();
    void drain();

private:
    enum class Phase { idle, reading, answering, writing };

    /// How far a request has come.
    enum class Step {
        go_on,
        answered,  // `response_` is what is to be sent.
        gone,      // There is nobody to answer.
    };

    asio::awaitable<bool> read_more();
    asio::awaitable<Step> read_head();
    asio::awaitable<Step> admit(const Route& route, std::optional<Handler>& admitted);
    asio::awaitable<Step> read_body(const Route& route);
    asio::awaitable<Step> invite_body();
    asio::awaitable<Step> answer();
    asio::awaitable<void> call_with_body(const Route& route);
    asio::awaitable<bool> call(const Route& route, const Handler& handler);
    asio::awaitable<void> send();
    asio::awaitable<bool> send_pulled(std::string head, PulledBody body);
    asio::awaitable<bool> pull(const PulledBody& body, std::uint64_t done, Slice& piece);
    asio::awaitable<bool> write(Outgoing& outgoing);
    asio::awaitable<void> linger();

    void begin_request();
    void expire();
    void note_origin();
    Step take_body(std::size_t bytes_max);
    Step find_nothing(const Router::Found& found);
    Step refuse(const Problem& problem);
    Step refuse_unread(const Problem& problem);
    void fail(const std::exception_ptr& failure);
    void allow_time_for(std::uint64_t bytes, MonoTime begun);
    std::string make_head();
    void hand_over(Takeover takeover);
    void finish(unsigned status, std::uint64_t bytes);

    net::Connection connection_;
    Shared& shared_;
    Worker& worker_;
    const Limits& limits_;
    net::Deadline deadline_;
    RequestReader reader_;
    Inbox inbox_;
    Request request_;
    Response response_;
    std::string head_;  // The last answer's, for its buffer.
    std::string_view route_;
    std::chrono::milliseconds handler_time_{};
    IncomingBody* body_ = nullptr;  // While a handler reads it.
    std::uint64_t sent_ = 0;        // Of this answer.
    MonoTime started_;
    Phase phase_ = Phase::idle;
    bool keep_alive_ = true;
    bool unread_ = false;   // The client may be sending what we do not want.
    bool leaving_ = false;  // Cancelled: there is no time to wait for the client.
};

Session::Session(net::Connection connection, Shared& shared, Worker& worker)
    : connection_(std::move(connection)),
      shared_(shared),
      worker_(worker),
      limits_(shared.config.limits),
      deadline_(connection_.socket.get_executor(), [this] { expire(); }),
      reader_({.head_bytes_max = limits_.head_bytes_max, .fields_max = limits_.fields_max}),
      keep_alive_(!worker.draining) {
    worker_.sessions.insert(this);
}

asio::awaitable<void> Session::run() {
    do {
        begin_request();
        auto step = co_await read_head();
        if (step == Step::go_on) step = co_await answer();
        if (step == Step::gone) co_return;

        if (auto* takeover = std::get_if<Takeover>(&response_.body)) {
            hand_over(std::move(*takeover));
            co_return;
        }
        co_await send();
    } while (keep_alive_);
    const bool unread = unread_ || !inbox_.empty();
    if (unread && !leaving_) co_await linger();
}

void Session::begin_request() {
    request_ = {};
    request_.peer_ip = connection_.peer_ip;
    request_.id = worker_.next_id();
    request_.place = connection_.place;
    response_ = {};
    route_ = "(none)";
    sent_ = 0;
    phase_ = Phase::idle;
}

/// A handler's wait is broken off, for there is an answer to be given; anything else has had its
/// time.
void Session::expire() {
    if (body_ && body_->is_waiting()) return body_->stop(Errc::body_too_slow);
    if (phase_ == Phase::answering) return connection_.interrupt();
    ErrorCode ignored;  // Closed is what it will be.
    (void)connection_.socket.close(ignored);
}

void Session::drain() {
    keep_alive_ = false;
    if (phase_ == Phase::idle) expire();
    if (body_) body_->stop(Errc::body_draining);
}

/// False when the client has left or has had its time.
asio::awaitable<bool> Session::read_more() {
    const auto room = inbox_.room();
    const auto space = asio::buffer(room.data(), room.size());
    const auto [error, count] = co_await connection_.socket.async_read_some(space, no_throw);
    if (error) co_return false;
    inbox_.arrived(count);
    co_return true;
}

asio::awaitable<Session::Step> Session::read_head() {
    deadline_.set(limits_.idle_time);
    while (inbox_.empty()) {
        const bool arrived = co_await read_more();
        if (!arrived) co_return Step::gone;
    }

    phase_ = Phase::reading;
    started_ = mono_now();
    deadline_.set(limits_.head_time);
    while (true) {
        const auto taken = reader_.read_head(inbox_.text(), request_);
        if (!taken) co_return refuse_unread(problem_of(taken.error()));
        if (*taken > 0) {
            inbox_.use_up(*taken);
            break;
        }
        const bool arrived = co_await read_more();
        if (!arrived) co_return Step::gone;
    }
    keep_alive_ = keep_alive_ && reader_.keep_alive();
    note_origin();
    co_return Step::go_on;
}

void Session::note_origin() {
    const auto& headers = request_.headers;
    if (!headers.get("X-Forwarded-For") && !headers.get("X-Forwarded-Proto")) return;
    const auto& trusted = shared_.config.trusted_proxies;
    auto origin = origin_of(headers, connection_.peer_ip, trusted);
    request_.peer_ip = std::move(origin.peer_ip);
    request_.secure = origin.secure;

    if (!trusted.contains(connection_.peer_ip) && !shared_.warned_of_forwarding.exchange(true)) {
        log::warning("http", "X-Forwarded-For ignored from={}: TRUSTED_PROXIES does not name it",
                     connection_.peer_ip);
    }
}

asio::awaitable<Session::Step> Session::answer() {
    auto found = shared_.router.find(request_.method, request_.path);
    if (!found.route) co_return find_nothing(found);
    route_ = found.route->pattern;
    request_.params = std::move(found.params);

    if (found.route->options.streams_body) {
        if (reader_.content_length().value_or(0) > found.route->options.body_bytes_max)
            co_return refuse_unread(problems::too_large);
        co_await call_with_body(*found.route);
        co_return Step::answered;
    }
    std::optional<Handler> admitted;
    auto step = co_await admit(*found.route, admitted);
    if (step == Step::go_on) step = co_await read_body(*found.route);
    if (step != Step::go_on) co_return step;
    const auto& handler = admitted ? *admitted : found.route->handler;
    (void)co_await call(*found.route, handler);  // Either way there is an answer.
    co_return Step::answered;
}

/// What the handler has not read of the body, nobody reads.
asio::awaitable<void> Session::call_with_body(const Route& route) {
    const auto& options = route.options;
    IncomingBody body({.socket = connection_.socket,
                       .inbox = inbox_,
                       .reader = reader_,
                       .deadline = deadline_,
                       .limits = limits_},
                      {.bytes_max = options.body_bytes_max, .deadline = options.deadline});
    body_ = &body;
    request_.body_reader = &body;
    (void)co_await call(route, route.handler);  // Either way there is an answer.
    request_.body_reader = nullptr;
    body_ = nullptr;
    if (reader_.body_done()) co_return;
    unread_ = true;
    keep_alive_ = false;
}

Session::Step Session::find_nothing(const Router::Found& found) {
    const auto refused = [this](const Problem& problem) {
        return reader_.body_done() ? refuse(problem) : refuse_unread(problem);
    };
    if (found.allowed.empty()) {
        if (const auto times = shared_.unknown_paths.count()) {
            log::info("http", "unknown paths asked for times={} last_peer={}", *times,
                      request_.peer_ip);
        }
        return refused(problems::not_found);
    }
    if (request_.method == Method::options && reader_.body_done()) {
        response_.status = 204;
    } else {
        refused(problems::method_not_allowed);
    }
    response_.headers.set("Allow", allow_list(found.allowed));
    return Step::answered;
}

Session::Step Session::refuse(const Problem& problem) {
    const auto& write = shared_.hooks.problem;
    response_ = write ? write(request_, problem) : plain_problem(request_, problem);
    return Step::answered;
}

/// Of what follows, nobody knows where the next request begins, or wants to read that far.
Session::Step Session::refuse_unread(const Problem& problem) {
    unread_ = true;
    keep_alive_ = false;
    return refuse(problem);
}

/// `admitted` is what the route has for this request alone; none: its handler.
asio::awaitable<Session::Step> Session::admit(const Route& route,
                                              std::optional<Handler>& admitted) {
    if (reader_.body_done()) co_return Step::go_on;
    if (reader_.content_length().value_or(0) > route.options.body_bytes_max)
        co_return refuse_unread(problems::too_large);
    if (!route.options.admit) co_return Step::go_on;

    const Handler judge = [&](const Request& head) {
        return judged(route.options.admit, head, admitted);
    };
    const bool judged_in_time = co_await call(route, judge);
    if (!judged_in_time || !admitted) {
        unread_ = true;
        keep_alive_ = false;
        co_return Step::answered;
    }
    phase_ = Phase::reading;
    co_return Step::go_on;
}

asio::awaitable<Session::Step> Session::read_body(const Route& route) {
    if (reader_.body_done()) co_return Step::go_on;
    const auto bytes_max = route.options.body_bytes_max;
    const auto begun = mono_now();
    if (reader_.expects_continue() && inbox_.empty()) {
        const auto step = co_await invite_body();
        if (step != Step::go_on) co_return step;
    }
    while (true) {
        const auto step = take_body(bytes_max);
        if (step != Step::go_on || reader_.body_done()) co_return step;
        allow_time_for(request_.body.size(), begun);
        const bool arrived = co_await read_more();
        if (!arrived) co_return Step::gone;
    }
}

/// Moves what has arrived of the body from the inbox to the request.
Session::Step Session::take_body(std::size_t bytes_max) {
    const auto taken = reader_.read_body(inbox_.text(), request_.body, bytes_max);
    if (!taken) return refuse_unread(problem_of(taken.error()));
    inbox_.use_up(*taken);

    // What a chunk, or a trailer, says of itself has the room of a head.
    const bool overlong = !reader_.body_done() && inbox_.text().size() >= limits_.head_bytes_max;
    return overlong ? refuse_unread(problem_of(Errc::malformed)) : Step::go_on;
}

/// RFC 9110, 10.1.1.
asio::awaitable<Session::Step> Session::invite_body() {
    Outgoing invitation{std::string(continue_head), {}, false};
    const bool written = co_await write(invitation);
    co_return written ? Step::go_on : Step::gone;
}

/// Puts into `response_` what the handler says; false: what there is to say in its place.
asio::awaitable<bool> Session::call(const Route& route, const Handler& handler) {
    phase_ = Phase::answering;
    handler_time_ = route.options.deadline;
    deadline_.set(handler_time_);
    std::exception_ptr failure;
    try {
        response_ = co_await handler(request_);
    } catch (...) {
        failure = std::current_exception();
    }
    phase_ = Phase::writing;

    // An interruption or a cancellation has done its work, and what is left is to say so.
    co_await asio::this_coro::reset_cancellation_state();
    if (deadline_.expired()) {
        keep_alive_ = false;
        log::warning("http", "deadline passed route={} request={}", route_, request_.id);
        refuse(problems::unavailable);
        co_return false;
    }
    if (failure) fail(failure);
    co_return !failure;
}

/// What a handler threw is told to the log in full, and to the client by its kind alone.
void Session::fail(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const boost::system::system_error& error) {
        if (error.code() == asio::error::operation_aborted) {
            keep_alive_ = false;
            leaving_ = true;
            refuse(problems::unavailable);
            return;
        }
        log::error("http", "failed route={} request={} error=\"{}\"", route_, request_.id,
                   error.what());
        refuse(problem_of(error));
    } catch (const std::exception& error) {
        log::error("http", "failed route={} request={} error=\"{}\"", route_, request_.id,
                   error.what());
        refuse(problems::internal);
    }
}

asio::awaitable<void> Session::send() {
    phase_ = Phase::writing;
    worker_.gzip.apply(request_, response_, limits_.gzip_bytes_min);
    if (shared_.hooks.decorate) shared_.hooks.decorate(request_, response_);

    const bool with_body = request_.method != Method::head && !is_bodiless(response_.status);
    auto head = make_head();
    bool written = false;
    if (auto* pulled = std::get_if<PulledBody>(&response_.body); pulled && with_body) {
        written = co_await send_pulled(std::move(head), std::move(*pulled));
    } else {
        Outgoing outgoing(std::move(head), std::move(response_.body), with_body);
        written = co_await write(outgoing);
        head_ = outgoing.take_head();
    }
    keep_alive_ = keep_alive_ && written;
    finish(response_.status, sent_);
}

/// Piece by piece. False when the client has left, or cannot be given what it was promised.
asio::awaitable<bool> Session::send_pulled(std::string head, PulledBody body) {
    const bool chunked = !body.size && request_.version_minor > 0;
    std::uint64_t done = 0;
    Slice piece;
    while (true) {
        const bool pulled = co_await pull(body, done, piece);
        if (!pulled) co_return false;
        const bool is_last = piece.empty();
        done += piece.size();
        if (chunked) head += is_last ? std::string(last_chunk) : chunk_head(piece.size());
        Outgoing outgoing(std::move(head), std::move(piece));
        const bool written = co_await write(outgoing);
        if (!written || is_last) co_return written;
        head = chunked ? "\r\n" : "";
    }
}

/// The next piece, empty at the end; false when there is none though there should be.
asio::awaitable<bool> Session::pull(const PulledBody& body, std::uint64_t done, Slice& piece) {
    piece = {};
    const auto left = body.size ? *body.size - done : PulledBody::piece_bytes_max;
    if (left == 0) co_return true;
    const auto count = std::min<std::uint64_t>(left, PulledBody::piece_bytes_max);
    phase_ = Phase::answering;
    deadline_.set(handler_time_);
    std::exception_ptr failure;
    try {
        piece = co_await body.pull(body.offset + done, static_cast<std::size_t>(count));
    } catch (...) {
        failure = std::current_exception();
    }
    phase_ = Phase::writing;
    co_await asio::this_coro::reset_cancellation_state();
    if (failure) fail(failure);  // The log hears of it; the client has its answer's beginning.
    if (failure || deadline_.expired()) co_return false;
    FRESHET_CHECK(piece.size() <= count);
    co_return !piece.empty() || !body.size;
}

/// Writes all of it; false when the client has left or has had its time.
asio::awaitable<bool> Session::write(Outgoing& outgoing) {
    const auto begun = mono_now();
    while (connection_.socket.is_open()) {
        const auto before = outgoing.sent();
        const auto state = outgoing.advance(connection_.socket.native_handle());
        sent_ += outgoing.sent() - before;
        if (!state) co_return false;
        if (*state == Outgoing::State::done) co_return true;
        if (leaving_) co_return false;

        allow_time_for(outgoing.sent(), begun);
        if (*state == Outgoing::State::paused) {
            co_await asio::post(connection_.socket.get_executor(), asio::use_awaitable);
        } else {
            const auto [error] =
                co_await connection_.socket.async_wait(tcp::socket::wait_write, no_throw);
            if (error) co_return false;
        }
    }
    co_return false;
}

std::string Session::make_head() {
    auto head = std::move(head_);
    head.clear();
    HeadFacts facts{.date = worker_.date.at(wall_now()),
                    .request_id = request_.id,
                    .content_length = size_of(response_.body),
                    .chunked = false,
                    .keep_alive = keep_alive_,
                    .version_minor = request_.version_minor};
    // A handler that answers HEAD without a body does not say how long its GET would be.
    const bool is_unsaid =
        request_.method == Method::head && std::holds_alternative<std::monostate>(response_.body);
    // RFC 9112, 6.3: to who knows no chunks, the end of the connection is that of the body.
    const bool is_open = !facts.content_length && !is_bodiless(response_.status);
    facts.chunked = is_open && request_.version_minor > 0;
    if (is_open && !facts.chunked) facts.keep_alive = keep_alive_ = false;
    if (is_bodiless(response_.status) || is_unsaid) facts.content_length = std::nullopt;
    append_head(head, response_, facts);
    return head;
}

/// So much for `bytes` since `begun`: a peer that is slower than this on average is let go.
void Session::allow_time_for(std::uint64_t bytes, MonoTime begun) {
    const std::chrono::milliseconds earned(bytes * 1000 / limits_.body_rate_min);
    deadline_.set(begun + limits_.stall_time + earned - mono_now());
}

void Session::hand_over(Takeover takeover) {
    deadline_.clear();
    if (!connection_.socket.is_open()) return;  // Drained, while its request was on the way.
    auto unread = to_bytes(inbox_.text());
    ErrorCode error;
    net::Descriptor socket(connection_.socket.release(error));
    if (error) throw boost::system::system_error(error);
    finish(0, 0);
    takeover.take(std::move(socket), std::move(unread));
}

void Session::finish(unsigned status, std::uint64_t bytes) {
    const Finished finished{.route = route_,
                            .method = request_.method,
                            .status = status,
                            .duration = mono_now() - started_,
                            .bytes = bytes};
    if (shared_.hooks.finished) shared_.hooks.finished(finished);
    log::debug("http", "answered method={} route={} status={} bytes={} request={} peer={}",
               to_string(finished.method), finished.route, status, bytes, request_.id,
               request_.peer_ip);
}

/// RFC 9112, 9.6: closing with input unread would reset the connection, and our answer might be
/// lost with it.
asio::awaitable<void> Session::linger() {
    ErrorCode gone;
    (void)connection_.socket.shutdown(tcp::socket::shutdown_send, gone);
    if (gone) co_return;

    deadline_.set(linger_time);
    std::size_t dropped = inbox_.text().size();
    while (dropped < linger_bytes_max) {
        inbox_.use_up(inbox_.text().size());
        const bool arrived = co_await read_more();
        if (!arrived) co_return;
        dropped += inbox_.text().size();
    }
}

asio::awaitable<void> serve(net::Connection connection, Shared& shared, Worker& worker) {
    Session session(std::move(connection), shared, worker);
    co_await session.run();
}

void drain(Session& session) { session.drain(); }

}  // namespace freshet::http
