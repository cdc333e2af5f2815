#include <charconv>
#include <utility>

#include "base/json_scanner.hpp"
#include "net/round_trip.hpp"
#include "serve/sockets/client.hpp"
#include "serve/sockets/edition.hpp"
#include "serve/sockets/lane.hpp"
#include "wire/socketio/error.hpp"
#include "wire/socketio/packet_writer.hpp"

namespace freshet::sockets {

namespace {

/// The text that is a member of an object; empty: there is none.
std::string text_member(std::string_view json, std::string_view key) {
    const auto members = json::split_object(json);
    if (!members) return {};
    for (const auto& member : *members) {
        if (member.key == key && json::type_of(member.value) == json::Type::text)
            return json::unescape(member.value);
    }
    return {};
}

/// Socket.IO v5, "Connection state recovery". Empty: the client has had nothing yet.
std::optional<Number> read_offset(std::string_view text) {
    Number number = 0;
    if (text.empty()) return number;
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || rest != end) return std::nullopt;
    return number;
}

/// Ends the connection that a client has lost without our having seen it yet, on its thread.
boost::asio::awaitable<void> end_former(Whereabouts::Place former) {
    co_await net::round_trip<void()>([former](auto answer) {
        former.lane->thread().post([former, answer = std::move(answer)]() mutable {
            former.lane->with(former.serial,
                              [&former](Client& client) { former.lane->end(client, End::left); });
            answer();
        });
    });
}

}  // namespace

/// As long as it lives there is a coroutine, which refers to the client. What the conversation
/// throws ends the client.
class Client::Conversing {
public:
    explicit Conversing(Client& client) : client_(client) {}
    Conversing(const Conversing&) = delete;
    Conversing& operator=(const Conversing&) = delete;

    ~Conversing() {
        client_.is_conversing_ = false;
        client_.is_opening_ = false;
        if (!is_finished_) client_.end(End::failed);
        client_.lane_.schedule_burial();
    }

    void finish() { is_finished_ = true; }

private:
    Client& client_;
    bool is_finished_ = false;
};

void Client::ask(Asked asked) {
    if (closing_ || is_over_) return;
    if (!asked_) asked_ = std::make_unique<std::deque<Asked>>();
    asked_->push_back(std::move(asked));
    if (std::exchange(is_conversing_, true)) return;
    if (lane_.spawn(converse())) return;
    is_conversing_ = false;
    end(End::shutdown);
}

boost::asio::awaitable<void> Client::converse() {
    Conversing here(*this);
    while (asked_) {
        const bool was_full = !has_room();
        auto next = std::move(asked_->front());
        asked_->pop_front();
        if (asked_->empty()) asked_.reset();
        if (was_full) read_on();

        switch (next.kind) {
            case Asked::Kind::connect: co_await connect(std::move(next.request.data)); break;
            case Asked::Kind::event: co_await hear(std::move(next.request)); break;
            case Asked::Kind::disconnect: part(); break;
        }
    }
    here.finish();
}

boost::asio::awaitable<void> Client::hear(Request request) {
    if (!conversation_) {
        break_off(make_error_code(socketio::Errc::bad_namespace));
        co_return;
    }
    co_await conversation_->hear(std::move(request));
}

/// The client leaves the namespace, and may enter it again.
void Client::part() {
    // It may have hung up before this was heard: who says goodbye does not come back.
    if (is_over_) (void)lane_.absences().take(pid_, lane_.now());
    leave_pid();
    stop_following();
    feed_.give_news(false);
    conversation_.reset();
    until_ = lane_.now() + lane_.config().limits.connect_max;
}

boost::asio::awaitable<void> Client::connect(std::string auth) {
    if (conversation_) {
        break_off(make_error_code(socketio::Errc::unknown_packet));
        co_return;
    }
    if (is_over_ || closing_) co_return;
    std::optional<Absence> absence;
    if (!guest_.is_plain) absence = co_await come_back(auth);
    if (is_over_ || closing_) co_return;
    auto memory = absence ? std::move(absence->memory) : nullptr;
    auto guest = guest_;
    guest.auth = std::move(auth);

    is_opening_ = true;
    auto opened = co_await lane_.application().open(Socket(lane_, id_.serial()), std::move(guest),
                                                    std::move(memory));
    is_opening_ = false;
    if (is_over_ || closing_) co_return;
    if (!opened) {
        refuse(opened.error());
        co_return;
    }
    conversation_ = std::move(*opened);
    welcome(std::move(absence));
}

void Client::welcome(std::optional<Absence> absence) {
    ++lane_.totals().opened;
    if (absence) ++lane_.totals().recovered;
    if (!guest_.is_plain) {
        sid_ = absence ? std::move(absence->sid) : make_secret_name();
        pid_ = absence ? std::move(absence->pid) : make_secret_name();
        lane_.whereabouts().put(pid_, {.lane = &lane_, .serial = id_.serial()});
        say(socketio::connect_packet({.sid = sid_, .pid = pid_}));
    }
    say(std::exchange(early_words_, {}));
    feed_.give_news(true);
}

void Client::refuse(const std::string& problem) {
    stop_following();
    early_words_ = {};
    if (guest_.is_plain) {
        say(plain_event({.name = "error", .data = problem}));
        return close_as(End::refused, websocket::CloseCode::policy_violation, {});
    }
    auto message = text_member(problem, "detail");
    if (message.empty()) message = text_member(problem, "title");
    say(socketio::connect_error_packet({.message = message, .data = problem}));
    until_ = lane_.now() + lane_.config().limits.connect_max;
}

/// What the client was before, when all that it has missed since is still there; then it follows
/// the same topics again.
boost::asio::awaitable<std::optional<Absence>> Client::come_back(std::string auth) {
    const auto pid = text_member(auth, "pid");
    const auto offset = read_offset(text_member(auth, "offset"));
    if (pid.empty() || !offset) co_return std::nullopt;
    if (const auto former = lane_.whereabouts().find(pid)) co_await end_former(*former);
    if (is_over_) co_return std::nullopt;
    auto absence = lane_.absences().take(pid, lane_.now());
    if (absence && follow_again(*absence, *offset)) co_return absence;
    co_return std::nullopt;
}

bool Client::follow_again(const Absence& absence, Number offset) {
    for (const auto& follow : absence.follows) {
        auto after = std::max(offset, follow.since);
        // Who had heard everything when it was lost has missed only what came then, whatever has
        // fallen off the logs of quieter topics in between.
        if (follow.newest <= after) after = std::max(after, absence.head);
        auto& topic = lane_.topic(follow.topic);
        const auto next = topic.log.after(after, follow.dialect);
        if (!next) {
            lane_.release(topic);
            stop_following();
            return false;
        }
        lane_.begin_following(
            *this, {.topic = &topic, .next = *next, .since = after, .dialect = follow.dialect});
    }
    return true;
}

}  // namespace freshet::sockets
