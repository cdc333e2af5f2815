#pragma once

#include <optional>
#include <string_view>

#include "base/page.hpp"
#include "base/result.hpp"
#include "channels/repository.hpp"
#include "store/sql/session.hpp"

// What ChannelsRepository promises, as it is done within one transaction.
namespace freshet::sql {

/// One that is not deleted; `condition` has one parameter.
std::optional<channels::Channel> load_channel(Session& session, std::string_view condition,
                                              std::string_view value);

Paged<channels::Channel> load_owned(Session& session, UserId owner, Page page);
Paged<channels::Channel> list_channels(Session& session, const channels::ChannelFilter& filter,
                                       Page page);

Result<channels::Channel> create_channel(Session& session, const channels::ChannelDraft& draft);
Result<channels::Channel> change_channel(Session& session, ChannelId id,
                                         const channels::ChannelChanges& changes, WallTime now);
Result<void> remove_channel(Session& session, ChannelId id, WallTime now);

}  // namespace freshet::sql
