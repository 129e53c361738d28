"""Random histories to the same publications: other orders, breaks, removals, corrections, rebuilds, moves."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from random import Random

from index.build.backup import make_backup, restore_backup
from index.build.builder import Builder
from index.parse.formats.jsonl import from_json, to_json
from index.store.catalogue import Catalogue
from index.values import Publication
from tests.encoder import BreakOffError, TokenWordEncoder
from tests.factory import make_reading

BATCHES = (1, 3, 7, 400)


class History:
    """Takes publications into a data directory in a way that only the seed knows.

    Args:
        data_dir: where; another beside it is used for a round trip.
        publications: what the corpus holds in the end.
        seed: of the way.
    """

    def __init__(self, data_dir: Path, publications: Sequence[Publication], seed: int) -> None:
        self.data_dir = data_dir
        self.told: list[str] = []
        self._all = list(publications)
        self._random = Random(seed)  # noqa: S311  # repeatable, not secret

    def live(self) -> None:
        """Goes through it; `told` says what happened."""
        random = self._random
        shuffled = random.sample(self._all, len(self._all))
        while shuffled:
            part, shuffled = shuffled[: (size := random.randint(1, 20))], shuffled[size:]
            self._ingest(part)
            random.choice((self._nothing, self._nothing, self._remove, self._correct, self._rebuild))()
        if random.random() < 0.3:
            self._move()
        self._ingest(self._all)

    def _builder(self, *, breaks: bool = False) -> Builder:
        fail_at = self._random.randint(1, 3) if breaks else None
        encoder = TokenWordEncoder(fail_at=fail_at)
        return Builder(self.data_dir, encoder, batch_publications=self._random.choice(BATCHES))

    def _ingest(self, publications: Sequence[Publication]) -> None:
        readings = [make_reading(publication) for publication in publications]
        if self._random.random() < 0.4:
            with suppress(BreakOffError):
                self._builder(breaks=True).ingest(readings)
                self.told.append("not broken off after all")
            self.told.append("broken off")
        settle = self._random.random() < 0.7 or publications == self._all
        self._builder().ingest(readings, settle=settle)
        self.told.append(f"ingest {len(publications)}")

    def _nothing(self) -> None:
        pass

    def _remove(self) -> None:
        some = self._random.sample(self._all, 5)
        removed = self._builder().remove([publication.id for publication in some])
        self.told.append(f"removed {len(removed)}")

    def _correct(self) -> None:
        """Other answers for some, which the last ingest puts right again."""
        some = [one for one in self._random.sample(self._all, 4) if one.paren]
        wrong = [replace(one, paren=(replace(one.paren[0], antwoord="Dit klopt niet."),)) for one in some]
        self._ingest(wrong)

    def _rebuild(self) -> None:
        self._builder().rebuild()
        self.told.append("rebuild")

    def _move(self) -> None:
        """On to another directory: by the lines of `dump`, or by a backup."""
        old, self.data_dir = self.data_dir, self.data_dir.with_name(f"{self.data_dir.name}-moved")
        if self._random.random() < 0.5:
            with closing(Catalogue(old)) as catalogue:
                lines = [to_json(publication) for publication in catalogue.publications()]
            self._builder().ingest([make_reading(from_json(line)) for line in lines])
            self.told.append("dumped and read")
        else:
            make_backup(old, old.with_suffix(".zip"))
            restore_backup(old.with_suffix(".zip"), self.data_dir)
            self._builder().rebuild()
            self.told.append("restored")
