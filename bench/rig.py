"""What every run needs: tools, a source, free ports, processes that end with the run."""

import contextlib
import json
import os
import pathlib
import resource
import signal
import socket
import subprocess
import tempfile
import time

SERVER_CORE = 0
LOAD_CORE = 1

# 20 s of 1080p30: 2.5 Mbit/s of H.264, a keyframe every 2 s, no B-frames; 128 kbit/s of AAC.
SOURCE = """
    -f lavfi -i testsrc2=size=1920x1080:rate=30
    -f lavfi -i anoisesrc=sample_rate=48000:amplitude=0.2
    -t 20
    -c:v libx264 -preset ultrafast -profile:v baseline -pix_fmt yuv420p
    -bf 0 -g 60 -keyint_min 60 -sc_threshold 0
    -b:v 2500k -minrate 2500k -maxrate 2500k -bufsize 2500k -x264-params nal-hrd=cbr
    -c:a aac -b:a 128k -ac 2
    -f flv
"""

# A minute of what people upload.
MINUTE = """
    -f lavfi -i testsrc2=size=1920x1080:rate=30
    -f lavfi -i anoisesrc=sample_rate=48000:amplitude=0.2
    -t 60
    -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 60
    -b:v 6M -maxrate 8M -bufsize 12M
    -c:a aac -b:a 128k -ac 2
    -f mp4
"""

# 10 s of a stream that costs next to nothing, for runs in which others are what is measured.
SMALL_SOURCE = """
    -f lavfi -i testsrc2=size=160x90:rate=5
    -t 10
    -c:v libx264 -preset ultrafast -profile:v baseline -pix_fmt yuv420p
    -bf 0 -g 10 -keyint_min 10 -sc_threshold 0 -b:v 40k
    -f flv
"""


def raise_file_limit():
    """The tools and servers inherit it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds, what):
    """The condition's first true value; the run ends when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise SystemExit(f"bench: {what}: nothing within {seconds} s")


def accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def task_ids(pid):
    return [int(task) for task in os.listdir(f"/proc/{pid}/task")]


def move(pids, cores):
    """Moves processes with all their threads."""
    for pid in pids:
        for task in task_ids(pid):
            os.sched_setaffinity(task, cores)


def run_time(pids):
    """Seconds that processes have run, all their threads together."""
    nanoseconds = 0
    for pid in pids:
        for task in task_ids(pid):
            text = pathlib.Path(f"/proc/{pid}/task/{task}/schedstat").read_text()
            nanoseconds += int(text.split()[0])
    return nanoseconds / 1e9


def busy_time(core):
    """Seconds that a core has been busy with anything."""
    for line in pathlib.Path("/proc/stat").read_text().splitlines():
        name, *ticks = line.split()
        if name == f"cpu{core}":
            user, nice, system, _, _, irq, softirq = map(int, ticks[:7])
            return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")
    return 0


class Rig:
    """A folder for one session of runs, and the processes in it."""

    def __init__(self, build, server):
        self.build = pathlib.Path(build).resolve()
        self.server = pathlib.Path(server).resolve()
        self.cache = self.build.parent / "bench"
        self.folder = None

    @contextlib.contextmanager
    def open(self):
        raise_file_limit()
        self.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="freshet-bench-") as folder:
            self.folder = pathlib.Path(folder)
            yield self

    def tool(self, name):
        return str(self.build / "bench" / name)

    def source(self):
        """The stream that is published, made once."""
        return self.encoded("source-1080p30-2500k.flv", SOURCE)

    def film(self):
        """Ten minutes as people upload them, of which one stands there ten times."""
        minute = self.encoded("film-1080p30-minute.mp4", MINUTE)
        again = f"-stream_loop 9 -i {minute} -c copy -f mp4"
        return self.encoded("film-1080p30-ten-minutes.mp4", again)

    def small_source(self):
        return self.encoded("source-90p5-40k.flv", SMALL_SOURCE)

    def encoded(self, name, arguments):
        path = self.cache / name
        if not path.exists():
            part = path.with_suffix(".part")
            command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments.split(), str(part)]
            subprocess.run(command, check=True)
            part.rename(path)
        return str(path)

    @contextlib.contextmanager
    def process(self, command, cores, name, **options):
        """Runs a program on these cores for as long as the block; what it says goes to a file."""
        log_path = self.folder / f"{name}.log"
        with open(log_path, "ab") as log:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: os.sched_setaffinity(0, cores),
                **options,
            )
        try:
            yield child
            if child.poll() not in (None, 0):
                said = log_path.read_text()[-2000:]
                raise SystemExit(f"bench: {name} ended with {child.returncode}:\n{said}")
        finally:
            stop(child)

    def measure(self, command, cores):
        """Runs a load tool to its end and gives what it prints."""
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
            check=False,
        )
        if done.returncode != 0:
            raise SystemExit(f"bench: {done.stderr.strip() or command[0] + ' failed'}")
        return json.loads(done.stdout)


def stop(child):
    if child.poll() is not None:
        return
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
