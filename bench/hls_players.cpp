#include <deque>

#include "bench/hls_client.hpp"
#include "bench/json_line.hpp"
#include "bench/process_cost.hpp"

namespace freshet::bench {
namespace {

struct Options {
    std::string url;
    std::size_t clients = 100;
    std::vector<pid_t> servers;
    Schedule schedule;
};

void declare(CLI::App& app, Options& options) {
    app.add_option("--url", options.url, "http://127.0.0.1:PORT/.../master.m3u8")->required();
    app.add_option("--clients", options.clients)->check(CLI::Range(1, 16'000));
    app.add_option("--pid", options.servers, "the server's processes")->delimiter(',');
    app.add_option_function<double>("--ramp", [&](double s) { options.schedule.ramp = Seconds(s); })
        ->check(CLI::Range(0.0, 60.0));
    app.add_option_function<double>("--settle",
                                    [&](double s) { options.schedule.settle = Seconds(s); })
        ->check(CLI::Range(0.0, 60.0));
    app.add_option_function<double>("--window",
                                    [&](double s) { options.schedule.window = Seconds(s); })
        ->check(CLI::Range(1.0, 60.0));
}

struct Readings {
    ProcessCost before;  // Any player joined.
    ProcessCost begin;   // Of the window.
    ProcessCost end;
    double load_cpu_s = 0;  // Our own in the window.
};

Readings play(HlsAudience& audience, const std::vector<pid_t>& servers) {
    Readings readings;
    readings.before = cost_of(servers);
    audience.crowd.run(audience.window.from);
    readings.begin = cost_of(servers);
    const auto own = cost_of({::getpid()}).cpu_s;
    audience.crowd.run(audience.window.to);
    readings.end = cost_of(servers);
    readings.load_cpu_s = cost_of({::getpid()}).cpu_s - own;
    return readings;
}

struct Sum {
    HlsClient::Tally tally;
    std::size_t stalled = 0;

    void add(HlsClient& player) {
        stalled += player.has_stalled() ? 1 : 0;
        const auto& more = player.tally();
        tally.body_bytes += more.body_bytes;
        tally.segments += more.segments;
        tally.playlists += more.playlists;
        tally.errors += more.errors;
        tally.reconnects += more.reconnects;
        tally.picture_s += more.picture_s;
    }
};

void report(double clients, const HlsAudience& audience, const Sum& sum, const Readings& readings) {
    const auto window_s = audience.window.seconds();
    const auto gbit = static_cast<double>(sum.tally.body_bytes) * 8e-9;
    const auto cpu_s = readings.end.cpu_s - readings.begin.cpu_s;
    JsonLine("hls_players")
        .add("clients", clients)
        .add("window_s", window_s)
        .add("gbit", gbit)
        .add("delivered", sum.tally.picture_s / (clients * window_s))
        .add("stalled", sum.stalled)
        .add("segments", sum.tally.segments)
        .add("playlists", sum.tally.playlists)
        .add("errors", sum.tally.errors)
        .add("reconnects", sum.tally.reconnects)
        .add("first_segment_p50_ms", audience.first_segment.quantile_ms(0.5))
        .add("first_segment_p99_ms", audience.first_segment.quantile_ms(0.99))
        .add("fetch_p50_ms", audience.fetch.quantile_ms(0.5))
        .add("fetch_p99_ms", audience.fetch.quantile_ms(0.99))
        .add("server_cpu_s", cpu_s)
        .add("server_cpu_pct", 100 * cpu_s / window_s)
        .add("cpu_s_per_gbit", cpu_s / gbit)
        .add("rss_per_viewer_kb",
             (readings.end.resident_kb - readings.before.resident_kb) / clients)
        .add("load_cpu_pct", 100 * readings.load_cpu_s / window_s)
        .print();
}

void run(const Options& options) {
    allow_descriptors(options.clients);
    HlsAudience audience{.url = parse_url(options.url),
                         .window = Window(mono_now(), options.schedule),
                         .crowd = {},
                         .first_segment = {},
                         .fetch = {}};
    std::deque<HlsClient> players;
    for (std::size_t i = 0; i < options.clients; ++i) {
        players.emplace_back(audience);
        const auto share = static_cast<double>(i) / static_cast<double>(options.clients);
        const auto offset = Window::to_mono(options.schedule.ramp * share);
        audience.crowd.wake_at(audience.window.start + offset, players.back());
    }
    const auto readings = play(audience, options.servers);

    Sum sum;
    for (auto& player : players) sum.add(player);
    report(static_cast<double>(options.clients), audience, sum, readings);
}

}  // namespace
}  // namespace freshet::bench

int main(int argc, char** argv) {
    using namespace freshet::bench;
    CLI::App app("Plays one HLS stream as many players would, and prints how they were served.",
                 "hls_players");
    Options options;
    declare(app, options);
    return run_tool(app, argc, argv, [&] { run(options); });
}
