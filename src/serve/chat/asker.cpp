#include "serve/chat/asker.hpp"

#include <array>

#include "base/encoding.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "serve/api/problem.hpp"

namespace freshet::chat {

namespace {

/// As a request of HTTP has one.
std::string new_request_id() {
    std::array<std::byte, 8> id{};
    fill_random(id);
    return to_hex(id);
}

}  // namespace

std::string problem_json(const Refused& refused, api::Language language) {
    static log::Every lines{std::chrono::seconds(1)};  // Clients can cause them at will.
    const auto id = new_request_id();
    const auto problem =
        api::problem_of(refused.why, {.language = language, .request_id = id}, refused.params);
    if (problem.status >= 500) {
        if (const auto times = lines.count()) {
            log::warning("chat", "request failed request_id={} times={} reason=\"{}\"", id, *times,
                         refused.why.reason.message());
        }
    }
    return json::to_json(problem);
}

void Asker::accept(std::string answer) const {
    if (ack_) socket_.acknowledge(*ack_, std::move(answer));
}

void Asker::refuse(const Refused& refused) const {
    auto problem = problem_json(refused, language_);
    if (ack_) {
        socket_.acknowledge(*ack_, std::move(problem));
    } else {
        socket_.tell({.name = "error", .data = std::move(problem)});
    }
}

}  // namespace freshet::chat
