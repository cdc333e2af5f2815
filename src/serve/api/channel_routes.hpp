#pragma once

#include "accounts/accounts.hpp"
#include "channels/channels.hpp"
#include "serve/api/access.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/rules.hpp"
#include "serve/api/views.hpp"

namespace freshet::api {

struct UserChannelsRequest {
    std::string id;
    std::optional<std::uint32_t> page;
    std::optional<std::uint32_t> limit;

    static constexpr json::Rule rules[] = {
        {.field = "id",
         .about = "A user's id or username, or `me`.",
         .length_min = 1,
         .length_max = 100},
        rules::page,
        rules::limit,
    };
};
BOOST_DESCRIBE_STRUCT(UserChannelsRequest, (), (id, page, limit))

/// Channels and their secret keys. Used by all io threads at once; what it refers to outlives it.
class ChannelRoutes {
public:
    ChannelRoutes(accounts::Accounts& accounts, channels::Channels& channels, const Access& access,
                  LiveDirectory& live, const Presenter& presenter)
        : accounts_(accounts),
          channels_(channels),
          access_(access),
          live_(live),
          presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ChannelRoutes* self);

private:
    asio::awaitable<Reply<ChannelView>> get(Call call, ById input);
    asio::awaitable<Reply<StreamKeyView>> stream_key(Call call, ById input);
    asio::awaitable<Reply<StreamKeyView>> regenerate(Call call, ById input);
    asio::awaitable<Reply<ListOf<ChannelView>>> owned(Call call, UserChannelsRequest input);

    /// The channel, if it is the caller's own.
    asio::awaitable<Result<channels::Channel>> own(Call call, std::string id) const;

    accounts::Accounts& accounts_;
    channels::Channels& channels_;
    const Access& access_;
    LiveDirectory& live_;
    const Presenter& presenter_;
};

}  // namespace freshet::api
