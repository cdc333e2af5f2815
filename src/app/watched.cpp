#include "app/watched.hpp"

#include <string>

namespace freshet::app {

namespace {

using metrics::Sample;
using Samples = std::vector<Sample>;

/// A number of each dialect's, under the dialect's name.
template <class Number>
metrics::Read of_each_dialect(fanout::Delivery& delivery, Number number) {
    return [&delivery, number] {
        Samples samples;
        delivery.each_total([&](std::string_view dialect, const net::FanoutTotals& totals) {
            samples.push_back({std::string(dialect), static_cast<double>((totals.*number).load())});
        });
        return samples;
    };
}

/// The sum of a number over all dialects.
template <class Number>
metrics::Read of_all(fanout::Delivery& delivery, Number number) {
    return [&delivery, number] {
        double sum = 0;
        delivery.each_total([&](std::string_view, const net::FanoutTotals& totals) {
            sum += static_cast<double>((totals.*number).load());
        });
        return Samples{{"", sum}};
    };
}

/// Those who hold a connection, by dialect, and those who ask for playlists.
metrics::Read all_viewers(fanout::Delivery& delivery, const hls::Sessions& sessions) {
    return [connected = of_each_dialect(delivery, &net::FanoutTotals::viewers), &sessions] {
        auto samples = connected();
        samples.push_back({"hls", static_cast<double>(sessions.count())});
        return samples;
    };
}

Samples publications(const live::Hub& hub) {
    double live = 0;
    for (const auto& stream : hub.on_air()) live += stream->status() == live::Status::live ? 1 : 0;
    return {{"rtmp", live}};
}

Samples loop_delays(net::IoThreads& threads) {
    Samples samples;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        const std::chrono::duration<double> delay = threads.at(i).delay();
        samples.push_back({std::to_string(i), delay.count()});
    }
    return samples;
}

/// A number of the database's reads and of its writes.
template <class Number>
metrics::Read of_both_lanes(const sql::Database& database, Number number) {
    return [&database, number] {
        return Samples{{"read", static_cast<double>(number(database.reads()))},
                       {"write", static_cast<double>(number(database.writes()))}};
    };
}

void watch_database(metrics::Metrics& metrics, const sql::Database& database) {
    using Lane = sql::Database::Lane;
    const auto total = [&database](auto member) {
        return of_both_lanes(database,
                             [member](const Lane& lane) { return (lane.totals.*member).load(); });
    };
    metrics.watch(metrics::database_acts(total(&sql::ActTotals::acts)));
    metrics.watch(metrics::database_failures(total(&sql::ActTotals::failures)));
    metrics.watch(metrics::database_retries(total(&sql::ActTotals::retries)));
    metrics.watch(metrics::database_transactions(total(&sql::ActTotals::transactions)));
    metrics.watch(metrics::database_seconds(of_both_lanes(database, [](const Lane& lane) {
        return static_cast<double>(lane.totals.busy_ns.load()) / 1e9;
    })));
    metrics.watch(metrics::database_waiting(
        of_both_lanes(database, [](const Lane& lane) { return lane.queue.waiting(); })));
    metrics.watch(metrics::database_sessions(
        of_both_lanes(database, [](const Lane& lane) { return lane.queue.serving(); })));
    metrics.watch(metrics::database_reconnects(
        [&database] { return Samples{{"", static_cast<double>(database.reconnects())}}; }));
}

}  // namespace

void watch(metrics::Metrics& metrics, Watched watched) {
    auto* const threads = &watched.threads;
    auto* const hub = &watched.hub;
    auto& delivery = watched.delivery;
    metrics.watch(metrics::publications([hub] { return publications(*hub); }));
    metrics.watch(metrics::received_bytes(
        [hub] { return Samples{{"rtmp", static_cast<double>(hub->received_bytes())}}; }));
    metrics.watch(metrics::streams_on_air(
        [hub] { return Samples{{"", static_cast<double>(hub->on_air().size())}}; }));
    metrics.watch(metrics::viewers(all_viewers(delivery, watched.hls_sessions)));
    metrics.watch(metrics::sent_bytes(of_each_dialect(delivery, &net::FanoutTotals::bytes)));
    metrics.watch(metrics::viewer_jumps(of_all(delivery, &net::FanoutTotals::jumps)));
    metrics.watch(metrics::viewers_let_go(of_all(delivery, &net::FanoutTotals::let_go)));
    metrics.watch(metrics::connections([http = &watched.http, rtmp = &watched.rtmp] {
        return Samples{{"http", static_cast<double>(http->counts().connections)},
                       {"rtmp", static_cast<double>(rtmp->connections())}};
    }));
    metrics.watch(metrics::loop_delay([threads] { return loop_delays(*threads); }));
    watch_database(metrics, watched.database);
}

}  // namespace freshet::app
