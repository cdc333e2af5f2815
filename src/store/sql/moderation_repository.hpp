#pragma once

#include "community/moderation_repository.hpp"
#include "store/sql/database.hpp"

namespace freshet::sql {

/// Acts of moderation as rows. The database outlives it.
class ModerationRepository final : public community::ModerationRepository {
public:
    explicit ModerationRepository(Database& database, Limits limits)
        : database_(database), limits_(limits) {}
    explicit ModerationRepository(Database& database) : ModerationRepository(database, Limits()) {}

    asio::awaitable<Result<community::ChatRole>> role(community::ChatActor actor,
                                                      ChannelId channel) override;
    asio::awaitable<Result<community::MadeBan>> ban(community::ChatActor actor, ChannelId channel,
                                                    community::BanWish wish, WallTime now) override;
    asio::awaitable<Result<community::Ban>> unban(community::ChatActor actor, ChannelId channel,
                                                  community::Whom whom, WallTime now) override;
    asio::awaitable<Result<community::Ban>> lift(community::ChatActor actor, ChannelId channel,
                                                 BanId ban, WallTime now) override;
    asio::awaitable<Result<Paged<community::Ban>>> bans(community::ChatActor actor,
                                                        ChannelId channel, community::BanKind kind,
                                                        Page page, WallTime now) override;

    asio::awaitable<Result<community::ChatMessage>> remove_message(community::ChatActor actor,
                                                                   MessageId id,
                                                                   WallTime now) override;
    asio::awaitable<Result<community::Cleared>> clear(community::ChatActor actor, StreamId room,
                                                      WallTime now) override;
    asio::awaitable<Result<community::ChatMessage>> review(community::ChatActor actor, MessageId id,
                                                           bool approve, WallTime now) override;
    asio::awaitable<Result<Stretch<community::ChatMessage>>> held(community::ChatActor actor,
                                                                  ChannelId channel,
                                                                  CursorPage page,
                                                                  WallTime now) override;

    asio::awaitable<Result<community::ChatPolicy>> policy(ChannelId channel) override;
    asio::awaitable<Result<community::ChatPolicy>> change_policy(community::ChatActor actor,
                                                                 ChannelId channel,
                                                                 community::ChatPolicyChange change,
                                                                 WallTime now) override;

    asio::awaitable<Result<Paged<community::ChatModerator>>> moderators(ChannelId channel,
                                                                        Page page) override;
    asio::awaitable<Result<community::Appointment>> add_moderator(community::ChatActor actor,
                                                                  ChannelId channel,
                                                                  community::Whom whom,
                                                                  WallTime now) override;
    asio::awaitable<Result<community::ChatUser>> remove_moderator(community::ChatActor actor,
                                                                  ChannelId channel,
                                                                  community::Whom whom,
                                                                  WallTime now) override;

private:
    Database& database_;
    Limits limits_;
};

}  // namespace freshet::sql
