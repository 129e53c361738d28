"""The answer of the catalogue in the terminal."""

from __future__ import annotations

from index.store.corpus import Corpus
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.retrieve.settings import Retrieval
from ui.terminal.answer import answer_text


def text(corpus: Corpus, query: str) -> str:
    return answer_text(Assistant(corpus, Retrieval()).ask(Question(query)))


def test_a_count_shows_its_table_what_is_counted_and_how(corpus: Corpus) -> None:
    lines = text(corpus, "Kamervragen per fractie").splitlines()
    assert lines[0] == "BEANTWOORD: 8 Kamervragen. 3 fracties: XYZ 5, ABC 2 en KLM 1. Van 1 is de fractie niet bekend."
    assert "fractie   aantal" in lines
    assert "XYZ            5" in lines
    assert any(line.startswith("  - de kosten van drones (Celik (XYZ); Defensie;") for line in lines)
    assert any(line.startswith("Geteld in de catalogus van dit corpus (8 publicaties") for line in lines)
    assert "--negeer 'telling:catalogus'" in "\n".join(lines)


def test_answer_times_have_their_own_columns(corpus: Corpus) -> None:
    shown = text(corpus, "antwoordtijd per ministerie")
    assert "mediaan (dagen)  op tijd" in shown
    assert "Financiën" in shown


def test_passages_about_the_subject_lie_beside_it(corpus: Corpus) -> None:
    shown = text(corpus, "welke partijen stelden vragen over drones?")
    assert "Antwoorden over het onderwerp, ernaast (" in shown
    assert "«" not in shown.split("Antwoorden over het onderwerp")[1]  # named, not quoted
