"""Kamervragen from Python: open a corpus, search it, ask it, compare ministries, and export cited lists.

    import kamervragen as kv

    with kv.open(sample=True) as kamervragen:
        print(kamervragen.ask("welke ministeries hielden bijeenkomsten?").to_pandas())

Nothing heavy is loaded before something is asked. Every error that is raised on purpose is a `KamervragenError`, whose
message says what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack, cast

from index.errors import InputError, KamervragenError, UnknownIdError
from index.store.filters import FIELDS, Filters, read_filters
from index.values import Publication, Soort
from rag.question import DEFAULT_TOP, Question, check_asked
from rag.values import Answer, Arm, Hit, SearchResult, Verdict

if TYPE_CHECKING:
    import pandas

    from rag.assistant.assistant import Assistant

__all__ = [
    "Answer",
    "Answered",
    "Arm",
    "Filters",
    "Found",
    "Hit",
    "Kamervragen",
    "KamervragenError",
    "Publication",
    "Question",
    "SearchResult",
    "Soort",
    "Verdict",
    "open",
]

Names = str | Sequence[str]
"""One name, or several of which any may match."""

ARGUMENTS = {field.argument: field for field in FIELDS if field.option}
"""The filters as arguments, called as the options of the command line are."""


class How(TypedDict, total=False):
    """Within what is searched, and how many are given.

    Attributes:
        ministerie: who answers; `opvolgers` takes its predecessors and successors along.
        vergaderjaar: such as 2023-2024.
        indiener, fractie: who asked, and the party.
        bewindspersoon: which minister or staatssecretaris answered.
        soort: antwoord, mededeling, ingetrokken or vraag.
        van, tot: first and last day on which the answer was received; `gesteld_` on which it was asked, `opgenomen_`
            on which it came into the corpus.
        top: at most so many pairs.
    """

    ministerie: Names
    opvolgers: Names
    vergaderjaar: Names
    indiener: Names
    fractie: Names
    bewindspersoon: Names
    soort: Names
    van: date | None
    tot: date | None
    gesteld_van: date | None
    gesteld_tot: date | None
    opgenomen_van: date | None
    opgenomen_tot: date | None
    top: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: a sequence of hits, best first.

    Attributes:
        result: everything that is known about the search.
        question: as it was asked, names spelt as the catalogue does.
        notes: what the user should know: names that the corpus does not have, words that were corrected.
    """

    result: SearchResult
    question: Question
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.result.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.result.hits)

    def __getitem__(self, rank_from_0: int) -> Hit:
        return self.result.hits[rank_from_0]

    def to_dicts(self) -> list[dict[str, Any]]:
        """The hits as plain values, each as `search --json` prints it."""
        from rag.forms.contract import search_json

        return cast(list[dict[str, Any]], search_json(self.result)["results"])

    def to_pandas(self) -> pandas.DataFrame:
        """A row per hit."""
        return _table(self.to_dicts())


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question.

    Attributes:
        answer: everything that is known about the answer.
        question, notes: as of `Found`.
    """

    answer: Answer
    question: Question
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether the corpus answers the question."""
        return self.answer.verdict

    @property
    def found(self) -> Found:
        """The search that the answer comes from."""
        return Found(self.answer.search, self.question, self.notes)

    def to_json(self) -> dict[str, Any]:
        """The whole answer, as `ask --json` prints it."""
        from rag.forms.contract import answer_json

        return answer_json(self.answer)

    def to_dicts(self) -> list[dict[str, Any]]:
        """A comparison as a row per ministry; any other answer as its cited quotations."""
        whole = self.to_json()
        return list(whole.get("rows") or whole["statements"])

    def to_pandas(self) -> pandas.DataFrame:
        """The same as a table."""
        return _table(self.to_dicts())


