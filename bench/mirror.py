"""Keeps a folder the same as a live HLS stream, so that a file server serves the same bytes."""

import contextlib
import os
import pathlib
import re
import threading
import urllib.parse

from servers import fetch

URI = re.compile(r'URI="([^"]+)"')
STEP_SECONDS = 0.25


def uris(playlist):
    """What a playlist names and a player without low latency fetches."""
    for line in playlist.splitlines():
        if line.startswith(("#EXT-X-MEDIA:", "#EXT-X-MAP:")):
            yield from URI.findall(line)
        elif line and not line.startswith("#"):
            yield line


class Mirror:
    """Copies on one thread of its own. A playlist appears whole, after all that it names."""

    def __init__(self, port, master, folder):
        self.port = port
        self.master = master
        self.folder = pathlib.Path(folder)
        self.has_copied = threading.Event()
        self.stopping = threading.Event()

    @contextlib.contextmanager
    def running(self):
        thread = threading.Thread(target=self.follow)
        thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            thread.join()

    def follow(self):
        while not self.stopping.wait(STEP_SECONDS):
            if self.copy_playlist(self.master):
                self.has_copied.set()

    def copy_playlist(self, path):
        status, body = fetch(self.port, path)
        if status != 200:
            return False
        for uri in uris(body.decode()):
            named = urllib.parse.urljoin(path, uri)
            is_playlist = named.partition("?")[0].endswith(".m3u8")
            if not (self.copy_playlist(named) if is_playlist else self.copy_once(named)):
                return False
        self.write(path, body)
        return True

    def copy_once(self, path):
        if self.place(path).exists():
            return True
        status, body = fetch(self.port, path)
        if status == 200:
            self.write(path, body)
        return status == 200

    def place(self, path):
        return self.folder / path.partition("?")[0].lstrip("/")

    def write(self, path, body):
        place = self.place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(place.name + ".part")
        part.write_bytes(body)
        os.replace(part, place)
