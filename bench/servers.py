"""The servers that are measured: each a context manager that gives its address and processes."""

import contextlib
import dataclasses
import functools
import http.client
import json
import os
import pathlib
import secrets

import rig as rigs

USERNAME = "bench"
NO_LIMITS = {
    f"RATE_LIMIT_{what}": "0"
    for what in ("MAX_REQUESTS", "AUTH", "CHAT", "SOCKETS", "PLAYBACK", "UPLOADS")
}


@dataclasses.dataclass
class Target:
    """A server under load."""

    name: str
    pids: list
    http_port: int
    rtmp_port: int = 0
    counter: str = ""
    room: str = USERNAME
    token: str = ""

    def url(self, protocol):
        if protocol == "rtmp":
            return f"rtmp://127.0.0.1:{self.rtmp_port}/live/{USERNAME}"
        return f"{protocol}://127.0.0.1:{self.http_port}/live/{USERNAME}.flv"

    def hls_url(self):
        return f"http://127.0.0.1:{self.http_port}/hls/{USERNAME}/master.m3u8"


def fetch(port, path, method="GET", body=None, token=None):
    """A small request: (status, body), or (0, b"") when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"Content-Type": "application/json"} if body else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        connection.request(method, path, json.dumps(body) if body else None, headers)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def ask(port, path, method, fields):
    """A request without a body: (status, the answer's fields)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request(method, path, headers={"Content-Length": "0", **fields})
        response = connection.getresponse()
        response.read()
        return response.status, response.headers
    finally:
        connection.close()


def expect(answer, status, what):
    if answer[0] != status:
        said = answer[1][:300].decode(errors="replace")
        raise SystemExit(f"bench: {what}: HTTP {answer[0]}: {said}")
    return json.loads(answer[1])


def access_token(port, username):
    """Of somebody who has just registered."""
    account = {
        "username": username,
        "email": f"{username}@example.org",
        "password": secrets.token_urlsafe(16),
    }
    answer = fetch(port, "/api/auth/register", "POST", account)
    return expect(answer, 201, "registering")["token"]


def stream_key(port, username):
    answer = fetch(port, "/api/auth/stream-key", token=access_token(port, username))
    return expect(answer, 200, "asking for the stream key")["streamKey"]


def is_on_air(port, username):
    """Whether the stream's first bytes come; the rest is not read."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", f"/live/{username}.flv")
        response = connection.getresponse()
        return response.status == 200 and response.read(3) == b"FLV"
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextlib.contextmanager
def started(rig, cores, merge_ms=0):
    """Freshet in a folder of its own, with nobody in it."""
    folder = pathlib.Path(rig.folder) / f"freshet-{secrets.token_hex(4)}"
    folder.mkdir()
    target = Target("freshet", [], rigs.free_port(), rigs.free_port(), str(folder / "counter"))
    kept = ("PATH", "HOME", "LANG")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= NO_LIMITS | {
        "PORT": str(target.http_port),
        "RTMP_PORT": str(target.rtmp_port),
        "DATA_DIR": str(folder / "data"),
        "LOG_LEVEL": "warning",
    }
    command = [str(rig.server), "--live.merge", f"{merge_ms}ms"]
    with rig.process(command, cores, "freshet", env=environment, cwd=folder) as server:
        target.pids = [server.pid]
        rigs.wait_until(lambda: is_up(server, target.http_port), 20, "waiting for freshet")
        yield target


@contextlib.contextmanager
def publisher(rig, target, username, source, seconds):
    """Somebody registered who is on air."""
    key = stream_key(target.http_port, username)
    publish = [rig.tool("publish"), "--file", source, "--counter", f"{target.counter}-{username}"]
    publish += ["--url", f"rtmp://127.0.0.1:{target.rtmp_port}/live/{key}"]
    publish += ["--seconds", str(seconds)]
    with rig.process(publish, {rigs.LOAD_CORE}, f"publish-{username}"):
        on_air = functools.partial(is_on_air, target.http_port, username)
        rigs.wait_until(on_air, 10, "waiting for the stream")
        yield


@contextlib.contextmanager
def freshet(rig, cores, seconds, merge_ms=0):
    """Freshet in a folder of its own, on air."""
    with started(rig, cores, merge_ms) as target:
        with publisher(rig, target, USERNAME, rig.source(), seconds):
            target.counter += f"-{USERNAME}"
            yield target


@contextlib.contextmanager
def busy_freshet(rig, cores, seconds, streams):
    """Freshet with so many small streams on air."""
    with contextlib.ExitStack() as stack:
        target = stack.enter_context(started(rig, cores))
        for number in range(streams):
            name = f"{USERNAME}-{number}"
            stack.enter_context(publisher(rig, target, name, rig.small_source(), seconds))
        yield target


@contextlib.contextmanager
def signed_in(rig, cores):
    """Freshet with somebody who is signed in."""
    with started(rig, cores) as target:
        target.token = access_token(target.http_port, USERNAME)
        yield target


@contextlib.contextmanager
def chat(rig, cores):
    """Freshet with a room in which somebody may talk."""
    with started(rig, cores) as target:
        target.token = access_token(target.http_port, USERNAME)
        room = {"title": "A room to talk in"}
        answer = fetch(target.http_port, "/api/rooms", "POST", room, target.token)
        target.room = expect(answer, 201, "making a room")["id"]
        yield target


@contextlib.contextmanager
def socketio(rig, cores):
    """npm's socket.io, with the least room there is."""
    target = Target("socket.io", [], rigs.free_port())
    program = pathlib.Path(__file__).with_name("socketio") / "server.mjs"
    command = ["node", str(program), str(target.http_port)]
    with rig.process(command, cores, "socketio") as server:
        target.pids = [server.pid]
        rigs.wait_until(lambda: rigs.accepts(target.http_port), 10, "waiting for socket.io")
        yield target


def is_up(server, port):
    if server.poll() is not None:
        raise SystemExit(f"bench: freshet ended with {server.returncode}")
    return fetch(port, "/health/live")[0] == 200


@contextlib.contextmanager
def floor(rig, cores, seconds, merge_ms=0):
    """The least work there is, publishing to itself."""
    target = Target("floor", [], rigs.free_port(), 0, str(rig.folder / "floor.counter"))
    command = [rig.tool("floor"), "--file", rig.source(), "--counter", target.counter]
    command += ["--port", str(target.http_port), "--merge-ms", str(merge_ms)]
    command += ["--seconds", str(seconds)]
    with rig.process(command, cores, "floor") as server:
        target.pids = [server.pid]
        rigs.wait_until(lambda: rigs.accepts(target.http_port), 10, "waiting for the floor")
        yield target


NGINX = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 1;
worker_rlimit_nofile 16000;
events {{ worker_connections 16000; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    keepalive_timeout 120s;
    types {{ application/vnd.apple.mpegurl m3u8; video/mp4 mp4 m4s; application/json json; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        root {folder}/www;
        location /dav/ {{ dav_methods PUT; create_full_put_path on; client_max_body_size 0; }}
        location ~ \\.(mp4|m4s)$ {{ open_file_cache max=1000 inactive=60s; }}
    }}
}}
"""


@contextlib.contextmanager
def nginx(rig, cores):
    """nginx with one worker, that serves the folder `www` beside its configuration."""
    folder = pathlib.Path(rig.folder) / f"nginx-{secrets.token_hex(4)}"
    (folder / "www").mkdir(parents=True)
    target = Target("nginx", [], rigs.free_port())
    user = "user root;" if os.getuid() == 0 else ""  # Else the worker may not enter our folder.
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=target.http_port, user=user))
    command = ["/usr/sbin/nginx", "-p", str(folder), "-c", str(config)]
    command += ["-e", str(folder / "error.log")]
    with rig.process(command, cores, "nginx") as master:
        rigs.wait_until(lambda: rigs.accepts(target.http_port), 10, "waiting for nginx")
        children = pathlib.Path(f"/proc/{master.pid}/task/{master.pid}/children")
        workers = rigs.wait_until(lambda: children.read_text().split(), 5, "waiting for a worker")
        target.pids = [master.pid, *map(int, workers)]
        yield target, folder / "www"
