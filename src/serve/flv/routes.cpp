#include "serve/flv/routes.hpp"

#include <fmt/format.h>

#include "base/names.hpp"
#include "serve/fanout/viewing.hpp"
#include "serve/flv/dialects.hpp"
#include "serve/http/cors.hpp"
#include "serve/http/problem.hpp"
#include "serve/playback/requests.hpp"
#include "wire/websocket/error.hpp"
#include "wire/websocket/frame.hpp"
#include "wire/websocket/frame_reader.hpp"
#include "wire/websocket/handshake.hpp"

namespace freshet::flv {

namespace {

// Viewers only say pings and goodbyes.
constexpr std::size_t viewer_message_bytes_max = 1024;

/// A viewer who has nothing to say.
class HttpViewer final : public net::ViewerSession {
public:
    /// `last_chunk`: what ends the answer in its coding.
    HttpViewer(fanout::Viewing viewing, std::string_view last_chunk)
        : viewing_(std::move(viewing)), last_chunk_(last_chunk) {}

    std::optional<Bytes> dismissal() override {
        if (!viewing_.is_over()) return std::nullopt;
        return to_bytes(last_chunk_);
    }

    void ended(net::ViewerEnd why, const net::ViewerCounts& counts) override {
        viewing_.ended(why, counts);
    }

private:
    fanout::Viewing viewing_;
    std::string_view last_chunk_;
};

/// A viewer whose pings are answered and whose goodbye is returned (RFC 6455, 5.5).
class WebSocketViewer final : public net::ViewerSession {
public:
    explicit WebSocketViewer(fanout::Viewing viewing)
        : viewing_(std::move(viewing)), reader_({.message_bytes_max = viewer_message_bytes_max}) {}

    Answer hear(ByteSpan input) override {
        Answer answer;
        reader_.feed(input);
        while (!answer.close) {
            const auto message = reader_.next();
            if (!message) {
                websocket::append_close(answer.bytes, websocket::close_code(message.error()));
                answer.close = true;
            } else if (!*message) {
                break;
            } else if ((*message)->opcode == websocket::Opcode::ping) {
                websocket::append_frame(answer.bytes, websocket::Opcode::pong, (*message)->payload);
            } else if ((*message)->opcode == websocket::Opcode::close) {
                websocket::append_close(answer.bytes, websocket::CloseCode::normal);
                answer.close = true;
            }
        }
        return answer;
    }

    std::optional<Bytes> dismissal() override {
        if (!viewing_.is_over()) return std::nullopt;
        Bytes close;
        websocket::append_close(close, websocket::CloseCode::policy_violation,
                                "you may not watch this any more");
        return close;
    }

