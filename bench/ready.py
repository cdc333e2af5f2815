"""From the last byte of a film to the first picture that a player can show."""

import base64
import json
import pathlib
import re
import time

import rig as rigs
import servers
import upload
from table import median, print_table, shown

POLL_S = 0.02
PATIENCE_S = 300


def metadata():
    """What is said of an upload, so that everybody may watch it."""
    fields = {"title": "A film", "visibility": "public"}
    return ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in fields.items()
    )


def text(port, path):
    """The body, once there is one."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        status, body = servers.fetch(port, path)
        if status == 200:
            return body.decode()
        time.sleep(POLL_S)
    raise SystemExit(f"bench: {path} was not there within {PATIENCE_S} s")


def first_segment(port, path):
    """What a player loads before it shows something: playlists, header, and the first segment."""
    master = text(port, path)
    folder = path.rsplit("/", 1)[0]
    variant = next(line for line in master.splitlines() if line and not line.startswith("#"))
    media = text(port, f"{folder}/{variant}")
    folder = f"{folder}/{variant}".split("?")[0].rsplit("/", 1)[0]
    lengths = re.search(r"#EXT-X-BYTERANGE:(\d+)@(\d+)\n([^\n]+)", media)
    size, offset, name = int(lengths[1]), int(lengths[2]), lengths[3]
    fields = {"Range": f"bytes=0-{offset + size - 1}"}
    status, _ = servers.ask(port, f"{folder}/{name}", "GET", fields)
    if status != 206:
        raise SystemExit(f"bench: the first segment: HTTP {status}")


def measure(target, film):
    length = film.stat().st_size
    place = upload.place_of_upload(target, length, metadata())
    status, sent = upload.send(
        target.http_port, upload.head_of_patch(target, place, length), film
    )
    begun = time.monotonic()
    if status != 204:
        raise SystemExit(f"bench: {target.name} answered {status}")
    video = place.rsplit("/", 1)[1]
    first_segment(target.http_port, f"/vod/{video}/master.m3u8")
    seconds = time.monotonic() - begun
    status, body = servers.fetch(target.http_port, f"/api/videos/{video}")
    facts = json.loads(body)
    if status != 200 or abs(facts["duration"] - 600) > 1:
        raise SystemExit(f"bench: it is {facts.get('duration')} s long")
    return {"upload_s": sent, "ready_s": seconds}


def run(bench):
    film = pathlib.Path(bench.rig.film())
    both = {rigs.SERVER_CORE, rigs.LOAD_CORE}
    figures = []
    with servers.signed_in(bench.rig, both) as freshet:
        for _ in range(bench.options.runs):
            figures.append(measure(freshet, film))
            bench.keep(freshet.name, figures[-1])
    middle = median(figures)
    print_table(
        [
            {
                "film": f"{film.stat().st_size / 1e6:.0f} MB",
                "upload s": shown(middle["upload_s"], 1),
                "ready s": shown(middle["ready_s"], 2),
                "worst s": shown(max(one["ready_s"] for one in figures), 2),
            }
        ]
    )
