#pragma once

#include <vector>

#include "base/page.hpp"
#include "community/chat_rules.hpp"
#include "community/moderation_repository.hpp"
#include "store/sql/session.hpp"

// Bans and timeouts, within one transaction.
namespace freshet::sql {

/// An act of somebody in a channel.
struct Moderating {
    community::ChatActor actor;
    ChannelId channel;
    WallTime now;
};

/// Those in force, for the rules.
[[nodiscard]] std::vector<community::BanTerms> load_ban_terms(Session& session, ChannelId channel,
                                                              WallTime now);

Result<community::MadeBan> make_ban(Session& session, const Moderating& act,
                                    const community::BanWish& wish,
                                    const community::ModerationRepository::Limits& limits);
Result<community::Ban> end_ban(Session& session, const Moderating& act,
                               const community::Whom& whom);
Result<community::Ban> end_ban(Session& session, const Moderating& act, BanId ban);

Result<Paged<community::Ban>> list_bans(Session& session, const Moderating& act,
                                        community::BanKind kind, Page page);

/// Whatever is in force of a user, taken away by somebody who may.
std::optional<community::Ban> take_ban(Session& session, const Moderating& act, UserId user);

}  // namespace freshet::sql
