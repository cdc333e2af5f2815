#include <algorithm>
#include <deque>

#include "bench/json_line.hpp"
#include "bench/process_cost.hpp"
#include "bench/published.hpp"
#include "bench/tool.hpp"
#include "bench/viewer.hpp"

namespace freshet::bench {
namespace {

struct Options {
    std::string url;
    std::string counter;
    std::size_t clients = 100;
    std::size_t inspect_every = 1;
    std::vector<pid_t> servers;
    Schedule schedule;
};

void declare(CLI::App& app, Options& options) {
    app.add_option("--url", options.url, "http://, ws:// or rtmp://127.0.0.1:PORT/...")->required();
    app.add_option("--counter", options.counter, "what the publisher counts")->required();
    app.add_option("--clients", options.clients)->check(CLI::Range(1, 16'000));
    app.add_option("--inspect-every", options.inspect_every,
                   "read one viewer in so many; of the others (HTTP only) the bytes are counted")
        ->check(CLI::Range(1, 1000));
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

/// All that is read at both ends of the window.
struct Reading {
    ProcessCost servers;
    ProcessCost self;
    std::uint64_t flv_bytes = 0;
    std::uint64_t frames = 0;
};

Reading read_all(const Options& options, Published& published) {
    return {.servers = cost_of(options.servers),
            .self = cost_of({::getpid()}),
            .flv_bytes = published.flv_bytes.load(),
            .frames = published.video_frames.load()};
}

/// The audience's tallies, added up.
struct Sum {
    double inspected_flv_bytes = 0;
    double inspected_wire_bytes = 0;
    double discarded_wire_bytes = 0;
    double frames = 0;
    std::size_t inspected = 0;
    std::size_t refused = 0;
    std::size_t lost = 0;
    std::size_t stalled = 0;

    void add(const Viewer& viewer) {
        const auto& tally = viewer.tally();
        (viewer.discards() ? discarded_wire_bytes : inspected_wire_bytes) +=
            static_cast<double>(tally.wire_bytes);
        inspected_flv_bytes += static_cast<double>(viewer.discards() ? 0 : tally.flv_bytes);
        frames += static_cast<double>(viewer.discards() ? 0 : tally.frames);
        inspected += viewer.discards() ? 0 : 1;
        refused += viewer.fate() == Viewer::Fate::refused ? 1 : 0;
        lost += viewer.fate() == Viewer::Fate::lost ? 1 : 0;
        const bool silent = tally.silence > std::chrono::seconds(1);
        stalled +=
            silent || viewer.fate() != Viewer::Fate::watching || !viewer.has_seen_a_frame() ? 1 : 0;
    }

    /// Media that came over: what was discarded had as much framing in it as what was inspected.
    [[nodiscard]] double flv_bytes() const {
        if (inspected_wire_bytes == 0) return 0;
        return inspected_flv_bytes * (1 + discarded_wire_bytes / inspected_wire_bytes);
    }
};

struct Readings {
    Reading before;  // Any viewer joined.
    Reading begin;   // Of the window.
    Reading end;
};

void report(const Options& options, const Audience& audience, const Sum& sum,
            const Readings& readings) {
    const auto& [before, begin, end] = readings;
    const auto clients = static_cast<double>(options.clients);
    const auto window_s = audience.window.seconds();
    const auto gbit = sum.flv_bytes() * 8e-9;
    const auto cpu_s = end.servers.cpu_s - begin.servers.cpu_s;
    const auto published_bytes = static_cast<double>(end.flv_bytes - begin.flv_bytes);
    const auto published_frames = static_cast<double>(end.frames - begin.frames);

    JsonLine("viewers")
        .add("clients", clients)
        .add("window_s", window_s)
        .add("gbit", gbit)
        .add("delivered", sum.flv_bytes() / (published_bytes * clients))
        .add("frames", sum.frames / (published_frames * static_cast<double>(sum.inspected)))
        .add("stalled", sum.stalled)
        .add("refused", sum.refused)
        .add("lost", sum.lost)
        .add("first_frame_p50_ms", audience.first_frame.quantile_ms(0.5))
        .add("first_frame_p99_ms", audience.first_frame.quantile_ms(0.99))
        .add("latency_p50_ms", audience.latency.quantile_ms(0.5))
        .add("latency_p99_ms", audience.latency.quantile_ms(0.99))
        .add("latency_samples", audience.latency.count())
        .add("server_cpu_s", cpu_s)
        .add("server_cpu_pct", 100 * cpu_s / window_s)
        .add("cpu_s_per_gbit", cpu_s / gbit)
        .add("rss_per_viewer_kb", (end.servers.resident_kb - before.servers.resident_kb) / clients)
        .add("load_cpu_pct", 100 * (end.self.cpu_s - begin.self.cpu_s) / window_s)
        .print();
}

void run(const Options& options) {
    allow_descriptors(options.clients);
    auto published = PublishedFile::open(options.counter);
    Audience audience{.url = parse_url(options.url),
                      .window = Window(mono_now(), options.schedule),
                      .crowd = {},
                      .first_frame = {},
                      .latency = {}};
    const bool may_discard = audience.url.scheme == "http";

    std::deque<Viewer> viewers;
    for (std::size_t i = 0; i < options.clients; ++i) {
        viewers.emplace_back(audience, may_discard && i % options.inspect_every != 0);
        const auto share = static_cast<double>(i) / static_cast<double>(options.clients);
        const auto offset = Window::to_mono(options.schedule.ramp * share);
        audience.crowd.wake_at(audience.window.start + offset, viewers.back());
    }

    Readings readings;
    readings.before = read_all(options, published.count());
    audience.crowd.run(audience.window.from);
    readings.begin = read_all(options, published.count());
    audience.crowd.run(audience.window.to);
    readings.end = read_all(options, published.count());

    Sum sum;
    for (auto& viewer : viewers) {
        viewer.close_count();
        sum.add(viewer);
    }
    report(options, audience, sum, readings);
}

}  // namespace
}  // namespace freshet::bench

int main(int argc, char** argv) {
    using namespace freshet::bench;
    CLI::App app("Watches one live stream as many viewers would, and prints how they were served.",
                 "viewers");
    Options options;
    declare(app, options);
    return run_tool(app, argc, argv, [&] { run(options); });
}
