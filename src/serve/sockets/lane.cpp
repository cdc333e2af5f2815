#include "serve/sockets/lane.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "base/check.hpp"
#include "base/log.hpp"

namespace freshet::sockets {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t inbox_bytes = 64 * 1024;

/// How often heartbeats, stalls and the age of news are looked at.
milliseconds check_interval(const Config& config) {
    const auto shortest =
        std::min({config.ping_interval, config.ping_timeout, config.limits.stall_max,
                  config.limits.connect_max, config.upgrade_timeout, config.away_max});
    return std::clamp(shortest / 4, milliseconds(5), milliseconds(1000));
}

}  // namespace

Lane::Lane(net::IoThread& thread, Shared shared)
    : thread_(thread),
      shared_(shared),
      heartbeat_{.ping_interval = shared.config.ping_interval,
                 .ping_timeout = shared.config.ping_timeout,
                 .probe_timeout = shared.config.upgrade_timeout},
      sockets_(thread.context()),
      tasks_(thread.context().get_executor()),
      topics_({.log_bytes_max = shared.config.log_bytes_max,
               .all_bytes_max = shared.config.logs_bytes_max,
               .age_max = shared.config.away_max}),
      rests_(shared.config.rests),
      inbox_(inbox_bytes) {
    thread_.post([this] { check_clients(); });
}

Lane::~Lane() = default;

void Lane::deliver(EditionPtr edition) {
    bool is_first = false;
    {
        const std::lock_guard lock(arriving_);
        is_first = arrived_.empty();
        arrived_.push_back(std::move(edition));
    }
    // What comes until then is taken with it.
    if (is_first) thread_.post([this] { take_news(); });
}

void Lane::take_news() {
    std::vector<EditionPtr> news;
    {
        const std::lock_guard lock(arriving_);
        news.swap(arrived_);
    }
    if (news.empty()) return;
    const auto time = now();
    heard_ = news.back()->number;
    for (auto& edition : news) topics_.append(std::move(edition), time);
    schedule_pass();
}

void Lane::with(std::uint64_t serial, std::move_only_function<void(Client&)> work) {
    auto find_and_do = [this, serial, work = std::move(work)]() mutable {
        const auto found = clients_.find(serial);
        if (found != clients_.end()) work(*found->second);
    };
    if (thread_.is_current()) return find_and_do();
    thread_.post(std::move(find_and_do));
}

Client* Lane::open(engineio::Transport transport, Origin origin) {
    if (closed_ || clients_.size() >= config().clients_max) return nullptr;
    auto id = SessionId::make(thread_.index());
    while (clients_.contains(id.serial())) id = SessionId::make(thread_.index());
    auto client = std::make_unique<Client>(*this, id, transport, std::move(origin));
    return clients_.emplace(id.serial(), std::move(client)).first->second.get();
}

Client* Lane::find(const SessionId& id) {
    const auto found = clients_.find(id.serial());
    if (found == clients_.end() || found->second->id() != id) return nullptr;
    return found->second.get();
}

Followed& Lane::topic(const Topic& name) {
    take_news();
    return topics_.at(name);
}

Number Lane::heard_by_all() const { return std::min<Number>(heard_, shared_.head); }

void Lane::release(Followed& topic) { topics_.release(topic); }

void Lane::begin_following(Client& client, Feed::Follow follow) {
    auto& follows = client.feed().follows();
    if (follows.size() >= config().limits.follows_max) {
        log::warning("sockets", "a client follows too much topic={}", *follow.topic->name);
        return release(*follow.topic);
    }
    auto& followers = follow.topic->followers;
    follow.place = followers.size();
    followers.push_back(&client);
    follows.push_back(follow);
}

void Lane::stop_following(Client& client, std::size_t index) {
    auto& follows = client.feed().follows();
    const auto gone = follows.at(index);
    follows.erase(follows.begin() + static_cast<std::ptrdiff_t>(index));

    auto& topic = *gone.topic;
    auto* const last = topic.followers.back();
    topic.followers[gone.place] = last;
    topic.followers.pop_back();
    for (auto& follow : last->feed().follows()) {
        if (follow.topic == &topic) follow.place = gone.place;
    }
    release(topic);
}

void Lane::schedule_flush(Client& client) {
    if (std::exchange(client.waits_for_flush_, true)) return;
    unflushed_.push_back(client.id().serial());
    schedule_pass();
}

