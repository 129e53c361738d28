"""Recognises an answer that declines, defers or refers away, and gives the position that this is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from index.names.dates import MONTH
from rag.dutch.sentences import sentences_of
from rag.standpunt.nonanswer import EXPLAINABLE, NonAnswer, answer_kind, sentence_kind
from rag.standpunt.question import Deelvraag
from rag.standpunt.reading import RIVAL, SURE, Interpretation
from rag.standpunt.repetition import repeated_share
from rag.values import Standpunt

NON_ANSWERS: Mapping[NonAnswer, Standpunt] = {
    NonAnswer.UITSTEL: Standpunt.UITGESTELD,
    NonAnswer.ONBEKEND: Standpunt.GEEN_ANTWOORD,
    NonAnswer.GEEN_UITSPRAAK: Standpunt.GEEN_ANTWOORD,
    NonAnswer.ANDER_ANTWOORD: Standpunt.GEEN_ANTWOORD,
    NonAnswer.ANDER_STUK: Standpunt.GEEN_ANTWOORD,
    NonAnswer.NIET_VAN_TOEPASSING: Standpunt.GEEN_ANTWOORD,
}
"""The position of an answer that answers nothing."""
NO_ANSWER = 0.75
NOT_APPLICABLE = 0.9
DECLINE_SENTENCES = 3  # where an answer says that it declines, if it does so
MIN_OVERLAP_DECLINED = 0.25
AFTER_A_PREFACE = {1: {NonAnswer.GEEN_UITSPRAAK, NonAnswer.UITSTEL}, 2: {NonAnswer.UITSTEL}}
"""What may be said of the question in its second or third sentence, after words about its subject."""
LOOKED_INTO = re.compile(
    r"\b(?:zal|zullen|wordt|worden)\b[^.]*\b(?:onderzocht|uitgezocht|bestudeerd|geïnventariseerd|verkend|in\skaart)\b",
    re.IGNORECASE,
)
"""Before a last sentence that it is not known yet: `De gevolgen worden onderzocht.`"""
DECLINES = re.compile(r"^\W*(?:dat|dit|daar\w*|hier\w*)\b(?:\W+\w+){1,12}\W*$", re.IGNORECASE)
"""`Dat kan ik niet aangeven.`; not: `De cijfers zijn niet bekend.`"""
POINTS_BACK = re.compile(
    r"\b(?:daar|hier)(?:op|over|van|in)?\b|\b(?:daarover|hierover|hierop)\b|\b(?:dit|dat|deze\s(?:vraag|kwestie|zaak))\b|\bonthoud\b|\bindividuele\s(?:\w+\s)?\w*(?:zaak|zaken|gevallen|casus)\b|\b(?:haar|hun|die|dat)\s(?:oordeel|besluit|uitspraak|onderzoek)\b",
    re.IGNORECASE,
)
"""Example: "hierover", "deze kwestie"; not: "de kwestie"."""
ALL_QUESTIONS = re.compile(r"\b(?:deze|uw|de)\svragen\b", re.IGNORECASE)
CANNOT_CONFIRM = re.compile(r"^\W*(?:dat|dit)\skan\sik\s(?:\w+\s){0,2}niet\sbevestigen\W*$", re.IGNORECASE)
"""`Dat kan ik niet bevestigen.` withholds where the rest declines too; else it may deny."""
PENDING = re.compile(
    r"\bword(?:t|en)\b(?:(?!\bword(?:t|en)\b)[^.;]){0,150}\b(?:onderzocht|geëvalueerd|uitgewerkt|verkend|bestudeerd|bezien|voorbereid|afgewogen)\b"
    r"|\b(?:bestudeer|bestudeert|bestuderen)\b|\bberaad\s(?:ik\s)?(?:mij|me|zich)\b|\bnog\s(?:gaande|niet\s(?:afgerond|gepubliceerd|gereed))\b"
    r"|\bnog\sgeen\s(?:besluit|keuze|beslissing|standpunt)\b|\bwacht\b[^.;]{0,150}\baf\b|\baf\s?(?:te\s)?wachten\b"
    r"|\bin\sde\s(?:eindfase|afrondende\sfase)\b|\b(?:onderzoek|studie|verkenning|evaluatie)\skijkt\b"
    r"|\b(?:onderzoek|bezie|bekijk|verken)\s(?:ik\s)?(?:momenteel|nu|nog|thans|op\sdit\smoment)\b"
    r"|\b(?:zal|zullen)\b[^.;]{0,150}\b(?:bezien|bekijken|onderzoeken|beoordelen)\s(?:of|hoe|welke|wat)\b"
    r"|^\W*of\b[^;:]{3,200}\bwordt\b[^;:]{0,60}\b(?:besloten|beslist|bepaald)\W*$"
    r"|^\W*(?:hier|daar)over\s(?:besluit|beslist|neem|neemt|spreekt)\b|\bgeen\sbesluitvorming\b|\bnog\sin\s(?:voorbereiding|behandeling|ontwikkeling)\b",
    re.IGNORECASE,
)
"""`Het advies wordt momenteel bestudeerd.`"""
COURTESY = re.compile(r"^\W*(?:ik|wij|het\skabinet)\b[^,;:]{0,60}\b(?:erkentelijk|dankbaar)\b", re.IGNORECASE)
ASKS_TO_TELL = re.compile(
    r"\b(?:informeren|berichten|rapporteren|delen|\w*sturen|\w*zenden|terugkoppelen)\b", re.IGNORECASE
)
ASKS_IF_TOLD = re.compile(r"\b(?:kamer|ons)\b.*\b(?:informeren|geïnformeerd|berichten|op\sde\shoogte)\b", re.IGNORECASE)
PROMISES = re.compile(
    r"(?=.*\b(?:zodra|nadat|spoedig|zo\ssnel|korte\stermijn|deze\szomer|bij|voor|vóór|na|begin|eind|medio|later|binnenkort|uiterlijk|nader|dan|afzonderlijke?|komende|volgende|hierop|daarop|daarover|prinsjesdag"
    rf"|in\s(?:het\s)?(?:voorjaar|najaar|{MONTH}))\b)"
    r".*\b(?:u|uw\skamer|de\skamer)\b.*",
    re.IGNORECASE | re.DOTALL,
)
TELLS = re.compile(
    r"\b(?:ontvangt|verwachten|informeer|informeren|bericht|vertellen|stuur|toesturen|toezenden|sturen|word(?:t|en)\b.*\bgeïnformeerd|(?:op|bij)\b.*\bterug(?:komen|kom)?)\b",
    re.IGNORECASE | re.DOTALL,
)
"""`Mijn reactie |ontvangt| u voor de zomer.`"""


def no_answer(vragen: Sequence[Deelvraag], antwoord: str) -> Iterator[Interpretation]:
    """The reading of an answer that declines, puts off or refers away; nothing for an answer that answers.

    All of it declines, puts off or refers away, or its first words decline the question itself. When the Kamer is told
    puts nothing off for who asks whether it is.
    """
    kind = answer_kind(antwoord)
    if kind is None:
        first, *following = sentences_of(antwoord) or [""]
        if DECLINES.search(first) and sentence_kind(first) in {NonAnswer.ONBEKEND, NonAnswer.GEEN_UITSPRAAK}:
            kind = sentence_kind(first)
        if following and CANNOT_CONFIRM.search(first):
            withholds = all(sentence_kind(sentence) in EXPLAINABLE for sentence in following)
            kind = NonAnswer.GEEN_UITSPRAAK if withholds else kind
    if kind is NonAnswer.UITSTEL and tells_when(vragen, antwoord):
        return
    if kind is not None:
        weight = NOT_APPLICABLE if kind is NonAnswer.NIET_VAN_TOEPASSING else NO_ANSWER
        yield Interpretation(waarde=NON_ANSWERS[kind], weight=weight, sentence=0, rule=kind.value)


def tells_when(vragen: Sequence[Deelvraag], text: str) -> bool:
    """Whether a text says when the Kamer is told, where all that is asked is whether it is."""
    asked = [vraag.tekst for vraag in vragen if vraag.kind.is_yes_no]
    return bool(asked) and all(map(ASKS_IF_TOLD.search, asked)) and TELLS.search(text) is not None


def put_off(vragen: Sequence[Deelvraag], antwoord: str, spans: Sequence[tuple[int, int]]) -> Iterator[Interpretation]:
    """The reading of an answer that says only that it is not settled yet, and when the Kamer will hear of it."""
    sentences = [antwoord[start:end] for start, end in spans]
    promised = [n for n, sentence in enumerate(sentences) if PROMISES.match(sentence) and TELLS.search(sentence)]
    is_open = all(
        n in promised or PENDING.search(sentence) or COURTESY.search(sentence) or sentence_kind(sentence) in EXPLAINABLE
        for n, sentence in enumerate(sentences)
    )
    asked = [
        vraag
        for vraag in vragen
        if vraag.kind.is_yes_no and not any(asks.search(vraag.tekst) for asks in (ASKS_TO_TELL, ASKS_IF_TOLD))
    ]
    if promised and is_open and asked:
        yield Interpretation(waarde=Standpunt.UITGESTELD, weight=NO_ANSWER, sentence=promised[0], rule="stelt het uit")


def declined_of_others(
    vragen: Sequence[Deelvraag], antwoord: str, spans: Sequence[tuple[int, int]], found: Sequence[Interpretation]
) -> Iterator[Interpretation]:
    """The reading of the one sub-question that is left, where another has its answer and a sentence declines."""
    answered = {reading.part for reading in found if reading.weight >= SURE}
    asked = [n for n, vraag in enumerate(vragen) if vraag.kind.is_yes_no and not vraag.is_follow_up]
    left = [number for number in asked if number not in answered]
    if None in answered or len(left) != 1 or len(asked) == 1:
        return
    said = {reading.sentence for reading in found if reading.weight >= SURE}
    for n, (start, end) in enumerate(spans):
        kind = sentence_kind(antwoord[start:end])
        if n not in said and kind in EXPLAINABLE:
            yield Interpretation(
                waarde=NON_ANSWERS[kind], weight=SURE, sentence=n, rule="zegt hier niets over", part=left[0]
            )
            return


def declined(vragen: Sequence[Deelvraag], antwoord: str, spans: Sequence[tuple[int, int]]) -> Iterator[Interpretation]:
    """The reading of an answer that says nothing to the question but, near its beginning, that it cannot or will not.

    To a single question in its first sentence, or by a second that points back to it ("Daar loop ik niet op vooruit.");
    else only in words that it takes up from the question, or of all questions in so many words.
    """
    asked = [number for number, vraag in enumerate(vragen) if vraag.kind.is_yes_no]
    for n, (start, end) in enumerate(spans[:DECLINE_SENTENCES]):
        sentence = antwoord[start:end]
        kind = sentence_kind(sentence)
        if kind not in EXPLAINABLE or (kind is NonAnswer.UITSTEL and tells_when(vragen, sentence)):
            continue
        is_looked_into = n == len(spans) - 1 and LOOKED_INTO.search(antwoord[:start]) is not None
        may_be = AFTER_A_PREFACE.get(n, set()) | ({NonAnswer.ONBEKEND} if is_looked_into else set())
        points_back = n >= 1 and kind in may_be and POINTS_BACK.search(sentence) is not None
        is_single = asked == [0] and (n == 0 or points_back)
        is_of_all = is_single or (n == 0 and ALL_QUESTIONS.search(sentence) is not None)
        shares = [repeated_share(vraag.tekst, sentence) for vraag in vragen]
        for number in asked:
            if is_of_all or shares[number] >= max(MIN_OVERLAP_DECLINED, RIVAL * max(shares)):
                yield Interpretation(
                    waarde=NON_ANSWERS[kind], weight=SURE, sentence=n, rule="zegt niets te zeggen", part=number
                )
        return
