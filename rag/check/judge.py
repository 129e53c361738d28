"""Gives a quotation its verdict: its words looked up, and compared with what the draft says of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Pair, Publication, Soort
from rag.check import ministries
from rag.check.claims import Claim
from rag.check.coverage import Coverage
from rag.check.draft.values import Draft, Span
from rag.check.facts import NEAR_DATE, contradictions
from rag.check.fit import Fit, Op, exact_fit, near_fit
from rag.check.joined import MIN_PART, find_joined
from rag.check.mentions import Mention, Precision
from rag.check.overtaken import Later
from rag.check.quotations import MIN_WORDS, Quotation
from rag.check.resolve import Resolved, Resolver
from rag.check.texts import DEEP, Part, Text, Texts, letters_in, letters_of
from rag.check.values import Change, CheckedQuotation, Oordeel, Place, Unchecked
from rag.compare.series import find_series
from rag.dutch.citation import answerer
from rag.dutch.sentences import sentence_spans
from rag.dutch.writing import counted, dutch_date, enumerate_dutch

SHORT_WORDS = 5
"""A quotation of fewer words may stand in many places: only a named publication can tell whether it is right."""
MAX_NAMED = 24
MAX_COMPARED = 8
MAX_SEGMENTS = 3
MAX_END = 200
MIN_ALIKE = 0.6
MIN_ALIKE_SHORT = 0.7
SHORT_ALIKE_WORDS = 8
MIN_MATCHED = 4
MIN_LACKING = 2
"""Changes that the best single text must need before a quotation is taken for one of two texts."""
NEGATIONS = frozenset({"niet", "geen", "nooit", "niemand", "nergens", "evenmin", "noch", "nee", "zonder"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """A mention that may tell where the words stand, with the publications that it means."""

    mention: Mention
    resolved: Resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A place with how the words fit there, and what the draft says that it is not.

    Attributes:
        wrong: what contradicts the draft, by the option that comes nearest; empty when an option is right.
        is_open: whether that option names a publication that is not in the corpus.
    """

    text: Text
    fit: Fit
    place: Place
    wrong: tuple[str, ...] = ()
    is_open: bool = False


