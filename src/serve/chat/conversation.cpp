#include "serve/chat/conversation.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/system/system_error.hpp>

#include "base/json.hpp"
#include "serve/api/error.hpp"
#include "serve/chat/replies.hpp"
#include "serve/chat/topics.hpp"
#include "serve/playback/entrance.hpp"

namespace freshet::chat {

using api::Errc;

namespace {

enum class Whom : std::uint8_t { anybody, user };

/// What a request takes a token for; a message has a bucket of its own.
enum class Cost : std::uint8_t { nothing, request, message };

std::unexpected<Refused> too_often(const TokenBuckets::Verdict& verdict) {
    return refused(Errc::rate_limited, {{"seconds", std::to_string(verdict.retry_after.count())}});
}

/// Whether somebody may be back in a moment, be it as a new connection.
bool may_return(sockets::End why) {
    using enum sockets::End;
    return why == left || why == silent || why == too_slow || why == overwhelmed ||
           why == fell_behind || why == failed;
}

}  // namespace

/// One event that clients send.
struct Conversation::Row {
    using Handle = asio::awaitable<Said<void>> (*)(Conversation&, Asker, std::string);

    std::string_view event;
    Whom whom;
    Cost cost;
    Handle handle;

    template <class Input, auto act>
    static asio::awaitable<Said<void>> on(Conversation& self, Asker asker, std::string data) {
        auto input = read_request<Input>(data);
        if (!input) co_return std::unexpected(std::move(input).error());
        co_return co_await (self.*act)(std::move(asker), *std::move(input));
    }
};

const Conversation::Row* Conversation::find_row(std::string_view event) {
    using C = Conversation;
    using enum Whom;
    using enum Cost;
    static constexpr std::array rows{
        Row{"auth", anybody, nothing, Row::on<AuthRequest, &C::auth>},
        Row{"create-room", user, request, Row::on<RoomRequest, &C::create_room>},
        Row{"join-room", anybody, request, Row::on<RoomRequest, &C::join_room>},
        Row{"join_stream", anybody, request, Row::on<StreamRequest, &C::join_stream>},
        Row{"leave-room", anybody, nothing, Row::on<PlaceRequest, &C::leave_rooms>},
        Row{"leave_stream", anybody, nothing, Row::on<PlaceRequest, &C::leave_rooms>},
        Row{"chat-message", user, message, Row::on<SayRequest, &C::say>},
        Row{"send_message", user, message, Row::on<SayRequest, &C::say>},
        Row{"subscribe_notifications", user, request, Row::on<PlaceRequest, &C::subscribe>},
        Row{"delete-message", user, request, Row::on<MessageRequest, &C::delete_message>},
        Row{"clear-chat", user, request, Row::on<PlaceRequest, &C::clear_chat>},
        Row{"timeout-user", user, request, Row::on<TimeoutRequest, &C::timeout_user>},
        Row{"ban-user", user, request, Row::on<BanRequest, &C::ban_user>},
        Row{"unban-user", user, request, Row::on<UnbanRequest, &C::unban_user>},
        Row{"pin-message", user, request, Row::on<MessageRequest, &C::pin_message>},
        Row{"unpin-message", user, request, Row::on<PlaceRequest, &C::unpin_message>},
        Row{"announce", user, message, Row::on<SayRequest, &C::announce>},
        Row{"review-message", user, request, Row::on<ReviewRequest, &C::review_message>},
        Row{"react", user, request, Row::on<ReactRequest, &C::react>},
        Row{"unreact", user, request, Row::on<ReactRequest, &C::unreact>},
        Row{"start-poll", user, request, Row::on<StartPollRequest, &C::start_poll>},
        Row{"vote", user, request, Row::on<VoteRequest, &C::vote>},
        Row{"end-poll", user, request, Row::on<EndPollRequest, &C::end_poll>},
    };
    const auto* const found = std::ranges::find(rows, event, &Row::event);
    return found == rows.end() ? nullptr : found;
}

Conversation::Conversation(const ConversationParts& parts, sockets::Socket socket,
                           const sockets::Guest& guest)
    : parts_(parts), socket_(socket), is_plain_(guest.is_plain) {
    who_.connection_id = to_string(Uuid::make());
    who_.peer_ip = guest.peer_ip;
    who_.language = api::choose_language(guest.accept_language);
}

Conversation::~Conversation() {
    for (const auto& seat : seats_) parts_.rooms.leave(seat.room, socket_, may_return_);
}

void Conversation::lose_client(sockets::End why) { may_return_ = may_return(why); }

std::unique_ptr<sockets::Memory> Conversation::memory() const {
    auto seats = seats_;
    std::erase_if(seats, [](const Seat& seat) { return !*seat.is_there; });
    return std::make_unique<Remembered>(who_, std::move(seats), hearing_ && !hearing_->is_over());
}

asio::awaitable<void> Conversation::hear(sockets::Request request) {
    const Asker asker(socket_, who_.language, request.ack);
    const auto done = co_await answer(asker, std::move(request));
    if (!done) asker.refuse(done.error());
}

asio::awaitable<Said<void>> Conversation::answer(Asker asker, sockets::Request request) try {
    const auto* const row = find_row(request.event);
    if (row == nullptr) co_return refused(Errc::unknown_event);
    if (row->whom == Whom::user) {
        const auto confirmed = co_await confirm();
        if (!confirmed) co_return confirmed;
    }
    const auto counted = row->cost == Cost::nothing   ? Said<void>()
                         : row->cost == Cost::message ? count_message()
                                                      : count_request(who_);
    if (!counted) co_return counted;
    co_return co_await row->handle(*this, std::move(asker), std::move(request.data));
} catch (const boost::system::system_error& error) {
    // A database that is away ends the request and not the connection.
    co_return refused(error.code());
}

/// Whether who it was is still signed in. Else it goes on as a reader.
asio::awaitable<Said<void>> Conversation::confirm() {
    if (!who_.caller) co_return refused(Errc::unauthenticated);
    auto caller = co_await parts_.accounts.reconfirm(*who_.caller);
    if (caller) {
        auto same = who_;
        same.caller = at_its_address(*std::move(caller));
        const bool has_same_role = same.caller->role == who_.caller->role;
        if (has_same_role && is_seated_as_itself_) {
            who_ = std::move(same);
        } else {
            co_await become(std::move(same));
        }
        co_return Said<void>();
    }
    const Refused why{.why = {.reason = caller.error(), .fields = {}}};
    socket_.tell({.name = "unauthorized", .data = problem_json(why, who_.language)});
    auto reader = who_;
    reader.caller.reset();
    reader.user = {};
    co_await become(std::move(reader));
    co_return std::unexpected(why);
}

/// As for requests of the API: an admin is one at certain addresses.
accounts::Caller Conversation::at_its_address(accounts::Caller caller) const {
    const auto& allowed = parts_.admin_addresses;
    const bool is_here = allowed.empty() || allowed.contains(who_.peer_ip);
    if (caller.role == accounts::Role::admin && !is_here) caller.role = accounts::Role::user;
    return caller;
}

Said<void> Conversation::count_request(const Person& who) {
    api::Call call;
    call.caller = who.caller;
    call.peer_ip = who.peer_ip;
    const auto verdict = parts_.limits.take(api::RateLimit::api, call, mono_now());
    if (!verdict.allowed) return too_often(verdict);
    return {};
}

Said<void> Conversation::count_message() {
    const auto verdict = parts_.limits.take_chat(who_.user.id, mono_now());
    if (!verdict.allowed) return too_often(verdict);
    return {};
}

sockets::Dialect Conversation::voice(sockets::Dialect wanted) const {
    return is_plain_ ? sockets::Dialect::plain : wanted;
}

/// The same person with the account of that token; with none, without.
asio::awaitable<Said<Person>> Conversation::person_by(std::string token) {
    auto person = who_;
    person.caller.reset();
    person.user = {};
    if (token.empty()) co_return person;
    // Before the database is asked: tokens that are made up are not worth that.
    const auto may_try = parts_.limits.may_try_token(who_.peer_ip, mono_now());
    if (!may_try.allowed) co_return too_often(may_try);
    auto caller = co_await parts_.accounts.authenticate(std::move(token));
    if (!caller) {
        parts_.limits.note_bad_token(who_.peer_ip, mono_now());
        co_return refused(caller.error());
    }
    person.caller = at_its_address(*std::move(caller));
    const auto counted = count_request(person);
    if (!counted) co_return std::unexpected(counted.error());
    const auto user = co_await parts_.accounts.find(person.caller->user);
    if (!user) co_return refused(Errc::unauthenticated);
    person.user = {.id = user->id,
                   .username = user->username,
                   .display_name = user->display_name,
                   .avatar_url = user->avatar_url};
    co_return person;
}

asio::awaitable<Said<void>> Conversation::introduce(AuthRequest shown) {
    auto person = co_await person_by(shown.token.value_or(""));
    if (!person) co_return std::unexpected(person.error());
    if (shown.client_id && !shown.client_id->empty()) {
        if (!playback::is_client_id(*shown.client_id)) {
            co_return std::unexpected(Refused{
                .why = {.reason = Errc::validation_failed,
                        .fields = {
                            {.field = "clientId", .code = "invalid_characters", .params = {}}}}});
        }
        person->client_id = *std::move(shown.client_id);
    }
    co_await become(*std::move(person));
    co_return Said<void>();
}

/// In all its rooms it is that person from now on; out of those that are not for it.
asio::awaitable<void> Conversation::become(Person who) {
    if (hearing_ && !who.is(hearing_->user())) hearing_.reset();
    if (hearing_) hearing_->go_on_as(who);
    who_ = std::move(who);
    is_seated_as_itself_ = false;
    const auto seats = seats_;
    for (const auto& seat : seats) {
        const auto joined =
            co_await take_seat(seat.room, {.dialect = seat.dialect, .is_new = false});
        if (joined) continue;
        leave(seat.room);
        const Asker nobody(socket_, who_.language);
        nobody.refuse(joined.error());
    }
    is_seated_as_itself_ = true;
}

bool Conversation::Remembered::keeps(const sockets::Topic& topic) const {
    if (hears_notices && topic == user_topic(who.user.id)) return true;
    return std::ranges::any_of(seats, [&](const Seat& seat) {
        return topic == room_topic(seat.room) || topic == held_topic(seat.room);
    });
}

asio::awaitable<void> Conversation::go_on(const Remembered& remembered) {
    who_.connection_id = remembered.who.connection_id;
    if (who_.client_id.empty()) who_.client_id = remembered.who.client_id;
    seats_ = remembered.seats;
    const auto user = remembered.who.user.id;
    if (remembered.hears_notices && who_.is(user))
        hearing_ = std::make_unique<Notices::Hearing>(parts_.notices, who_, socket_);
    else if (remembered.hears_notices)
        socket_.unfollow(user_topic(user));
    co_await become(who_);
    if (hearing_) (void)co_await parts_.notices.unread(hearing_->user());  // For what comes.
}

asio::awaitable<Said<void>> Conversation::auth(Asker asker, AuthRequest request) {
    const auto counted = count_request(who_);
    if (!counted) co_return counted;
    const auto introduced = co_await introduce(std::move(request));
    if (!introduced) co_return introduced;
    AuthReply reply;
    if (who_.caller) {
        reply.user = SelfView{.id = who_.user.id,
                              .username = who_.user.username,
                              .display_name = who_.user.display_name,
                              .avatar_url = parts_.looks.avatar(who_.user)};
    }
    asker.accept(json::to_json(reply));
    co_return Said<void>();
}

asio::awaitable<Said<void>> Conversation::subscribe(Asker asker, PlaceRequest) {
    if (hearing_ && hearing_->is_over()) hearing_.reset();
    if (!hearing_) {
        hearing_ = std::make_unique<Notices::Hearing>(parts_.notices, who_, socket_);
        hearing_->begin(voice(sockets::Dialect::kebab));
    }
    const auto unread = co_await parts_.notices.unread(who_.user.id);
    asker.accept(json::to_json(UnreadReply{.status = "ok", .unread = unread}));
    co_return Said<void>();
}

}  // namespace freshet::chat
