"""Gives quotations and mentions their verdict: looked up, and compared with what the draft says of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.store.corpus import Corpus
from index.values import Pair, Publication, Soort
from rag.check.candidates import Candidates, FittingPlace, is_alike, order
from rag.check.claims.attribution import Claim
from rag.check.claims.mention import DraftMention
from rag.check.claims.quotation import Quotation
from rag.check.claims.quotations import MIN_WORDS
from rag.check.draft.values import Draft, Span
from rag.check.lookup.coverage import Coverage
from rag.check.lookup.facts import contradictions
from rag.check.lookup.fit import Op, exact_fit
from rag.check.lookup.joined import find_joined
from rag.check.lookup.overtaken import Later
from rag.check.lookup.resolve import Resolved, Resolver
from rag.check.lookup.texts import TextPart, Texts
from rag.check.notes import change_note, later_note, name_of, omission_note, sentence, where
from rag.check.values import CheckedMention, CheckedQuotation, CorpusPlace, Oordeel, Unchecked, WordChange
from rag.compare.series import find_series
from rag.dutch.citation import citation
from rag.dutch.sentences import sentence_spans
from rag.dutch.writing import counted, enumerate_dutch

SHORT_WORDS = 5
"""A quotation of fewer words may stand in many places: only a named publication can tell whether it is right."""
MIN_LACKING = 2
"""Changes that the best single text must need before a quotation is taken for one of two texts."""


class Judge:
    """Judges the quotations and mentions of one draft; what it looks up it looks up once."""

    def __init__(self, corpus: Corpus, draft: Draft) -> None:
        _, lexical = corpus.stores()
        self._corpus = corpus
        self._draft = draft
        self._texts = Texts(corpus.catalogue, lexical)
        self._candidates = Candidates(corpus.catalogue, self._texts, draft.text)
        self._resolver = Resolver(corpus.catalogue)
        self._later = Later(corpus.catalogue, self._texts)
        self.coverage = Coverage(corpus)

    def mention(self, mention: DraftMention) -> CheckedMention:
        """The verdict on a reference: whether what it names is in the corpus, and is as the draft says."""
        resolved = self._resolver.resolve(mention)
        publications = self._texts.publications(resolved.ids)
        told = [(publication, list(contradictions(mention, publication))) for publication in publications]
        right = [publication for publication, wrong in told if not wrong]
        verdict, note, shown = Oordeel.LETTERLIJK, "", right
        if resolved.missing:
            verdict, note = Oordeel.NIET_IN_CORPUS, self.coverage.of_missing(resolved.missing)
        elif not right:
            nearest, wrong = min(told, key=lambda item: len(item[1]))
            verdict, note, shown = Oordeel.VAN_EEN_ANDER, f"{name_of(nearest)}: {'; '.join(wrong)}", [nearest]
        elif ended := self._ended(right):
            verdict, note = Oordeel.INGEHAALD, f"een bericht van uitstel; het antwoord kwam in {name_of(ended)}"
            shown = [*right, ended]
        elif len(right) > 1:
            note = f"er zijn er meer met dit nummer: {enumerate_dutch([name_of(one) for one in right[:4]])}"
        cited = shown[-1] if verdict is Oordeel.INGEHAALD else shown[0] if shown else None
        return CheckedMention(
            span=mention.span,
            text=self._draft.text[mention.span.start : mention.span.end],
            verdict=verdict,
            publications=tuple(shown),
            citation=citation(cited, mention.vragen if verdict is Oordeel.LETTERLIJK else ()) if cited else None,
            note=sentence([note]),
        )

    def _ended(self, publications: Sequence[Publication]) -> Publication | None:
        """The answer that came after a delay, when all that a mention means is delays."""
        if not all(publication.soort is Soort.MEDEDELING for publication in publications):
            return None
        found = [self._later.than(publication, None) for publication in publications]
        return next((one[0] for one in found if one is not None), None)

    def quotation(self, quotation: Quotation, claim: Claim) -> list[CheckedQuotation | Unchecked]:
        """The verdicts on a quotation: mostly one; for a block of several answers, one per paragraph."""
        means = claim.options if claim.is_own or quotation.count >= SHORT_WORDS else ()
        options = [self._resolver.resolve(mention) for mention in means]
        is_cited = any(option.mention.names_publication for option in options)
        if quotation.count < MIN_WORDS and not is_cited:
            return []
        candidates, is_complete = self._candidates.exact(quotation, options)
        if candidates:
            return [self._of_exact(quotation, claim, options, candidates, is_complete=is_complete)]
        if quotation.parts:
            return [found for part in quotation.parts for found in self.quotation(part, claim)]
        if quotation.is_title:
            return [self._unchecked(quotation, "de titel van een bericht of stuk; die staat niet in het corpus")]
        if quotation.count < SHORT_WORDS and not is_cited:
            return [self._unchecked(quotation, "te kort om na te zoeken zonder te weten uit welk antwoord het komt")]
        found = self._of_other(quotation, claim, options)
        if isinstance(found, Unchecked):
            return [found]
        if found.verdict is Oordeel.NIET_IN_CORPUS:
            inner = [one for quoted in quotation.inner for one in self.quotation(quoted, claim)]
            if any(isinstance(one, CheckedQuotation) and one.places for one in inner):
                return [found, *inner]
            if not is_complete and not is_cited:
                return [self._unchecked(quotation, "bestaat uit woorden die overal staan; niet overal nagezocht")]
        return [found]

    # ------------------------------------------------------------------ word for word

    def _of_exact(
        self,
        quotation: Quotation,
        claim: Claim,
        options: Sequence[Resolved],
        candidates: Sequence[FittingPlace],
        *,
        is_complete: bool,
    ) -> CheckedQuotation | Unchecked:
        """The verdict on words that all stand somewhere."""
        right = [candidate for candidate in candidates if not candidate.wrong]
        if not right:
            is_cited = any(option.mention.names_publication for option in options)
            if quotation.count < SHORT_WORDS and not (is_cited and len(candidates) == 1 and is_complete):
                return self._short(quotation, options, candidates, is_cited=is_cited)
            if not (is_cited or is_complete):
                return self._unchecked(quotation, "staat op meer plaatsen dan kan worden nagezocht")
            best = min(candidates, key=lambda c: (len(c.wrong), c.fit.omitted, *order(c)))
            if not is_cited and (sibling := self._missing_sibling(best.place.publication)):
                return self._right(quotation, best, candidates, [*best.wrong, sibling])
            return self._checked(quotation, Oordeel.VAN_EEN_ANDER, best, candidates, best.wrong)
        answers = [candidate for candidate in right if candidate.text.part.is_answer]
        if claim.asks or not answers:
            answers = [candidate for candidate in right if not candidate.text.part.is_answer] or answers
        best = min(answers, key=lambda c: (c.is_open, c.fit.omitted, *order(c)))
        notes = []
        if best.is_open:
            missing = enumerate_dutch([name for option in options for name, _ in option.missing])
            notes.append(f"{missing} staat niet in het corpus; elders staan deze woorden zo")
        named = self._candidates.named(options)
        if claim.is_loose and not best.is_open and best.place.publication.id not in named:
            notes.append(f"staat niet in {self._candidates.names(named)}, dat bij een ander citaat wordt genoemd")
        if not best.text.part.is_answer:
            notes.append(f"staat in de {best.text.part.value}")
            if not (claim.asks or quotation.is_title):  # the draft gives as an answer what members asked
                if best.is_open:
                    return self._made(quotation, Oordeel.NIET_IN_CORPUS, notes, nearest=best.place)
                notes.append("niet in het antwoord")
                return self._checked(quotation, Oordeel.UIT_DE_VRAAG, best, candidates, notes)
        elif not best.is_open:
            later = self._later.than(best.place.publication, best.place.pair)
            if later is not None and not self._says_the_same(quotation, *later):
                notes.append(later_note(best.place.publication, *later))
                return self._checked(quotation, Oordeel.INGEHAALD, best, candidates, notes)
        return self._right(quotation, best, candidates, notes)

    def _right(
        self, quotation: Quotation, best: FittingPlace, candidates: Sequence[FittingPlace], notes: Iterable[str]
    ) -> CheckedQuotation:
        verdict = Oordeel.MET_WEGLATING if best.fit.omitted else Oordeel.LETTERLIJK
        return self._checked(quotation, verdict, best, candidates, notes)

    def _missing_sibling(self, publication: Publication) -> str | None:
        """A note that the corpus lacks the answer of another ministry, which may have the same words; or None."""
        series = find_series(self._corpus.catalogue, publication.id)
        missing = series.missing_of_round
        if not missing or len({member.publication.ministeries for member in series.round}) < 2:
            return None
        names = enumerate_dutch([f"nr. {one.nummer}" if one.nummer else one.id for one in missing[:3]])
        return f"{names} uit dezelfde reeks staat niet in het corpus en kan deze woorden ook hebben"

    def _short(
        self, quotation: Quotation, options: Sequence[Resolved], candidates: Sequence[FittingPlace], *, is_cited: bool
    ) -> CheckedQuotation | Unchecked:
        """The verdict on a few words that do not stand where the draft says, but do elsewhere."""
        places = counted(len({(c.text.publication_id, c.text.pair_id) for c in candidates}), "plaats", "plaatsen")
        if not is_cited:
            return self._unchecked(quotation, f"te kort om aan een antwoord toe te schrijven: staat op {places}")
        named = self._candidates.names(self._candidates.named(options))
        note = f"deze woorden staan niet in {named}; wel op {places} elders"
        return self._made(quotation, Oordeel.NIET_IN_CORPUS, [note])

    def _says_the_same(self, quotation: Quotation, publication: Publication, pair: Pair | None) -> bool:
        """Whether the later answer has the quoted words too."""
        ids = {one.id for one in ([pair] if pair else publication.paren)}
        return any(
            text.part is TextPart.ANTWOORD and text.pair_id in ids and exact_fit(quotation, text.words) is not None
            for text in self._texts.of_publication(publication.id)
        )

    # ------------------------------------------------------------------ otherwise

    def _of_other(
        self, quotation: Quotation, claim: Claim, options: Sequence[Resolved]
    ) -> CheckedQuotation | Unchecked:
        """The verdict on words that stand nowhere as they are quoted."""
        named = [text for i in self._candidates.named(options) for text in self._texts.of_publication(i)]
        best = self._candidates.best(quotation, named, options)
        if best is not None and best.fit.is_exact and best.fit.matched == quotation.count:
            return self._of_exact(quotation, claim, options, [best], is_complete=False)  # where spaces differ alone
        is_lacking = any(option.missing for option in options)
        if is_lacking and (best is None or best.place.publication.id not in self._candidates.named(options)):
            return self._absent(quotation, best, options)
        lacking = best.fit.cost if best is not None else quotation.count
        joined = None
        if lacking >= MIN_LACKING:
            joined = find_joined(quotation, self._draft.text, *self._candidates.ends(quotation, named))
        if joined is not None:
            halves = [self._candidates.candidate(half.text, half.fit, ()) for half in joined]
            places = tuple(half.place for half in halves if half is not None)
            note = f"het eerste deel staat in {where(places[0])}, het tweede in {where(places[-1])}"
            changes = tuple(change for half in halves if half for change in self._changes(half))
            return self._made(quotation, Oordeel.SAMENGEVOEGD, [note], places=places, changes=changes)
        if best is not None and is_alike(quotation, best.fit):
            notes = [change_note(self._changes(best)), *best.wrong]
            if not best.text.part.is_answer and not claim.asks:
                notes.append(f"staat in de {best.text.part.value}, niet in het antwoord")
            return self._checked(quotation, Oordeel.GEWIJZIGD, best, [best], notes)
        return self._absent(quotation, best, options)

    def _absent(self, quotation: Quotation, best: FittingPlace | None, options: Sequence[Resolved]) -> CheckedQuotation:
        nearest = _in_sentences(best) if best else None
        note = self.coverage.about(options, self._texts)
        return self._made(quotation, Oordeel.NIET_IN_CORPUS, [note], nearest=nearest)

    # ------------------------------------------------------------------ making

    def _checked(
        self,
        quotation: Quotation,
        verdict: Oordeel,
        best: FittingPlace,
        candidates: Sequence[FittingPlace],
        notes: Iterable[str],
    ) -> CheckedQuotation:
        others = {(c.text.publication_id, c.text.pair_id) for c in candidates} - {
            (best.text.publication_id, best.text.pair_id)
        }
        changes = self._changes(best)
        told = [*notes]
        if omitted := omission_note(changes):
            told.append(omitted)
        if others and verdict is not Oordeel.GEWIJZIGD:
            told.append(f"dezelfde woorden staan ook op {counted(len(others), 'andere plaats', 'andere plaatsen')}")
        made = self._made(quotation, verdict, told, places=(best.place,), changes=changes)
        return replace(made, elsewhere=len(others))

    def _made(
        self,
        quotation: Quotation,
        verdict: Oordeel,
        notes: Iterable[str],
        *,
        places: tuple[CorpusPlace, ...] = (),
        nearest: CorpusPlace | None = None,
        changes: tuple[WordChange, ...] = (),
    ) -> CheckedQuotation:
        return CheckedQuotation(
            span=quotation.span,
            quote=self._quote(quotation),
            verdict=verdict,
            places=places,
            nearest=nearest,
            changes=changes,
            note=sentence(notes),
        )

    def _changes(self, candidate: FittingPlace) -> tuple[WordChange, ...]:
        return tuple(
            WordChange(
                op=run.op,
                span=Span(start=run.draft[0], end=run.draft[1]),
                draft=self._draft.text[run.draft[0] : run.draft[1]],
                source=candidate.text.text[run.source[0] : run.source[1]],
            )
            for run in candidate.fit.runs
            if run.op is not Op.SAME
        )

    def _quote(self, quotation: Quotation) -> str:
        return self._draft.text[quotation.span.start : quotation.span.end]

    def _unchecked(self, quotation: Quotation, reason: str) -> Unchecked:
        return Unchecked(span=quotation.span, quote=self._quote(quotation), reason=reason)


def _in_sentences(candidate: FittingPlace) -> CorpusPlace:
    """The place with the sentences that it begins and ends in: a part of one says little by itself."""
    place = candidate.place
    whole = [span for span in sentence_spans(candidate.text.text) if span[0] < place.end and place.start < span[1]]
    start, end = min([place.start, *(span[0] for span in whole)]), max([place.end, *(span[1] for span in whole)])
    return replace(place, start=start, end=end, found=candidate.text.text[start:end])
