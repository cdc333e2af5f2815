// What nobody tells a room: who may be there, and as whom.
#include <algorithm>
#include <utility>

#include "base/outage.hpp"
#include "channels/error.hpp"
#include "serve/chat/room.hpp"

namespace freshet::chat {

using channels::Watcher;

namespace {

constexpr std::size_t asked_at_once = 500;  // Members, in one query.

Watcher watcher_of(const Person& who, ChannelId channel) {
    if (!who.caller) return {.user = {}, .session = {}, .channel = channel};
    return {.user = who.caller->user, .session = who.caller->session, .channel = channel};
}

/// The same client with what is left to it.
Person as_of_now(Person who, const channels::Standing& standing) {
    if (who.caller && !standing.is_member) return who.as_reader();
    if (who.is_staff() && !standing.is_staff) who.caller->role = accounts::Role::user;
    return who;
}

bool is_same(const Person& one, const Person& other) {
    if (!one.caller || !other.caller) return one.caller.has_value() == other.caller.has_value();
    return one.caller->user == other.caller->user && one.caller->role == other.caller->role;
}

}  // namespace

/// Who comes is judged by a row that was read a moment ago, once for many who come at once.
asio::awaitable<Said<void>> Room::know_access() {
    const bool is_fresh = thread_.now() < access_at_ + config_.access_kept;
    if (is_fresh && is_access_known_) co_return Said<void>();
    if (access_read_.is_open()) {
        access_read_.shut();
        begin("chat: access", read_access());
    }
    co_await access_read_.pass();
    if (!is_access_known_) co_return refused(Outage::unavailable);
    if (state_ != State::ready) co_return refused(channels::Errc::stream_not_found);
    co_return Said<void>();
}

asio::awaitable<void> Room::read_access() {
    is_access_known_ = co_await succeeds(look());
    access_read_.open();
    arm();
}

asio::awaitable<void> Room::look() {
    const auto stream = co_await parts_.broadcasts.find(id_);
    if (stream) {
        take_access(*stream);
    } else {
        close("deleted");
    }
}

/// Who may be there now is not who might before: that is seen to at once.
void Room::take_access(const channels::Stream& stream) {
    const auto access = channels::access_of(stream);
    const bool is_other = access != access_ || stream.is_owner_active != is_owner_active_;
    access_ = access;
    is_owner_active_ = stream.is_owner_active;
    access_at_ = thread_.now();
    if (is_other) review_at_ = access_at_;
}

/// Who has the link may be there, and who was may stay without.
bool Room::is_open_to_all() const {
    return is_owner_active_ && access_.may_stay(channels::Ground::link);
}

asio::awaitable<void> Room::review() {
    is_reviewing_ = true;
    struct Done {
        bool& flag;
        ~Done() { flag = false; }
    } done{is_reviewing_};
    std::erase_if(standings_, [&](const auto& entry) {
        return entry.second.asked_at + config_.standing_kept <= thread_.now();
    });
    const auto known = co_await know_access();
    if (!known) co_return;
    const auto all = cases();
    for (auto left = std::span(all); !left.empty();) {
        const auto some = left.first(std::min(left.size(), asked_at_once));
        left = left.subspan(some.size());
        co_await review(some);
    }
}

/// Those who are where not everybody may be, and those who hear what not everybody does.
std::vector<Room::Case> Room::cases() const {
    std::vector<Case> found;
    for (const auto& [socket, member] : members_) {
        if (is_open_to_all() && !community::moderates(role_of(member.who))) continue;
        found.push_back({.socket = socket, .watcher = watcher_of(member.who, access_.channel)});
    }
    return found;
}

asio::awaitable<void> Room::review(std::span<const Case> cases) {
    std::vector<Watcher> watchers;
    watchers.reserve(cases.size());
    for (const auto& one : cases) watchers.push_back(one.watcher);
    const auto standings = co_await parts_.access.standings(std::move(watchers), parts_.clock());
    for (std::size_t i = 0; i < cases.size(); ++i) co_await review(cases[i], standings.at(i));
}

asio::awaitable<void> Room::review(const Case& one, channels::Standing standing) {
    const auto there = [&]() -> const Member* {
        const auto found = members_.find(one.socket);
        if (found == members_.end()) return nullptr;
        const auto now = watcher_of(found->second.who, access_.channel);
        const bool is_meant = now.user == one.watcher.user && now.session == one.watcher.session;
        return is_meant ? &found->second : nullptr;
    };
    if (there() == nullptr) co_return;
    const auto before = there()->who;
    const auto who = as_of_now(before, standing);
    standing.is_staff = who.is_staff();  // An admin is one at certain addresses.
    if (!is_open_to_all() && !(is_owner_active_ && standing.may_stay(one.watcher.user, access_))) {
        const auto ground = playback::ground_of(who.member(), access_, standing);
        const auto admitted = admit(who, ground);
        if (!admitted) {
            dismiss(one.socket, admitted.error());
            co_return;
        }
    }
    if (is_same(who, before)) co_return;
    const auto entitlements = co_await entitlements_of(who);
    if (const auto* const member = there()) {
        const Wish wish{.who = who, .dialect = member->dialect, .is_new = false};
        seat(one.socket, wish, entitlements);
    }
}

}  // namespace freshet::chat