void Lane::schedule_reading(const Client& client) {
    thread_.post([this, serial = client.id().serial()] {
        with(serial, [](Client& same) { same.read_on(); });
    });
}

/// Behind whatever else is being handled now, or at the end of a rest: what came together goes out
/// together.
void Lane::schedule_pass() {
    if (std::exchange(pass_scheduled_, true)) return;
    const auto rests_until = closed_ ? std::nullopt : rests_.until(now());
    if (!rests_until) return thread_.post([this] { pass(); });
    pass_wake_ = thread_.wake_at(*rests_until, [this] { pass(); });
}

void Lane::pass() {
    const auto begun = now();
    pass_scheduled_ = false;
    pass_wake_.reset();
    for (auto* topic : topics_.take_waiting()) pass_over(*topic);
    for (const auto serial : std::exchange(unflushed_, {})) {
        with(serial, [](Client& client) {
            client.waits_for_flush_ = false;
            client.flush();
        });
    }
    tell_totals();
    rests_.note_pass(begun, now());
}

void Lane::pass_over(Followed& topic) {
    shared_writes_.prepare(topic);
    // Backwards, since the last follower takes the place of one that ends.
    for (auto left = topic.followers.size(); left > 0; --left) {
        topic.followers[left - 1]->flush();
    }
    shared_writes_.clear();
    topic.passed_to = topic.log.head();
    topic.waits_for_pass = false;
    release(topic);
}

/// Once a pass and not once a client: other threads look at these numbers.
void Lane::tell_totals() {
    totals().bytes.fetch_add(std::exchange(untold_bytes_, 0), std::memory_order_relaxed);
    totals().passes.fetch_add(1, std::memory_order_relaxed);
}

void Lane::check_clients() {
    if (joining_) return;
    const auto time = now();
    for (auto next = clients_.begin(); next != clients_.end();) {
        auto& client = *next->second;
        ++next;  // The client may end.
        client.check(time);
    }
    take_news();
    topics_.age(time);
    absences().forget(time);
    check_wake_ = thread_.wake_at(time + check_interval(config()), [this] { check_clients(); });
}

bool Lane::spawn(net::TaskGroup::Task task) {
    if (joining_) return false;
    tasks_.spawn("client", std::move(task));
    return true;
}

void Lane::end(Client& client, End why) {
    auto node = clients_.extract(client.id().serial());
    FRESHET_CHECK(!node.empty());
    client.depart(why);
    departed_.push_back(std::move(node.mapped()));
    schedule_burial();
    if (clients_.empty() && on_closed_) finish_closing();
}

/// Later, since the client may be in the middle of something.
void Lane::schedule_burial() {
    if (std::exchange(burial_scheduled_, true)) return;
    thread_.post([this] { bury(); });
}

void Lane::bury() {
    burial_scheduled_ = false;
    const auto gone = std::ranges::partition(departed_, &Client::is_conversing);
    std::vector<std::unique_ptr<Client>> buried(std::move_iterator(gone.begin()),
                                                std::move_iterator(gone.end()));
    departed_.erase(gone.begin(), gone.end());
}

void Lane::close(milliseconds grace, std::function<void()> on_closed) {
    thread_.post([this, grace, on_closed = std::move(on_closed)]() mutable {
        closed_ = true;
        grace_ = grace;
        on_closed_ = std::move(on_closed);
        say_goodbye();
    });
}

void Lane::say_goodbye() {
    if (pass_wake_) pass();  // What waits for the end of a rest goes out before the last words.
    for (auto& [serial, client] : clients_) client->say_goodbye();
    if (clients_.empty()) return finish_closing();
    close_wake_ = thread_.wake_at(now() + grace_, [this] {
        while (!clients_.empty()) end(*clients_.begin()->second, End::shutdown);
    });
}

/// Nobody is there any more; what they had asked may still run.
void Lane::finish_closing() {
    if (std::exchange(joining_, true)) return;
    const auto executor = thread_.context().get_executor();
    boost::asio::co_spawn(executor, tasks_.join(grace_), [this](std::exception_ptr) {
        check_wake_.reset();
        close_wake_.reset();
        bury();
        std::exchange(on_closed_, nullptr)();
    });
}

}  // namespace freshet::sockets
