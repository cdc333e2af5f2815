#include "serve/chat/notices.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "accounts/error.hpp"
#include "base/json.hpp"
#include "serve/chat/asker.hpp"
#include "serve/chat/topics.hpp"

namespace freshet::chat {

namespace {

// Users of whom it is asked at once whom they follow.
constexpr std::size_t asked_at_once = 200;

constexpr std::size_t reviewed_at_once = 500;  // Sockets, in one query.

/// As `GET /api/notifications` has it, with the number of all that are unread.
struct NotificationNews {
    NotificationId id;
    std::string kind;
    community::NotificationFacts data;
    std::optional<WallTime> read_at;
    WallTime created_at;
    std::uint64_t unread = 0;
};
BOOST_DESCRIBE_STRUCT(NotificationNews, (), (id, kind, data, read_at, created_at, unread))

struct StartedNews {
    json::Omittable<StreamId> stream_id;
    json::Omittable<std::string> streamer;
    json::Omittable<std::string> title;
};
BOOST_DESCRIBE_STRUCT(StartedNews, (), (stream_id, streamer, title))

struct SubscriberNews {
    json::Omittable<UserId> streamer_id;
    json::Omittable<std::string> user;
    json::Omittable<std::string> tier;
};
BOOST_DESCRIBE_STRUCT(SubscriberNews, (), (streamer_id, user, tier))

struct EndedNews {
    StreamId stream_id;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(EndedNews, (), (stream_id, reason))

/// The sentence is for who asks for the video, in a language that is known then.
struct FailureNews {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(FailureNews, (), (code))

struct ProgressNews {
    VideoId video_id;
    std::string status;
    std::uint32_t progress = 0;
    std::optional<std::string> doing;
    std::uint64_t position = 0;
    std::optional<FailureNews> failure;
};
BOOST_DESCRIBE_STRUCT(ProgressNews, (), (video_id, status, progress, doing, position, failure))

}  // namespace

Notices::Notices(Parts parts, EventBus& events) : parts_(std::move(parts)) {
    listener_ = events.listen([this](const Event& event) { tell(event); });
}

Notices::Hearing::Hearing(Notices& notices, const Person& who, sockets::Socket socket)
    : notices_(notices), user_(who.user.id), socket_(socket) {
    notices_.enter(socket_,
                   {.user = user_, .session = who.caller->session, .language = who.language});
}

Notices::Hearing::~Hearing() {
    socket_.unfollow(user_topic(user_));
    notices_.leave(socket_);
}

void Notices::Hearing::begin(sockets::Dialect dialect) const {
    socket_.follow(user_topic(user_), dialect, notices_.parts_.press.head());
}

void Notices::Hearing::go_on_as(const Person& who) const {
    const std::lock_guard lock(notices_.mutex_);
    const auto found = notices_.ears_.find(socket_);
    if (found != notices_.ears_.end()) found->second.session = who.caller->session;
}

bool Notices::Hearing::is_over() const {
    const std::lock_guard lock(notices_.mutex_);
    return !notices_.ears_.contains(socket_);
}

void Notices::enter(const sockets::Socket& socket, const Ear& ear) {
    const std::lock_guard lock(mutex_);
    ears_.emplace(socket, ear);
    ++hearers_[ear.user].sockets;
}

/// Tells whether it was there, as long as it hears by that sign-in.
bool Notices::leave(const sockets::Socket& socket, std::optional<SessionId> only_by) {
    const std::lock_guard lock(mutex_);
    const auto found = ears_.find(socket);
    if (found == ears_.end() || (only_by && found->second.session != *only_by)) return false;
    const auto hearer = hearers_.find(found->second.user);
    if (--hearer->second.sockets == 0) hearers_.erase(hearer);
    ears_.erase(found);
    return true;
}

std::vector<Notices::Ears::value_type> Notices::ears() const {
    const std::lock_guard lock(mutex_);
    return {ears_.begin(), ears_.end()};
}

asio::awaitable<void> Notices::review() {
    const auto all = ears();
    for (auto left = std::span(all); !left.empty();) {
        const auto some = left.first(std::min(left.size(), reviewed_at_once));
        left = left.subspan(some.size());
        std::vector<channels::Watcher> watchers;
        for (const auto& [socket, ear] : some)
            watchers.push_back({.user = ear.user, .session = ear.session, .channel = {}});
        const auto standings =
            co_await parts_.access.standings(std::move(watchers), parts_.clock());
        for (std::size_t i = 0; i < some.size(); ++i)
            if (!standings.at(i).is_member) dismiss(some[i].first, some[i].second);
    }
}

/// Unless it has signed in anew meanwhile.
void Notices::dismiss(const sockets::Socket& socket, const Ear& ear) {
    if (!leave(socket, ear.session)) return;
    const Refused why{.why = {.reason = accounts::Errc::session_ended, .fields = {}}};
    socket.unfollow(user_topic(ear.user));
    socket.tell({.name = "unauthorized", .data = problem_json(why, ear.language)});
}

/// Asked once for each user; what changes meanwhile may be in the answer or not, and is asked
/// again.
asio::awaitable<std::uint64_t> Notices::unread(UserId user) {
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        const auto before = look(user);
        if (before.unread) co_return *before.unread;
        const auto unread = co_await parts_.notifications.unread(user);
        const auto after = look(user);
        if (after.changes == before.changes || attempt == attempts) {
            note_unread(user, unread);
            co_return unread;
        }
    }
}

Notices::Hearer Notices::look(UserId user) const {
    const std::lock_guard lock(mutex_);
    const auto found = hearers_.find(user);
    return found == hearers_.end() ? Hearer() : found->second;
}

void Notices::note_unread(UserId user, std::uint64_t unread) {
    const std::lock_guard lock(mutex_);
    const auto found = hearers_.find(user);
    if (found != hearers_.end()) found->second.unread = unread;
}

void Notices::tell(const Event& event) {
    std::visit(
        [this](const auto& one) {
            if constexpr (requires { tell_one(one); }) tell_one(one);
        },
        event);
}

/// One more. Nothing: nobody hears it, or those who are about to do not know of the others yet, and
/// are told of all at once.
std::optional<std::uint64_t> Notices::count_one(UserId user) {
    const std::lock_guard lock(mutex_);
    const auto found = hearers_.find(user);
    if (found == hearers_.end()) return std::nullopt;
    auto& hearer = found->second;
    ++hearer.changes;
    if (hearer.unread) ++*hearer.unread;
    return hearer.unread;
}

void Notices::tell_one(const NotificationMade& made) {
    const auto unread = count_one(made.recipient);
    if (!unread) return;
    const auto facts = json::read<community::NotificationFacts>(made.data);
    if (!facts) return;  // Rows and we have the same words.
    const NotificationNews news{.id = made.notification,
                                .kind = made.kind,
                                .data = *facts,
                                .read_at = {},
                                .created_at = made.at,
                                .unread = *unread};
    publish(made.recipient, "notification", json::to_json(news));
    if (made.kind == to_string(community::NotificationKind::stream_started)) {
        const StartedNews started{
            .stream_id = facts->stream_id, .streamer = facts->streamer, .title = facts->title};
        publish(made.recipient, "stream_started", json::to_json(started));
    } else if (made.kind == to_string(community::NotificationKind::new_subscriber)) {
        const SubscriberNews subscriber{
            .streamer_id = facts->streamer_id, .user = facts->user, .tier = facts->tier};
        publish(made.recipient, "new_subscriber", json::to_json(subscriber));
    }
}

void Notices::tell_one(const NotificationsMarked& marked) {
    const std::lock_guard lock(mutex_);
    const auto found = hearers_.find(marked.recipient);
    if (found == hearers_.end()) return;
    ++found->second.changes;
    found->second.unread = marked.unread;
}

void Notices::tell_one(const StreamEnded& ended) {
    if (!ended.is_public) return;
    parts_.spawn("chat: ended", [this, ended] { return tell_ended(ended); });
}

void Notices::tell_one(const VideoProgressed& progressed) {
    if (!is_heard(progressed.owner)) return;
    parts_.loop.post([this, progressed] { hear_progress(progressed); });
}

bool Notices::is_heard(UserId user) const {
    const std::lock_guard lock(mutex_);
    return hearers_.contains(user);
}

void Notices::hear_progress(const VideoProgressed& progressed) {
    if (is_stopped_) return;
    if (videos_.hear(progressed, parts_.loop.now())) publish_progress(progressed);
    arm();
}

void Notices::tell_due() {
    for (const auto& progressed : videos_.take_due(parts_.loop.now())) publish_progress(progressed);
    arm();
}

void Notices::arm() {
    const auto soonest = videos_.deadline();
    wake_ = soonest ? parts_.loop.wake_at(*soonest, [this] { tell_due(); }) : nullptr;
}

void Notices::stop() {
    parts_.loop.post([this] {
        is_stopped_ = true;
        wake_.reset();
    });
}

void Notices::publish_progress(const VideoProgressed& progressed) const {
    ProgressNews news{.video_id = progressed.video,
                      .status = progressed.status,
                      .progress = progressed.progress,
                      .doing = {},
                      .position = progressed.position,
                      .failure = {}};
    if (!progressed.doing.empty()) news.doing = progressed.doing;
    if (!progressed.failure.empty()) news.failure = FailureNews{progressed.failure};
    publish(progressed.owner, "video_progress", json::to_json(news));
}

/// Among those who are connected, who are few, and not among all followers, who may be many.
asio::awaitable<void> Notices::tell_ended(StreamEnded ended) {
    const auto data = json::to_json(EndedNews{.stream_id = ended.stream, .reason = ended.reason});
    const auto all = hearers();
    for (std::size_t at = 0; at < all.size(); at += asked_at_once) {
        const auto count = std::min(asked_at_once, all.size() - at);
        std::vector<UserId> some(all.begin() + static_cast<std::ptrdiff_t>(at),
                                 all.begin() + static_cast<std::ptrdiff_t>(at + count));
        const auto followers = co_await parts_.followers_among(ended.streamer, std::move(some));
        for (const auto& follower : followers) publish(follower, "stream_ended", data);
    }
}

std::vector<UserId> Notices::hearers() const {
    const std::lock_guard lock(mutex_);
    std::vector<UserId> users;
    users.reserve(hearers_.size());
    for (const auto& [user, hearer] : hearers_) users.push_back(user);
    return users;
}

void Notices::publish(UserId user, std::string name, std::string data) const {
    const sockets::Event event{.name = std::move(name), .data = std::move(data)};
    parts_.press.publish(user_topic(user), {.kebab = event, .snake = event});
}

}  // namespace freshet::chat
