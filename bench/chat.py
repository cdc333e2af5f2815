"""One room of chat: who reads, one who writes ever faster, and what those cost who only wait."""

import servers
from table import pair, print_table, shown

RATES = [5, 10, 20, 50, 100, 150, 200, 300, 400, 600, 800, 1000, 1500, 2000]
LATENCY_BOUND_MS = 150
DRAIN = 2  # Seconds in which what was sent in the window may still come.


def run(bench):
    clients = (bench.options.clients or [1000])[0]
    rates = bench.options.rates or RATES
    rows = talk(bench, clients, rates)
    print_table([shown_row(rate, points) for rate, points in rows.items()])
    summary(rows)
    print_table([wait(bench, server) for server in (servers.socketio, servers.chat)])


def talk(bench, clients, rates):
    """Each server at each rate in turn, until it has not held one."""
    rows, held = {}, {servers.socketio: True, servers.chat: True}
    for rate in rates:
        rows[rate] = {}
        for server in [server for server, goes_on in held.items() if goes_on]:
            figures = measure(bench, server, clients, rate)
            rows[rate][server] = figures
            held[server] = holds(figures)
        if not any(held.values()):
            break
    return rows


def measure(bench, server, clients, rate):
    with server(bench.rig, bench.server_cores) as target:
        extra = ["--drain", str(DRAIN), "--rate", str(rate)]
        return bench.chat(target, clients, extra)


def holds(figures):
    """Whether all clients stayed, and heard all in time."""
    latency = figures["latency_p99_ms"]
    in_time = latency is not None and latency < LATENCY_BOUND_MS
    return in_time and figures["lost"] == 0 and figures["delivered"] > 0.999


def shown_row(rate, points):
    row = {"messages/s": f"{rate:,}"}
    for server, name in ((servers.socketio, "socket.io"), (servers.chat, "freshet")):
        figures = points.get(server, {})
        row |= {
            f"{name}'s deliveries/s": shown(figures.get("delivered_per_s"), 0),
            f"{name}'s share": shown(figures.get("delivered")),
            f"{name}'s p50 / p99 ms": pair(figures, "latency", 1),
            f"{name}'s deliveries/CPU-s": shown(per_cpu_second(figures), 0),
            f"load's CPU % ({name})": shown(figures.get("load_cpu_pct"), 0),
        }
    return row


def per_cpu_second(figures):
    """Others on the core make a server late, but its work no larger: this is the steadier."""
    share = figures.get("server_cpu_pct")
    return figures["delivered_per_s"] / (share / 100) if share else None


def summary(rows):
    """The highest rate that each has held."""
    best = {}
    for rate, points in rows.items():
        for server, figures in points.items():
            if holds(figures):
                best[server] = (rate, figures)
    for server, name in ((servers.socketio, "socket.io"), (servers.chat, "freshet")):
        if server not in best:
            print(f"{name} held none of the rates.")
            continue
        rate, figures = best[server]
        delivered, latency = shown(figures["delivered_per_s"], 0), pair(figures, "latency", 1)
        print(f"{name}: {rate:,} messages/s, {delivered} deliveries/s, p50 / p99 {latency} ms")
    if len(best) == 2:
        ours, theirs = (best[server][1] for server in (servers.chat, servers.socketio))
        ratio = ours["delivered_per_s"] / theirs["delivered_per_s"]
        print(f"ratio: {shown(ratio, 1)}")


def wait(bench, server):
    """What the memory of a client is that has joined and says nothing."""
    idle = bench.options.idle
    with server(bench.rig, bench.server_cores) as target:
        figures = bench.chat(target, idle, ["--rate", "0", "--drain", "0"])
        return {
            "server": target.name,
            "clients that wait": f"{idle:,}",
            "KiB a client": shown(figures["rss_per_client_kb"], 1),
            "CPU %": shown(figures["server_cpu_pct"], 1),
            "lost": shown(figures["lost"], 0),
        }
