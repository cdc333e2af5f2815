#include "store/sql/outbox.hpp"

#include "base/described.hpp"
#include "base/json.hpp"
#include "store/sql/stream_acts.hpp"
#include "store/sql/video_rows.hpp"

namespace freshet::sql {

using site::Delivery;
using site::DeliveryId;
using site::WebhookEvent;

namespace {

// What receivers read; docs/operations.md describes it.
struct StreamNews {
    StreamId stream_id;
    ChannelId channel_id;
    UserId user_id;
    std::string username;
    std::string handle;
    std::string title;
    std::optional<WallTime> started_at;
    std::optional<WallTime> ended_at;
};
BOOST_DESCRIBE_STRUCT(StreamNews, (),
                      (stream_id, channel_id, user_id, username, handle, title, started_at,
                       ended_at))

struct SubscriptionBody {
    SubscriptionId subscription_id;
    UserId user_id;
    UserId streamer_id;
    std::string tier;
};
BOOST_DESCRIBE_STRUCT(SubscriptionBody, (), (subscription_id, user_id, streamer_id, tier))

struct VideoNews {
    VideoId video_id;
    ChannelId channel_id;
    UserId user_id;
    std::string username;
    std::string handle;
    std::string title;
    std::string visibility;
    double duration = 0;                 // Seconds.
    std::optional<std::string> failure;  // The code.
};
BOOST_DESCRIBE_STRUCT(VideoNews, (),
                      (video_id, channel_id, user_id, username, handle, title, visibility, duration,
                       failure))

template <class Data>
struct Body {
    DeliveryId id;
    std::string event;
    std::uint64_t session = 0;
    std::uint64_t sequence = 0;
    WallTime occurred_at;
    Data data;

    BOOST_DESCRIBE_CLASS(Body, (), (id, event, session, sequence, occurred_at, data), (), ())
};

/// Where a lane stands.
struct Place {
    std::uint64_t session = 0;   // Publishers of the stream so far.
    std::uint64_t sequence = 0;  // Messages of the lane so far.
};

bool has_receiver(Session& session) {
    std::int64_t count = 0;
    auto statement = session.prepare("SELECT COUNT(*) FROM installation WHERE name = 'webhooks'");
    return statement.into(count).next() && count > 0;
}

Place next_place(Session& session, const Uuid& lane, WebhookEvent event) {
    const auto now = wall_now();
    const int begins = event == WebhookEvent::publish ? 1 : 0;
    auto advance = session.prepare(R"(
        INSERT INTO webhook_lanes (lane_id, session, sequence, updated_at)
        VALUES (:lane, :session, 1, :created)
        ON CONFLICT (lane_id) DO UPDATE
        SET session = webhook_lanes.session + :begins, sequence = webhook_lanes.sequence + 1,
            updated_at = :updated)");
    advance.use(to_string(lane)).use(begins).use(now).use(begins).use(now).run();
    Place place;
    auto select =
        session.prepare("SELECT session, sequence FROM webhook_lanes WHERE lane_id = :lane");
    select.use(to_string(lane)).into(place.session).into(place.sequence).next();
    return place;
}

template <class Data>
void put(Session& session, WebhookEvent event, const Uuid& lane, Data data, WallTime at) {
    const auto place = next_place(session, lane, event);
    const Body<Data> body{.id = DeliveryId::make(),
                          .event = std::string(to_string(event)),
                          .session = place.session,
                          .sequence = place.sequence,
                          .occurred_at = at,
                          .data = std::move(data)};
    auto insert = session.prepare(R"(
        INSERT INTO webhook_outbox (id, lane_id, sequence, event, body, attempts,
            next_attempt_at, created_at)
        VALUES (:id, :lane, :sequence, :event, :body, 0, 0, :now))");
    insert.use(body.id).use(to_string(lane)).use(place.sequence).use(body.event);
    // What it tells of may be long ago, after a crash; its own time begins now.
    insert.use(json::to_json(body)).use(wall_now()).run();
}

std::vector<Delivery> load_due(Session& session, WallTime now, std::size_t count) {
    std::vector<Delivery> deliveries;
    Delivery delivery;
    auto statement = session.prepare(R"(
        SELECT o.id, o.event, o.body, o.attempts, o.created_at
        FROM webhook_outbox o
        WHERE o.next_attempt_at <= :now AND NOT EXISTS (
            SELECT 1 FROM webhook_outbox e
            WHERE e.lane_id = o.lane_id AND e.sequence < o.sequence)
        ORDER BY o.next_attempt_at, o.id
        LIMIT :count)");
    statement.use(now).use(count).into(delivery.id).into(delivery.event).into(delivery.body);
    statement.into(delivery.attempts).into(delivery.created_at);
    while (statement.next()) deliveries.push_back(delivery);
    return deliveries;
}

}  // namespace

void note_outgoing(Session& session, WebhookEvent event, StreamId stream, WallTime at) {
    if (!has_receiver(session)) return;
    const auto row = load_stream(session, stream);
    if (!row) return;
    StreamNews news{.stream_id = stream,
                    .channel_id = row->channel,
                    .user_id = row->owner,
                    .username = row->username,
                    .handle = row->handle,
                    .title = row->title,
                    .started_at = row->started_at,
                    .ended_at = row->ended_at};
    put(session, event, stream.uuid(), std::move(news), at);
}

void note_outgoing(Session& session, WebhookEvent event, const SubscriptionNews& news) {
    if (!has_receiver(session)) return;
    put(session, event, news.subscription.uuid(),
        SubscriptionBody{.subscription_id = news.subscription,
                         .user_id = news.subscriber,
                         .streamer_id = news.streamer,
                         .tier = news.tier},
        news.at);
}

void note_outgoing(Session& session, WebhookEvent event, VideoId video, WallTime at) {
    if (!has_receiver(session)) return;
    const auto row = load_video(session, video);
    if (!row) return;
    VideoNews news{.video_id = video,
                   .channel_id = row->channel,
                   .user_id = row->owner,
                   .username = row->username,
                   .handle = row->handle,
                   .title = row->title,
                   .visibility = std::string(to_string(row->visibility)),
                   .duration = std::chrono::duration<double>(row->facts.duration).count(),
                   .failure = {}};
    if (row->failure) news.failure = std::string(to_string(*row->failure));
    put(session, event, video.uuid(), std::move(news), at);
}

asio::awaitable<void> OutboxRepository::switch_on(bool on) {
    return database_.write([on](Session& session) {
        session.execute(on ? "INSERT INTO installation (name, value) VALUES ('webhooks', 'on') "
                             "ON CONFLICT DO NOTHING"
                           : "DELETE FROM installation WHERE name = 'webhooks'");
    });
}

asio::awaitable<std::vector<Delivery>> OutboxRepository::due(WallTime now, std::size_t count) {
    return database_.read([now, count](Session& session) { return load_due(session, now, count); });
}

asio::awaitable<void> OutboxRepository::remove(DeliveryId id) {
    return database_.write([id](Session& session) {
        session.prepare("DELETE FROM webhook_outbox WHERE id = :id").use(id).run();
    });
}

asio::awaitable<void> OutboxRepository::postpone(DeliveryId id, WallTime until) {
    return database_.write([id, until](Session& session) {
        auto statement = session.prepare(
            "UPDATE webhook_outbox SET attempts = attempts + 1, next_attempt_at = :until "
            "WHERE id = :id");
        statement.use(until).use(id).run();
    });
}

}  // namespace freshet::sql
