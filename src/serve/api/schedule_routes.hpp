#pragma once

#include "accounts/accounts.hpp"
#include "channels/broadcasts.hpp"
#include "channels/channels.hpp"
#include "channels/schedule.hpp"
#include "serve/api/access.hpp"
#include "serve/api/live_directory.hpp"
#include "serve/api/operation.hpp"
#include "serve/api/presenter.hpp"
#include "serve/api/schedule_requests.hpp"
#include "serve/api/views.hpp"
#include "serve/playback/admission.hpp"

namespace freshet::api {

/// What owners do with their streams, and the lists of a channel's and a user's. Used by all io
/// threads at once; what it refers to outlives it.
class ScheduleRoutes {
public:
    struct Parts {
        accounts::Accounts& accounts;
        channels::Channels& channels;
        channels::Broadcasts& broadcasts;
        channels::Schedule& schedule;
        LiveDirectory& live;
        playback::Admission& admission;
    };

    ScheduleRoutes(Parts parts, const Access& access, const Presenter& presenter)
        : parts_(parts), access_(access), presenter_(presenter) {}

    /// Adds the rows; without `self` they only describe.
    static void describe(Table& table, ScheduleRoutes* self);

private:
    static void describe_plans(Table& table, ScheduleRoutes* self);
    static void describe_acts(Table& table, ScheduleRoutes* self);
    static void describe_lists(Table& table, ScheduleRoutes* self);

    asio::awaitable<Reply<StreamView>> plan(Call call, NewStreamRequest input);
    asio::awaitable<Reply<StreamView>> plan_on_channel(Call call, IdentifiedStreamRequest input);
    asio::awaitable<Reply<StreamView>> replace(Call call, IdentifiedStreamRequest input);
    asio::awaitable<Reply<StreamView>> change(Call call, ChangeStreamRequest input);
    asio::awaitable<Reply<StreamView>> start(Call call, ById input);
    asio::awaitable<Reply<StreamView>> stop(Call call, ById input);
    asio::awaitable<Reply<Message>> remove(Call call, ById input);
    asio::awaitable<Reply<ListOf<StreamView>>> of_channel(Call call, StreamsOfRequest input);
    asio::awaitable<Reply<ListOf<StreamView>>> of_user(Call call, StreamsOfRequest input);

    asio::awaitable<Reply<StreamView>> plan_for(Call call, channels::StreamDraft draft);
    asio::awaitable<Reply<StreamView>> apply(Call call, std::string id,
                                             channels::StreamChanges changes);
    asio::awaitable<Reply<ListOf<StreamView>>> list(Call call, channels::StreamFilter filter,
                                                    Page page);

    Parts parts_;
    const Access& access_;
    const Presenter& presenter_;
};

}  // namespace freshet::api
