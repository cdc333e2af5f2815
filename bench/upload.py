"""One large file on its way in: a PATCH of tus to Freshet beside a PUT to nginx, in turn."""

import os
import pathlib
import socket
import time

import rig as rigs
import servers
from table import median, print_table, shown

FILE_BYTES = 1024**3
PIECE_BYTES = 1024**2
ANSWER_BYTES_MAX = 64 * 1024
PATIENCE_S = 120


def source(rig):
    """Bytes that no disk can pack."""
    path = pathlib.Path(rig.folder) / "upload.bin"
    if not path.exists():
        with path.open("wb") as file:
            for _ in range(FILE_BYTES // PIECE_BYTES):
                file.write(os.urandom(PIECE_BYTES))
    return path


def send(port, head, path):
    """The status of the answer, and the seconds up to it."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as line, path.open("rb") as file:
        begun = time.monotonic()
        line.sendall(head.encode())
        line.sendfile(file)
        answer = line.recv(ANSWER_BYTES_MAX).decode("latin-1")
        return int(answer.split(" ", 2)[1]), time.monotonic() - begun


def head_of(method, path, length, fields):
    fields = {"Host": "bench", "Content-Length": length, **fields}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines) + "\r\n\r\n"


def place_of_upload(target, length, metadata=""):
    """Where a new upload is."""
    fields = {
        "Authorization": f"Bearer {target.token}",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(length),
        "Upload-Metadata": metadata,
    }
    status, answer = servers.ask(target.http_port, "/api/uploads", "POST", fields)
    if status != 201:
        raise SystemExit(f"bench: beginning an upload: HTTP {status}")
    return answer["Location"]


def head_of_patch(target, place, length):
    fields = {
        "Authorization": f"Bearer {target.token}",
        "Content-Type": "application/offset+octet-stream",
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "0",
    }
    return head_of("PATCH", place, length, fields)


def patch(target, path):
    place = place_of_upload(target, FILE_BYTES)
    return timed(target, head_of_patch(target, place, FILE_BYTES), path)


def put(target, path):
    return timed(target, head_of("PUT", f"/dav/{time.monotonic_ns()}", FILE_BYTES, {}), path)


def timed(target, head, path):
    cpu = rigs.run_time(target.pids)
    status, seconds = send(target.http_port, head, path)
    if status not in (201, 204):
        raise SystemExit(f"bench: {target.name} answered {status}")
    gigabytes = FILE_BYTES / 1e9
    return {
        "mb_per_s": gigabytes * 1000 / seconds,
        "cpu_s_per_gb": (rigs.run_time(target.pids) - cpu) / gigabytes,
    }


def run(bench):
    path = source(bench.rig)
    ours, theirs = [], []
    with servers.signed_in(bench.rig, bench.server_cores) as freshet:
        with servers.nginx(bench.rig, bench.server_cores) as (nginx, _):
            for _ in range(bench.options.runs):
                for target, send_to, figures in (
                    (freshet, patch, ours),
                    (nginx, put, theirs),
                ):
                    os.sync()  # What the last one left to write is not this one's.
                    figures.append(send_to(target, path))
                    bench.keep(target.name, figures[-1])
    ours, theirs = median(ours), median(theirs)
    print_table(
        [
            {
                "server": name,
                "MB/s": shown(figures["mb_per_s"], 0),
                "ratio": shown(figures["mb_per_s"] / theirs["mb_per_s"], 2),
                "CPU-s/GB": shown(figures["cpu_s_per_gb"], 2),
            }
            for name, figures in (("freshet", ours), ("nginx", theirs))
        ]
    )
