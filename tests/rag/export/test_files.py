"""Names and places of files: safe names, whole files or none, nothing overwritten unasked, and quick enough."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import InputError, OutputError
from rag.export.clean import clean, one_line, web_link
from rag.export.formats import FORMATS, CsvDialect, Format, dialect_of, format_of
from rag.export.render import render
from rag.export.save import check_target, file_name, save
from rag.export.values import ExportList
from tests.conftest import REPOSITORY
from tests.rag.export.lists import MADE, make_list, many_rows, nasty_list


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("wachttijden jeugdzorg", "kamervragen-wachttijden-jeugdzorg-2024-05-06.csv"),
        ("../../etc/passwd", "kamervragen-etc-passwd-2024-05-06.csv"),
        ("CON", "kamervragen-con-2024-05-06.csv"),
        ("één «vraag» 🇳🇱?", "kamervragen-een-vraag-2024-05-06.csv"),
        ("🙂", "kamervragen-2024-05-06.csv"),
        ("", "kamervragen-2024-05-06.csv"),
        ("a\x00b\ud83d\u202ec", "kamervragen-a-bc-2024-05-06.csv"),
        ("a:b*c?d|e<f>g\\h", "kamervragen-a-b-c-d-e-f-g-h-2024-05-06.csv"),
        ("nr. 1068.", "kamervragen-nr-1068-2024-05-06.csv"),
    ],
)
def test_a_name_that_every_system_accepts(query: str, name: str) -> None:
    assert file_name(query, FORMATS["csv"], MADE) == name


@pytest.mark.parametrize("query", ["woord " * 40, "x" * 200])
def test_a_long_query_gives_a_name_of_bearable_length(query: str) -> None:
    name = file_name(query, FORMATS["bibtex"], MADE)
    assert len(name) <= 90
    assert name.endswith("-2024-05-06.bib")
    assert "--" not in name


@pytest.mark.parametrize(
    ("given", "path", "expected"),
    [
        ("xlsx", None, FORMATS["xlsx"]),
        ("BibTeX", Path("lijst.txt"), FORMATS["bibtex"]),
        ("bib", None, FORMATS["bibtex"]),
        (None, Path("lijst.zip"), FORMATS["csv-zip"]),
        (None, Path("lijst.bib"), FORMATS["bibtex"]),
        (None, Path("lijst.HTM"), FORMATS["html"]),
        (None, Path("map.md/lijst.docx"), FORMATS["docx"]),
    ],
)
def test_the_format_is_named_or_seen(given: str | None, path: Path | None, expected: Format) -> None:
    assert format_of(given, path) is expected


@pytest.mark.parametrize(
    ("given", "path", "named"),
    [("pdf", None, "pdf"), (None, Path("lijst.pdf"), "lijst.pdf"), (None, None, "--format"), (None, Path("-"), "html")],
)
def test_an_unknown_format_names_the_choice(given: str | None, path: Path | None, named: str) -> None:
    with pytest.raises(InputError, match=", ".join(FORMATS)) as error:
        format_of(given, path)
    assert named in str(error.value)


def test_an_unknown_dialect_names_the_choice() -> None:
    assert dialect_of("plain") is CsvDialect.PLAIN
    with pytest.raises(InputError, match="excel, plain"):
        dialect_of("tab")


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("\ud83d", "\ufffd"),
        ("naar\u202efdp.exe", "naar\ufffdfdp.exe"),
        ("tab\tblijft, 👨‍👩‍👧 ook, en zacht\u00adafbreken", "tab\tblijft, 👨‍👩‍👧 ook, en zacht\u00adafbreken"),
    ],
)
def test_text_is_made_fit(text: str, fit: str) -> None:
    assert clean(text) == fit
    assert clean(fit) == fit


def test_one_line() -> None:
    assert one_line(" a\n\n b\t c ") == "a b c"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://zoek.officielebekendmakingen.nl/a.html", "https://zoek.officielebekendmakingen.nl/a.html"),
        ("https://x.example/a b?c=<d>&e=%20#f", "https://x.example/a%20b?c=%3Cd%3E&e=%20#f"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//x.example/a", None),
        ("http://[kapot", None),
        ("https://x.example/\u202e", None),
        (None, None),
        ("", None),
    ],
)
def test_only_addresses_of_web_pages_become_links(url: str | None, link: str | None) -> None:
    assert web_link(url) == link


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_saved_whole(tmp_path: Path) -> None:
    save(b"inhoud", tmp_path / "lijst.csv")
    assert (tmp_path / "lijst.csv").read_bytes() == b"inhoud"
    assert left(tmp_path) == ["lijst.csv"]
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "lijst.csv").stat().st_mode & 0o777 == 0o666 & ~umask


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    target = tmp_path / "lijst.csv"
    target.write_bytes(b"oud")
    with pytest.raises(OutputError, match=r"bestaat al.*--force"):
        save(b"nieuw", target)
    assert target.read_bytes() == b"oud"
    save(b"nieuw", target, force=True)
    assert target.read_bytes() == b"nieuw"
    assert left(tmp_path) == ["lijst.csv"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    real = tmp_path / "echt.csv"
    real.write_bytes(b"oud")
    (tmp_path / "wijzer.csv").symlink_to(real)
    save(b"nieuw", tmp_path / "wijzer.csv", force=True)
    assert real.read_bytes() == b"nieuw"
    assert (tmp_path / "wijzer.csv").is_symlink()


@pytest.mark.parametrize(
    ("place", "named"), [("", "is een map"), ("weg/lijst.csv", "is er niet"), ("bestand/lijst.csv", "is er niet")]
)
def test_a_place_where_nothing_can_come_is_refused_before_the_work(place: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(OutputError, match=named):
        check_target(tmp_path / place, force=True)


def test_a_full_disk_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the write breaks off half way."""
    (tmp_path / "lijst.csv").write_bytes(b"oud")
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from index.errors import OutputError\n"
        "from rag.export.save import save\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    save(b'x' * 5000, Path(sys.argv[1]), force=True)\n"
        "except OutputError as error:\n"
        "    sys.exit(str(error))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "lijst.csv")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert "maak ruimte" in run.stderr
    assert (tmp_path / "lijst.csv").read_bytes() == b"oud"
    assert left(tmp_path) == ["lijst.csv"]


