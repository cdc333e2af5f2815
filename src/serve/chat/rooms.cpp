#include "serve/chat/rooms.hpp"

#include <future>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include <boost/asio/co_spawn.hpp>

namespace freshet::chat {

using namespace std::chrono_literals;

namespace {

/// Which room an event is about. None: all of a channel, or of a streamer.
std::optional<StreamId> room_of(const Event& event) {
    return std::visit(
        [](const auto& one) -> std::optional<StreamId> {
            if constexpr (requires { one.stream; }) return one.stream;
            return std::nullopt;
        },
        event);
}

/// What comes once for each of many, and is no room's business.
bool concerns_nobody(const Event& event) { return std::holds_alternative<NotificationMade>(event); }

}  // namespace

Rooms::Home::Home(net::IoThread& io) : thread(io), tasks(io.context().get_executor()) {}

Rooms::Rooms(Config config, RoomParts parts, net::IoThreads& threads, EventBus& events)
    : config_(config), parts_(std::move(parts)) {
    for (std::size_t i = 0; i < threads.size(); ++i)
        homes_.push_back(std::make_unique<Home>(threads.at(i)));
    listener_ = events.listen([this](const Event& event) { hear(event); });
}

void Rooms::start() {
    for (const auto& home : homes_) home->thread.post([this, &home = *home] { sweep(home); });
}

void Rooms::stop() {
    listener_ = {};
    for (const auto& home : homes_) {
        std::promise<void> ended;
        home->thread.post([&home = *home, &ended] {
            asio::co_spawn(home.thread.context(), end(home),
                           [&ended](std::exception_ptr) { ended.set_value(); });
        });
        ended.get_future().wait();
    }
}

asio::awaitable<void> Rooms::end(Home& home) {
    home.sweep.reset();
    co_await home.tasks.join(2s);
    home.rooms.clear();
}

Rooms::Home& Rooms::home_of(StreamId stream) {
    return *homes_[std::hash<StreamId>()(stream) % homes_.size()];
}

Room* Rooms::find_or_make(Home& home, StreamId stream) {
    if (const auto found = home.rooms.find(stream); found != home.rooms.end())
        return found->second.get();
    if (!make_place(home)) return nullptr;
    auto room = std::make_unique<Room>(
        stream, config_.room, parts_, home.thread, home.tasks,
        [this, stream](std::uint32_t count) { note_viewers(stream, count); });
    ++parts_.totals.rooms;
    return home.rooms.emplace(stream, std::move(room)).first->second.get();
}

/// Where all places are taken, whose room has been empty for longest gives up its own.
bool Rooms::make_place(Home& home) {
    if (home.rooms.size() < config_.rooms_max) return true;
    auto oldest = home.rooms.end();
    std::optional<MonoTime> since;
    for (auto place = home.rooms.begin(); place != home.rooms.end(); ++place) {
        const auto idle_since = place->second->idle_since();
        if (!idle_since || (since && *since <= *idle_since)) continue;
        oldest = place;
        since = idle_since;
    }
    if (oldest == home.rooms.end()) return false;
    home.rooms.erase(oldest);
    --parts_.totals.rooms;
    return true;
}

Rooms::Visit::~Visit() {
    use_.reset();
    const auto found = home_.rooms.find(stream_);
    if (found == home_.rooms.end() || !found->second->is_vain()) return;
    home_.rooms.erase(found);
    --rooms_.parts_.totals.rooms;
}

void Rooms::leave(StreamId stream, sockets::Socket socket, bool may_return) {
    auto& home = home_of(stream);
    home.thread.post([&home, stream, socket, may_return] {
        const auto found = home.rooms.find(stream);
        if (found != home.rooms.end()) found->second->leave(socket, may_return);
    });
}

/// On the thread of whoever publishes.
void Rooms::hear(const Event& event) {
    if (concerns_nobody(event)) return;
    if (const auto stream = room_of(event)) {
        auto& home = home_of(*stream);
        home.thread.post([&home, stream = *stream, event] {
            const auto found = home.rooms.find(stream);
            if (found != home.rooms.end()) found->second->hear(event);
        });
        return;
    }
    for (const auto& home : homes_) {
        home->thread.post([&home = *home, event] {
            for (const auto& [stream, room] : home.rooms) room->hear(event);
        });
    }
}

void Rooms::sweep(Home& home) {
    const auto now = home.thread.now();
    const auto removed = std::erase_if(home.rooms, [&](const auto& entry) {
        const auto idle_since = entry.second->idle_since();
        return idle_since && *idle_since + config_.kept_empty <= now;
    });
    parts_.totals.rooms -= removed;
    home.sweep = home.thread.wake_at(now + config_.sweep, [this, &home] { sweep(home); });
}

void Rooms::note_viewers(StreamId stream, std::uint32_t count) {
    const std::lock_guard lock(mutex_);
    auto& known = viewers_[stream];
    parts_.totals.viewers += count;
    parts_.totals.viewers -= known;
    known = count;
    if (count == 0) viewers_.erase(stream);
}

std::optional<std::uint32_t> Rooms::viewers(StreamId stream) const {
    const std::lock_guard lock(mutex_);
    const auto found = viewers_.find(stream);
    if (found == viewers_.end()) return std::nullopt;
    return found->second;
}

}  // namespace freshet::chat
