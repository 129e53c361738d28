"""A recording plays back what a source answered, its refusals included."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from index.errors import RefusedError, UnavailableError
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.http.tape import Recorder, Recording
from tests.index.harvest.server import Bron, Server


def client(server: Server, folder: Path, tape: Recorder | Recording) -> Client:
    pace = Pace(folder / "pace", rate=Rate(requests=10_000, window_s=1))
    limits = Limits(attempts=2, backoff_s=0.01)
    return Client(addresses=[server.url], pace=pace, user_agent="proef", limits=limits, tape=tape)


def test_a_refusal_and_a_fault_that_stays_are_played_back_with_their_reason(
    bron: Bron, server: Server, tmp_path: Path
) -> None:
    reason = b'{"error": {"message": "The query specified in the URI is not valid."}}'
    bron.replies["/geweigerd"] = (400, {"Content-Type": "application/json"}, reason)
    bron.replies["/stuk"] = (200, {"Content-Type": "text/plain"}, b"goed")
    bron.faults["/weg"] = ["500", "500"]
    asked = {"/geweigerd": RefusedError, "/weg": UnavailableError}
    said: dict[str, str] = {}
    with closing(client(server, tmp_path, Recorder(tmp_path / "opname"))) as recording:
        for path, kind in asked.items():
            with pytest.raises(kind) as told:
                recording.get(server.url + path)
            said[path] = str(told.value)
        assert recording.get(f"{server.url}/stuk").body == b"goed"
    assert "The query specified in the URI is not valid." in said["/geweigerd"]
    assert reason in [path.read_bytes() for path in (tmp_path / "opname").glob("*.body")]
    bron.seen.clear()
    with closing(client(server, tmp_path, Recording(tmp_path / "opname"))) as replayed:
        for path, kind in asked.items():
            with pytest.raises(kind) as told:
                replayed.get(server.url + path)
            assert str(told.value) == said[path]
        assert replayed.get(f"{server.url}/stuk").body == b"goed"
    assert bron.seen == []
