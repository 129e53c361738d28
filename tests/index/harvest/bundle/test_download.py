"""A bundle from the web: broken off it goes on, a changed file begins anew, and a hash that is given holds."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.errors import InputError, SourceError
from index.harvest.bundle.download import local

DATA = bytes(range(256)) * 4096


@dataclass
class Site:
    """A server of one file, that breaks off after so many bytes as long as it is told to."""

    url: str = ""
    data: bytes = DATA
    tag: str = '"een"'
    cut_after: int | None = None
    ranges: list[str | None] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            site.ranges.append(wanted)
            if not self.path.startswith("/alles.bundel"):
                self.send_error(404)
                return
            begin = 0
            if wanted and self.headers.get("If-Range") == site.tag:
                begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if begin >= len(site.data):
                self.send_error(416)
                return
            body = site.data[begin:]
            self.send_response(206 if begin else 200)
            self.send_header("ETag", site.tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: site.cut_after])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}/alles.bundel"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()


def test_a_file_here_is_itself(tmp_path: Path) -> None:
    file = tmp_path / "met # erin.bundel"
    file.write_bytes(DATA)
    with local(str(file), tmp_path / "data") as path:
        assert path == file
    assert file.exists()


def test_a_download_is_used_and_forgotten(site: Site, data_dir: Path) -> None:
    with local(f"{site.url}#sha256={hashlib.sha256(DATA).hexdigest()}", data_dir) as path:
        assert path.read_bytes() == DATA
    assert list(data_dir.iterdir()) == []


def test_a_download_that_was_broken_off_goes_on(site: Site, data_dir: Path) -> None:
    site.cut_after = 100_000
    with pytest.raises(SourceError, match="gaat verder waar het was"), local(site.url, data_dir):
        pass
    site.cut_after = None
    with local(site.url, data_dir) as path:
        assert path.read_bytes() == DATA
    assert site.ranges == [None, "bytes=100000-"]


def test_a_file_that_changed_meanwhile_begins_anew(site: Site, data_dir: Path) -> None:
    site.cut_after = 100_000
    with pytest.raises(SourceError), local(site.url, data_dir):
        pass
    site.cut_after, site.tag, site.data = None, '"twee"', DATA[::-1]
    with local(site.url, data_dir) as path:
        assert path.read_bytes() == DATA[::-1]


def test_opening_that_failed_does_not_download_again(site: Site, data_dir: Path) -> None:
    with pytest.raises(RuntimeError), local(site.url, data_dir):
        raise RuntimeError
    with local(site.url, data_dir) as path:
        assert path.read_bytes() == DATA
    assert site.ranges == [None, f"bytes={len(DATA)}-"]


def test_another_file_than_expected_is_refused_and_forgotten(site: Site, data_dir: Path) -> None:
    with (
        pytest.raises(InputError, match="niet het bestand dat u verwacht"),
        local(f"{site.url}#sha256={'0' * 64}", data_dir),
    ):
        pass
    assert list(data_dir.iterdir()) == []


@pytest.mark.parametrize("fragment", ["sha256=12", "md5=0", "deel"])
def test_what_is_no_hash_is_told(site: Site, data_dir: Path, fragment: str) -> None:
    with pytest.raises(InputError, match="sha256="), local(f"{site.url}#{fragment}", data_dir):
        pass


def test_an_address_without_a_bundle_is_told(site: Site, data_dir: Path) -> None:
    with pytest.raises(SourceError, match="antwoord 404"), local(site.url.replace("alles", "niets"), data_dir):
        pass
    with pytest.raises(SourceError, match="afgebroken"), local("http://127.0.0.1:9/x.bundel", data_dir):
        pass


def test_a_file_larger_than_the_disk_is_not_begun(site: Site, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Disk:
        free = 1000

    monkeypatch.setattr("index.harvest.bundle.download.shutil.disk_usage", lambda _: Disk)
    with pytest.raises(InputError, match="maak ruimte"), local(site.url, data_dir):
        pass