class Judge:
    """Judges the quotations of one draft.

    Args:
        corpus: opened.
        draft: the draft.
        texts, resolver, later, coverage: what looks up, each with its memory of this draft.
    """

    def __init__(
        self, corpus: Corpus, draft: Draft, texts: Texts, resolver: Resolver, later: Later, coverage: Coverage
    ) -> None:
        self._corpus = corpus
        self._draft = draft
        self._texts = texts
        self._resolver = resolver
        self._later = later
        self._coverage = coverage

    def judge(self, quotation: Quotation, claim: Claim) -> list[CheckedQuotation | Unchecked]:
        """What is said of a quotation: mostly one thing; of a block of several answers, one per paragraph."""
        means = claim.options if claim.is_own or quotation.count >= SHORT_WORDS else ()
        options = [_Option(mention=mention, resolved=self._resolver.resolve(mention)) for mention in means]
        is_cited = any(option.mention.names_publication for option in options)
        if quotation.count < MIN_WORDS and not is_cited:
            return []
        candidates, is_complete = self._exact(quotation, options)
        if candidates:
            return [self._of_exact(quotation, claim, options, candidates, is_complete=is_complete)]
        if quotation.parts:
            return [found for part in quotation.parts for found in self.judge(part, claim)]
        if quotation.is_title:
            return [self._unchecked(quotation, "de titel van een bericht of stuk; die staat niet in het corpus")]
        if quotation.count < SHORT_WORDS and not is_cited:
            return [self._unchecked(quotation, "te kort om na te zoeken zonder te weten uit welk antwoord het komt")]
        found = self._of_other(quotation, claim, options)
        if isinstance(found, Unchecked):
            return [found]
        if found.verdict is Oordeel.NIET_IN_CORPUS:
            inner = [one for quoted in quotation.inner for one in self.judge(quoted, claim)]
            if any(isinstance(one, CheckedQuotation) and one.places for one in inner):
                return [found, *inner]
            if not is_complete and not is_cited:
                return [self._unchecked(quotation, "bestaat uit woorden die overal staan; niet overal nagezocht")]
        return [found]

    # ------------------------------------------------------------------ word for word

    def _exact(self, quotation: Quotation, options: Sequence[_Option]) -> tuple[list[_Candidate], bool]:
        """Where all the words stand, and whether that is everywhere where they do."""
        named = [text for i in self._named(options) for text in self._texts.of_publication(i)]
        found = self._fitting(quotation, named, options)
        if any(not candidate.wrong for candidate in found):
            return found, True
        longest = max(quotation.segments, key=len)
        looked = self._texts.holding(self._draft.text, longest)
        found += self._fitting(quotation, looked.texts, options)
        if not looked.is_complete and all(candidate.wrong for candidate in found):
            filters = [self._filters(option) for option in options] if found else [Filters()]
            for chosen in filters:
                if chosen is None:
                    continue
                deeper = self._texts.holding(self._draft.text, longest, chosen, limit=DEEP)
                looked = replace(looked, is_complete=deeper.is_complete)
                found += self._fitting(quotation, deeper.texts, options)
        unique = {(c.text.publication_id, c.text.pair_id, c.text.part, c.fit.start): c for c in found}
        return list(unique.values()), looked.is_complete

    def _named(self, options: Iterable[_Option]) -> list[str]:
        return list(dict.fromkeys(i for option in options for i in option.resolved.ids))[:MAX_NAMED]

    def _fitting(self, quotation: Quotation, texts: Iterable[Text], options: Sequence[_Option]) -> list[_Candidate]:
        letters = [letters_in(self._draft.text, segment) for segment in quotation.segments]
        likely = [text for text in texts if all(part in text.letters for part in letters)]
        fits = [(text, fit) for text in likely if (fit := exact_fit(quotation, text.words)) is not None]
        self._texts.publications([text.publication_id for text, _ in fits])  # read together
        return [made for text, fit in fits if (made := self._candidate(text, fit, options)) is not None]

    def _candidate(self, text: Text, fit: Fit, options: Sequence[_Option]) -> _Candidate | None:
        publication = self._texts.publication(text.publication_id)
        if publication is None:
            return None
        pair = next((pair for pair in publication.paren if pair.id == text.pair_id), None)
        place = Place(
            publication=publication,
            pair=pair,
            part=text.part,
            start=fit.start,
            end=fit.end,
            found=text.text[fit.start : fit.end],
        )
        told = [self._against(option, publication, pair) for option in options]
        if not told:
            return _Candidate(text=text, fit=fit, place=place)
        wrong, is_open = min(told, key=lambda item: (len(item[0]), item[1]))
        return _Candidate(text=text, fit=fit, place=place, wrong=wrong, is_open=is_open)

    def _against(self, option: _Option, publication: Publication, pair: Pair | None) -> tuple[tuple[str, ...], bool]:
        """What speaks against a place being what the draft means, and whether that is another, unknown publication."""
        mention, resolved = option.mention, option.resolved
        if not mention.names_publication or publication.id in resolved.ids:
            return tuple(contradictions(mention, publication, pair)), False
        if resolved.missing:
            return (), True  # what is said of it can be true, and is not of this publication
        told = f"de woorden staan in {name_of(publication)}, niet in {self._names(resolved.ids)}"
        return (told, *contradictions(mention, publication, pair)), False

    def _names(self, ids: Sequence[str]) -> str:
        names = [name_of(publication) for publication in self._texts.publications(list(ids)[:3])]
        return enumerate_dutch(names + (["andere"] if len(ids) > 3 else []))

    def _filters(self, option: _Option) -> Filters | None:
        """What the word index can tell of an option that names no publication; None when it can tell nothing."""
        mention = option.mention
        if mention.names_publication:
            return None
        known = self._corpus.catalogue.values_of("ministeries") if mention.ministeries else []
        names = tuple(name for typed in mention.ministeries for name in ministries.spellings(typed, known))
        first = last = None
        if len(mention.datums) == 1:
            first, last = _period(mention)
        filters = Filters(
            ministeries=tuple(dict.fromkeys(names)),
            vergaderjaren=mention.vergaderjaren,
            ontvangen_van=first,
            ontvangen_tot=last,
        )
        return filters if filters else None

    def _of_exact(
        self,
        quotation: Quotation,
        claim: Claim,
        options: Sequence[_Option],
        candidates: Sequence[_Candidate],
        *,
        is_complete: bool,
    ) -> CheckedQuotation | Unchecked:
        """The verdict on words that all stand somewhere."""
        right = [candidate for candidate in candidates if not candidate.wrong]
        if not right:
            is_cited = any(option.mention.names_publication for option in options)
            if quotation.count < SHORT_WORDS and not (is_cited and len(candidates) == 1 and is_complete):
                return self._short(quotation, options, candidates, is_cited=is_cited)
            best = min(candidates, key=lambda c: (len(c.wrong), c.fit.omitted, *_order(c)))
            if not is_cited and (sibling := self._missing_sibling(best.place.publication)):
                return self._right(quotation, best, candidates, [*best.wrong, sibling])
            return self._checked(quotation, Oordeel.VAN_EEN_ANDER, best, candidates, best.wrong)
        answers = [candidate for candidate in right if candidate.text.part.is_answer]
        if claim.asks or not answers:
            answers = [candidate for candidate in right if not candidate.text.part.is_answer] or answers
        best = min(answers, key=lambda c: (c.is_open, c.fit.omitted, *_order(c)))
        notes = []
        if best.is_open:
            missing = enumerate_dutch([name for option in options for name, _ in option.resolved.missing])
            notes.append(f"{missing} staat niet in het corpus; elders staan deze woorden zo")
        if not best.text.part.is_answer:
            notes.append(f"staat in de {best.text.part.value}")
            if not (claim.asks or quotation.is_title):
                return self._of_asker(quotation, best, candidates, notes)
        elif not best.is_open:
            later = self._later.than(best.place.publication, best.place.pair)
            if later is not None and not self._says_the_same(quotation, *later):
                notes.append(_later_note(best.place.publication, *later))
                return self._checked(quotation, Oordeel.INGEHAALD, best, candidates, notes)
        return self._right(quotation, best, candidates, notes)

    def _right(
        self, quotation: Quotation, best: _Candidate, candidates: Sequence[_Candidate], notes: Iterable[str]
    ) -> CheckedQuotation:
        verdict = Oordeel.MET_WEGLATING if best.fit.omitted else Oordeel.LETTERLIJK
        return self._checked(quotation, verdict, best, candidates, notes)

    def _of_asker(
        self, quotation: Quotation, best: _Candidate, candidates: Sequence[_Candidate], notes: Iterable[str]
    ) -> CheckedQuotation:
        """What is said of words that members asked, and that the draft gives as an answer."""
        if not best.is_open:
            return self._checked(quotation, Oordeel.UIT_DE_VRAAG, best, candidates, [*notes, "niet in het antwoord"])
        return CheckedQuotation(
            span=quotation.span,
            quote=self._quote(quotation),
            verdict=Oordeel.NIET_IN_CORPUS,
            nearest=best.place,
            note=_sentence(notes),
        )

    def _missing_sibling(self, publication: Publication) -> str | None:
        """That the corpus lacks an answer of a round put to several ministries: those answer in the same words."""
        series = find_series(self._corpus.catalogue, publication.id)
        missing = series.missing_of_round
        if not missing or len({member.publication.ministeries for member in series.round}) < 2:
            return None
        names = enumerate_dutch([f"nr. {one.nummer}" if one.nummer else one.id for one in missing[:3]])
        return f"{names} uit dezelfde reeks staat niet in het corpus en kan deze woorden ook hebben"

    def _short(
        self, quotation: Quotation, options: Sequence[_Option], candidates: Sequence[_Candidate], *, is_cited: bool
    ) -> CheckedQuotation | Unchecked:
        """What is said of a few words that do not stand where the draft says, but do elsewhere."""
        if not is_cited:
            return self._unchecked(
                quotation, f"te kort om aan een antwoord toe te schrijven: staat op {_many(candidates)}"
            )
        named = self._names(self._named(options))
        note = f"deze woorden staan niet in {named}; wel op {_many(candidates)} elders"
        return CheckedQuotation(
            span=quotation.span, quote=self._quote(quotation), verdict=Oordeel.NIET_IN_CORPUS, note=_sentence([note])
        )

    def _says_the_same(self, quotation: Quotation, publication: Publication, pair: Pair | None) -> bool:
        """Whether the later answer has the quoted words too."""
        pairs = [pair] if pair else publication.paren
        texts = self._texts.of_publication(publication.id)
        ids = {one.id for one in pairs}
        return any(
            text.part is Part.ANTWOORD and text.pair_id in ids and exact_fit(quotation, text.words) is not None
            for text in texts
        )

    # ------------------------------------------------------------------ otherwise

    def _of_other(self, quotation: Quotation, claim: Claim, options: Sequence[_Option]) -> CheckedQuotation | Unchecked:
        """The verdict on words that stand nowhere as they are quoted."""
        named = [text for i in self._named(options) for text in self._texts.of_publication(i)]
        best = self._best(quotation, named, options)
        if best is not None and best.fit.is_exact and best.fit.matched == quotation.count:
            return self._of_exact(quotation, claim, options, [best], is_complete=False)  # where spaces differ alone
        is_lacking = any(option.resolved.missing for option in options)
        if is_lacking and (best is None or best.place.publication.id not in self._named(options)):
            return self._absent(quotation, best, options)
        lacking = best.fit.cost if best is not None else quotation.count
        joined = (
            find_joined(quotation, self._draft.text, *self._ends(quotation, named)) if lacking >= MIN_LACKING else None
        )
        if joined is not None:
            halves = [self._candidate(half.text, half.fit, ()) for half in joined]
            places = tuple(half.place for half in halves if half is not None)
            note = f"het eerste deel staat in {_where(places[0])}, het tweede in {_where(places[-1])}"
            return CheckedQuotation(
                span=quotation.span,
                quote=self._quote(quotation),
                verdict=Oordeel.SAMENGEVOEGD,
                places=places,
                changes=tuple(change for half in halves if half for change in self._changes(half)),
                note=_sentence([note]),
            )
        if best is not None and _is_alike(quotation, best.fit):
            notes = [_change_note(self._changes(best)), *best.wrong]
            if not best.text.part.is_answer and not claim.asks:
                notes.append(f"staat in de {best.text.part.value}, niet in het antwoord")
            return self._checked(quotation, Oordeel.GEWIJZIGD, best, [best], notes)
        return self._absent(quotation, best, options)

    def _absent(self, quotation: Quotation, best: _Candidate | None, options: Sequence[_Option]) -> CheckedQuotation:
        return CheckedQuotation(
            span=quotation.span,
            quote=self._quote(quotation),
            verdict=Oordeel.NIET_IN_CORPUS,
            nearest=_in_sentences(best) if best else None,
            note=_sentence([self._coverage.about([option.resolved for option in options], self._texts)]),
        )

    def _best(self, quotation: Quotation, named: Sequence[Text], options: Sequence[_Option]) -> _Candidate | None:
        """The text that needs the least changes: of what the draft names when it will do, else from anywhere."""
        best = self._nearest(quotation, named, options)
        known = list(named)
        segments = sorted(quotation.segments, key=len, reverse=True)[:MAX_SEGMENTS]
        for look in (self._texts.sharing, self._texts.near):
            if best is not None and _is_alike(quotation, best.fit):
                break
            found = [look(self._draft.text, segment) for segment in segments]
            known += [text for row in zip_longest(*found) for text in row if text is not None]
            best = self._nearest(quotation, list(dict.fromkeys(known)), options)
        return best

    def _ends(self, quotation: Quotation, named: Sequence[Text]) -> tuple[list[Text], list[Text]]:
        """The texts that have the first words of a quotation, and those that have the last."""
        first, last = quotation.segments[0], quotation.segments[-1]
        ends = [first.part(0, MIN_PART), last.part(max(0, len(last) - MIN_PART), len(last))]
        found = [self._texts.holding(self._draft.text, end, limit=MAX_END).texts for end in ends]
        return [*found[0], *named], [*found[1], *named]

    def _nearest(self, quotation: Quotation, texts: Sequence[Text], options: Sequence[_Option]) -> _Candidate | None:
        """The text in which the least words differ."""
        tokens = {token for segment in quotation.segments for token in segment.tokens if len(token) > 3}
        wanted = {letters for token in tokens if (letters := letters_of(token))}
        told = sorted(texts, key=lambda text: -sum(token in text.letters for token in wanted))
        fits = [(text, fit) for text in told[:MAX_COMPARED] if (fit := near_fit(quotation, text.words)) is not None]
        if not fits:
            return None
        text, fit = min(fits, key=lambda item: (item[1].cost, not item[0].part.is_answer))
        return self._candidate(text, fit, options)

    # ------------------------------------------------------------------ making

    def _checked(
        self,
        quotation: Quotation,
        verdict: Oordeel,
        best: _Candidate,
        candidates: Sequence[_Candidate],
        notes: Iterable[str],
    ) -> CheckedQuotation:
        others = {(c.text.publication_id, c.text.pair_id) for c in candidates} - {
            (best.text.publication_id, best.text.pair_id)
        }
        changes = self._changes(best)
        told = [*notes]
        if omitted := _omission_note(changes):
            told.append(omitted)
        if others and verdict is not Oordeel.GEWIJZIGD:
            told.append(f"dezelfde woorden staan ook op {counted(len(others), 'andere plaats', 'andere plaatsen')}")
        return CheckedQuotation(
            span=quotation.span,
            quote=self._quote(quotation),
            verdict=verdict,
            places=(best.place,),
            changes=changes,
            note=_sentence(told),
            elsewhere=len(others),
        )

    def _changes(self, candidate: _Candidate) -> tuple[Change, ...]:
        return tuple(
            Change(
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


def name_of(publication: Publication) -> str:
    """What to call a publication in a sentence: `nr. 1068 van 2023-2024 (Minister van Financiën)`."""
    if publication.nummer:
        jaar = f" van {publication.vergaderjaar}" if publication.vergaderjaar else ""
        name = f"nr. {publication.nummer}{jaar}"
    else:
        name = publication.vraagnummer or publication.id
    known = publication.beantwoord_door or publication.ministeries
    return f"{name} ({answerer(publication)})" if known else name


def _in_sentences(candidate: _Candidate) -> Place:
    """The place with the sentences that it begins and ends in: a part of one says little by itself."""
    place = candidate.place
    whole = [span for span in sentence_spans(candidate.text.text) if span[0] < place.end and place.start < span[1]]
    start, end = min([place.start, *(span[0] for span in whole)]), max([place.end, *(span[1] for span in whole)])
    return replace(place, start=start, end=end, found=candidate.text.text[start:end])


def _is_alike(quotation: Quotation, fit: Fit) -> bool:
    """Whether a quotation is that text with some words changed, and not another sentence."""
    alike = 1 - fit.cost / quotation.count
    wanted = MIN_ALIKE_SHORT if quotation.count < SHORT_ALIKE_WORDS else MIN_ALIKE
    return alike >= wanted and fit.matched >= MIN_MATCHED


def _order(candidate: _Candidate) -> tuple[int, int, str]:
    """Of places alike the answer first, then the newest."""
    day = candidate.place.publication.ontvangen or date.min
    return (
        not candidate.text.part.is_answer,
        -day.toordinal(),
        candidate.place.pair_id or candidate.text.publication_id,
    )


def _period(mention: Mention) -> tuple[date, date]:
    named = mention.datums[0]
    if named.precision is Precision.DAY:
        return named.day - NEAR_DATE, named.day + NEAR_DATE
    return named.day, named.day + timedelta(days=31)


def _later_note(publication: Publication, later: Publication, pair: Pair | None) -> str:
    when = f" op {dutch_date(later.ontvangen)}" if later.ontvangen else ""
    if publication.soort is Soort.MEDEDELING:
        return f"dit is een bericht van uitstel; het antwoord kwam{when}: {name_of(later)}"
    which = f", antwoord op vraag {enumerate_dutch([str(n) for n in pair.vraagnummers])}" if pair else ""
    return f"op dezelfde vraag kwam{when} een later antwoord: {name_of(later)}{which}"


def _change_note(changes: Sequence[Change]) -> str:
    counts = {op: sum(change.op is op for change in changes) for op in (Op.OTHER, Op.ADDED, Op.DROPPED)}
    told = [f"op {counted(count, 'plaats', 'plaatsen')} {op.value}" for op, count in counts.items() if count]
    return enumerate_dutch(told) or "anders geschreven"


def _omission_note(changes: Sequence[Change]) -> str:
    left = [change.source for change in changes if change.op is Op.OMITTED]
    words = [word.strip(".,;:()«»") for text in left for word in text.split()]
    denied = dict.fromkeys(word.lower() for word in words if word.lower() in NEGATIONS)
    if not words:
        return ""
    told = f"weggelaten: {counted(len(words), 'woord', 'woorden')}"
    return f"{told}, waaronder «{'», «'.join(denied)}»" if denied else told


def _where(place: Place) -> str:
    numbers = place.pair.vraagnummers if place.pair else ()
    kind = "antwoord op vraag" if place.part is Part.ANTWOORD else place.part.value
    told = f"{kind} {enumerate_dutch([str(n) for n in numbers])}".strip()
    return f"{told} van {name_of(place.publication)}"


def _many(candidates: Sequence[_Candidate]) -> str:
    return counted(len({(c.text.publication_id, c.text.pair_id) for c in candidates}), "plaats", "plaatsen")


def _sentence(parts: Iterable[str]) -> str:
    """The parts as one sentence that begins with a capital and ends with a full stop."""
    text = "; ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}." if text else ""
