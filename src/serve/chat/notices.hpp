#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/events.hpp"
#include "base/ids.hpp"
#include "base/loop.hpp"
#include "channels/access_repository.hpp"
#include "community/notifications.hpp"
#include "serve/chat/person.hpp"
#include "serve/chat/room.hpp"
#include "serve/chat/video_pace.hpp"
#include "serve/sockets/socket.hpp"

namespace freshet::chat {

/// Tells users who are connected what happens to them and to those whom they follow. What it says
/// is news: the list of notifications has all of it. Guarded: from any thread.
class Notices {
public:
    /// Of these users, those who follow a streamer.
    using FollowersAmong =
        std::function<asio::awaitable<std::vector<UserId>>(UserId, std::vector<UserId>)>;
    /// Begins what nobody waits for.
    using Spawn = std::function<void(std::string, std::function<asio::awaitable<void>()>)>;

    struct Parts {
        community::Notifications& notifications;
        channels::AccessRepository& access;
        WallClock clock;
        FollowersAmong followers_among;
        Spawn spawn;
        Press press;
        Loop& loop;  // On which is waited for what is told of videos.
    };

    Notices(Parts parts, EventBus& events);

    /// The place of one socket among those who hear; it hears no more when this goes. The notices
    /// outlive it. One that has come back follows already; others begin.
    class Hearing {
    public:
        Hearing(Notices& notices, const Person& who, sockets::Socket socket);
        ~Hearing();
        Hearing(const Hearing&) = delete;
        Hearing& operator=(const Hearing&) = delete;

        void begin(sockets::Dialect dialect) const;

        /// The same user by another sign-in.
        void go_on_as(const Person& who) const;

        [[nodiscard]] UserId user() const { return user_; }

        /// Whether its sign-in was over when it was last looked at: it hears nothing any more.
        [[nodiscard]] bool is_over() const;

    private:
        Notices& notices_;
        UserId user_;
        sockets::Socket socket_;
    };

    /// Nothing more is told of videos. While the loop still runs.
    void stop();

    /// Of somebody who hears: how many notifications are unread.
    asio::awaitable<std::uint64_t> unread(UserId user);

    /// Who is signed in no more is told so, and hears nothing more. To be called every few seconds.
    asio::awaitable<void> review();

private:
    /// As whom a socket hears.
    struct Ear {
        UserId user;
        SessionId session;
        api::Language language;
    };
    using Ears = std::map<sockets::Socket, Ear>;
    struct Hearer {
        std::size_t sockets = 0;
        std::uint64_t changes = 0;              // Of the number, as it was heard.
        std::optional<std::uint64_t> unread{};  // None: not asked yet.
    };

    void enter(const sockets::Socket& socket, const Ear& ear);
    bool leave(const sockets::Socket& socket, std::optional<SessionId> only_by = {});
    [[nodiscard]] std::vector<Ears::value_type> ears() const;
    void dismiss(const sockets::Socket& socket, const Ear& ear);
    [[nodiscard]] Hearer look(UserId user) const;
    void note_unread(UserId user, std::uint64_t unread);
    std::optional<std::uint64_t> count_one(UserId user);
    void tell(const Event& event);
    void tell_one(const NotificationMade& made);
    void tell_one(const NotificationsMarked& marked);
    void tell_one(const StreamEnded& ended);
    void tell_one(const VideoProgressed& progressed);
    void hear_progress(const VideoProgressed& progressed);
    void tell_due();
    void arm();
    void publish_progress(const VideoProgressed& progressed) const;
    [[nodiscard]] bool is_heard(UserId user) const;
    asio::awaitable<void> tell_ended(StreamEnded ended);
    [[nodiscard]] std::vector<UserId> hearers() const;
    void publish(UserId user, std::string name, std::string data) const;

    Parts parts_;
    mutable std::mutex mutex_;
    Ears ears_;
    std::unordered_map<UserId, Hearer> hearers_;
    VideoPace videos_{std::chrono::seconds(1)};  // On the loop's thread, as what is below.
    std::unique_ptr<Wake> wake_;
    bool is_stopped_ = false;
    EventBus::Listener listener_;
};

}  // namespace freshet::chat
