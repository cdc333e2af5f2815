#include "serve/sockets/edition.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/json.hpp"
#include "wire/socketio/packet_writer.hpp"

namespace freshet::sockets {

namespace {

/// Connection state recovery: the number stands as the last argument, by which a client that comes
/// back says what it has had.
engineio::Wrapped numbered(const Event& event, const std::string& number) {
    if (event.name.empty()) return {};
    return socketio::event_packet({.name = event.name, .data = event.data, .offset = number});
}

}  // namespace

EditionPtr make_edition(Topic topic, const News& news, Number number) {
    const auto offset = std::to_string(number);
    auto edition = std::make_shared<Edition>();
    edition->topic = std::move(topic);
    edition->number = number;
    edition->texts = {numbered(news.kebab, offset), numbered(news.snake, offset),
                      news.snake.name.empty() ? engineio::Wrapped{} : plain_event(news.snake)};
    return edition;
}

engineio::Wrapped plain_event(const Event& event) {
    engineio::Wrapper wrapper(event.name.size() + event.data.size() + 32);
    auto& text = wrapper.packet();
    text += R"({"event":)";
    json::write_text(text, event.name);
    if (!event.data.empty()) text.append(R"(,"data":)").append(event.data);
    text += '}';
    return std::move(wrapper).finish();
}

engineio::Wrapped plain_ack(std::uint64_t ack, std::string_view data) {
    return engineio::wrap(
        fmt::format(R"({{"ack":{},"data":{}}})", ack, data.empty() ? "null" : data));
}

}  // namespace freshet::sockets
