#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/accounts.hpp"
#include "community/moderation.hpp"
#include "net/address_set.hpp"
#include "serve/api/rate_limits.hpp"
#include "serve/chat/commands.hpp"
#include "serve/chat/notices.hpp"
#include "serve/chat/requests.hpp"
#include "serve/chat/rooms.hpp"
#include "serve/sockets/application.hpp"
#include "serve/sockets/config.hpp"

namespace freshet::chat {

/// What conversations stand on; it outlives them.
struct ConversationParts {
    accounts::Accounts& accounts;
    api::RateLimits& limits;
    Rooms& rooms;
    Notices& notices;
    community::Moderation& moderation;
    community::Reactions& reactions;
    community::Pins& pins;
    community::Polls& polls;
    const Looks& looks;
    WallClock clock;
    net::AddressSet admin_addresses;  // ADMIN_IP_ALLOW. Empty: any.
};

/// What one client asks and is told, by the table of events. See sockets::Conversation.
class Conversation final : public sockets::Conversation {
public:
    static constexpr std::size_t rooms_max = 8;
    // `join-room` enters before it leaves. Of each room, what all hear and what is held; and
    // notifications.
    static_assert(2 * (rooms_max + 1) + 1 <= sockets::Limits().follows_max);

    /// Where a client was when its connection was lost.
    class Remembered;

    Conversation(const ConversationParts& parts, sockets::Socket socket,
                 const sockets::Guest& guest);
    ~Conversation() override;

    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    /// Who it is, by what it has shown when it came.
    asio::awaitable<Said<void>> introduce(AuthRequest shown);

    /// A client that is back goes on where it was, as whom it has shown itself to be now.
    asio::awaitable<void> go_on(const Remembered& remembered);

    /// Into the one room of a plain WebSocket.
    asio::awaitable<Said<void>> enter(StreamId room);

    asio::awaitable<void> hear(sockets::Request request) override;
    void lose_client(sockets::End why) override;
    [[nodiscard]] std::unique_ptr<sockets::Memory> memory() const override;

private:
    struct Seat {
        StreamId room;
        ChannelId channel;
        sockets::Dialect dialect;
        IsThere is_there;  // Else the room is closed to it, though it may be let in as another.
    };
    struct Row;
    static const Row* find_row(std::string_view event);

    // conversation.cpp
    asio::awaitable<Said<void>> answer(Asker asker, sockets::Request request);
    asio::awaitable<Said<void>> confirm();
    asio::awaitable<Said<Person>> person_by(std::string token);
    asio::awaitable<void> become(Person who);
    [[nodiscard]] accounts::Caller at_its_address(accounts::Caller caller) const;
    [[nodiscard]] Said<void> count_request(const Person& who);
    [[nodiscard]] Said<void> count_message();
    [[nodiscard]] sockets::Dialect voice(sockets::Dialect wanted) const;
    asio::awaitable<Said<void>> auth(Asker asker, AuthRequest request);
    asio::awaitable<Said<void>> subscribe(Asker asker, PlaceRequest request);

    // conversation_rooms.cpp
    [[nodiscard]] Said<Seat> seat_of(std::optional<StreamId> room,
                                     std::optional<StreamId> stream) const;
    template <class Request>
    [[nodiscard]] Said<Seat> seat_of(const Request& request) const {
        return seat_of(request.room_id, request.stream_id);
    }
    struct Way {
        sockets::Dialect dialect;
        bool is_owner_only = false;
        bool is_new = true;
    };
    asio::awaitable<Said<RoomFacts>> take_seat(StreamId room, Way way);
    void leave(StreamId room);
    void leave_lost_seats();
    asio::awaitable<Said<void>> join_kebab(Asker asker, StreamId room, bool is_owner_only);
    asio::awaitable<Said<void>> create_room(Asker asker, RoomRequest request);
    asio::awaitable<Said<void>> join_room(Asker asker, RoomRequest request);
    asio::awaitable<Said<void>> join_stream(Asker asker, StreamRequest request);
    asio::awaitable<Said<void>> leave_rooms(Asker asker, PlaceRequest request);
    asio::awaitable<Said<void>> say(Asker asker, SayRequest request);
    asio::awaitable<Said<void>> announce(Asker asker, SayRequest request);
    asio::awaitable<Said<void>> say_in(Seat seat, Asker asker, Room::Words words);
    asio::awaitable<Said<void>> react(Asker asker, ReactRequest request);
    asio::awaitable<Said<void>> unreact(Asker asker, ReactRequest request);
    asio::awaitable<Said<community::Reaction>> reaction_of(ReactRequest request);
    asio::awaitable<Said<void>> start_poll(Asker asker, StartPollRequest request);
    asio::awaitable<Said<void>> vote(Asker asker, VoteRequest request);
    asio::awaitable<Said<void>> end_poll(Asker asker, EndPollRequest request);

