#include "serve/playback/requests.hpp"

#include "serve/playback/error.hpp"

namespace freshet::playback {

namespace {

std::string token_of(const http::Request& request) {
    const auto in_path = request.params.find("token");
    return in_path == request.params.end() ? request.query_value("token").value_or("")
                                           : in_path->second;
}

}  // namespace

Visitor visitor_of(const http::Request& request) {
    return {.token = token_of(request),
            .client_id = request.query_value("v").value_or(""),
            .peer_ip = request.peer_ip,
            .user_agent = std::string(request.headers.get("User-Agent").value_or(""))};
}

http::Problem problem_of(ErrorCode refusal) {
    if (refusal == Errc::hidden) return http::problems::not_found;
    return {403, "playback_forbidden", "A playback token is needed, or the one given is not good."};
}

}  // namespace freshet::playback
