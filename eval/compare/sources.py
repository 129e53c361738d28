"""Gets a run to compare from what a user names: a run record, a TREC run, or settings to run now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from eval.compare.runs import ComparedRun
from eval.gold.beir import read_any_gold
from eval.gold.excerpts import Excerpt, excerpts_of
from eval.gold.gold import GoldSet
from eval.gold.judging import DEPTH
from eval.gold.ranked import Ranked
from eval.measure.evaluate import evaluate, ids_only
from eval.measure.measures import PerQuery, per_query
from eval.measure.record import read_record
from eval.measure.trec import read_run
from eval.measure.variants import installation_settings, make_variant, open_variant, read_pairs, read_toml
from index.errors import EmptyCorpusError, InputError
from index.steps import Progress
from index.store.catalogue import Catalogue

CONFIGURED = "standaard"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSource:
    """Gets runs over one gold set.

    Attributes:
        gold: folder of the gold set; None when both runs are records.
        base: settings under those of each run.
        allow_missing: judged pairs that a corpus lacks count as not found.
    """

    gold: Path | None
    base: Mapping[str, object]
    allow_missing: bool = False
    limit: int | None = None
    progress: Progress | None = None

    def open(self, named: str) -> ComparedRun:
        """The run of a file or of settings; an InputError where it is neither, or was measured on another gold set."""
        path = Path(named)
        if path.is_file() and path.suffix == ".json":
            return self._of_record(path)
        if path.is_file() and path.suffix != ".toml":
            return self._of_run(path)
        if named == CONFIGURED:
            return self._of_settings(named, {})
        if path.suffix == ".toml":
            return self._of_settings(path.stem, read_toml(path))
        if "=" in named:
            return self._of_settings(named, read_pairs([named]))
        raise InputError(
            f"{named!r} is geen bestand en geen instelling; noem een verslag (.json), een TREC-run, een TOML-bestand, "
            f"instellingen zoals arm=dense,candidates=200, of {CONFIGURED!r}"
        )

    def ranking(self, run_file: Path | None) -> tuple[GoldSet, Mapping[str, Ranked], Mapping[str, Excerpt]]:
        """The gold set with a ranking of its queries (of a run, else searched now), and its first results shown.

        Raises:
            InputError: the gold set or the run has problems.
        """
        variant = make_variant(self.base)
        if run_file:
            with open_catalogue(self.base) as catalogue:
                gold, ranking = self._gold(catalogue), read_run(run_file)
                return gold, ranking, excerpts_of(catalogue, _first_results(ranking))
        with closing(open_variant(variant)) as assistant:
            gold = self._gold(assistant.corpus.catalogue)
            done = evaluate(gold, assistant, variant, with_verdicts=False, progress=self.progress)
            return gold, done.ranking, excerpts_of(assistant.corpus.catalogue, _first_results(done.ranking))

    def _of_record(self, path: Path) -> ComparedRun:
        record = read_record(path)
        if self.gold is not None:
            gold = read_any_gold(self.gold)
            if gold.hash != record.gold_hash:
                raise InputError(
                    f"het verslag {path} is gemeten op een andere gouden set ({record.gold_hash}) dan {self.gold} "
                    f"({gold.hash}); meet opnieuw met `kamervragen eval --record {path}`"
                )
        return ComparedRun(
            name=path.stem,
            values=record.query_values,
            ranking={query_id: tuple(query.top) for query_id, query in record.per_query.items()},
            texts={query_id: query.text for query_id, query in record.per_query.items()},
            types={query_id: query.type for query_id, query in record.per_query.items()},
            grades={query_id: query.grades for query_id, query in record.per_query.items()},
        )

    def _of_run(self, path: Path) -> ComparedRun:
        with open_catalogue(self.base) as catalogue:
            gold = self._gold(catalogue)
        ranking = read_run(path)
        values = per_query(gold.measured_qrels, ids_only(ranking))
        return _compared(path.name, values, ranking, gold)

    def _of_settings(self, name: str, values: Mapping[str, object]) -> ComparedRun:
        variant = make_variant({**self.base, **values})
        with closing(open_variant(variant)) as assistant:
            gold = self._gold(assistant.corpus.catalogue)
            done = evaluate(gold, assistant, variant, name=name, with_verdicts=False, progress=self.progress)
        return _compared(name, done.record.query_values, done.ranking, gold)

    def _gold(self, catalogue: Catalogue | None) -> GoldSet:
        if self.gold is None:
            raise InputError("noem met --gold de gouden set waarop deze kant gemeten wordt")
        return read_any_gold(self.gold, catalogue, allow_missing=self.allow_missing).first(self.limit)


@contextmanager
def open_catalogue(values: Mapping[str, object]) -> Iterator[Catalogue | None]:
    """The catalogue of the configured corpus, to show texts from; None when there is no corpus."""
    settings = installation_settings(make_variant(values))
    with ExitStack() as stack:
        catalogue = None
        with suppress(EmptyCorpusError):
            catalogue = stack.enter_context(closing(Catalogue(settings.data_dir)))
        yield catalogue


def _first_results(ranking: Mapping[str, Ranked]) -> list[str]:
    return [pair_id for ranked in ranking.values() for pair_id, _ in ranked[:DEPTH]]


def _compared(name: str, values: PerQuery, ranking: Mapping[str, Ranked], gold: GoldSet) -> ComparedRun:
    return ComparedRun(
        name=name,
        values=values,
        ranking=ranking,
        texts={query.query_id: query.text for query in gold.queries},
        types={query.query_id: query.type for query in gold.queries},
        grades=gold.qrels,
    )
