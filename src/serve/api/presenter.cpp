#include "serve/api/presenter.hpp"

#include <algorithm>
#include <utility>

#include "serve/api/access.hpp"

namespace freshet::api {

using channels::Ground;

namespace {

std::optional<std::string> unless_empty(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

std::uint64_t whole_seconds(std::chrono::milliseconds time) {
    return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(time).count());
}

std::vector<CategoryView> views_of(const std::vector<channels::Category>& categories) {
    std::vector<CategoryView> views;
    for (const auto& category : categories) views.push_back(view_of(category));
    return views;
}

}  // namespace

CategoryView view_of(const channels::Category& category) {
    return {.id = category.id,
            .name = category.name,
            .slug = category.slug,
            .icon_url = unless_empty(category.icon_url),
            .created_at = category.created_at};
}

asio::awaitable<UserView> Presenter::user(accounts::User user, Call call) const {
    constexpr Page all{.number = 1, .limit = Page::limit_max};
    const auto owned = co_await channels_.owned_by(user.id, all);
    const bool streaming = std::ranges::any_of(owned.items, [&](const channels::Channel& channel) {
        return live_now(channel, call).has_value();
    });
    std::optional<UserId> viewer;
    if (call.caller) viewer = call.caller->user;
    const auto standing = co_await follows_.standing(user.id, viewer);
    UserView view{.id = user.id,
                  .username = user.username,
                  .display_name = user.display_name,
                  .avatar_url = urls_.absolute(call, user.avatar_url),
                  .bio = user.bio,
                  .role = user.role,
                  .is_streaming = streaming,
                  .follower_count = standing.follower_count,
                  .created_at = user.created_at};
    if (viewer && viewer != user.id) view.is_following = standing.following_since.has_value();
    if (!call.is(user.id)) co_return view;
    view.email = user.email;
    view.email_verified = user.email_verified_at.has_value();
    view.is_active = user.is_active;
    view.last_login_at = user.last_login_at;
    view.updated_at = user.updated_at;
    const auto first = std::ranges::find(owned.items, true, &channels::Channel::is_default);
    if (first != owned.items.end()) view.stream_key = channels_.stream_key(*first);
    co_return view;
}

std::optional<LiveNow> Presenter::live_now(const channels::Channel& channel,
                                           const Call& call) const {
    if (!channel.has_public_stream && !Access::may_see_all(call, channel.owner))
        return std::nullopt;
    return live_.live_now(channel.id);
}

ChannelView Presenter::channel(const channels::Channel& channel, const Call& call) const {
    const auto live = live_now(channel, call);
    return {.id = channel.id,
            .user_id = channel.owner,
            .handle = channel.handle,
            .title = channel.title,
            .description = channel.description,
            .thumbnail_url = unless_empty(channel.thumbnail_url),
            .time_zone = channel.time_zone,
            .is_live = live.has_value(),
            .viewers_count = live ? live->viewers : 0,
            .follower_count = channel.follower_count,
            .created_at = channel.created_at,
            .updated_at = channel.updated_at};
}

channels::Stream Presenter::as_of_now(channels::Stream stream) const {
    using enum channels::StreamStatus;
    // What its owner or the staff has ended may take a moment to leave the air.
    if (stream.status == ended) {
        stream.viewer_count = 0;
        return stream;
    }
    const auto on_air = live_.live_now(stream.id);
    if (!on_air) {
        // A row may be a moment late to say that its broadcast is over.
        if (stream.is_live()) {
            stream.status = ended;
            stream.ended_at = stream.last_seen_at.value_or(stream.updated_at);
        }
        stream.viewer_count = 0;  // The row has those of its last sign of life.
        return stream;
    }
    stream.status = on_air->reconnecting ? reconnecting : live;
    stream.viewer_count = on_air->viewers;
    if (!stream.started_at) stream.started_at = on_air->started_at;
    stream.ended_at.reset();
    return stream;
}

StreamView Presenter::stream(const channels::Stream& row, const Call& call) const {
    const auto stream = as_of_now(row);
    StreamView view{.id = stream.id,
                    .channel_id = stream.channel,
                    .user_id = stream.owner,
                    .handle = stream.handle,
                    .title = stream.title,
                    .description = stream.description,
                    .thumbnail_url = unless_empty(stream.thumbnail_url),
                    .cover_image_url = unless_empty(stream.cover_image_url),
                    .status = stream.status,
                    .is_live = stream.is_live(),
                    .is_archived = stream.is_archived,
                    .visibility = stream.visibility,
                    .audience = stream.audience,
                    .viewer_count = stream.viewer_count,
                    .view_count = stream.view_count,
                    .duration = whole_seconds(stream.duration(clock_())),
                    .scheduled_at = stream.scheduled_at,
                    .started_at = stream.started_at,
                    .ended_at = stream.ended_at,
                    .categories = views_of(stream.categories),
                    .stream_url = {},
                    .playback = {},
                    .created_at = stream.created_at,
                    .updated_at = stream.updated_at};
    // Who sees an unlisted stream has been given its id. Whether somebody follows or subscribes is
    // the database's to say: `/stream` asks it.
    const auto access = channels::access_of(stream);
    const bool is_staff = call.caller && call.caller->role != accounts::Role::user;
    const auto ground = is_staff || call.is(stream.owner) ? Ground::owner : Ground::link;
    if (stream.is_live() && access.may_start(ground)) {
        const auto token =
            access.is_public() ? std::string() : playback_token(stream, call, ground).text;
        view.playback = playback(stream, call, token);
        view.stream_url = view.playback.flv;
    }
    return view;
}

ListOf<StreamView> Presenter::streams(const Paged<channels::Stream>& rows, Page page,
                                      const Call& call) const {
    ListOf<StreamView> list{.data = {}, .meta = meta_of(page, rows.total)};
    for (const auto& row : rows.items) list.data.push_back(stream(row, call));
    return list;
}

Presenter::IssuedToken Presenter::playback_token(const channels::Stream& stream, const Call& call,
                                                 Ground ground) const {
    const auto now = clock_();
    channels::PlaybackClaims claims{
        .stream = stream.id, .viewer = {}, .session = {}, .ground = ground, .expires_at = {}};
    if (call.caller) {
        claims.viewer = call.caller->user;
        claims.session = call.caller->session;
    }
    return {.text = tokens_.issue(claims, now), .expires_at = now + tokens_.life()};
}

StreamNowView Presenter::status(const channels::Stream& row) const {
    const auto now = clock_();
    const auto stream = as_of_now(row);
    return {.id = stream.id,
            .status = stream.status,
            .is_live = stream.is_live(),
            .viewer_count = stream.viewer_count,
            .started_at = stream.started_at,
            .duration = whole_seconds(stream.duration(now)),
            .server_time = now};
}

bool Presenter::may_see(const channels::Stream& stream, const Call& call) {
    const bool staff = call.caller && call.caller->role != accounts::Role::user;
    const bool is_hidden =
        stream.visibility == channels::Visibility::private_ || !stream.is_owner_active;
    return !is_hidden || staff || call.is(stream.owner);
}

Meta meta_of(Page page, std::uint64_t total) {
    return {.page = page.number,
            .limit = page.limit,
            .total = total,
            .total_pages = (total + page.limit - 1) / page.limit};
}

}  // namespace freshet::api
