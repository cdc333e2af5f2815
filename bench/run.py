#!/usr/bin/env python3
"""Runs the load tools against Freshet and its yardsticks, in turn, and prints medians and ratios.

  script/bench fanout [--clients 500,1000,2000] [--runs 3] [--protocol http|ws|rtmp] [--threads 1|2]
  script/bench fanout --limit [--merge 0,100,350]     how many viewers hold the latency
  script/bench floor  [--merge 0,350]                 the yardstick alone
  script/bench hls    [--clients 500] [--runs 3]      against nginx with the same bytes
  script/bench api    [--clients 64] [--streams 20]   the live list, against nginx likewise
  script/bench chat   [--clients 1000] [--rates 10,20]    one room, against npm's socket.io
  script/bench upload [--runs 3]                      a file of 1 GiB on its way in, against nginx
  script/bench ready  [--runs 3]                      a film's last byte to its first picture
"""

import argparse
import json
import pathlib
import sys
import time

import chat as chats
import mirror
import ready
import rig as rigs
import servers
import upload
import wrk
from table import median, pair, print_table, shown

LATENCY_BOUND_MS = 150
VIEWERS_MAX = 16_000  # As many as the load tool takes.
FIRST_GUESS = 6_000
CALM = 0.05  # The share of its core that a server may lose to others without a warning.


def numbers(text):
    return [int(number) for number in text.split(",")]


