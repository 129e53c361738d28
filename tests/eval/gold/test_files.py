"""Files are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.gold.files import write_lines, write_text
from index.errors import InputError


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(InputError, match=r"kan .* niet schrijven"):
        write_text(tmp_path / "bestand" / "a.run", "")


def test_what_is_no_plain_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_text(Path("/dev/null"), "")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(InputError, match=r"kan .* niet schrijven"):
        write_text(tmp_path, "")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link = tmp_path / "link.run"
    link.symlink_to(tmp_path / "echt.run")
    write_text(link, "nieuw")
    assert link.is_symlink()
    assert (tmp_path / "echt.run").read_text() == "nieuw"


def test_a_file_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield "half"
        raise InputError("het corpus is kapot")

    path = tmp_path / "a.jsonl"
    path.write_text("heel")
    with pytest.raises(InputError, match="het corpus is kapot"):
        write_lines(path, lines())
    assert path.read_text() == "heel"
    assert list(tmp_path.iterdir()) == [path]


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.run"
    path.write_text("vast")
    path.chmod(0o444)
    with pytest.raises(InputError, match="alleen-lezen"):
        write_text(path, "nieuw")
    assert path.read_text() == "vast"