    void ended(net::ViewerEnd why, const net::ViewerCounts& counts) override {
        viewing_.ended(why, counts);
    }

private:
    fanout::Viewing viewing_;
    websocket::FrameReader reader_;
};

/// The head of an answer whose end is the connection's, or the last chunk.
Bytes answer_head(const http::Request& request) {
    const bool chunked = request.version_minor > 0;
    return to_bytes(
        fmt::format("HTTP/1.{} 200 OK\r\n"
                    "Content-Type: video/x-flv\r\n"
                    "Cache-Control: no-store\r\n"
                    "Access-Control-Allow-Origin: *\r\n"
                    "X-Content-Type-Options: nosniff\r\n"
                    "X-Accel-Buffering: no\r\n"
                    "Connection: close\r\n"
                    "{}\r\n",
                    request.version_minor, chunked ? "Transfer-Encoding: chunked\r\n" : ""));
}

/// RFC 9110, 7.8: an upgrade to what we do not speak is ignored, and so is every one of HTTP/1.0.
bool asks_for_websocket(const http::Request& request) {
    if (request.method != http::Method::get || request.version_minor == 0) return false;
    const auto upgrade = request.headers.get("Upgrade").value_or("");
    return to_lower_ascii(upgrade).find("websocket") != std::string::npos;
}

http::Response refused(const http::Request& request, const http::Problem& problem) {
    auto response = http::plain_problem(request, problem);
    http::allow_any_origin(response);
    return response;
}

}  // namespace

void Routes::mount(http::Router& router) {
    const auto handler = [this](http::Request request) { return serve(std::move(request)); };
    for (const auto* pattern : {"/live/:handle.flv", "/api/stream-proxy/live/:handle.flv"}) {
        router.add(http::Method::get, pattern, handler);
        http::allow_preflight(router, pattern);
    }
}

boost::asio::awaitable<http::Response> Routes::serve(http::Request request) {
    auto stream = hub_.find(request.params.find("handle")->second);
    if (!stream) co_return refused(request, http::problems::not_found);
    if (const auto wait = delivery_.wait_before_start(request.peer_ip)) {
        auto response = http::too_many_requests(request, *wait);
        http::allow_any_origin(response);
        co_return response;
    }
    auto ticket = entrance_.enter(stream->broadcast().id, playback::visitor_of(request));
    if (!ticket) co_return refused(request, playback::problem_of(ticket.error()));
    if (asks_for_websocket(request))
        co_return over_websocket(request, std::move(stream), *std::move(ticket));
    co_return over_http(request, std::move(stream), *std::move(ticket));
}

http::Response Routes::over_http(const http::Request& request, std::shared_ptr<live::Stream> stream,
                                 playback::Ticket ticket) {
    if (request.method == http::Method::head) {
        http::Response response;
        response.headers.set("Content-Type", "video/x-flv");
        http::allow_any_origin(response);
        return response;
    }
    const bool chunked = request.version_minor > 0;
    const auto& dialect = chunked ? http_chunked : http_plain;
    fanout::Viewing viewing(stream,
                            {dialect.name, request.peer_ip, request.place, std::move(ticket)});
    return hand_over(std::move(stream), dialect, answer_head(request),
                     std::make_unique<HttpViewer>(std::move(viewing), chunked ? "0\r\n\r\n" : ""));
}

http::Response Routes::over_websocket(const http::Request& request,
                                      std::shared_ptr<live::Stream> stream,
                                      playback::Ticket ticket) {
    const auto& headers = request.headers;
    const auto accept = websocket::check_upgrade({.connection = headers.get("Connection"),
                                                  .upgrade = headers.get("Upgrade"),
                                                  .version = headers.get("Sec-WebSocket-Version"),
                                                  .key = headers.get("Sec-WebSocket-Key")});
    if (!accept) {
        const bool is_version = accept.error() == websocket::Errc::unsupported_version;
        auto response = refused(request, {is_version ? 426u : 400u, "bad_upgrade",
                                          "This is no WebSocket handshake that we know."});
        if (is_version) response.headers.set("Sec-WebSocket-Version", "13");
        return response;
    }
    fanout::Viewing viewing(
        stream, {flv::websocket.name, request.peer_ip, request.place, std::move(ticket)});
    return hand_over(std::move(stream), flv::websocket,
                     to_bytes(websocket::upgrade_response(*accept)),
                     std::make_unique<WebSocketViewer>(std::move(viewing)));
}

/// The HTTP session gives its socket away; from then on the viewer is a cursor in its thread's
/// list.
http::Response Routes::hand_over(std::shared_ptr<live::Stream> stream,
                                 const fanout::DialectKind& dialect, Bytes greeting,
                                 std::unique_ptr<net::ViewerSession> session) {
    // Shared, because what may be called must be copyable; called once.
    auto guest = std::make_shared<fanout::Delivery::Guest>(net::Descriptor(), std::move(greeting),
                                                           std::move(session));
    http::Takeover takeover;
    takeover.take = [this, stream = std::move(stream), &dialect, guest](net::Descriptor socket,
                                                                        Bytes) {
        guest->socket = std::move(socket);
        delivery_.add(stream, dialect, std::move(*guest));
    };
    http::Response response;
    response.body = std::move(takeover);
    return response;
}

}  // namespace freshet::flv
