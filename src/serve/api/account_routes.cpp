#include "serve/api/account_routes.hpp"

#include <algorithm>
#include <optional>

#include "accounts/error.hpp"
#include "base/json.hpp"

// Described here because only serve knows of JSON.
namespace freshet::accounts {
BOOST_DESCRIBE_STRUCT(HeldStream, (),
                      (id, channel, title, description, status, visibility, audience, view_count,
                       scheduled_at, started_at, ended_at, created_at))
BOOST_DESCRIBE_STRUCT(HeldFollow, (), (user, username, since))
}  // namespace freshet::accounts

namespace freshet::api {

using Accounts = accounts::Errc;
using enum http::Method;

namespace {

// What one list of an export may have: a broadcast an hour for two years.
constexpr std::size_t rows_max = 20'000;
constexpr std::size_t batch_rows = 500;

/// A session without what could be used.
struct HeldSession {
    SessionId id;
    std::string ip;
    std::string user_agent;
    WallTime created_at;
    WallTime last_used_at;
    WallTime expires_at;
};
BOOST_DESCRIBE_STRUCT(HeldSession, (), (id, ip, user_agent, created_at, last_used_at, expires_at))

/// A list being written.
class JsonList {
public:
    template <class T>
    void add(const T& item) {
        if (count_++ > 0) text_ += ',';
        text_ += json::to_json(item);
    }

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] std::string text() const { return "[" + text_ + "]"; }

private:
    std::string text_;
    std::size_t count_ = 0;
};

void add_member(std::string& object, std::string_view name, std::string_view json) {
    object += object.empty() ? '{' : ',';
    json::write_text(object, name);
    object.append(":").append(json);
}

std::string quoted(std::string_view text) {
    std::string out;
    json::write_text(out, text);
    return out;
}

}  // namespace

void AccountRoutes::describe(Table& table, AccountRoutes* self) {
    table.add({.path = "/api/users/me/export",
               .id = "exportMe",
               .tag = "Users",
               .summary = "All that is kept of the caller, as a file",
               .scope = Scope::user,
               .reasons = {Accounts::session_ended}},
              self, &AccountRoutes::take_along);
    table.add(
        {.method = delete_,
         .path = "/api/users/me",
         .id = "deleteMe",
         .tag = "Users",
         .summary = "Give up the account: at once for everybody, for good 30 days later",
         .scope = Scope::user,
         .reasons = {Accounts::not_confirmed, Accounts::too_many_passwords, Accounts::last_admin},
         .rate_limit = RateLimit::auth,
         .has_body = true,
         .changes_lists = true},
        self, &AccountRoutes::leave);
}

asio::awaitable<Reply<RawJson>> AccountRoutes::take_along(Call call, Nothing) {
    const auto self = call.who().user;
    auto user = co_await accounts_.find(self);
    if (!user) co_return fail(Accounts::session_ended);
    const auto now = clock_();
    const auto profile = co_await presenter_.user(*std::move(user), call);

    std::string object;
    add_member(object, "exportedAt", quoted(to_rfc3339(now)));
    add_member(object, "user", json::to_json(profile));
    const auto channels = co_await channels_json(call);
    add_member(object, "channels", channels);
    const auto streams = co_await streams_json(self);
    add_member(object, "streams", streams);
    const auto follows = co_await follows_json(self);
    add_member(object, "follows", follows);
    const auto sessions = co_await sessions_json(self);
    add_member(object, "sessions", sessions);
    for (const auto& exporter : parts_.exporters) {
        const auto json = co_await exporter.json(self);
        add_member(object, exporter.name, json);
    }
    // Until a part of the program keeps files of people's, there are none.
    if (std::ranges::find(parts_.exporters, "media", &Exporter::name) == parts_.exporters.end())
        add_member(object, "media", "[]");

    Reply<RawJson> reply(RawJson{object + "}"});
    reply.headers.emplace_back("Content-Disposition",
                               "attachment; filename=\"freshet-" + to_string(self) + ".json\"");
    co_return reply;
}

asio::awaitable<std::string> AccountRoutes::channels_json(Call call) const {
    JsonList list;
    for (Page page{.number = 1, .limit = Page::limit_max}; list.count() < rows_max; ++page.number) {
        const auto rows = co_await channels_.owned_by(call.who().user, page);
        for (const auto& row : rows.items) list.add(presenter_.channel(row, call));
        if (rows.items.size() < page.limit) break;
    }
    co_return list.text();
}

asio::awaitable<std::string> AccountRoutes::streams_json(UserId user) const {
    JsonList list;
    StreamId after;
    while (list.count() < rows_max) {
        const auto rows = co_await parts_.holdings.streams(user, after, batch_rows);
        for (const auto& row : rows) list.add(row);
        if (rows.size() < batch_rows) break;
        after = rows.back().id;
    }
    co_return list.text();
}

asio::awaitable<std::string> AccountRoutes::follows_json(UserId user) const {
    JsonList list;
    UserId after;
    while (list.count() < rows_max) {
        const auto rows = co_await parts_.holdings.follows(user, after, batch_rows);
        for (const auto& row : rows) list.add(row);
        if (rows.size() < batch_rows) break;
        after = rows.back().user;
    }
    co_return list.text();
}

asio::awaitable<std::string> AccountRoutes::sessions_json(UserId user) const {
    JsonList list;
    for (Page page{.number = 1, .limit = Page::limit_max}; list.count() < rows_max; ++page.number) {
        const auto rows = co_await parts_.sessions.open_of(user, page);
        for (const auto& row : rows.items) {
            list.add(HeldSession{.id = row.id,
                                 .ip = row.client.ip,
                                 .user_agent = row.client.user_agent,
                                 .created_at = row.created_at,
                                 .last_used_at = row.rotated_at,
                                 .expires_at = row.expires_at});
        }
        if (rows.items.size() < page.limit) break;
    }
    co_return list.text();
}

asio::awaitable<Reply<Message>> AccountRoutes::leave(Call call, LeaveRequest input) {
    const auto left = co_await parts_.removal.leave(call.who().user, std::move(input.password));
    if (!left) co_return std::unexpected(left.error());
    Reply<Message> reply(Message{sentence(call.language, "account_deleted.message").value_or("")});
    reply.headers.emplace_back("Set-Cookie", cookie_.forget(call));
    co_return reply;
}

}  // namespace freshet::api
