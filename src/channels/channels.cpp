#include "channels/channels.hpp"

#include <utility>

#include "base/local_day.hpp"
#include "base/names.hpp"
#include "base/slug.hpp"
#include "channels/error.hpp"
#include "channels/rules.hpp"

namespace freshet::channels {

namespace {

// What `-2` and the like may add to a handle that was made from a title.
constexpr std::size_t suffix_max = 4;

template <class T>
Answer<T> answer_of(Result<T> result) {
    if (result) return *std::move(result);
    return std::unexpected(Refusal{.reason = result.error(), .fields = {}});
}

std::unexpected<Refusal> refused(FieldErrors errors) {
    return std::unexpected(Refusal{.reason = Errc::invalid_fields, .fields = std::move(errors)});
}

}  // namespace

Channels::Channels(ChannelRepository& repository, const StreamKeys& keys, WallClock clock,
                   ChannelLimits limits)
    : repository_(repository), keys_(keys), clock_(std::move(clock)), limits_(limits) {}

asio::awaitable<Result<void>> Channels::confirm_secret() {
    const auto ours = keys_.check_value();
    const auto remembered = co_await repository_.remember_check_value(ours);
    if (remembered != ours) co_return fail(Errc::other_secret);
    co_return Result<void>();
}

asio::awaitable<std::optional<Channel>> Channels::find(ChannelId id) {
    return repository_.find(id);
}

asio::awaitable<std::optional<Channel>> Channels::find(std::string handle_or_id) {
    if (const auto id = ChannelId::parse(handle_or_id)) return repository_.find(*id);
    return repository_.find_by_handle(to_lower_ascii(handle_or_id));
}

asio::awaitable<std::optional<Channel>> Channels::channel_by_key(std::string key) {
    return repository_.find_by_key_hash(StreamKeys::hash(key));
}

asio::awaitable<std::optional<Channel>> Channels::default_of(UserId owner) {
    return repository_.default_of(owner);
}

asio::awaitable<Paged<Channel>> Channels::owned_by(UserId owner, Page page) {
    return repository_.owned_by(owner, page);
}

asio::awaitable<Paged<Channel>> Channels::list(ChannelFilter filter, Page page) {
    return repository_.list(std::move(filter), page);
}

/// From the title, or where that cannot be spelled, from the owner's first handle.
asio::awaitable<std::string> Channels::made_handle(NewChannel wanted) const {
    auto handle = slug_of(wanted.title, Limits::handle_max - suffix_max);
    if (handle.size() >= Limits::handle_min) co_return handle;
    const auto first = co_await repository_.default_of(wanted.owner);
    if (first) handle = first->handle.substr(0, Limits::handle_max - suffix_max);
    co_return handle;
}

asio::awaitable<Answer<Channel>> Channels::create(NewChannel wanted) {
    wanted.title = trimmed(wanted.title);
    FieldErrors errors;
    check_title("title", wanted.title, errors);
    if (wanted.handle) {
        wanted.handle = to_lower_ascii(*wanted.handle);
        check_handle(*wanted.handle, errors);
    }
    if (!errors.empty()) co_return refused(std::move(errors));

    const bool is_made = !wanted.handle.has_value();
    if (is_made) wanted.handle = co_await made_handle(wanted);
    const auto now = clock_();
    ChannelDraft draft{.channel = {.id = ChannelId::make(),
                                   .owner = wanted.owner,
                                   .handle = *wanted.handle,
                                   .title = wanted.title,
                                   .description = wanted.description,
                                   .thumbnail_url = {},
                                   .created_at = now,
                                   .updated_at = now},
                       .key_hash = {},
                       .may_vary_handle = is_made,
                       .per_owner_max = limits_.per_owner_max};
    draft.key_hash = StreamKeys::hash(stream_key(draft.channel));
    auto created = co_await repository_.create(std::move(draft));
    co_return answer_of(std::move(created));
}

asio::awaitable<Answer<Channel>> Channels::change(ChannelId id, ChannelChanges changes) {
    FieldErrors errors;
    if (changes.title) {
        changes.title = trimmed(*changes.title);
        check_title("title", *changes.title, errors);
    }
    if (changes.handle) {
        changes.handle = to_lower_ascii(*changes.handle);
        check_handle(*changes.handle, errors);
    }
    if (changes.time_zone && !is_time_zone(*changes.time_zone)) {
        errors.push_back(
            {.field = "timeZone", .code = "bad_format", .params = {{"format", "time zone"}}});
    }
    if (!errors.empty()) co_return refused(std::move(errors));
    auto changed = co_await repository_.change(id, std::move(changes), clock_());
    co_return answer_of(std::move(changed));
}

asio::awaitable<Result<void>> Channels::remove(ChannelId id) {
    return repository_.remove(id, clock_());
}

std::string Channels::stream_key(const Channel& channel) const {
    return keys_.derive(channel.id, channel.key_version);
}

asio::awaitable<Result<Channel>> Channels::regenerate_key(ChannelId id) {
    auto hash_of = [this, id](std::uint32_t version) {
        return StreamKeys::hash(keys_.derive(id, version));
    };
    return repository_.advance_key(id, std::move(hash_of), clock_());
}

}  // namespace freshet::channels
