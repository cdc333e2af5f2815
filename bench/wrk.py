"""Small requests over and over: what wrk counts, beside the CPU time that the server took."""

import re
import subprocess

import rig as rigs

UNITS_MS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()
    return float(number) * UNITS_MS[unit]


def run(target, path, clients, seconds, cores):
    """Requests of one path on so many connections, as fast as they are answered."""
    url = f"http://127.0.0.1:{target.http_port}{path}"
    command = ["taskset", "-c", ",".join(map(str, cores)), "wrk", "--latency", "-t1"]
    command += [f"-c{clients}", f"-d{seconds}s", url]
    cpu = rigs.run_time(target.pids)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return figures(done.stdout, rigs.run_time(target.pids) - cpu)


def figures(said, cpu):
    """Of what wrk prints. An answer that is no success makes the run worthless."""
    if failed := re.search(r"(Non-2xx|Socket errors).*", said):
        raise SystemExit(f"bench: {failed[0]}")
    requests = int(re.search(r"(\d+) requests in", said)[1])
    return {
        "requests_per_cpu_s": requests / cpu,
        "requests_per_s": float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        "answer_p50_ms": milliseconds(re.search(r"\n +50% +(\S+)", said)[1]),
        "answer_p99_ms": milliseconds(re.search(r"\n +99% +(\S+)", said)[1]),
    }
