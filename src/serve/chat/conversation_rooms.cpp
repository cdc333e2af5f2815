// What a client asks of rooms.
#include <algorithm>
#include <utility>

#include "base/json.hpp"
#include "serve/api/error.hpp"
#include "serve/chat/conversation.hpp"
#include "serve/chat/replies.hpp"
#include "serve/chat/topics.hpp"

namespace freshet::chat {

using api::Errc;
using sockets::Dialect;

namespace {

/// An act that gives nothing, on behalf of the room's thread.
using Act = std::move_only_function<asio::awaitable<Said<void>>(Room&)>;

}  // namespace

Said<Conversation::Seat> Conversation::seat_of(std::optional<StreamId> room,
                                               std::optional<StreamId> stream) const {
    const auto named = room ? room : stream;
    const auto may_be = [&](const Seat& seat) { return !named || seat.room == *named; };
    const auto is_meant = [&](const Seat& seat) { return *seat.is_there && may_be(seat); };
    if (std::ranges::count_if(seats_, is_meant) > 1) return refused(Errc::room_not_named);
    auto found = std::ranges::find_if(seats_, is_meant);
    if (found == seats_.end()) found = std::ranges::find_if(seats_, may_be);  // It says why.
    if (found == seats_.end()) return refused(Errc::not_in_room);
    return *found;
}

asio::awaitable<Said<RoomFacts>> Conversation::take_seat(StreamId room, Way way) {
    Room::Wish wish{.who = who_,
                    .dialect = way.dialect,
                    .is_new = way.is_new,
                    .is_owner_only = way.is_owner_only};
    auto joined = co_await parts_.rooms.in<RoomFacts>(
        room, [socket = socket_, wish = std::move(wish)](Room& there) mutable {
            return there.join(socket, std::move(wish));
        });
    if (!joined) co_return joined;
    std::erase_if(seats_, [&](const Seat& seat) { return seat.room == room; });
    seats_.push_back({.room = room,
                      .channel = joined->channel,
                      .dialect = way.dialect,
                      .is_there = joined->is_there});
    co_return joined;
}

void Conversation::leave(StreamId room) {
    const auto left = std::erase_if(seats_, [&](const Seat& seat) { return seat.room == room; });
    if (left == 0) return;
    // A room that has refused a client that is back does not know of it, and what it followed.
    socket_.unfollow(room_topic(room));
    socket_.unfollow(held_topic(room));
    parts_.rooms.leave(room, socket_, false);
}

void Conversation::leave_lost_seats() {
    const auto seats = seats_;
    for (const auto& seat : seats)
        if (!*seat.is_there) leave(seat.room);
}

asio::awaitable<Said<void>> Conversation::enter(StreamId room) {
    const auto joined = co_await take_seat(room, {.dialect = Dialect::plain});
    if (!joined) co_return std::unexpected(joined.error());
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::create_room(Asker asker, RoomRequest request) {
    return join_kebab(std::move(asker), request.room_id, true);
}

asio::awaitable<Said<void>> Conversation::join_room(Asker asker, RoomRequest request) {
    return join_kebab(std::move(asker), request.room_id, false);
}

/// Leaves the rooms where it was.
asio::awaitable<Said<void>> Conversation::join_kebab(Asker asker, StreamId room,
                                                     bool is_owner_only) {
    const auto joined = co_await take_seat(
        room, {.dialect = voice(Dialect::kebab), .is_owner_only = is_owner_only});
    if (!joined) co_return std::unexpected(joined.error());
    const auto seats = seats_;
    for (const auto& seat : seats)
        if (seat.room != room) leave(seat.room);
    asker.accept(json::to_json(
        JoinedKebab{.status = "ok", .room_id = room, .viewer_count = joined->viewers}));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::join_stream(Asker asker, StreamRequest request) {
    const auto room = request.stream_id;
    const bool is_there = std::ranges::find(seats_, room, &Seat::room) != seats_.end();
    if (!is_there && seats_.size() >= rooms_max) leave_lost_seats();
    if (!is_there && seats_.size() >= rooms_max) co_return refused(Errc::too_many_rooms);
    const auto joined = co_await take_seat(room, {.dialect = voice(Dialect::snake)});
    if (!joined) co_return std::unexpected(joined.error());
    asker.accept(json::to_json(
        JoinedSnake{.status = "ok", .stream_id = room, .viewer_count = joined->viewers}));
    co_return Said<void>();
}

/// None is named: all of them. One where it is not: that is as it wants it.
asio::awaitable<Said<void>> Conversation::leave_rooms(Asker asker, PlaceRequest request) {
    const auto named = request.room_id ? request.room_id : request.stream_id;
    const auto seats = seats_;
    for (const auto& seat : seats)
        if (!named || seat.room == *named) leave(seat.room);
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::say(Asker asker, SayRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    if (is_command(request.message))
        co_return co_await command(*seat, std::move(asker), std::move(request.message));
    co_return co_await say_in(
        *seat, std::move(asker),
        {.text = std::string(without_escape(request.message)), .reply_to = request.reply_to});
}

asio::awaitable<Said<void>> Conversation::announce(Asker asker, SayRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    co_return co_await say_in(*seat, std::move(asker),
                              {.text = std::move(request.message),
                               .reply_to = {},
                               .kind = community::MessageKind::announcement});
}

asio::awaitable<Said<void>> Conversation::say_in(Seat seat, Asker asker, Room::Words words) {
    Act act = [asker = std::move(asker), who = who_, words = std::move(words)](Room& room) mutable {
        return room.say(std::move(asker), std::move(who), std::move(words));
    };
    co_return co_await parts_.rooms.in<void>(seat.room, std::move(act));
}

/// What somebody thinks of a message, if it is theirs to say.
asio::awaitable<Said<community::Reaction>> Conversation::reaction_of(ReactRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    Act act = [socket = socket_, who = who_, emoji = request.emoji](Room& room) mutable {
        return room.may_take_part(socket, std::move(who), std::move(emoji));
    };
    const auto admitted = co_await parts_.rooms.in<void>(seat->room, std::move(act));
    if (!admitted) co_return std::unexpected(admitted.error());
    co_return community::Reaction{.stream = seat->room,
                                  .message = request.message_id,
                                  .user = who_.user.id,
                                  .emoji = std::move(request.emoji)};
}

asio::awaitable<Said<void>> Conversation::react(Asker asker, ReactRequest request) {
    auto reaction = co_await reaction_of(std::move(request));
    if (!reaction) co_return std::unexpected(reaction.error());
    const auto added = co_await parts_.reactions.add(*std::move(reaction));
    if (!added) co_return refused(added.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::unreact(Asker asker, ReactRequest request) {
    auto reaction = co_await reaction_of(std::move(request));
    if (!reaction) co_return std::unexpected(reaction.error());
    const auto removed = co_await parts_.reactions.remove(*std::move(reaction));
    if (!removed) co_return refused(removed.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::start_poll(Asker asker, StartPollRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    community::PollDraft draft{.stream = seat->room,
                               .question = std::move(request.question),
                               .options = std::move(request.options),
                               .lasts = {}};
    if (request.seconds) draft.lasts = std::chrono::seconds(*request.seconds);
    const auto poll = co_await parts_.polls.start(who_.actor(), std::move(draft));
    if (!poll) co_return std::unexpected(Refused{.why = poll.error()});
    asker.accept(json::to_json(PollReply{.status = "ok", .poll = view_of(*poll, parts_.clock())}));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::vote(Asker asker, VoteRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    Act act = [socket = socket_, who = who_](Room& room) mutable {
        return room.may_take_part(socket, std::move(who), {});
    };
    const auto admitted = co_await parts_.rooms.in<void>(seat->room, std::move(act));
    if (!admitted) co_return admitted;
    const auto poll = co_await parts_.polls.vote({.stream = seat->room,
                                                  .poll = request.poll_id,
                                                  .user = who_.user.id,
                                                  .option = request.option});
    if (!poll) co_return refused(poll.error());
    asker.accept(json::to_json(PollReply{.status = "ok", .poll = view_of(*poll, parts_.clock())}));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::end_poll(Asker asker, EndPollRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    const auto poll =
        co_await parts_.polls.end(who_.actor(), {.stream = seat->room, .poll = request.poll_id});
    if (!poll) co_return refused(poll.error());
    asker.accept(json::to_json(PollReply{.status = "ok", .poll = view_of(*poll, parts_.clock())}));
    co_return Said<void>();
}

}  // namespace freshet::chat
