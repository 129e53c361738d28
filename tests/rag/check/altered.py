"""Drafts made by rule: quotations of publications, altered in known ways, with the verdict that each must get.

What is true of a quotation is told here by plain search through every text, never by what is tested.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from index.names.letters import bare
from index.names.ministries import housing_ministry
from index.values import Pair, Publication, Soort
from rag.check.values import CheckedQuotation, CheckReport, Oordeel, Unchecked
from rag.dutch.citation import citation
from rag.dutch.sentences import sentence_spans
from rag.dutch.writing import dutch_date
from tests.factory import make_publication

WORD = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")
OTHER_WORDS = ("molen", "tulp", "zeilboot", "hijskraan", "kaasmarkt", "lantaarn", "ijsbaan", "vuurtoren", "dijkgraaf")
ADDED = ("nauwelijks", "vermoedelijk", "eertijds", "wekelijks", "goeddeels", "onverhoopt")
PLACES = ("Voorbeelddam", "Nergenshuizen", "Proefwoude", "Testerveen", "Modelburg")
MARKS = (("«", "»"), ("“", "”"), ('"', '"'), ("„", "”"), ("‘", "’"))
INVENTED = (
    "De {a} van de {b} wordt volgend jaar met {n} meter verlengd zodat elke {c} er kan aanleggen",
    "Er zijn {n} aanvragen voor een {a} bij de {b} ontvangen en geen daarvan betrof een {c}",
    "Wij hebben de {a} gevraagd om de {b} niet langer naast de {c} te plaatsen",
    "Voor iedere {a} in de {b} komt een {c} van {n} kilo beschikbaar",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A paragraph of a draft with one quotation, and what must be said of that.

    Attributes:
        way: how it was altered.
        pair_ids: where the words stand; any of these is right.
    """

    way: str
    paragraph: str
    quote: str
    expected: Oordeel
    pair_ids: frozenset[str] = frozenset()


@dataclass(kw_only=True)
class Truth:
    """Everything that publications say, to search through."""

    publications: Sequence[Publication]
    answers: dict[str, str] = field(default_factory=dict)  # letters by pair id
    questions: dict[str, str] = field(default_factory=dict)
    other: list[str] = field(default_factory=list)
    askers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # pair ids by question

    def __post_init__(self) -> None:
        for publication in self.publications:
            for pair in publication.paren:
                self.answers[pair.id] = bare(pair.antwoord)
                self.questions[pair.id] = bare(pair.vraagtekst)
                for vraag in pair.vragen:
                    self.askers[bare(vraag.tekst)].add(pair.id)
            texts = [publication.mededeling, publication.toelichting, *(v.tekst for v in publication.open_vragen)]
            texts += [note.tekst for pair in publication.paren for note in pair.voetnoten]
            self.other += [bare(text) for text in texts if text]

    def answered(self, quote: str) -> frozenset[str]:
        """The pairs whose answer has these words."""
        letters = bare(quote)
        return frozenset(pair_id for pair_id, text in self.answers.items() if letters in text)

    def asked(self, quote: str) -> frozenset[str]:
        """The pairs whose questions have these words."""
        letters = bare(quote)
        return frozenset(pair_id for pair_id, text in self.questions.items() if letters in text)

    def is_anywhere(self, quote: str) -> bool:
        """Whether these words stand in any text."""
        letters = bare(quote)
        return bool(self.answered(quote) or self.asked(quote)) or any(letters in text for text in self.other)

    def may_be_overtaken(self, pair: Pair) -> bool:
        """Whether a question of this pair was asked more than once."""
        return any(len(self.askers[bare(vraag.tekst)]) > 1 for vraag in pair.vragen)


