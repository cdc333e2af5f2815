#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "serve/api/texts.hpp"
#include "serve/chat/refused.hpp"
#include "serve/sockets/socket.hpp"

namespace freshet::chat {

/// Who waits for what comes of one request. A value, good from any thread; answered once.
class Asker {
public:
    Asker(sockets::Socket socket, api::Language language, std::optional<std::uint64_t> ack = {})
        : socket_(socket), language_(language), ack_(ack) {}

    [[nodiscard]] const sockets::Socket& socket() const { return socket_; }
    [[nodiscard]] api::Language language() const { return language_; }

    /// Whether an answer is heard at all.
    [[nodiscard]] bool has_callback() const { return ack_.has_value(); }

    /// JSON of an object that begins with its status.
    void accept(std::string answer) const;

    /// The problem object, or the event `error` with it.
    void refuse(const Refused& refused) const;

private:
    sockets::Socket socket_;
    api::Language language_;
    std::optional<std::uint64_t> ack_;
};

/// What somebody is told of a refusal: a problem object. Our own failures are logged under its id.
[[nodiscard]] std::string problem_json(const Refused& refused, api::Language language);

}  // namespace freshet::chat
