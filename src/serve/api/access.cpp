#include "serve/api/access.hpp"

#include <utility>

#include "channels/error.hpp"
#include "serve/api/audited.hpp"
#include "serve/api/error.hpp"
#include "serve/api/presenter.hpp"

namespace freshet::api {

using Channels = channels::Errc;

Result<std::string> Access::whom(const Call& call, std::string name) {
    if (name != "me") return name;
    if (!call.caller) return fail(Errc::unauthenticated);
    return to_string(call.caller->user);
}

bool Access::may_change(const Call& call, UserId owner) {
    return call.is(owner) || (call.caller && call.caller->role == accounts::Role::admin);
}

bool Access::may_see(const Call& call, const accounts::User& user) {
    return user.is_active || may_see_all(call, user.id);
}

bool Access::may_see_all(const Call& call, UserId owner) {
    return call.is(owner) || (call.caller && call.caller->role != accounts::Role::user);
}

asio::awaitable<Result<channels::Channel>> Access::channel(Call call, std::string id) const {
    auto channel = co_await channels_.find(std::move(id));
    const bool is_seen = channel && (channel->is_owner_active || may_see_all(call, channel->owner));
    if (!is_seen) co_return fail(Channels::channel_not_found);
    co_return *std::move(channel);
}

asio::awaitable<Result<channels::Channel>> Access::channel_to_change(Call call,
                                                                     std::string id) const {
    auto channel = co_await this->channel(call, std::move(id));
    if (channel && !may_change(call, channel->owner)) co_return fail(Errc::forbidden);
    co_return channel;
}

asio::awaitable<Result<channels::Stream>> Access::stream(Call call, std::string id) const {
    std::optional<channels::Stream> stream;
    if (const auto stream_id = StreamId::parse(id)) {
        stream = co_await broadcasts_.find(*stream_id);
    } else if (const auto channel = co_await channels_.find(std::move(id))) {
        stream = co_await broadcasts_.current_of(channel->id);
        // Everybody knows the handle: what is unlisted is found by who has been given its id.
        const bool is_hidden = stream && stream->visibility != channels::Visibility::public_;
        if (is_hidden && !may_see_all(call, stream->owner)) stream.reset();
    }
    if (!stream || !Presenter::may_see(*stream, call)) co_return fail(Channels::stream_not_found);
    co_return *std::move(stream);
}

asio::awaitable<Result<channels::Stream>> Access::stream_to_change(Call call,
                                                                   std::string id) const {
    auto stream = co_await this->stream(call, std::move(id));
    if (stream && !may_change(call, stream->owner)) co_return fail(Errc::forbidden);
    co_return stream;
}

asio::awaitable<void> Access::note(Call call, UserId owner, std::string action,
                                   std::string target) const {
    if (call.is(owner)) co_return;
    co_await audit_.record(audited(call, std::move(action), std::move(target)));
}

}  // namespace freshet::api