class Kamervragen:
    """An opened corpus. Close it, or use it in a `with`.

    Names of ministries, parties and members may be given in any spelling that the register or the corpus knows.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def search(self, query: str | Question, *, arm: Arm = Arm.HYBRID, **how: Unpack[How]) -> Found:
        """The best pairs of question and answer.

        Args:
            query: a question, words, a number or an id; a `Question` has everything else in itself.
            arm: meaning, words, or both.
            how: within what, and how many.

        Raises:
            KamervragenError: an empty query, a filter that cannot be, a broken store.
        """
        question, notes = self._question(query, how, arm)
        return Found(self._assistant.search(question), question, notes)

    def ask(self, query: str | Question, **how: Unpack[How]) -> Answered:
        """The answer in checked quotations, each with its citation; the arguments are those of `search`."""
        question, notes = self._question(query, how)
        return Answered(self._assistant.ask(question), question, notes)

    def compare(self, query: str | Question, **how: Unpack[How]) -> Answered:
        """What every ministry answered to the same question; the arguments are those of `ask`."""
        question, notes = self._question(query, how)
        return Answered(self._assistant.compare(question), question, notes)

    def export(
        self,
        found: Found | Answered,
        path: str | Path,
        *,
        only: Collection[str] | None = None,
        notes: Mapping[str, str] | None = None,
        force: bool = False,
    ) -> Path:
        """Saves a cited list; the suffix of the path says in which form (`rag/export/formats.py`).

        Args:
            found: what to save.
            path: the file to make.
            only: pair ids to keep; without it all are kept.
            notes: your own remarks, by pair id.
            force: whether a file that is there may be replaced.

        Raises:
            KamervragenError: another suffix, a pair id that was not found, a file that is there or cannot be written.
        """
        from rag.export.formats import format_of
        from rag.export.render import render
        from rag.export.save import save

        target = Path(path)
        whole = found.answer if isinstance(found, Answered) else found.result
        listed = self._assistant.export_list(
            whole, found.question, made=datetime.now().astimezone(), selected=only, notes=notes, messages=found.notes
        )
        save(render(listed, format_of(None, target)), target, force=force)
        return target

    def publication(self, publication_id: str) -> Publication:
        """A whole publication by its id, such as `ah-tk-20232024-1068`.

        Raises:
            KamervragenError: the corpus does not have it.
        """
        found = self._assistant.corpus.catalogue.publication(publication_id)
        if found is None:
            raise UnknownIdError(f"{publication_id} staat niet in het corpus")
        return found

    def publications(self) -> Iterator[Publication]:
        """Every publication, by id."""
        return self._assistant.corpus.catalogue.publications()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the stores."""
        self._assistant.close()

    def _question(self, query: str | Question, how: How, arm: Arm = Arm.HYBRID) -> tuple[Question, tuple[str, ...]]:
        """One value of the arguments, with names as the catalogue spells them, and what it does not know of them."""
        if isinstance(query, Question):
            check_asked(query)
            return self._assistant.spelt(query)
        given: dict[str, Any] = dict(how)
        top = given.pop("top", DEFAULT_TOP)
        texts = {field.name: _several(given.pop(name)) for name, field in ARGUMENTS.items() if name in given}
        if given:
            raise InputError(f"onbekend: {', '.join(given)}; kies uit {', '.join(ARGUMENTS)} en top")
        question = Question(query, filters=read_filters(texts), top=top, arm=arm)
        check_asked(question)
        return self._assistant.spelt(question)


def open(data_dir: str | Path | None = None, *, sample: bool = False, **settings: object) -> Kamervragen:
    """Opens a corpus.

    Args:
        data_dir: where the corpus lies; default: where the command line keeps it.
        sample: the fictional publications that come with the product, indexed the first time (under a minute).
        settings: any other setting by its name, such as `model="naam"` or `rerank=False`.

    Raises:
        KamervragenError: nothing was ingested there, another model, a broken store, a setting that cannot be.
    """
    from index.settings import load_settings
    from rag.assistant.compose import make_builder, make_encoder, open_assistant

    if sample and data_dir is not None:
        raise InputError("geef data_dir of sample=True, niet allebei")
    chosen = load_settings(data_dir=Path(data_dir) if data_dir is not None else None, **settings)
    encoder = make_encoder(chosen)
    if sample:
        from index.parse.read import read_paths
        from index.sample import sample_dir

        chosen = chosen.model_copy(update={"data_dir": chosen.cache_dir / "voorbeelden"})
        make_builder(chosen, encoder).ingest(read_paths([sample_dir()]))  # costs nothing when it is there already
    return Kamervragen(open_assistant(chosen, encoder))


def _several(given: Names | date | None) -> Sequence[str]:
    if given is None:
        return []
    if isinstance(given, date):
        return [given.isoformat()]
    return [given] if isinstance(given, str) else list(given)


def _table(rows: list[dict[str, Any]]) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(rows)


if __name__ == "__main__":
    from ui.cli.main import main

    main()
