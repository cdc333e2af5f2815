#include "bench/chat_client.hpp"

#include <span>
#include <sys/epoll.h>

namespace freshet::bench {

void ChatClient::wake(MonoTime) {
    if (!connection_.open(gathering_.room.port)) return;
    gathering_.crowd.watch(connection_.fd(), EPOLLOUT, *this);
}

void ChatClient::ready(std::uint32_t, MonoTime now) {
    if (connected_) return read(now);
    if (!connection_.has_connected()) return connection_.close();
    connected_ = true;
    gathering_.crowd.watch(connection_.fd(), EPOLLIN, *this);
    flush();
}

void ChatClient::say(MonoTime now) {
    if (!is_in()) return;
    talk_.say(now);
    flush();
}

void ChatClient::read(MonoTime now) {
    const auto count_read = connection_.read(gathering_.inbox);
    if (!count_read) return connection_.close();
    talk_.feed(std::span(gathering_.inbox).first(*count_read));
    while (const auto sent = talk_.next()) count(*sent, now);
    flush();
}

void ChatClient::count(MonoTime sent, MonoTime now) {
    const auto& window = gathering_.window;
    gathering_.in_window += window.has(now) ? 1 : 0;
    if (!window.has(sent)) return;
    ++gathering_.of_window;
    gathering_.latency.add(now - sent);
}

void ChatClient::flush() {
    const auto output = talk_.take_output();
    if (talk_.is_over() || (!output.empty() && !connection_.write(output))) connection_.close();
}

Pace::Pace(Gathering& gathering, ChatClient& client, double messages_per_s)
    : gathering_(gathering), client_(client), step_(Window::to_mono(Seconds(1 / messages_per_s))) {
    constexpr auto warm_up = std::chrono::seconds(1);
    next_ = gathering.window.from - warm_up;
    gathering.crowd.wake_at(next_, *this);
}

void Pace::wake(MonoTime now) {
    // Who is behind catches up: the rate is kept.
    for (; next_ <= now && next_ < gathering_.window.to; next_ += step_) {
        client_.say(now);
        sent_ += gathering_.window.has(now) ? 1 : 0;
    }
    if (next_ < gathering_.window.to) gathering_.crowd.wake_at(next_, *this);
}

}  // namespace freshet::bench
