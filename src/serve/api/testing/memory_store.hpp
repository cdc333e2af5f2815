#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accounts/error.hpp"
#include "accounts/repository.hpp"
#include "base/names.hpp"
#include "channels/error.hpp"
#include "channels/repository.hpp"

namespace freshet::api::testing {

namespace asio = boost::asio;

template <class T>
Paged<T> page_of(std::vector<T> all, Page page) {
    Paged<T> paged{.items = {}, .total = all.size()};
    for (auto i = page.offset(); i < all.size() && paged.items.size() < page.limit; ++i) {
        paged.items.push_back(all[i]);
    }
    return paged;
}

/// Channels in memory, with the promises of the interface as far as the API needs them. One thread.
class MemoryChannels final : public channels::ChannelRepository {
public:
    std::vector<channels::Channel> rows;

    asio::awaitable<std::optional<channels::Channel>> find(ChannelId id) override {
        co_return first([&](const auto& row) { return row.id == id; });
    }
    asio::awaitable<std::optional<channels::Channel>> find_by_handle(std::string handle) override {
        co_return first([&](const auto& row) { return row.handle == handle; });
    }
    asio::awaitable<std::optional<channels::Channel>> find_by_key_hash(std::string) override {
        co_return std::nullopt;
    }
    asio::awaitable<std::optional<channels::Channel>> default_of(UserId owner) override {
        co_return first([&](const auto& row) { return row.owner == owner && row.is_default; });
    }
    asio::awaitable<Paged<channels::Channel>> owned_by(UserId owner, Page page) override {
        std::vector<channels::Channel> owned;
        std::ranges::copy_if(rows, std::back_inserter(owned),
                             [&](const auto& row) { return row.owner == owner; });
        co_return page_of(std::move(owned), page);
    }
    asio::awaitable<Result<channels::Channel>> advance_key(ChannelId id, KeyHash,
                                                           WallTime now) override {
        const auto row = std::ranges::find(rows, id, &channels::Channel::id);
        if (row == rows.end()) co_return fail(channels::Errc::channel_not_found);
        ++row->key_version;
        row->updated_at = now;
        co_return *row;
    }
    asio::awaitable<std::string> remember_check_value(std::string value) override {
        co_return value;
    }

private:
    template <class Matches>
    std::optional<channels::Channel> first(Matches matches) const {
        const auto found = std::ranges::find_if(rows, matches);
        if (found == rows.end()) return std::nullopt;
        return *found;
    }
};

/// Accounts in memory; registering adds the default channel. One thread.
class MemoryAccounts final : public accounts::Repository {
public:
    explicit MemoryAccounts(MemoryChannels& channels) : channels_(channels) {}

    std::map<UserId, accounts::UserWithPassword> users;
    std::map<SessionId, accounts::Session> sessions;

