#include "serve/sockets/socket.hpp"

#include <utility>

#include "serve/sockets/lane.hpp"

namespace freshet::sockets {

void Socket::follow(Topic topic, Dialect dialect, Number after) const {
    lane_->with(serial_, [topic = std::move(topic), dialect, after](Client& client) {
        client.follow(topic, dialect, after);
    });
}

void Socket::unfollow(Topic topic) const {
    lane_->with(serial_, [topic = std::move(topic)](Client& client) { client.unfollow(topic); });
}

void Socket::tell(Event event) const {
    lane_->with(serial_, [event = std::move(event)](Client& client) { client.tell(event); });
}

void Socket::acknowledge(std::uint64_t ack, std::string data) const {
    lane_->with(serial_,
                [ack, data = std::move(data)](Client& client) { client.acknowledge(ack, data); });
}

void Socket::close() const {
    lane_->with(serial_, [](Client& client) { client.dismiss(); });
}

}  // namespace freshet::sockets
