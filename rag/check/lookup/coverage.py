"""Tells how complete a corpus is where a draft looks for something that is not there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from index.store.corpus import Corpus
from index.store.sql.coverage import YearCoverage, coverage
from rag.check.lookup.resolve import Resolved
from rag.check.lookup.texts import Texts
from rag.dutch.citation import short_reference
from rag.dutch.writing import counted, enumerate_dutch, number


class Coverage:
    """How complete one corpus is; counted when first asked, once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @cached_property
    def _years(self) -> dict[str, YearCoverage]:
        return {year.vergaderjaar: year for year in coverage(self._corpus.catalogue.numbers())}

    @property
    def brief(self) -> str:
        """How much the corpus holds: `het corpus heeft 1.174 publicaties met 1.783 antwoorden`."""
        manifest = self._corpus.manifest
        publications = counted(manifest.publications, "publicatie", "publicaties")
        return f"het corpus heeft {publications} met {counted(manifest.pairs, 'antwoord', 'antwoorden')}"

    @cached_property
    def whole(self) -> str:
        """The same with what it lacks of its years; over the whole record this takes a tenth of a second."""
        text = self.brief
        if not self._years:
            return text
        present = sum(year.present for year in self._years.values())
        missing = sum(year.missing for year in self._years.values())
        span = f"{min(self._years)} tot en met {max(self._years)}" if len(self._years) > 1 else min(self._years)
        return f"{text}; van {span} staan er {number(present)} nummers in en ontbreken er zeker {number(missing)}"

    def of_year(self, vergaderjaar: str) -> str:
        """How much the corpus has of one vergaderjaar."""
        year = self._years.get(vergaderjaar)
        if year is None:
            return f"van vergaderjaar {vergaderjaar} staat er niets in het corpus"
        return (
            f"van vergaderjaar {vergaderjaar} staan er {number(year.present)} van de {number(year.highest)} nummers "
            f"tot en met nr. {year.highest} in het corpus"
        )

    def of_missing(self, missing: Sequence[tuple[str, str | None]]) -> str:
        """Publications that are named and that the corpus lacks."""
        names = enumerate_dutch([name for name, _ in missing])
        years = dict.fromkeys(jaar for _, jaar in missing if jaar)
        told = [self.of_year(jaar) for jaar in years] or [self.whole]
        return f"{names} {'staat' if len(missing) == 1 else 'staan'} niet in het corpus: {'; '.join(told)}"

    def about(self, named: Sequence[Resolved], texts: Texts) -> str:
        """Why words that are not found may yet be right: of what the draft names, else of the whole corpus."""
        if missing := [one for resolved in named for one in resolved.missing]:
            return self.of_missing(missing)
        if found := texts.publications([i for resolved in named for i in resolved.ids]):
            names = enumerate_dutch([short_reference(publication) for publication in found[:3]])
            return f"deze woorden staan niet in {names} en nergens anders; {self.whole}"
        return self.whole