def options_of(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("command", choices=["fanout", "floor", "hls", "api", "chat", "upload", "ready"])
    add("--clients", type=numbers, help="how many viewers, such as 500,1000,2000")
    add("--runs", type=int, default=3)
    add("--window", type=float, default=20, help="seconds that count in a run")
    add("--protocol", choices=["http", "ws", "rtmp"], default="http")
    add("--threads", type=int, choices=[1, 2], default=1, help="cores of the server")
    add("--streams", type=int, default=20, help="how many are on air in the live list")
    add("--merge", type=numbers, default=[0], help="milliseconds of live.merge, such as 0,350")
    add("--rates", type=numbers, help="messages a second in the room, such as 10,20")
    add("--idle", type=int, default=5000, help="how many wait in the room while nobody talks")
    add("--limit", action="store_true", help="search for the most viewers served in time")
    add("--step", type=int, default=500, help="how exactly --limit searches")
    add("--json", type=pathlib.Path, help="append every run to this file")
    add("--build", default="build/release")
    add("--server", help="another binary than the build's")
    return parser.parse_args(arguments)


class Bench:
    def __init__(self, rig, options):
        self.rig = rig
        self.options = options
        both = {rigs.SERVER_CORE, rigs.LOAD_CORE}
        self.server_cores = {rigs.SERVER_CORE} if options.threads == 1 else both
        self.load_cores = {rigs.LOAD_CORE} if options.threads == 1 else both

    def schedule(self, clients):
        """A thousand viewers join a second; then three seconds to settle, more for a crowd."""
        settle = 3 if clients <= 2000 else 6
        return {"ramp": max(2.0, clients / 1000), "settle": settle, "window": self.options.window}

    def seconds(self, clients):
        return int(sum(self.schedule(clients).values())) + 30

    def load(self, tool, url, target, clients, extra=()):
        """One run of a load tool; warns when others were at work on the server's core."""
        return self.run_load(tool, target, clients, ["--url", url, *extra])

    def chat(self, target, clients, extra):
        """One run of the load tool that talks in a room."""
        room = ["--port", str(target.http_port), "--room", target.room]
        if target.token:
            room += ["--token", target.token]
        return self.run_load("chat", target, clients, [*room, *extra])

    def run_load(self, tool, target, clients, extra):
        command = [self.rig.tool(tool), "--clients", str(clients)]
        command += ["--pid", ",".join(map(str, target.pids)), *extra]
        for name, value in self.schedule(clients).items():
            command += [f"--{name}", str(value)]
        begin = time.monotonic()
        busy, run = rigs.busy_time(rigs.SERVER_CORE), rigs.run_time(target.pids)
        figures = self.rig.measure(command, self.load_cores)
        busy = rigs.busy_time(rigs.SERVER_CORE) - busy
        run = rigs.run_time(target.pids) - run
        figures["others_share"] = max(0.0, busy - run) / (time.monotonic() - begin)
        others = figures["others_share"]
        if self.options.threads == 1 and others > CALM:
            say(f"others had {others:.0%} of the core of {target.name}: take it with care")
        self.keep(target.name, figures)
        return figures

    def keep(self, name, figures):
        if self.options.json:
            with open(self.options.json, "a", encoding="utf-8") as file:
                file.write(json.dumps({"server": name, **figures}) + "\n")

    def watch(self, target, clients, protocol="http"):
        inspect_every = max(1, clients // 2000) if protocol == "http" else 1
        extra = ["--counter", target.counter, "--inspect-every", str(inspect_every)]
        return self.load("viewers", target.url(protocol), target, clients, extra)

    def watch_floor(self, clients, merge_ms):
        with servers.floor(self.rig, {rigs.SERVER_CORE}, self.seconds(clients), merge_ms) as target:
            return self.watch(target, clients)

    def watch_freshet(self, clients, merge_ms):
        seconds = self.seconds(clients)
        with servers.freshet(self.rig, self.server_cores, seconds, merge_ms) as target:
            return self.watch(target, clients, self.options.protocol)


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def in_turn(runs, *measures):
    """Runs each measure in turn, several times over, so that all share the machine's moods."""
    results = [[] for _ in measures]
    for number in range(runs):
        say(f"run {number + 1} of {runs}")
        for result, measure in zip(results, measures):
            result.append(measure())
    return [median(result) for result in results]


def cases(bench):
    for merge_ms in bench.options.merge:
        for clients in bench.options.clients or [500, 1000, 2000]:
            yield clients, merge_ms


def fanout(bench):
    rows = []
    for clients, merge_ms in cases(bench):
        floor, freshet = in_turn(
            bench.options.runs,
            lambda: bench.watch_floor(clients, merge_ms),
            lambda: bench.watch_freshet(clients, merge_ms),
        )
        rows.append(
            {
                "viewers": f"{clients:,}",
                "merge ms": merge_ms,
                "floor CPU-s/Gbit": shown(floor["cpu_s_per_gbit"]),
                "freshet CPU-s/Gbit": shown(freshet["cpu_s_per_gbit"]),
                "ratio": shown(freshet["cpu_s_per_gbit"] / floor["cpu_s_per_gbit"], 2),
                "delivered": shown(freshet["delivered"]),
                "stalled": shown(freshet["stalled"], 0),
                "first frame p50 / p99 ms": pair(freshet, "first_frame"),
                "floor latency p50 / p99 ms": pair(floor, "latency", 1),
                "latency p50 / p99 ms": pair(freshet, "latency", 1),
                "CPU %": shown(freshet["server_cpu_pct"], 0),
                "KiB/viewer": shown(freshet["rss_per_viewer_kb"], 1),
            }
        )
    print_table(rows)


def floor_alone(bench):
    rows = []
    for clients, merge_ms in cases(bench):
        (floor,) = in_turn(bench.options.runs, lambda: bench.watch_floor(clients, merge_ms))
        rows.append({"merge ms": merge_ms, **watched(clients, floor)})
    print_table(rows)


def watched(clients, figures):
    return {
        "viewers": f"{clients:,}",
        "CPU-s/Gbit": shown(figures["cpu_s_per_gbit"]),
        "delivered": shown(figures["delivered"]),
        "stalled": shown(figures["stalled"], 0),
        "latency p50 / p99 ms": pair(figures, "latency", 1),
        "CPU %": shown(figures["server_cpu_pct"], 0),
        "load's CPU %": shown(figures["load_cpu_pct"], 0),
    }


def holds(figures, merge_ms):
    """Whether all viewers were served in time. What waits for the merge window is not late."""
    if any(figures[name] for name in ("refused", "lost", "stalled")):
        return False
    latency = figures["latency_p99_ms"]
    in_time = latency is not None and latency < LATENCY_BOUND_MS + merge_ms
    return in_time and figures["delivered"] > 0.99


def limit(bench):
    rows = []
    for merge_ms in bench.options.merge:
        points = search(bench, merge_ms)
        served = max([clients for clients, (good, _) in points.items() if good], default=0)
        bound = LATENCY_BOUND_MS + merge_ms
        print(f"live.merge {merge_ms} ms: {served:,} viewers with p99 < {bound} ms", flush=True)
        for clients, (good, figures) in sorted(points.items()):
            held = "yes" if good else "no"
            rows.append({"merge ms": merge_ms, "held": held, **watched(clients, figures)})
    print_table(rows)


def search(bench, merge_ms):
    """Halves the interval between a crowd that was served in time and one that was not."""
    step = bench.options.step
    served, too_many, tried = 0, VIEWERS_MAX + step, FIRST_GUESS
    points = {}
    while served < tried < too_many:
        figures = bench.watch_freshet(tried, merge_ms)
        good = holds(figures, merge_ms)
        points[tried] = (good, figures)
        say(f"{tried} viewers, merge {merge_ms} ms: {'held' if good else 'not held'}")
        served, too_many = (tried, too_many) if good else (served, tried)
        tried = (served + too_many) // 2 // step * step
    return points


def hls(bench):
    clients = (bench.options.clients or [500])[0]
    seconds = (bench.seconds(clients) * 2 + 30) * bench.options.runs
    with servers.freshet(bench.rig, bench.server_cores, seconds) as freshet:
        with servers.nginx(bench.rig, {rigs.SERVER_CORE}) as (nginx, folder):
            master = f"/hls/{servers.USERNAME}/master.m3u8"
            with mirror.Mirror(freshet.http_port, master, folder).running() as copy:
                rigs.wait_until(copy.has_copied.is_set, 30, "waiting for the HLS stream")
                time.sleep(6)  # Three segments, from which players begin.
                idle = idle_share(freshet)

                def play_freshet():
                    rigs.move(freshet.pids, bench.server_cores)
                    return bench.load("hls_players", freshet.hls_url(), freshet, clients)

                def play_nginx():
                    rigs.move(freshet.pids, bench.load_cores)  # It goes on making the segments.
                    return bench.load("hls_players", nginx.hls_url(), nginx, clients)

                ours, theirs = in_turn(bench.options.runs, play_freshet, play_nginx)
    print_hls(clients, idle, ours, theirs)


def idle_share(target):
    """The share of a core that ingest and packaging take while nobody watches."""
    begin = rigs.run_time(target.pids)
    time.sleep(5)
    return (rigs.run_time(target.pids) - begin) / 5


def print_hls(clients, idle, ours, theirs):
    rows = []
    for name, figures in (("freshet", ours), ("nginx", theirs)):
        rows.append(
            {
                "server": name,
                "players": f"{clients:,}",
                "CPU-s/Gbit": shown(figures["cpu_s_per_gbit"], 4),
                "ratio": shown(figures["cpu_s_per_gbit"] / theirs["cpu_s_per_gbit"], 2),
                "delivered": shown(figures["delivered"]),
                "stalled": shown(figures["stalled"], 0),
                "errors": shown(figures["errors"], 0),
                "fetch p50 / p99 ms": pair(figures, "fetch", 1),
                "CPU %": shown(figures["server_cpu_pct"], 1),
            }
        )
    print_table(rows)
    print(f"Ingest and packaging take {idle:.1%} of a core of freshet's, watched or not.")


API_PATHS = ("/api/streams?live=true", "/health/live")  # The second asks no database.


def api(bench):
    clients = (bench.options.clients or [64])[0]
    window = int(bench.options.window)
    seconds = len(API_PATHS) * bench.options.runs * (2 * window + 10) + 60
    streams = bench.options.streams
    rows = []
    with servers.busy_freshet(bench.rig, bench.server_cores, seconds, streams) as freshet:
        with servers.nginx(bench.rig, {rigs.SERVER_CORE}) as (nginx, folder):
            idle = idle_share(freshet)
            for number, path in enumerate(API_PATHS):
                copy = f"/{number}.json"
                body = servers.fetch(freshet.http_port, path)[1]
                (folder / copy[1:]).write_bytes(body)

                def ask(target, path):
                    figures = wrk.run(target, path, clients, window, bench.load_cores)
                    bench.keep(target.name, figures)
                    return figures

                def ask_freshet(path=path):
                    rigs.move(freshet.pids, bench.server_cores)
                    return ask(freshet, path)

                def ask_nginx(copy=copy):
                    rigs.move(freshet.pids, bench.load_cores)  # Its streams go on.
                    return ask(nginx, copy)

                ours, theirs = in_turn(bench.options.runs, ask_freshet, ask_nginx)
                rows.append(asked(path, len(body), ours, theirs))
    print_table(rows)
    print(f"The {streams} streams take {idle:.1%} of a core of freshet's, asked for or not.")


def asked(path, size, ours, theirs):
    ratio = ours["requests_per_cpu_s"] / theirs["requests_per_cpu_s"]
    return {
        "request": path,
        "bytes": f"{size:,}",
        "requests/CPU-s": shown(ours["requests_per_cpu_s"], 0),
        "nginx's": shown(theirs["requests_per_cpu_s"], 0),
        "ratio": shown(ratio, 2),
        "requests/s": shown(ours["requests_per_s"], 0),
        "p50 / p99 ms": pair(ours, "answer", 1),
        "nginx's p50 / p99 ms": pair(theirs, "answer", 1),
    }


def main():
    options = options_of(sys.argv[1:])
    rig = rigs.Rig(options.build, options.server or pathlib.Path(options.build) / "freshet")
    with rig.open():
        bench = Bench(rig, options)
        if options.command == "hls":
            hls(bench)
        elif options.command == "chat":
            chats.run(bench)
        elif options.command == "upload":
            upload.run(bench)
        elif options.command == "ready":
            ready.run(bench)
        elif options.command == "api":
            api(bench)
        elif options.command == "floor":
            floor_alone(bench)
        elif options.limit:
            limit(bench)
        else:
            fanout(bench)


if __name__ == "__main__":
    main()
