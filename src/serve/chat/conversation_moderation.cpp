// What a client asks who moderates, by events and by commands.
#include <chrono>
#include <string>
#include <utility>
#include <variant>

#include "base/json.hpp"
#include "community/chat_error.hpp"
#include "serve/chat/conversation.hpp"
#include "serve/chat/replies.hpp"

namespace freshet::chat {

using community::ChatErrc;
using community::Whom;
using sockets::Dialect;

namespace {

/// Nobody: Moderation says so.
std::optional<Whom> whom(const std::optional<UserId>& id,
                         const std::optional<std::string>& username) {
    if (id) return *id;
    if (username) return *username;
    return std::nullopt;
}

std::string until(const community::Ban& ban) {
    return ban.until ? to_rfc3339(*ban.until) : std::string();
}

std::string name_of(const community::Ban& ban) {
    return ban.user ? ban.user->username : std::string();
}

}  // namespace

asio::awaitable<Said<void>> Conversation::delete_message(Asker asker, MessageRequest request) {
    const auto removed =
        co_await parts_.moderation.remove_message(who_.actor(), request.message_id);
    if (!removed) co_return refused(removed.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::clear_chat(Asker asker, PlaceRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    const auto cleared = co_await parts_.moderation.clear(who_.actor(), seat->room);
    if (!cleared) co_return refused(cleared.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::timeout_user(Asker asker, TimeoutRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    const auto ban =
        co_await parts_.moderation.ban(who_.actor(), seat->channel,
                                       {.whom = whom(request.user_id, request.username),
                                        .length = std::chrono::seconds(request.seconds),
                                        .reason = request.reason.value_or("")});
    if (!ban) co_return refused(ban.error());
    asker.accept(json::to_json(UntilReply{.status = "ok", .until = ban->until}));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::ban_user(Asker asker, BanRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    const auto ban =
        co_await parts_.moderation.ban(who_.actor(), seat->channel,
                                       {.whom = whom(request.user_id, request.username),
                                        .reason = request.reason.value_or(""),
                                        .with_address = request.with_address.value_or(false)});
    if (!ban) co_return refused(ban.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::unban_user(Asker asker, UnbanRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    const auto who = whom(request.user_id, request.username);
    if (!who) co_return refused(ChatErrc::nobody_named);
    const auto ban = co_await parts_.moderation.unban(who_.actor(), seat->channel, *who);
    if (!ban) co_return refused(ban.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::review_message(Asker asker, ReviewRequest request) {
    const auto reviewed =
        co_await parts_.moderation.review(who_.actor(), request.message_id, request.approve);
    if (!reviewed) co_return refused(reviewed.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::pin_message(Asker asker, MessageRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    const auto pinned = co_await parts_.pins.pin(
        who_.actor(), {.stream = seat->room, .message = request.message_id});
    if (!pinned) co_return refused(pinned.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::unpin_message(Asker asker, PlaceRequest request) {
    const auto seat = seat_of(request);
    if (!seat) co_return std::unexpected(seat.error());
    const auto unpinned = co_await parts_.pins.unpin(who_.actor(), seat->room);
    if (!unpinned) co_return refused(unpinned.error());
    asker.accept(json::to_json(Ok()));
    co_return Said<void>();
}

/// What is said is said to all; of the rest, who asked is told what came of it.
asio::awaitable<Said<void>> Conversation::command(Seat seat, Asker asker, std::string text) {
    using community::MessageKind;
    auto read = read_command(text);
    if (!read) co_return std::unexpected(read.error());
    if (auto* const action = std::get_if<command::Action>(&*read)) {
        co_return co_await say_in(
            seat, std::move(asker),
            {.text = std::move(action->text), .reply_to = {}, .kind = MessageKind::action});
    }
    if (auto* const announcement = std::get_if<command::Announce>(&*read)) {
        co_return co_await say_in(seat, std::move(asker),
                                  {.text = std::move(announcement->text),
                                   .reply_to = {},
                                   .kind = MessageKind::announcement});
    }
    const auto done = co_await std::visit(
        [&](auto& act) -> asio::awaitable<Said<Done>> {
            if constexpr (requires { this->obey(seat, std::move(act)); }) {
                return obey(seat, std::move(act));
            } else {
                std::unreachable();  // Said above.
            }
        },
        *read);
    if (!done) co_return std::unexpected(done.error());
    auto notice = api::sentence(who_.language, done->key, done->params).value_or(done->key);
    if (asker.has_callback()) {
        asker.accept(json::to_json(NoticeReply{.status = "ok", .notice = std::move(notice)}));
    } else {
        socket_.tell(
            {.name = "notice",
             .data = json::to_json(Notice{.room_id = seat.room, .text = std::move(notice)})});
    }
    co_return Said<void>();
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::Help) {
    using community::ChatRole;
    std::move_only_function<asio::awaitable<Said<ChatRole>>(Room&)> ask = [who = who_](Room& room) {
        return room.tell_role(who);
    };
    const auto role = co_await parts_.rooms.in<ChatRole>(seat.room, std::move(ask));
    if (!role) co_return std::unexpected(role.error());
    const auto whom = community::may_appoint(*role) ? CommandsFor::owner
                      : community::moderates(*role) ? CommandsFor::moderators
                                                    : CommandsFor::everybody;
    co_return Done{.key = "chat_help.message", .params = {{"commands", command_list(whom)}}};
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::Timeout timeout) {
    const auto ban = co_await parts_.moderation.ban(who_.actor(), seat.channel,
                                                    {.whom = Whom(std::move(timeout.username)),
                                                     .length = timeout.lasts,
                                                     .reason = std::move(timeout.reason)});
    if (!ban) co_return refused(ban.error());
    co_return Done{.key = "chat_timed_out.message",
                   .params = {{"name", name_of(*ban)}, {"until", until(*ban)}}};
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::Ban wish) {
    const auto ban = co_await parts_.moderation.ban(
        who_.actor(), seat.channel,
        {.whom = Whom(std::move(wish.username)), .reason = std::move(wish.reason)});
    if (!ban) co_return refused(ban.error());
    co_return Done{.key = "chat_banned.message", .params = {{"name", name_of(*ban)}}};
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::Unban unban) {
    const auto ban = co_await parts_.moderation.unban(who_.actor(), seat.channel,
                                                      Whom(std::move(unban.username)));
    if (!ban) co_return refused(ban.error());
    co_return Done{.key = "chat_unbanned.message", .params = {{"name", name_of(*ban)}}};
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::Clear) {
    const auto cleared = co_await parts_.moderation.clear(who_.actor(), seat.room);
    if (!cleared) co_return refused(cleared.error());
    co_return Done{.key = "chat_cleared.message"};
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::Unpin) {
    const auto unpinned = co_await parts_.pins.unpin(who_.actor(), seat.room);
    if (!unpinned) co_return refused(unpinned.error());
    co_return Done{.key = "chat_unpinned.message"};
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::Appoint appoint) {
    const api::Params name{{"name", appoint.username}};
    if (appoint.is_moderator) {
        const auto added = co_await parts_.moderation.add_moderator(
            who_.actor(), seat.channel, Whom(std::move(appoint.username)));
        if (!added) co_return refused(added.error());
        co_return Done{.key = "chat_appointed.message", .params = name};
    }
    const auto removed = co_await parts_.moderation.remove_moderator(
        who_.actor(), seat.channel, Whom(std::move(appoint.username)));
    if (!removed) co_return refused(removed.error());
    co_return Done{.key = "chat_dismissed.message", .params = name};
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::SlowMode mode) {
    return change_policy(seat, {.slow_mode = mode.pause});
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat,
                                                             command::FollowersOnly mode) {
    return change_policy(seat, {.followers_only = mode.least});
}

asio::awaitable<Said<Conversation::Done>> Conversation::obey(Seat seat, command::Switch mode) {
    community::ChatPolicyChange change;
    switch (mode.mode) {
        case command::Mode::subscribers_only: change.subscribers_only = mode.is_on; break;
        case command::Mode::emote_only: change.emote_only = mode.is_on; break;
        case command::Mode::unique_messages: change.unique_messages = mode.is_on; break;
    }
    return change_policy(seat, std::move(change));
}

asio::awaitable<Said<Conversation::Done>> Conversation::change_policy(
    Seat seat, community::ChatPolicyChange change) {
    const auto changed =
        co_await parts_.moderation.change_policy(who_.actor(), seat.channel, std::move(change));
    if (!changed) co_return refused(changed.error());
    co_return Done{.key = "chat_mode_changed.message"};
}

}  // namespace freshet::chat
