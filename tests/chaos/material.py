"""The corpus that is put through histories, and everything that must come out the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from index.embed.embedding import Encoder
from index.settings import load_settings
from index.values import Publication, Soort
from rag.assistant.compose import open_assistant
from rag.forms.contract import answer_json, search_json
from rag.question import Question
from tests.scale.publications import make_block

TOP = 200
PER_MINISTRY = "Welke ministeries zijn hierover bevraagd?"


def material(publications: int = 30) -> list[Publication]:
    """Synthetic publications, always the same."""
    return make_block(0, 100)[:publications]


def queries(publications: Sequence[Publication]) -> list[str]:
    """Questions about them: subjects, words of questions, a number, and what nothing answers."""
    answers = [publication for publication in publications if publication.soort is Soort.ANTWOORD]
    asked = [str(publication.onderwerp) for publication in answers[:4]]
    asked += [publication.paren[-1].vraagtekst for publication in answers[4:7] if publication.paren]
    return [*asked, f"antwoord {answers[0].nummer}", PER_MINISTRY, "kernfusie op de maan"]


def outcome(data_dir: Path, encoder: Encoder, asked: Sequence[str]) -> dict[str, object]:
    """What `search --json` and `ask --json` say to each query, but for the fingerprint of the index."""
    assistant = open_assistant(load_settings(data_dir=data_dir), encoder)
    with closing(assistant.corpus):
        found: dict[str, object] = {}
        for query in asked:
            question = Question(text=query, top=TOP)
            said = {
                "search": search_json(assistant.search(question)),
                "ask": answer_json(assistant.ask(question)),
            }
            for part in said.values():
                index = part["index"]
                assert isinstance(index, dict)
                del index["fingerprint"]
            found[query] = json.dumps(said, ensure_ascii=False)
        return found