class Maker:
    """Makes cases from publications.

    Args:
        publications: those in the corpus.
        seed: of what is chosen.
        absent: publications that the corpus lacks.
    """

    def __init__(self, publications: Sequence[Publication], seed: int, absent: Sequence[Publication] = ()) -> None:
        self.truth = Truth(publications=publications)
        self.absent = absent
        self.chance = random.Random(seed)  # noqa: S311  # chooses test cases
        self.publications = [p for p in publications if p.soort is Soort.ANTWOORD and p.nummer and p.ontvangen]
        self._by_id = {pair.id: (p, pair) for p in publications for pair in p.paren}
        self._sentences = [
            (publication, pair, sentence)
            for publication, pair in self._by_id.values()
            for sentence in sentences(pair.antwoord)
            if len(sentence.split()) >= 7
        ]

    def cases(self, per_way: int) -> list[Case]:
        """So many cases of every way, as far as the publications have them."""
        ways: list[Callable[[], Case | None]] = [
            self.verbatim,
            self.replaced,
            self.inserted,
            self.dropped,
            self.omitted,
            self.joined,
            self.of_another,
            self.of_the_question,
            self.invented,
        ]
        made: list[Case] = []
        for way in ways:
            found: dict[str, Case] = {}
            for _ in range(per_way * 12):
                if len(found) >= per_way:
                    break
                if (case := way()) is not None:
                    found.setdefault(case.quote, case)
            made += found.values()
        return made

    # ------------------------------------------------------------------ the ways

    def verbatim(self) -> Case | None:
        """As it stands, in any typography."""
        publication, pair, sentence = self.chance.choice(self._sentences)
        if self.truth.may_be_overtaken(pair):
            return None
        return self._case("letterlijk", self._typeset(sentence), publication, pair, Oordeel.LETTERLIJK)

    def replaced(self) -> Case | None:
        """A word replaced."""
        publication, pair, sentence = self.chance.choice(self._sentences)
        match = self._word(sentence)
        if match is None:
            return None
        quote = sentence[: match.start()] + self.chance.choice(OTHER_WORDS) + sentence[match.end() :]
        return self._changed("woord vervangen", quote, sentence, publication, pair)

    def inserted(self) -> Case | None:
        """A word added."""
        publication, pair, sentence = self.chance.choice(self._sentences)
        match = self._word(sentence)
        if match is None:
            return None
        quote = f"{sentence[: match.start()]}{self.chance.choice(ADDED)} {sentence[match.start() :]}"
        return self._changed("woord ingevoegd", quote, sentence, publication, pair)

    def dropped(self) -> Case | None:
        """A word left out without a sign."""
        publication, pair, sentence = self.chance.choice(self._sentences)
        match = self._word(sentence)
        if match is None:
            return None
        quote = " ".join((sentence[: match.start()] + sentence[match.end() :]).split())
        return self._changed("woord weg", quote, sentence, publication, pair)

    def omitted(self) -> Case | None:
        """Words left out where it says so."""
        publication, pair, sentence = self.chance.choice(self._sentences)
        words = sentence.split()
        if len(words) < 12 or self.truth.may_be_overtaken(pair):
            return None
        start = self.chance.randint(4, len(words) - 7)
        end = self.chance.randint(start + 2, len(words) - 4)
        head, tail = " ".join(words[:start]), " ".join(words[end:])
        sign = self.chance.choice(("[…]", "(...)", "...", "[...]", "…"))
        if not self._tells(head) or self.truth.is_anywhere(head + tail):
            return None
        return self._case("weglating", f"{head} {sign} {tail}", publication, pair, Oordeel.MET_WEGLATING)

    def joined(self) -> Case | None:
        """Two sentences of two answers as one."""
        publication, pair, first = self.chance.choice(self._sentences)
        near = [item for item in self._sentences if item[0].id == publication.id and item[1].id != pair.id]
        _, other, second = self.chance.choice(near if near and self.chance.random() < 0.6 else self._sentences)
        if other.id == pair.id or not (self._tells(first) and self._tells(second)):
            return None
        if self.truth.answered(first) & self.truth.answered(second):
            return None
        quote = first + self.chance.choice((" ", " […] ")) + second
        where = self.truth.answered(first) | self.truth.answered(second)
        paragraph = self._lead(quote, publication, pair)
        return Case(way="samengevoegd", paragraph=paragraph, quote=quote, expected=Oordeel.SAMENGEVOEGD, pair_ids=where)

    def of_another(self) -> Case | None:
        """The right words under another number, question, ministry or date."""
        publication, _, sentence = self.chance.choice(self._sentences)
        where = self.truth.answered(sentence)
        marked = self._marked(self._typeset(sentence))
        holders = [self._by_id[i] for i in where]
        if self.truth.asked(sentence) or not all(holder.nummer and holder.ontvangen for holder, _ in holders):
            return None
        kind = self.chance.choice(("nummer", "vraag", "ministerie", "datum", "alinea"))
        if kind in ("nummer", "alinea"):
            other = self.chance.choice(self.publications)
            if other.id in {holder.id for holder, _ in holders} or self._is_ambiguous(other):
                return None
            cited = citation(other, self.chance.choice(other.paren).vraagnummers)
            if kind == "alinea":
                lead = f"In Aanhangsel {other.vergaderjaar}, nr. {other.nummer} gaat het over de kosten."
                paragraph = f"{lead} De bewindspersoon schrijft: {marked}."
            else:
                paragraph = f"{marked} ({cited})"
        elif kind == "vraag":
            numbers = {n for _, holder in holders for n in holder.vraagnummers}
            others = [p for p in publication.paren if not numbers & set(p.vraagnummers)]
            if not others:
                return None
            paragraph = f"Het antwoord: {marked} ({citation(publication, self.chance.choice(others).vraagnummers)})."
        elif kind == "ministerie":
            houses = {housing_ministry(name, p.ontvangen) for p, _ in holders for name in p.ministeries}
            if not all(holder.ministeries for holder, _ in holders):
                return None
            near = [p for p in self.publications if p.ministeries and _are_of_one_time(p, publication)]
            name = self.chance.choice(near).ministeries[0]
            if any(housing_ministry(name, p.ontvangen) in houses for p, _ in holders):
                return None
            if any(name in p.ministeries for p, _ in holders):
                return None
            paragraph = f"De minister van {name} schrijft: {marked}."
        else:
            other = self.chance.choice(self.publications)
            days = [day for p, _ in holders for day in (p.ontvangen, p.ingezonden) if day]
            if other.ontvangen is None or any(abs(other.ontvangen - day) < timedelta(days=20) for day in days):
                return None
            jaar = f"Aanhangsel {publication.vergaderjaar}, nr. {publication.nummer}"
            paragraph = f"Hij antwoordde {marked} ({jaar}, {dutch_date(other.ontvangen)})."
        if not self._tells(sentence):
            return None
        quote = marked[1:-1]
        return Case(
            way=f"van een ander: {kind}",
            paragraph=paragraph,
            quote=quote,
            expected=Oordeel.VAN_EEN_ANDER,
            pair_ids=where,
        )

    def of_the_question(self) -> Case | None:
        """The words of the members as if they were of the government."""
        publication, pair = self.chance.choice(list(self._by_id.values()))
        found = [one for vraag in pair.vragen for one in sentences(vraag.tekst) if len(one.split()) >= 7]
        if not found:
            return None
        sentence = self.chance.choice(found)
        if self.truth.answered(sentence):
            return None
        quote = self._typeset(sentence)
        paragraph = self._lead(quote, publication, pair)
        return Case(
            way="uit de vraag",
            paragraph=paragraph,
            quote=quote,
            expected=Oordeel.UIT_DE_VRAAG,
            pair_ids=self.truth.asked(sentence),
        )

    def invented(self) -> Case | None:
        """What was never said, or is in a publication that the corpus lacks."""
        publication, pair, _ = self.chance.choice(self._sentences)
        if self.absent and self.chance.random() < 0.5:
            lacking = self.chance.choice([p for p in self.absent if p.paren])
            found = [one for p in lacking.paren for one in sentences(p.antwoord) if len(one.split()) >= 9]
            if not found:
                return None
            quote = self.chance.choice(found)
            stretches = (quote.split()[n : n + 5] for n in range(len(quote.split()) - 4))
            if any(self.truth.is_anywhere(" ".join(stretch)) for stretch in stretches):
                return None  # such words are said everywhere
        else:
            chosen = dict(zip("abc", self.chance.sample(OTHER_WORDS, 3), strict=True))
            quote = self.chance.choice(INVENTED).format(**chosen, n=self.chance.randint(12, 900))
        paragraph = self._lead(quote, publication, pair) if self.chance.random() < 0.5 else f"Ook zei hij: «{quote}»."
        return Case(way="verzonnen", paragraph=paragraph, quote=quote, expected=Oordeel.NIET_IN_CORPUS)

    # ------------------------------------------------------------------ making

    def _case(
        self, way: str, quote: str, publication: Publication, pair: Pair, expected: Oordeel, words: str | None = None
    ) -> Case:
        where = self.truth.answered(words or quote) or frozenset([pair.id])
        return Case(
            way=way, paragraph=self._lead(quote, publication, pair), quote=quote, expected=expected, pair_ids=where
        )

    def _changed(self, way: str, quote: str, sentence: str, publication: Publication, pair: Pair) -> Case | None:
        if self.truth.is_anywhere(quote):
            return None
        return self._case(way, quote, publication, pair, Oordeel.GEWIJZIGD, sentence)

    def _lead(self, quote: str, publication: Publication, pair: Pair) -> str:
        """A paragraph that quotes, with the source said rightly in one of the ways that people have, or not at all."""
        marked = self._marked(quote)
        ways = [
            f"In het debat werd verwezen naar een antwoord: {marked}.",
            f"{marked}. Zo staat het er, en daarmee was de kous af.",
            f"Wat opvalt is dat er {marked} staat; een zin die vaker terugkomt.",
        ]
        ways += [way.format(marked) for way in self._sources(publication, pair)]
        return self.chance.choice(ways)

    def _sources(self, publication: Publication, pair: Pair) -> Iterator[str]:
        """Ways to say where a pair stands, each with a place for the quotation."""
        first, last = pair.vraagnummers[0], pair.vraagnummers[-1]
        which = f"vraag {first}" if first == last else f"vragen {first} tot en met {last}"
        if publication.nummer and publication.ontvangen and publication.vergaderjaar:
            number, jaar, day = publication.nummer, publication.vergaderjaar, dutch_date(publication.ontvangen)
            short = f"{jaar[:4]}/{jaar[-2:]}"
            digits = f"{publication.ontvangen:%d-%m-%Y}"
            yield f"{{}} ({citation(publication, pair.vraagnummers)})"
            yield f"Op {day} schreef de bewindspersoon {{}} (Aanhangsel Handelingen {jaar}, nr. {number})."
            yield f"Uit Aanhangsel Handelingen {jaar}, nr. {number} blijkt dit. Het antwoord luidt: {{}}."
            yield f"In antwoord op {which} (Aanhangsel {jaar}, nr. {number}) staat {{}}, en daar bleef het bij."
            yield f"{{}} (Aanh. Handelingen II {short}, nr. {number}, {which})."
            yield f"{{}} [Handelingen II {short}, Aanhangsel, nr. {number}]"
            yield f"{{}} (Aanhangsel van de Handelingen, vergaderjaar {jaar.replace('-', '–')}, {number})"
            yield f"{{}}, aldus het antwoord van {digits} op Kamervragen met nr. {number}."
            yield f"De beantwoording d.d. {day} van Kamervragen (AH {number}, {jaar}) houdt het op {{}}."
            yield f"Zie Kamervragen {jaar}, nr. {number} ({digits}): {{}}."
            yield f"Na Kamerstuk 36 200, nr. 77, en artikel 12 van de wet: {{}} (nr. {number} van {jaar})."
        if publication.vraagnummer:
            yield f"{{}} (vraagnummer {publication.vraagnummer})"
        for name in publication.ministeries[:1]:
            yield f"Volgens de minister van {name} is het zo: {{}}."
            yield f"{{}}, schrijft de bewindspersoon van {name} na vragen aan de minister van Algemene Zaken."
            yield f"De minister van {re.split(',| en ', name)[0]} antwoordde {{}}."
        for person in publication.beantwoord_door[:1]:
            if person.naam:
                yield f"{person.functie} {person.naam} antwoordde: {{}}."
                yield f"{{}}, aldus {person.functie.lower()} {person.naam}."
        if publication.url:
            yield f"{{}}, zie {publication.url}"
            yield f"Er staat {{}} ([bron]({publication.url}))."

    def _marked(self, quote: str) -> str:
        """The quotation between marks that it has none of itself."""
        usable = [(a, b) for a, b in MARKS if not {a, b, "’", "'"} & set(quote) or (a, b) == MARKS[0]]
        usable = [(a, b) for a, b in usable if a not in quote and b not in quote]
        opened, closed = self.chance.choice(usable or [MARKS[0]])
        return f"{opened}{quote}{closed}"

    def _typeset(self, text: str) -> str:
        """The same words as another would typeset them."""
        made = text
        if self.chance.random() < 0.3:
            made = made.replace("’", "'").replace("–", "-").replace("ë", "e\u0308")
        if self.chance.random() < 0.3:
            words = made.split(" ")
            at = self.chance.randrange(len(words))
            made = " ".join(words[:at]) + ("\n" if at else "") + " ".join(words[at:])
        if self.chance.random() < 0.3 and made[:2].istitle():
            made = f"[{made[0].lower()}]{made[1:]}"
        elif self.chance.random() < 0.3:
            made = made[0].lower() + made[1:]
        if self.chance.random() < 0.2:
            made = made.rstrip(".")
        return made

    def _word(self, sentence: str) -> re.Match[str] | None:
        found = [match for match in WORD.finditer(sentence) if match.start() > 0]
        return self.chance.choice(found) if found else None

    def _tells(self, text: str) -> bool:
        """Whether words are found in few answers, so that it means something where they stand."""
        return len(text.split()) >= 4 and len(self.truth.answered(text)) <= 3

    def _is_ambiguous(self, publication: Publication) -> bool:
        same = [
            p
            for p in self.publications
            if p.nummer == publication.nummer and p.vergaderjaar == publication.vergaderjaar
        ]
        return len(same) > 1


