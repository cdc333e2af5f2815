#include "serve/sockets/routes.hpp"

#include <string>
#include <utility>

#include "base/check.hpp"
#include "net/round_trip.hpp"
#include "serve/http/problem.hpp"
#include "wire/websocket/error.hpp"
#include "wire/websocket/handshake.hpp"

namespace freshet::sockets {

namespace {

constexpr std::string_view protocol_version = "4";  // Engine.IO v4: the parameter EIO.
constexpr std::size_t user_agent_bytes_max = 512;
constexpr std::size_t accept_language_bytes_max = 256;

http::Response to_response(Answer answer) {
    http::Response response{.status = answer.status};
    response.headers.add("Content-Type",
                         answer.is_json ? "application/json" : "text/plain; charset=UTF-8");
    response.headers.add("Cache-Control", "no-store");
    response.body = std::move(answer.body);
    return response;
}

http::Response refusal(Refusal why) { return to_response(refused(why)); }

Guest guest_of(const http::Request& request) {
    const auto field = [&request](std::string_view name, std::size_t bytes_max) {
        return std::string(request.headers.get(name).value_or("").substr(0, bytes_max));
    };
    return {.peer_ip = request.peer_ip,
            .user_agent = field("User-Agent", user_agent_bytes_max),
            .accept_language = field("Accept-Language", accept_language_bytes_max)};
}

/// RFC 6455, 4.2.1.
Result<std::string> accept_upgrade(const http::Request& request) {
    const auto& headers = request.headers;
    if (request.method != http::Method::get || request.version_minor == 0)
        return fail(websocket::Errc::not_an_upgrade);
    return websocket::check_upgrade({.connection = headers.get("Connection"),
                                     .upgrade = headers.get("Upgrade"),
                                     .version = headers.get("Sec-WebSocket-Version"),
                                     .key = headers.get("Sec-WebSocket-Key")});
}

/// The HTTP session gives its socket away, to `take`, on the thread of the request.
http::Response hand_over(const std::string& accept, std::move_only_function<void(Arrival)> take) {
    http::Takeover takeover;
    // Shared, because what may be called must be copyable; called once.
    takeover.take = [accept, take = std::make_shared<decltype(take)>(std::move(take))](
                        net::Descriptor socket, Bytes unread) {
        (*take)({.socket = std::move(socket),
                 .greeting = to_bytes(websocket::upgrade_response(accept)),
                 .unread = std::move(unread)});
    };
    http::Response response;
    response.body = std::move(takeover);
    return response;
}

http::Response unavailable(const http::Request& request) {
    return http::plain_problem(request, http::problems::unavailable);
}

}  // namespace

void Routes::mount(http::Router& router) {
    const auto handler = [this](const http::Request& request) { return serve(request); };
    // A poll is held until the next ping at the latest.
    const http::RouteOptions options{
        .body_bytes_max = config_.limits.payload_bytes_max,
        .deadline = config_.ping_interval + config_.ping_timeout + std::chrono::seconds(30)};
    for (const auto* path : {"/socket.io/", "/socket.io"}) {
        // Engine.IO itself refuses what it does not speak.
        for (const auto method : {http::Method::get, http::Method::post, http::Method::put,
                                  http::Method::patch, http::Method::delete_}) {
            router.add(method, path, handler, options);
        }
    }
    router.add(http::Method::get, "/ws/chat/:streamId",
               [this](const http::Request& request) { return open_plain(request); });
}

Routes::Task Routes::serve(const http::Request& request) {
    const auto transport = request.query_value("transport");
    if (transport != "polling" && transport != "websocket")
        co_return refusal(Refusal::unknown_transport);
    const auto sid = request.query_value("sid");
    if (!sid) co_return co_await open_session(request);

    const auto id = SessionId::parse(*sid);
    if (!id || id->lane() >= lanes_.size()) co_return refusal(Refusal::unknown_sid);
    if (transport == "websocket") co_return co_await upgrade_session(request, *id);
    co_return co_await ask_session(request, *id);
}

Routes::Task Routes::open_session(const http::Request& request) {
    if (request.method != http::Method::get) co_return refusal(Refusal::bad_method);
    if (request.query_value("EIO") != protocol_version) co_return refusal(Refusal::bad_version);
    if (auto refused = refuse_newcomer(request)) co_return std::move(*refused);
    if (request.query_value("transport") == "polling") co_return open_polling(request);
    co_return open_web_socket(request, guest_of(request));
}

std::optional<http::Response> Routes::refuse_newcomer(const http::Request& request) const {
    if (!config_.gate) return std::nullopt;
    const auto wait = config_.gate(request.peer_ip);
    if (!wait) return std::nullopt;
    return http::too_many_requests(request, *wait);
}

http::Response Routes::open_polling(const http::Request& request) {
    auto* const thread = net::IoThread::current();
    FRESHET_CHECK(thread != nullptr);
    auto* const client = lanes_.at(thread->index())
                             ->open(engineio::Transport::polling,
                                    {.guest = guest_of(request), .place = request.place});
    if (client == nullptr) return unavailable(request);
    return to_response({.body = client->opening()});
}

http::Response Routes::open_web_socket(const http::Request& request, Guest guest) {
    auto accept = accept_upgrade(request);
    if (!accept && accept.error() == websocket::Errc::unsupported_version) {
        auto response = refusal(Refusal::bad_request);
        response.status = 426;
        response.headers.set("Sec-WebSocket-Version", "13");
        return response;
    }
    if (!accept) return refusal(Refusal::bad_request);

    auto* const thread = net::IoThread::current();
    FRESHET_CHECK(thread != nullptr);
    auto& lane = *lanes_.at(thread->index());
    auto take = [&lane, origin = Origin{std::move(guest), request.place}](Arrival arrival) mutable {
        auto* const client = lane.open(engineio::Transport::websocket, std::move(origin));
        if (client != nullptr) client->begin_web_socket(std::move(arrival));
    };
    return hand_over(*accept, std::move(take));
}

Routes::Task Routes::open_plain(const http::Request& request) {
    if (auto refused = refuse_newcomer(request)) co_return std::move(*refused);
    auto guest = guest_of(request);
    guest.path = request.params.find("streamId")->second;
    guest.is_plain = true;
    co_return open_web_socket(request, std::move(guest));
}

Routes::Task Routes::ask_session(const http::Request& request, SessionId id) {
    if (request.method == http::Method::get) {
        co_return co_await ask(id,
                               [](Client& client, Reply reply) { client.poll(std::move(reply)); });
    }
    if (request.method != http::Method::post) co_return refusal(Refusal::bad_request);
    co_return co_await ask(id, [body = request.body](Client& client, Reply reply) mutable {
        client.post(std::move(body), std::move(reply));
    });
}

Routes::Task Routes::upgrade_session(const http::Request& request, SessionId id) {
    const auto accept = accept_upgrade(request);
    if (!accept) co_return refusal(Refusal::bad_request);
    auto permit = co_await ask(id, [](Client& client, Reply reply) {
        reply(client.begin_probe() ? Answer{} : refused(Refusal::bad_request));
    });
    if (permit.status != 200) co_return permit;

    auto take = [&lane = *lanes_.at(id.lane()), id,
                 place = request.place](Arrival arrival) mutable {
        lane.thread().post(
            [&lane, id, arrival = std::move(arrival), place = std::move(place)]() mutable {
                auto* const client = lane.find(id);
                if (client != nullptr) client->probe(std::move(arrival), std::move(place));
            });
    };
    co_return hand_over(*accept, std::move(take));
}

Routes::Task Routes::ask(SessionId id, std::move_only_function<void(Client&, Reply)> question) {
    auto& lane = *lanes_.at(id.lane());
    auto ask_there = [&lane, id, question = std::move(question)](auto reply) mutable {
        lane.thread().post(
            [&lane, id, question = std::move(question), reply = Reply(std::move(reply))]() mutable {
                auto* const client = lane.find(id);
                if (client == nullptr) return reply(refused(Refusal::unknown_sid));
                question(*client, std::move(reply));
            });
    };
    auto answer = co_await net::round_trip<void(Answer)>(std::move(ask_there));
    co_return to_response(std::move(answer));
}

}  // namespace freshet::sockets