@pytest.mark.parametrize("broken", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_breaks_off_leaves_nothing(
    broken: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int) -> None:
        raise broken

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        save(b"inhoud", tmp_path / "lijst.csv")
    assert left(tmp_path) == []


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_what_an_answer_does_not_say_is_not_called_uncertain(format_: Format) -> None:
    listed = make_list()
    rows = (replace(listed.rows[0], standpunt="onzeker"), *(replace(row, standpunt="ja") for row in listed.rows[1:]))
    data = render(replace(listed, rows=rows, comparison=None, timeline=()), format_)
    assert not format_.is_text or (b"onzeker" in data) is format_.is_exact


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_every_format_can_hold_every_text(format_: Format) -> None:
    data = render(nasty_list(), format_)
    assert data
    if format_.is_text:
        assert "\x00" not in data.decode("utf-8")


def resident_mb(name: str) -> float:
    """Memory of this process: now (VmRSS), or at its peak (VmHWM)."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


@pytest.fixture(scope="module")
def long_list() -> ExportList:
    return many_rows()


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_five_thousand_rows_in_ten_seconds(format_: Format, long_list: ExportList) -> None:
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak of what ran before
    before = resident_mb("VmRSS")
    start = time.process_time()
    data = render(long_list, format_)
    assert time.process_time() - start < 10
    assert len(data) > 100_000
    assert resident_mb("VmHWM") - before < 500


@pytest.mark.parametrize("name", ["md", "html", "ris"])
def test_the_text_of_a_notice_is_not_called_an_answer(name: str) -> None:
    text = re.sub(r"<[^>]*>|[*:\s]+", " ", render(make_list(), FORMATS[name]).decode())
    assert re.search(r"Antwoord\s+Nee, die zijn niet gehouden", text)
    assert re.search(r"Mededeling\s+De vragen kunnen niet binnen", text)
