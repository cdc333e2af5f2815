#include "store/sql/moderation_repository.hpp"

#include <utility>

#include "store/sql/chat_acts.hpp"
#include "store/sql/chat_bans.hpp"
#include "store/sql/chat_rows.hpp"

namespace freshet::sql {

using community::Appointment;
using community::Ban;
using community::BanKind;
using community::BanWish;
using community::ChatActor;
using community::ChatErrc;
using community::ChatMessage;
using community::ChatModerator;
using community::ChatPolicy;
using community::ChatPolicyChange;
using community::ChatRole;
using community::ChatUser;
using community::Cleared;
using community::MadeBan;
using community::Whom;

asio::awaitable<Result<ChatRole>> ModerationRepository::role(ChatActor actor, ChannelId channel) {
    return database_.read(
        [actor = std::move(actor), channel](Session& session) -> Result<ChatRole> {
            const auto found = load_chat_channel(session, channel);
            if (!found) return fail(ChatErrc::channel_not_found);
            return role_of(session, *found, actor);
        });
}

asio::awaitable<Result<MadeBan>> ModerationRepository::ban(ChatActor actor, ChannelId channel,
                                                           BanWish wish, WallTime now) {
    return database_.write(
        [act = Moderating{std::move(actor), channel, now}, wish = std::move(wish),
         limits = limits_](Session& session) { return make_ban(session, act, wish, limits); });
}

asio::awaitable<Result<Ban>> ModerationRepository::unban(ChatActor actor, ChannelId channel,
                                                         Whom whom, WallTime now) {
    return database_.write(
        [act = Moderating{std::move(actor), channel, now},
         whom = std::move(whom)](Session& session) { return end_ban(session, act, whom); });
}

asio::awaitable<Result<Ban>> ModerationRepository::lift(ChatActor actor, ChannelId channel,
                                                        BanId ban, WallTime now) {
    return database_.write([act = Moderating{std::move(actor), channel, now},
                            ban](Session& session) { return end_ban(session, act, ban); });
}

asio::awaitable<Result<Paged<Ban>>> ModerationRepository::bans(ChatActor actor, ChannelId channel,
                                                               BanKind kind, Page page,
                                                               WallTime now) {
    return database_.read([act = Moderating{std::move(actor), channel, now}, kind,
                           page](Session& session) { return list_bans(session, act, kind, page); });
}

asio::awaitable<Result<ChatMessage>> ModerationRepository::remove_message(ChatActor actor,
                                                                          MessageId id,
                                                                          WallTime now) {
    return database_.write([deed = ChatDeed{std::move(actor), now}, id](Session& session) {
        return delete_message(session, deed, id);
    });
}

asio::awaitable<Result<Cleared>> ModerationRepository::clear(ChatActor actor, StreamId room,
                                                             WallTime now) {
    return database_.write([deed = ChatDeed{std::move(actor), now}, room](Session& session) {
        return clear_room(session, deed, room);
    });
}

asio::awaitable<Result<ChatMessage>> ModerationRepository::review(ChatActor actor, MessageId id,
                                                                  bool approve, WallTime now) {
    return database_.write([deed = ChatDeed{std::move(actor), now}, id, approve](Session& session) {
        return review_message(session, deed, id, approve);
    });
}

asio::awaitable<Result<Stretch<ChatMessage>>> ModerationRepository::held(ChatActor actor,
                                                                         ChannelId channel,
                                                                         CursorPage page,
                                                                         WallTime now) {
    return database_.read([act = Moderating{std::move(actor), channel, now},
                           page](Session& session) { return list_held(session, act, page); });
}

asio::awaitable<Result<ChatPolicy>> ModerationRepository::policy(ChannelId channel) {
    return database_.read([channel](Session& session) -> Result<ChatPolicy> {
        if (!load_chat_channel(session, channel)) return fail(ChatErrc::channel_not_found);
        return load_policy(session, channel);
    });
}

asio::awaitable<Result<ChatPolicy>> ModerationRepository::change_policy(ChatActor actor,
                                                                        ChannelId channel,
                                                                        ChatPolicyChange change,
                                                                        WallTime now) {
    return database_.write([act = Moderating{std::move(actor), channel, now},
                            change = std::move(change)](Session& session) {
        return sql::change_policy(session, act, change);
    });
}

asio::awaitable<Result<Paged<ChatModerator>>> ModerationRepository::moderators(ChannelId channel,
                                                                               Page page) {
    return database_.read(
        [channel, page](Session& session) { return list_moderators(session, channel, page); });
}

asio::awaitable<Result<Appointment>> ModerationRepository::add_moderator(ChatActor actor,
                                                                         ChannelId channel,
                                                                         Whom whom, WallTime now) {
    return database_.write([act = Moderating{std::move(actor), channel, now},
                            whom = std::move(whom), most = limits_.moderators_max](
                               Session& session) { return appoint(session, act, whom, most); });
}

asio::awaitable<Result<ChatUser>> ModerationRepository::remove_moderator(ChatActor actor,
                                                                         ChannelId channel,
                                                                         Whom whom, WallTime now) {
    return database_.write(
        [act = Moderating{std::move(actor), channel, now},
         whom = std::move(whom)](Session& session) { return dismiss(session, act, whom); });
}

}  // namespace freshet::sql