def _are_of_one_time(one: Publication, other: Publication) -> bool:
    """Whether two publications came within half a year, so that the ministry of one can be named for the other."""
    return bool(one.ontvangen and other.ontvangen and abs(one.ontvangen - other.ontvangen) < timedelta(days=180))


def overtaken(count: int) -> tuple[list[Publication], list[Case]]:
    """Publications made to be overtaken, half of them delays, half of them answers; and quotations of what is past."""
    publications: list[Publication] = []
    cases: list[Case] = []
    for n in range(count):
        thing, place = OTHER_WORDS[n % len(OTHER_WORDS)], PLACES[n // len(OTHER_WORDS) % len(PLACES)]
        question = f"Bent u bereid om voor de {thing} in {place} een regeling te treffen die {n + 3} jaar geldt?"
        words = f"Nee, een regeling van {n + 3} jaar voor de {thing} in {place} acht ik niet doelmatig."
        day = date(2021, 3, 1) + timedelta(days=n)
        later = make_publication(
            80_000 + n,
            jaar="2021-2022",
            antwoorden=[({1: question}, f"Ja, de {thing} in {place} krijgt die regeling alsnog.")],
            ontvangen=day + timedelta(days=300),
            onderwerp=f"de {thing} in {place}",
        )
        if n % 2:
            words = f"De vragen over de {thing} in {place} en de regeling van {n + 3} jaar beantwoord ik later."
            first = make_publication(
                70_000 + n,
                jaar="2020-2021",
                soort=Soort.MEDEDELING,
                mededeling=words,
                open_vragen=[question],
                ontvangen=day,
                onderwerp=f"de {thing} in {place}",
            )
            later = replace(later, vraagnummer=first.vraagnummer, ontvangen=day + timedelta(days=20))
        else:
            first = make_publication(
                70_000 + n,
                jaar="2020-2021",
                antwoorden=[({1: question}, words)],
                ontvangen=day,
                onderwerp=f"de {thing} in {place}",
            )
        publications += [first, later]
        source = f"Aanhangsel {first.vergaderjaar}, nr. {first.nummer}"
        lead = f"«{words}» ({source})" if n % 3 else f"De minister van Financiën antwoordde: «{words}»."
        cases.append(Case(way="ingehaald", paragraph=lead, quote=words, expected=Oordeel.INGEHAALD))
    return publications, cases


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that can be quoted: without quotation marks or signs of omission of their own."""
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if not re.search(r"[«»“”„\"‘…\[\]|]|\.\.\.|\n", sentence) and len(sentence) < 600:
            yield sentence


@dataclass(kw_only=True)
class Score:
    """How often each verdict was given, and was right."""

    given: dict[Oordeel, int] = field(default_factory=lambda: defaultdict(int))
    wanted: dict[Oordeel, int] = field(default_factory=lambda: defaultdict(int))
    right: dict[Oordeel, int] = field(default_factory=lambda: defaultdict(int))
    misplaced: int = 0
    accused: list[Case] = field(default_factory=list)
    mistakes: list[tuple[Case, str]] = field(default_factory=list)

    def add(self, case: Case, found: CheckedQuotation | Unchecked | None) -> None:
        """Counts what was said of a case."""
        verdict = found.verdict if isinstance(found, CheckedQuotation) else None
        self.wanted[case.expected] += 1
        if verdict is not None:
            self.given[verdict] += 1
        if verdict is case.expected:
            self.right[case.expected] += 1
            places = {place.pair_id for place in found.places} if isinstance(found, CheckedQuotation) else set()
            if case.pair_ids and not places <= case.pair_ids:
                self.misplaced += 1
                self.mistakes.append((case, f"wijst {sorted(map(str, places))} aan"))
            return
        why = found.note if isinstance(found, CheckedQuotation) else found.reason if found else "niet gezien"
        self.mistakes.append((case, f"{verdict.value if verdict else None}: {why}"))
        if case.expected.is_right and verdict is not None and not verdict.is_right:
            self.accused.append(case)

    def precision(self, verdict: Oordeel) -> float:
        """Of those given this verdict, the share that should have it."""
        return self.right[verdict] / self.given[verdict] if self.given[verdict] else 1.0

    def recall(self, verdict: Oordeel) -> float:
        """Of those that should have this verdict, the share that was given it."""
        return self.right[verdict] / self.wanted[verdict] if self.wanted[verdict] else 1.0

    def table(self) -> str:
        """The figures, a line per verdict."""
        rows = [f"{'oordeel':<16}{'aantal':>7}{'precisie':>10}{'recall':>8}"]
        for verdict in Oordeel:
            if self.wanted[verdict] or self.given[verdict]:
                figures = f"{self.precision(verdict):>10.3f}{self.recall(verdict):>8.3f}"
                rows.append(f"{verdict.value:<16}{self.wanted[verdict]:>7}{figures}")
        return "\n".join(rows)


def score(cases: Sequence[Case], check: Callable[[str], CheckReport], per_draft: int = 12) -> Score:
    """Checks drafts of so many cases each and counts."""
    total = Score()
    for at in range(0, len(cases), per_draft):
        some = cases[at : at + per_draft]
        starts: list[int] = []
        text = ""
        for case in some:
            starts.append(len(text))
            text += case.paragraph + "\n\n"
        report = check(text)
        found = sorted([*report.quotations, *report.unchecked], key=lambda one: one.span)
        for case, start in zip(some, starts, strict=True):
            within = [one for one in found if start <= one.span.start < start + len(case.paragraph)]
            whole = [one for one in within if bare(one.quote) == bare(case.quote)]
            total.add(case, (whole or within or [None])[0])
    return total