    // conversation_moderation.cpp
    asio::awaitable<Said<void>> delete_message(Asker asker, MessageRequest request);
    asio::awaitable<Said<void>> clear_chat(Asker asker, PlaceRequest request);
    asio::awaitable<Said<void>> timeout_user(Asker asker, TimeoutRequest request);
    asio::awaitable<Said<void>> ban_user(Asker asker, BanRequest request);
    asio::awaitable<Said<void>> unban_user(Asker asker, UnbanRequest request);
    asio::awaitable<Said<void>> review_message(Asker asker, ReviewRequest request);
    asio::awaitable<Said<void>> pin_message(Asker asker, MessageRequest request);
    asio::awaitable<Said<void>> unpin_message(Asker asker, PlaceRequest request);
    asio::awaitable<Said<void>> command(Seat seat, Asker asker, std::string text);

    /// What a command has done, in the words of the catalogue.
    struct Done {
        std::string key;
        api::Params params{};
    };
    asio::awaitable<Said<Done>> obey(Seat seat, command::Help);
    asio::awaitable<Said<Done>> obey(Seat seat, command::Timeout timeout);
    asio::awaitable<Said<Done>> obey(Seat seat, command::Ban ban);
    asio::awaitable<Said<Done>> obey(Seat seat, command::Unban unban);
    asio::awaitable<Said<Done>> obey(Seat seat, command::Clear);
    asio::awaitable<Said<Done>> obey(Seat seat, command::Unpin);
    asio::awaitable<Said<Done>> obey(Seat seat, command::Appoint appoint);
    asio::awaitable<Said<Done>> obey(Seat seat, command::SlowMode mode);
    asio::awaitable<Said<Done>> obey(Seat seat, command::FollowersOnly mode);
    asio::awaitable<Said<Done>> obey(Seat seat, command::Switch mode);
    asio::awaitable<Said<Done>> change_policy(Seat seat, community::ChatPolicyChange change);

    const ConversationParts& parts_;
    sockets::Socket socket_;
    bool is_plain_;
    Person who_;
    std::vector<Seat> seats_;
    bool is_seated_as_itself_ = true;            // Unless an outage came between it and its rooms.
    std::unique_ptr<Notices::Hearing> hearing_;  // None: it has not asked for notifications.
    bool may_return_ = false;                    // The connection was lost.
};

/// Reads what came with a request; what is not known is passed over, for newer clients' sake.
template <class T>
[[nodiscard]] Said<T> read_request(std::string_view data) {
    auto read = json::read<T>(data.empty() || data == "null" ? "{}" : data,
                              {.unknown = json::Unknown::ignore});
    if (read) return *std::move(read);
    if (read.error().error) return refused(read.error().error);
    return std::unexpected(Refused{
        .why = {.reason = api::Errc::validation_failed, .fields = read.error().issues.list()}});
}

class Conversation::Remembered final : public sockets::Memory {
public:
    Remembered(Person person, std::vector<Seat> at, bool hears)
        : who(std::move(person)), seats(std::move(at)), hears_notices(hears) {}

    /// Not that of a room which it was about to join.
    [[nodiscard]] bool keeps(const sockets::Topic& topic) const override;

    const Person who;
    const std::vector<Seat> seats;
    const bool hears_notices;
};

}  // namespace freshet::chat
