// Who is in a room, and how it stands to them.
#include <algorithm>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/json.hpp"
#include "channels/error.hpp"
#include "serve/api/error.hpp"
#include "serve/api/problem.hpp"
#include "serve/api/watching.hpp"
#include "serve/chat/news.hpp"
#include "serve/chat/room.hpp"

namespace freshet::chat {

using community::ChatRole;
using community::Entitlements;
using sockets::Socket;

namespace {

constexpr std::size_t told_at_once = 100;  // Members, in one turn of the thread.

RoleView view_of(ChatRole role) {
    switch (role) {
        case ChatRole::owner: return RoleView::owner;
        case ChatRole::staff:
        case ChatRole::moderator: return RoleView::moderator;
        case ChatRole::viewer: return RoleView::viewer;
    }
    return RoleView::viewer;
}

}  // namespace

asio::awaitable<Said<RoomFacts>> Room::join(Socket socket, Wish wish) {
    const auto known = co_await know_access();
    if (!known) co_return std::unexpected(known.error());
    const auto ground = co_await parts_.judge.ground_of(wish.who.member(), access_);
    const auto admitted = admit(wish.who, ground);
    if (!admitted) co_return std::unexpected(admitted.error());
    if (wish.is_owner_only && !wish.who.is(access_.owner)) co_return refused(api::Errc::forbidden);
    const auto entitlements = co_await entitlements_of(wish.who);
    if (state_ != State::ready) co_return refused(channels::Errc::stream_not_found);
    auto is_there = seat(socket, wish, entitlements);
    co_return RoomFacts{.channel = access_.channel,
                        .viewers = presence_.viewers(),
                        .is_there = std::move(is_there)};
}

Said<void> Room::admit(const Person& who, const Result<channels::Ground>& ground) const {
    if (!is_owner_active_ && !playback::is_owner_or_staff(who.member(), access_.owner))
        return refused(channels::Errc::stream_not_found);
    if (!ground) return refused(api::told(ground.error()));
    return {};
}

/// Waits for nothing: the history and what is heard after it meet exactly.
IsThere Room::seat(const Socket& socket, const Wish& wish, const Entitlements& entitlements) {
    const auto now = thread_.now();
    const auto viewer = wish.who.viewer();
    const auto found = members_.find(socket);
    const auto former = found == members_.end() ? std::string() : found->second.viewer;
    const Member member{.who = wish.who,
                        .dialect = wish.dialect,
                        .viewer = viewer.key,
                        .is_there = found == members_.end()
                                        ? std::make_shared<std::atomic<bool>>(true)
                                        : found->second.is_there};
    members_.insert_or_assign(socket, member);

    const bool was_dismissed = dismissed_.erase(socket) > 0;
    if (wish.is_new || was_dismissed) socket.tell(news::in(member.dialect, recent_.history()));
    socket.follow(topic(), member.dialect, parts_.press.head());
    follow_held(socket, member);
    socket.tell(state_of(member, entitlements));
    if (former == viewer.key) return member.is_there;
    tell(presence_.enter(viewer, now));
    if (!former.empty()) tell(presence_.leave(former, now));
    return member.is_there;
}

void Room::leave(const Socket& socket, bool may_return) {
    dismissed_.erase(socket);
    const auto found = members_.find(socket);
    if (found == members_.end()) return;
    const auto viewer = std::move(found->second.viewer);
    *found->second.is_there = false;
    members_.erase(found);
    empty_since_ = thread_.now();
    if (may_return) {
        presence_.lose(viewer, thread_.now());
        tell({});
    } else {
        socket.unfollow(topic());
        socket.unfollow(held_topic());
        tell(presence_.leave(viewer, thread_.now()));
    }
}

/// Somebody who may not be here any more, and may come back as somebody who may.
void Room::dismiss(const Socket& socket, const Refused& why) {
    const auto found = members_.find(socket);
    if (found == members_.end()) return;
    socket.tell({.name = "error", .data = problem_json(why, found->second.who.language)});
    leave(socket, false);
    dismissed_.insert(socket);
}

void Room::follow_held(const Socket& socket, const Member& member) const {
    if (community::moderates(role_of(member.who))) {
        socket.follow(held_topic(), member.dialect, parts_.press.head());
    } else {
        socket.unfollow(held_topic());
    }
}

ChatRole Room::role_of(const Person& who) const {
    if (!who.caller) return ChatRole::viewer;
    return rules_->role_of(who.user.id, who.is_staff());
}

asio::awaitable<Said<ChatRole>> Room::tell_role(Person who) const { co_return role_of(who); }

community::ChatSender Room::sender(const Person& who, const Entitlements& entitlements) const {
    return {.user = who.user.id,
            .is_staff = who.is_staff(),
            .entitlements = entitlements,
            .address = who.peer_ip};
}

YouView Room::you(const Person& who, const Entitlements& entitlements) const {
    YouView view;
    if (!who.caller) {
        view.why = std::string(api::problem_kind(api::Errc::unauthenticated).code);
        return view;
    }
    view.role = view_of(role_of(who));
    const auto verdict = rules_->admits(sender(who, entitlements), parts_.clock());
    view.may_write = verdict.kind != community::ChatVerdict::Kind::refused;
    if (view.may_write) return view;
    view.why = std::string(api::problem_kind(verdict.why).code);
    if (verdict.until) view.until = *verdict.until;
    return view;
}

sockets::Event Room::state_of(const Member& member, const Entitlements& entitlements) const {
    KebabState kebab{.room_id = id_,
                     .settings = api::view_of(rules_->policy().settings),
                     .pinned = {},
                     .poll = {},
                     .emotes = {},
                     .you = you(member.who, entitlements)};
    if (poll_) kebab.poll = view_of(*poll_, parts_.clock());
    for (const auto& emote : emotes_.all())
        if (may_use(emote, entitlements)) kebab.emotes.push_back(parts_.looks.emote(emote));
    if (member.dialect == sockets::Dialect::kebab) {
        if (pinned_) kebab.pinned = parts_.looks.kebab(*pinned_);
        return {.name = "chat-state", .data = json::to_json(kebab)};
    }
    SnakeState snake{.room_id = id_,
                     .settings = kebab.settings,
                     .pinned = {},
                     .poll = std::move(kebab.poll),
                     .emotes = std::move(kebab.emotes),
                     .you = std::move(kebab.you)};
    if (pinned_) snake.pinned = parts_.looks.snake(*pinned_);
    return {.name = "chat-state", .data = json::to_json(snake)};
}

/// The database is asked once a minute for each who speaks, however much they say.
asio::awaitable<Entitlements> Room::entitlements_of(Person who) {
    if (!who.caller) co_return Entitlements();
    if (const auto* const known = known_entitlements(who.user.id)) co_return *known;
    const auto found = co_await parts_.entitlements.entitlements(who.user.id, access_.channel);
    note_entitlements(who.user.id, found);
    co_return found;
}

/// Of all of them with one question at most.
asio::awaitable<Room::EntitlementsOf> Room::entitlements_of(std::vector<Person> people) {
    EntitlementsOf found;
    std::vector<UserId> unknown;
    for (const auto& who : people) {
        const auto user = who.user.id;
        if (!who.caller || found.contains(user)) continue;
        const auto* const known = known_entitlements(user);
        found.emplace(user, known == nullptr ? Entitlements() : *known);
        if (known == nullptr) unknown.push_back(user);
    }
    if (unknown.empty()) co_return found;
    const auto asked = co_await parts_.entitlements.entitlements(unknown, access_.channel);
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        found[unknown[i]] = asked.at(i);
        note_entitlements(unknown[i], asked.at(i));
    }
    co_return found;
}

