#include "app/chat.hpp"

#include <string>
#include <utility>
#include <vector>

namespace freshet::app {

namespace {

/// How soon who has signed out hears nothing more, be it without asking for anything.
constexpr std::chrono::seconds review{10};

using metrics::Sample;
using Samples = std::vector<Sample>;

sockets::Config hub_config(const Config& config, api::RateLimits& limits) {
    auto hub = config.realtime;
    hub.gate = [&limits](std::string_view peer_ip) -> std::optional<std::chrono::seconds> {
        const auto verdict = limits.take_socket(peer_ip, mono_now());
        if (verdict.allowed) return std::nullopt;
        return verdict.retry_after;
    };
    return hub;
}

/// One number, without a label.
template <class Number>
metrics::Read one(const std::atomic<Number>& number) {
    return [&number] { return Samples{{"", static_cast<double>(number.load())}}; };
}

Samples connections(const sockets::Totals& totals) {
    return {{"websocket", static_cast<double>(totals.web_sockets.load())},
            {"polling", static_cast<double>(totals.polling.load())},
            {"plain", static_cast<double>(totals.plain.load())}};
}

Samples ends(const sockets::Totals& totals) {
    Samples samples;
    for (std::size_t i = 0; i < sockets::end_count; ++i) {
        const auto end = static_cast<sockets::End>(i);
        samples.push_back({std::string(to_string(end)), static_cast<double>(totals.ended[i])});
    }
    return samples;
}

Samples verdicts(const chat::Totals& totals) {
    const auto stored = static_cast<double>(totals.messages.load());
    const auto held = static_cast<double>(totals.held.load());
    return {{"shown", stored - held},
            {"held", held},
            {"refused", static_cast<double>(totals.refused.load())},
            {"failed", static_cast<double>(totals.unstored.load())}};
}

}  // namespace

Chat::Chat(const Config& config, Parts parts)
    : looks_(config.public_url),
      rooms_({}, room_parts(parts), parts.threads, parts.events),
      notices_(notice_parts(parts), parts.events),
      chat_(conversation_parts(config, parts)),
      background_(parts.background),
      hub_(parts.threads, chat_, hub_config(config, parts.limits)) {}

void Chat::start() {
    rooms_.start();
    background_.repeat("chat: review of hearers", {.after = review, .interval = review},
                       [this] { return notices_.review(); });
}

/// Used when clients are there, and so the hub.
chat::Press Chat::press() {
    return {.publish = [this](const sockets::Topic& topic,
                              sockets::News news) { return hub_.publish(topic, std::move(news)); },
            .head = [this] { return hub_.head(); }};
}

chat::RoomParts Chat::room_parts(const Parts& parts) {
    return {.broadcasts = parts.broadcasts,
            .judge = parts.judge,
            .access = parts.access,
            .entitlements = parts.entitlements,
            .messages = parts.domain.messages,
            .moderation = parts.domain.moderation,
            .emotes = parts.domain.emote_rows,
            .reactions = parts.domain.reactions,
            .pins = parts.domain.pins,
            .polls = parts.domain.polls,
            .press = press(),
            .looks = looks_,
            .clock = wall_now,
            .totals = totals_};
}

chat::Notices::Parts Chat::notice_parts(const Parts& parts) {
    return {.notifications = parts.notifications,
            .access = parts.access,
            .clock = wall_now,
            .followers_among =
                [&follows = parts.follows](UserId streamer, std::vector<UserId> users) {
                    return follows.followers_among(streamer, std::move(users));
                },
            .spawn =
                [&background = parts.background](std::string name, Background::Task task) {
                    background.spawn(std::move(name), std::move(task));
                },
            .press = press(),
            .loop = parts.threads.at(0)};
}

chat::ConversationParts Chat::conversation_parts(const Config& config, const Parts& parts) {
    return {.accounts = parts.accounts,
            .limits = parts.limits,
            .rooms = rooms_,
            .notices = notices_,
            .moderation = parts.domain.moderation,
            .reactions = parts.domain.reactions,
            .pins = parts.domain.pins,
            .polls = parts.domain.polls,
            .looks = looks_,
            .clock = wall_now,
            .admin_addresses = config.admin_addresses};
}

void Chat::watch(metrics::Metrics& metrics) const {
    const auto& sockets = hub_.totals();
    metrics.watch(metrics::chat_messages([this] { return verdicts(totals_); }));
    metrics.watch(metrics::chat_batches(one(totals_.batches)));
    metrics.watch(metrics::chat_rooms(one(totals_.rooms)));
    metrics.watch(metrics::chat_viewers(one(totals_.viewers)));
    metrics.watch(metrics::realtime_clients([&sockets] { return connections(sockets); }));
    metrics.watch(metrics::realtime_ended([&sockets] { return ends(sockets); }));
    metrics.watch(metrics::realtime_opened(one(sockets.opened)));
    metrics.watch(metrics::realtime_recovered(one(sockets.recovered)));
    metrics.watch(metrics::realtime_news(one(sockets.news)));
    metrics.watch(metrics::realtime_passes(one(sockets.passes)));
    metrics.watch(metrics::realtime_bytes(one(sockets.bytes)));
}

void Chat::stop(std::chrono::milliseconds grace) {
    hub_.close(grace);
    rooms_.stop();
    notices_.stop();
}

}  // namespace freshet::app
