#include <algorithm>
#include <deque>
#include <optional>

#include "bench/chat_client.hpp"
#include "bench/json_line.hpp"
#include "bench/process_cost.hpp"
#include "bench/tool.hpp"

namespace freshet::bench {
namespace {

struct Options {
    ChatRoom room;
    std::size_t clients = 1000;
    double rate = 0;
    std::vector<pid_t> servers;
    Schedule schedule;
    Seconds drain{2};
};

void declare(CLI::App& app, Options& options) {
    app.add_option("--port", options.room.port)->required();
    app.add_option("--room", options.room.id)->required();
    app.add_option("--token", options.room.token, "an access token of who writes");
    app.add_option("--clients", options.clients)->check(CLI::Range(1, 16'000));
    app.add_option("--rate", options.rate, "messages a second; 0: nobody says anything")
        ->check(CLI::Range(0.0, 100'000.0));
    app.add_option("--pid", options.servers, "the server's processes")->delimiter(',');
    const auto seconds = [&](const char* name, Seconds& time, double least) {
        app.add_option_function<double>(name, [&time](double s) { time = Seconds(s); })
            ->check(CLI::Range(least, 60.0));
    };
    seconds("--ramp", options.schedule.ramp, 0);
    seconds("--settle", options.schedule.settle, 0);
    seconds("--window", options.schedule.window, 1);
    seconds("--drain", options.drain, 0);
}

struct Readings {
    ProcessCost before;  // Any client came.
    ProcessCost begin;   // Of the window.
    ProcessCost end;
    double load_cpu_s = 0;  // Our own in the window.
};

Readings talk(Gathering& gathering, const Options& options, const ProcessCost& before) {
    Readings readings{.before = before, .begin = {}, .end = {}};
    gathering.crowd.run(gathering.window.from);
    readings.begin = cost_of(options.servers);
    const auto own = cost_of({::getpid()}).cpu_s;
    gathering.crowd.run(gathering.window.to);
    readings.end = cost_of(options.servers);
    readings.load_cpu_s = cost_of({::getpid()}).cpu_s - own;
    gathering.crowd.run(gathering.window.to + Window::to_mono(options.drain));
    return readings;
}

void report(const Options& options, const Gathering& gathering, double sent, double joined,
            const Readings& readings) {
    const auto clients = static_cast<double>(options.clients);
    const auto window_s = gathering.window.seconds();
    const auto cpu_s = readings.end.cpu_s - readings.begin.cpu_s;
    const auto grown_kb = readings.begin.resident_kb - readings.before.resident_kb;
    JsonLine("chat")
        .add("clients", clients)
        .add("rate", options.rate)
        .add("window_s", window_s)
        .add("lost", clients - joined)
        .add("sent", sent)
        .add("delivered_per_s", static_cast<double>(gathering.in_window) / window_s)
        .add("delivered", static_cast<double>(gathering.of_window) / (sent * clients))
        .add("latency_p50_ms", gathering.latency.quantile_ms(0.5))
        .add("latency_p99_ms", gathering.latency.quantile_ms(0.99))
        .add("server_cpu_s", cpu_s)
        .add("server_cpu_pct", 100 * cpu_s / window_s)
        .add("rss_per_client_kb", grown_kb / clients)
        .add("load_cpu_pct", 100 * readings.load_cpu_s / window_s)
        .print();
}

void run(const Options& options) {
    allow_descriptors(options.clients);
    const auto before = cost_of(options.servers);
    Gathering gathering{.room = options.room,
                        .window = Window(mono_now(), options.schedule),
                        .crowd = {},
                        .latency = {}};
    std::deque<ChatClient> clients;
    for (std::size_t i = 0; i < options.clients; ++i) {
        clients.emplace_back(gathering, i == 0);
        const auto share = static_cast<double>(i) / static_cast<double>(options.clients);
        const auto offset = Window::to_mono(options.schedule.ramp * share);
        gathering.crowd.wake_at(gathering.window.start + offset, clients.back());
    }
    std::optional<Pace> pace;
    if (options.rate > 0) pace.emplace(gathering, clients.front(), options.rate);
    const auto readings = talk(gathering, options, before);

    const auto joined = std::ranges::count_if(clients, &ChatClient::is_in);
    const auto sent = pace ? static_cast<double>(pace->sent()) : 0;
    report(options, gathering, sent, static_cast<double>(joined), readings);
}

}  // namespace
}  // namespace freshet::bench

int main(int argc, char** argv) {
    using namespace freshet::bench;
    CLI::App app(
        "Talks in one room of chat as many clients would, and prints how they were served.",
        "chat");
    Options options;
    declare(app, options);
    return run_tool(app, argc, argv, [&] { run(options); });
}