const Entitlements* Room::known_entitlements(UserId user) const {
    const auto known = standings_.find(user);
    const bool is_fresh =
        known != standings_.end() && thread_.now() < known->second.asked_at + config_.standing_kept;
    return is_fresh ? &known->second.entitlements : nullptr;
}

void Room::note_entitlements(UserId user, const Entitlements& entitlements) {
    if (standings_.size() >= config_.standings_max && !standings_.contains(user)) return;
    standings_.insert_or_assign(user,
                                Standing{.entitlements = entitlements, .asked_at = thread_.now()});
}

asio::awaitable<void> Room::tell_state(Socket socket) {
    auto found = members_.find(socket);
    if (found == members_.end()) co_return;
    const auto who = found->second.who;
    const auto entitlements = co_await entitlements_of(who);
    found = members_.find(socket);
    if (found != members_.end()) socket.tell(state_of(found->second, entitlements));
}

asio::awaitable<void> Room::tell_state_to(UserId user) {
    std::vector<Socket> sockets;
    for (const auto& [socket, member] : members_)
        if (member.who.is(user)) sockets.push_back(socket);
    for (const auto& socket : sockets) co_await tell_state(socket);
}

/// Some at a time: a full room does not crowd out those who are at the door. Nothing that has to do
/// with who writes changes anything for readers. A later round ends an earlier one of its kind.
asio::awaitable<void> Room::tell_state_to_all(bool readers_too) {
    auto& rounds = state_rounds_[readers_too ? 1 : 0];
    const auto round = ++rounds;
    std::vector<Socket> all;
    for (const auto& [socket, member] : members_)
        if (member.who.caller || readers_too) all.push_back(socket);
    for (auto left = std::span(all); !left.empty();) {
        const auto some = left.first(std::min(left.size(), told_at_once));
        left = left.subspan(some.size());
        co_await tell_states({some.begin(), some.end()});
        co_await asio::post(thread_.context(), asio::use_awaitable);
        if (round != rounds) co_return;
    }
}

asio::awaitable<void> Room::tell_states(std::vector<Socket> sockets) {
    std::vector<Person> people;
    for (const auto& socket : sockets) {
        const auto found = members_.find(socket);
        if (found != members_.end()) people.push_back(found->second.who);
    }
    auto entitlements = co_await entitlements_of(std::move(people));
    for (const auto& socket : sockets) {
        const auto found = members_.find(socket);
        if (found == members_.end()) continue;
        // Who has become somebody else meanwhile has been told when that happened.
        socket.tell(state_of(found->second, entitlements[found->second.who.user.id]));
    }
}

/// Told one by one: who is out of the room hears no news of it.
void Room::close(const std::string& reason) {
    const auto news = news::ended(id_, reason);
    while (!members_.empty()) {
        const auto [socket, member] = *members_.begin();
        socket.tell(news::in(member.dialect, news));
        leave(socket, false);
    }
    state_ = State::missing;
}

}  // namespace freshet::chat
