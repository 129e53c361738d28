"""Markdown: readable as it is, complete, and without markup of a document."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.write.markdown import escaped
from tests.rag.export.lists import QUERY, make_answer, make_comparison, make_hits, make_list, nasty_list


def test_every_row_is_there_with_its_facts() -> None:
    listed = make_list(notes={"ah-tk-20232024-202#v1": "nabellen"})
    text = render(listed, FORMATS["md"]).decode()
    assert text.startswith(f"# {QUERY}\n\n**Beantwoord.** De gevonden antwoorden sluiten aan bij wat de vraag noemt.\n")
    assert re.findall(r"^### (\d+)\\\.", text, re.MULTILINE) == ["1", "2", "3", "4"]
    for row in listed.rows:
        assert f"- Paar: {row.pair_id}\n" in text
        assert f"- Link: <{row.url}>\n" in text
    for fact in listed.facts[1:]:
        assert fact.value in text
    assert f"> «Er namen tien mensen deel. De reden was» [2]\\\n> — {listed.sources[1].citation}\n" in text
    assert "**Notitie:** nabellen" in text
    assert "## Bronnen\n\n1. Minister van Volksgezondheid, Welzijn en Sport, Aanhangsel Handelingen" in text


def test_the_comparison_is_a_table() -> None:
    hits = make_hits()
    text = render(make_list(replace(make_answer(hits), comparison=make_comparison(hits))), FORMATS["md"]).decode()
    assert "| Defensie | nee | «Nee, die zijn niet gehouden.»<br>— Minister van Defensie, Aanhangsel" in text
    assert "| Financiën | uitgesteld | uitgesteld op 5 maart |  |\n" in text
    assert "**Ja: VWS. Nee: Defensie. Uitgesteld: Financiën. Niet in het corpus: AZ.**" in text.replace("\\", "")
    assert "\n\nAlgemene Zaken: onbekend\n" in text.replace("\\", "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*ster* _streep_ `code`", r"\*ster\* \_streep\_ \`code\`"),
        ("<script>", r"\<script\>"),
        ("[klik](http://x.example)", r"\[klik\](http\://x.example)"),
        ("ga naar www.kwaad.example", r"ga naar www\.kwaad.example"),
        (
            "# kop\n- punt\n+ punt\n1. een\n2024 was mooi\n=====",
            "\\# kop\n\\- punt\n\\+ punt\n1\\. een\n2024 was mooi\n\\=====",
        ),
        ("    code", "\u00a0\u00a0\u00a0\u00a0code"),
        ("R&D &amp; meer", r"R&D \&amp; meer"),
        ("10:30 uur; a - b; 3 + 4 = 7", "10:30 uur; a - b; 3 + 4 = 7"),
        ("a | b", r"a \| b"),
        ("C:\\map", r"C:\\map"),
    ],
)
def test_markup_of_a_text_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_no_line_of_a_nasty_text_is_markup() -> None:
    text = render(nasty_list(), FORMATS["md"]).decode()
    assert not re.search(r"(?<!\\)<(?!https://zoek|br>)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not set("\u202e\u2066\x00\x1b") & set(text)
