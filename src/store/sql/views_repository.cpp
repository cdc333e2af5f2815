#include "store/sql/views_repository.hpp"

#include <map>
#include <utility>

#include "base/local_day.hpp"

namespace freshet::sql {

using channels::Peak;
using channels::Subject;
using channels::View;

namespace {

/// The days of channels, each looked up once in a transaction.
class DaysOfChannels {
public:
    explicit DaysOfChannels(Session& session) : session_(session) {}

    LocalDay day(ChannelId channel, WallTime moment) {
        auto& known = known_[channel];
        const auto is_in = [moment](const LocalDay& day) {
            return day.begins <= moment && moment < day.ends;
        };
        if (!is_in(known)) known = day_at(moment, zone_of(channel));
        return known;
    }

private:
    std::string zone_of(ChannelId channel) {
        std::string zone;
        auto statement = session_.prepare("SELECT time_zone FROM channels WHERE id = :id");
        statement.use(channel).into(zone).next();
        return zone;
    }

    Session& session_;
    std::map<ChannelId, LocalDay> known_;
};

/// What a day gains.
struct Gain {
    std::int64_t views = 0;
    std::int64_t unique_viewers = 0;
    std::int64_t watch_ms = 0;
    std::int64_t peak_viewers = 0;
};

void add_to_day(Session& session, ChannelId channel, const LocalDay& day, const Gain& gain) {
    // A channel may have been deleted meanwhile.
    auto statement = session.prepare(R"(
        INSERT INTO channel_days (channel_id, day, total_views, unique_viewers, watch_ms,
            peak_viewers)
        SELECT c.id, CAST(:day AS TEXT), CAST(:views AS BIGINT), CAST(:viewers AS BIGINT),
            CAST(:watched AS BIGINT), CAST(:peak AS BIGINT)
        FROM channels c
        WHERE c.id = :channel
        ON CONFLICT (channel_id, day) DO UPDATE SET
            total_views = channel_days.total_views + excluded.total_views,
            unique_viewers = channel_days.unique_viewers + excluded.unique_viewers,
            watch_ms = channel_days.watch_ms + excluded.watch_ms,
            peak_viewers = CASE WHEN channel_days.peak_viewers < excluded.peak_viewers
                THEN excluded.peak_viewers ELSE channel_days.peak_viewers END)");
    statement.use(to_date_text(day.date))
        .use(gain.views)
        .use(gain.unique_viewers)
        .use(gain.watch_ms)
        .use(gain.peak_viewers)
        .use(channel)
        .run();
}

/// Where what is watched has its row, and how views name it.
struct Place {
    std::string table;
    std::string column;
    std::string id;
};

Place place_of(StreamId stream) {
    return {.table = "streams", .column = "stream_id", .id = to_string(stream)};
}

Place place_of(VideoId video) {
    return {.table = "videos", .column = "video_id", .id = to_string(video)};
}

Place place_of(const Subject& subject) {
    return std::visit([](auto id) { return place_of(id); }, subject);
}

/// False: what it is of is gone.
bool insert_view(Session& session, const View& view, const Place& place) {
    auto statement = session.prepare("INSERT INTO views (session_id, channel_id, " + place.column +
                                     R"(, user_id, viewer_hash, watch_ms, started_at, ended_at)
        SELECT CAST(:id AS TEXT), s.channel_id, s.id, (SELECT u.id FROM users u WHERE u.id = :user),
            CAST(:viewer AS TEXT), CAST(:watched AS BIGINT), CAST(:started_at AS BIGINT),
            CAST(:ended_at AS BIGINT)
        FROM )" + place.table + " s WHERE s.id = :subject");
    statement.use(view.id)
        .use(view.who.user)
        .use(view.who.viewer)
        .use(view.watched.count())
        .use(view.started_at)
        .use(view.ended_at)
        .use(std::string_view(place.id));
    return statement.run() == 1;
}

/// Whether the viewer's newest view in the channel is the only one of that day.
bool is_first_of_day(Session& session, const View& view, const LocalDay& day) {
    std::int64_t count = 0;
    auto statement = session.prepare(R"(
        SELECT COUNT(*)
        FROM views
        WHERE channel_id = :channel AND viewer_hash = :viewer
            AND started_at >= :begins AND started_at < :ends)");
    statement.use(view.who.channel)
        .use(view.who.viewer)
        .use(day.begins)
        .use(day.ends)
        .into(count)
        .next();
    return count == 1;
}

void begin_view(Session& session, const View& view, const LocalDay& day) {
    const auto place = place_of(view.who.subject);
    if (!insert_view(session, view, place)) return;
    session.prepare("UPDATE " + place.table + " SET view_count = view_count + 1 WHERE id = :id")
        .use(std::string_view(place.id))
        .run();
    add_to_day(session, view.who.channel, day,
               {.views = 1,
                .unique_viewers = is_first_of_day(session, view, day) ? 1 : 0,
                .watch_ms = view.watched.count()});
}

void note_view(Session& session, const View& view, DaysOfChannels& days) {
    const auto day = days.day(view.who.channel, view.started_at);
    std::int64_t watched_ms = 0;
    auto known = session.prepare("SELECT watch_ms FROM views WHERE session_id = :id");
    if (!known.use(view.id).into(watched_ms).next()) return begin_view(session, view, day);

    session
        .prepare(
            "UPDATE views SET watch_ms = :watched, ended_at = :ended_at WHERE session_id = :id")
        .use(view.watched.count())
        .use(view.ended_at)
        .use(view.id)
        .run();
    add_to_day(session, view.who.channel, day, {.watch_ms = view.watched.count() - watched_ms});
}

void note_peak(Session& session, const Peak& peak) {
    auto statement = session.prepare(R"(
        UPDATE streams
        SET peak_viewers = :viewers
        WHERE id = :id AND peak_viewers < :less)");
    statement.use(peak.viewers).use(peak.stream).use(peak.viewers).run();
}

}  // namespace

asio::awaitable<void> ViewsRepository::note(std::vector<View> views) {
    return database_.write([views = std::move(views)](Session& session) {
        DaysOfChannels days(session);
        for (const auto& view : views) note_view(session, view, days);
    });
}

asio::awaitable<void> ViewsRepository::note_peaks(std::vector<Peak> peaks, WallTime now) {
    return database_.write([peaks = std::move(peaks), now](Session& session) {
        DaysOfChannels days(session);
        for (const auto& peak : peaks) {
            note_peak(session, peak);
            add_to_day(session, peak.channel, days.day(peak.channel, now),
                       {.peak_viewers = peak.viewers});
        }
    });
}

asio::awaitable<SecretText> ViewsRepository::salt_of(std::string day, SecretText offered) {
    return database_.write([day = std::move(day), offered](Session& session) {
        session.prepare("DELETE FROM viewer_salts WHERE day <> :day").use(day).run();
        session
            .prepare(
                "INSERT INTO viewer_salts (day, salt) VALUES (:day, :salt) "
                "ON CONFLICT DO NOTHING")
            .use(day)
            .use(offered.reveal())
            .run();
        std::string salt;
        auto kept = session.prepare("SELECT salt FROM viewer_salts WHERE day = :day");
        kept.use(day).into(salt).next();
        return SecretText(salt);
    });
}

}  // namespace freshet::sql