    asio::awaitable<Result<void>> create(accounts::NewUser draft) override {
        for (const auto& [id, row] : users) {
            if (to_lower_ascii(row.user.username) == to_lower_ascii(draft.user.username)) {
                co_return fail(accounts::Errc::username_taken);
            }
            if (to_lower_ascii(row.user.email) == to_lower_ascii(draft.user.email)) {
                co_return fail(accounts::Errc::email_taken);
            }
        }
        channels_.rows.push_back({.id = draft.channel,
                                  .owner = draft.user.id,
                                  .handle = draft.handle,
                                  .title = draft.user.username,
                                  .description = {},
                                  .thumbnail_url = {},
                                  .is_default = true,
                                  .created_at = draft.user.created_at,
                                  .updated_at = draft.user.updated_at});
        users[draft.user.id] = {.user = draft.user, .password_hash = draft.password_hash};
        co_return Result<void>();
    }
    asio::awaitable<std::optional<accounts::User>> find(UserId id) override {
        const auto found = users.find(id);
        if (found == users.end()) co_return std::nullopt;
        co_return found->second.user;
    }
    asio::awaitable<std::optional<accounts::User>> find_by_username(std::string username) override {
        for (const auto& [id, row] : users) {
            if (to_lower_ascii(row.user.username) == to_lower_ascii(username)) co_return row.user;
        }
        co_return std::nullopt;
    }
    asio::awaitable<std::optional<accounts::UserWithPassword>> find_by_email(
        std::string email) override {
        for (const auto& [id, row] : users) {
            if (to_lower_ascii(row.user.email) == to_lower_ascii(email)) co_return row;
        }
        co_return std::nullopt;
    }
    asio::awaitable<void> open_session(accounts::Session session) override {
        users.at(session.user).user.last_login_at = session.created_at;
        sessions[session.id] = std::move(session);
        co_return;
    }
    asio::awaitable<std::optional<accounts::SessionWithUser>> find_session(SessionId id) override {
        co_return with_user(id);
    }
    asio::awaitable<accounts::Rotated> rotate(accounts::Rotation rotation) override {
        const auto found = sessions.find(rotation.session);
        if (found == sessions.end()) co_return accounts::Rotated{};
        auto& session = found->second;
        const auto verdict = accounts::judge(session, rotation.presented, rotation.now);
        if (verdict == accounts::RefreshVerdict::rotate) {
            session.former_refresh_hash = std::exchange(session.refresh_hash, rotation.next_hash);
            ++session.generation;
            session.rotated_at = rotation.now;
            session.expires_at = rotation.expires_at;
        } else if (verdict == accounts::RefreshVerdict::reused) {
            session.revoked_at = rotation.now;
        }
        co_return accounts::Rotated{.verdict = verdict, .found = with_user(rotation.session)};
    }
    asio::awaitable<void> revoke_session(SessionId id, WallTime now) override {
        if (const auto found = sessions.find(id); found != sessions.end()) {
            found->second.revoked_at = now;
        }
        co_return;
    }

private:
    std::optional<accounts::SessionWithUser> with_user(SessionId id) const {
        const auto found = sessions.find(id);
        if (found == sessions.end()) return std::nullopt;
        return accounts::SessionWithUser{.session = found->second,
                                         .user = users.at(found->second.user).user};
    }

    MemoryChannels& channels_;
};

/// Streams in memory; what only ingest asks for does nothing. One thread.
class MemoryStreams final : public channels::StreamRepository {
public:
    using Stream = channels::Stream;

    std::vector<Stream> rows;
    channels::StreamFilter last_filter;

    asio::awaitable<Result<Stream>> open(ChannelId, WallTime, WallTime) override {
        co_return fail(channels::Errc::channel_not_found);
    }
    asio::awaitable<void> mark_reconnecting(StreamId, WallTime) override { co_return; }
    asio::awaitable<void> mark_live(StreamId, WallTime) override { co_return; }
    asio::awaitable<void> end(StreamId, WallTime) override { co_return; }
    asio::awaitable<void> note_signs_of_life(std::vector<channels::SignOfLife>, WallTime) override {
        co_return;
    }
    asio::awaitable<std::vector<Stream>> mark_all_reconnecting(WallTime) override {
        co_return std::vector<Stream>();
    }
    asio::awaitable<std::vector<Stream>> end_lost(WallTime) override {
        co_return std::vector<Stream>();
    }

    asio::awaitable<std::optional<Stream>> find(StreamId id) override {
        const auto found = std::ranges::find(rows, id, &Stream::id);
        if (found == rows.end()) co_return std::nullopt;
        co_return *found;
    }
    asio::awaitable<std::optional<Stream>> current_of(ChannelId channel) override {
        for (const auto& row : rows) {
            if (row.channel == channel && row.is_live()) co_return row;
        }
        co_return std::nullopt;
    }
    asio::awaitable<Paged<Stream>> list(channels::StreamFilter filter, Page page) override {
        last_filter = filter;
        std::vector<Stream> found;
        for (const auto& row : rows) {
            const bool wanted = row.is_live() || (!filter.live_only &&
                                                  row.status == channels::StreamStatus::scheduled);
            if (wanted && row.visibility == channels::Visibility::public_) found.push_back(row);
        }
        co_return page_of(std::move(found), page);
    }
};

}  // namespace freshet::api::testing
