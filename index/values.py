"""The domain values: a publication as read, with its pairs, people, dates and footnotes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_PAIR_ID = re.compile(r".+#v(\d{1,18})[b-z]?")
MAX_VRAAGNUMMER = 999_999
"""Far above any question ever put, and far below what a database can hold."""

VERGADERJAAR = re.compile(r"(\d{4})-(\d{4})")


class Soort(StrEnum):
    """What a publication is."""

    ANTWOORD = "antwoord"
    MEDEDELING = "mededeling"
    INGETROKKEN = "ingetrokken"
    VRAAG = "vraag"


class Vorm(StrEnum):
    """The form that a publication was read from, richest first: of two forms of one publication the earlier wins."""

    XML = "xml"
    JSONL = "jsonl"
    HTML = "html"
    ODT = "odt"
    DOCX = "docx"
    RTF = "rtf"
    DOC = "doc"
    PDF = "pdf"
    TEKST = "tekst"

    @property
    def rang(self) -> int:
        """Rank of the form, 0 the richest."""
        return list(Vorm).index(self)


def publication_of(part_id: str) -> str:
    """The id of the publication in which a pair, a notice or a passage stands, by the id of that part."""
    return part_id.partition("#")[0]


class PairId(str):
    """Names a pair: `ah-tk-20232024-1068#v1`; a letter follows only where a document numbers a question twice (`#v4b`).

    It is a text, and is stored, sorted and written as one. Where pairs stand beside notices, `<publication id>#bericht`
    names the notice; that has no number.
    """

    __slots__ = ()

    @classmethod
    def of(cls, publication_id: str, number: int, letter: str = "") -> PairId:
        """The id of the pair of a publication with this lowest question number."""
        return cls(f"{publication_id}#v{number}{letter}")

    @classmethod
    def free(cls, publication_id: str, number: int, used: Collection[PairId]) -> PairId | None:
        """The first id of this number that is not in use, with a letter if need be; None when all are."""
        ids = (cls.of(publication_id, number, letter) for letter in ("", *"bcdefghijklmnopqrstuvwxyz"))
        return next((pair_id for pair_id in ids if pair_id not in used), None)

    @classmethod
    def of_notice(cls, publication_id: str) -> PairId:
        """The id of the notice of a publication."""
        return cls(f"{publication_id}#bericht")

    @property
    def publication_id(self) -> str:
        """The publication that it stands in."""
        return publication_of(self)

    def of_spelling(self, publication_id: str) -> PairId | None:
        """The same part of its publication, whose id is spelt so; None when this names no part of one."""
        return PairId(f"{publication_id}#{self.part}") if self.part else None

    @property
    def part(self) -> str:
        """What it is called within its publication: `v1`, `v4b`, `bericht`; empty when this names no part of one."""
        return self.partition("#")[2]

    @property
    def number(self) -> int | None:
        """The lowest question number; None when this is not the id of a pair."""
        match = _PAIR_ID.fullmatch(self)
        return int(match[1]) if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indiener:
    """A member who asked, with the party as the heading writes it."""

    naam: str
    fractie: str | None = None

    @property
    def naam_en_fractie(self) -> str:
        """`Aalders (ABC)`; the name alone where the party is not known."""
        return f"{self.naam} ({self.fractie})" if self.fractie else self.naam


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewindspersoon:
    """A minister or state secretary, asked or answering.

    Attributes:
        functie: "Minister", "Staatssecretaris" or "Minister-President".
        portefeuille: as the heading writes it ("Financiën", "Klimaat en Energie").
        voor: True for a "Minister voor X", who has no ministry of her own.
        ministerie: canonical name of the register; for a "Minister voor X" it is X; None when unknown.
        naam: absent for addressees and "mede namens".
    """

    functie: str
    portefeuille: str | None = None
    voor: bool = False
    ministerie: str | None = None
    naam: str | None = None

    @property
    def als_tekst(self) -> str:
        """As a heading writes it: "Minister Ollongren (Defensie)", "Minister voor Klimaat en Energie"."""
        if self.naam:
            return f"{self.functie} {self.naam}" + (f" ({self.portefeuille})" if self.portefeuille else "")
        if self.portefeuille:
            return f"{self.functie} {'voor' if self.voor else 'van'} {self.portefeuille}"
        return self.functie


@dataclass(frozen=True, slots=True, kw_only=True)
class Voetnoot:
    """A footnote, kept out of the running text.

    Attributes:
        plaats: offset in the answer of its pair where it is referred to; None when the document does not tell, or a
            question refers to it.
    """

    nummer: str
    tekst: str
    plaats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """One question. The text is empty when it stands in the text of the first question of its joint block."""

    nummer: int
    tekst: str

    def __post_init__(self) -> None:
        if not 1 <= self.nummer <= MAX_VRAAGNUMMER:
            raise ValueError(f"vraagnummer {self.nummer}: must be from 1 to {MAX_VRAAGNUMMER}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One answer with every question that it answers.

    Attributes:
        vragen: in the order of the document, at least one.
        antwoord: paragraphs separated by a blank line; passages and quotes have offsets into exactly this string.
        verwijst_naar: ids of pairs that the answer refers to as (part of) its answer ("Zie het antwoord op vraag 7").
    """

    id: PairId
    vragen: tuple[Vraag, ...]
    antwoord: str
    verwijst_naar: tuple[str, ...] = ()
    voetnoten: tuple[Voetnoot, ...] = ()

    def __post_init__(self) -> None:
        if type(self.id) is not PairId:  # from a document or a test it is a plain text
            object.__setattr__(self, "id", PairId(self.id))
        if not self.vragen:
            raise ValueError(f"pair {self.id}: has no question")
        if not self.antwoord.strip():
            raise ValueError(f"pair {self.id}: has no answer")
        if self.id.number is None:
            raise ValueError(f"pair {self.id!r}: id must be <publication id>#v<number>")

    def notes_in(self, start: int, end: int) -> tuple[Voetnoot, ...]:
        """The footnotes that a part of the answer refers to."""
        return tuple(note for note in self.voetnoten if note.plaats is not None and start < note.plaats <= end)

    @property
    def vraagnummers(self) -> tuple[int, ...]:
        """Every question number that names this pair, in order."""
        return tuple(vraag.nummer for vraag in self.vragen)

    @property
    def vraagtekst(self) -> str:
        """The questions as one text, a line per question."""
        return "\n".join(vraag.tekst for vraag in self.vragen if vraag.tekst)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication as read. None means: the document does not say.

    Attributes:
        id: the official id in lower case, else the stem of the file.
        titel: the official title of the metadata or page; onderwerp: what the heading says after "over".
        gevraagd: the addressed bewindspersonen; beantwoord_door: the answering ones, "mede namens" included.
        ministeries: canonical names of those that answer; gevraagde_ministeries: of those addressed.
        zie_ook: ids of the publications that "Zie ook Aanhangsel Handelingen ..." names.
        open_vragen: questions that this publication does not answer (all of them in a delay notice).
        mededeling: the text of a delay or withdrawal notice.
        toelichting: the explanation that the askers add to their questions.
        voetnoten: footnotes that belong to no pair.
        herkomst: (fact, where it was found) pairs, such as ("ontvangen", "antwoordkop").
        twijfels: what the reader was not sure of, in plain Dutch.
        fictief: True for the sample that comes with the product.
    """

    id: str
    soort: Soort
    vergaderjaar: str | None = None
    nummer: str | None = None
    vraagnummer: str | None = None
    titel: str | None = None
    onderwerp: str | None = None
    indieners: tuple[Indiener, ...] = ()
    gevraagd: tuple[Bewindspersoon, ...] = ()
    beantwoord_door: tuple[Bewindspersoon, ...] = ()
    ministeries: tuple[str, ...] = ()
    gevraagde_ministeries: tuple[str, ...] = ()
    ingezonden: date | None = None
    ontvangen: date | None = None
    url: str | None = None
    zie_ook: tuple[str, ...] = ()
    paren: tuple[Pair, ...] = ()
    open_vragen: tuple[Vraag, ...] = ()
    mededeling: str | None = None
    toelichting: str | None = None
    voetnoten: tuple[Voetnoot, ...] = ()
    herkomst: tuple[tuple[str, str], ...] = ()
    twijfels: tuple[str, ...] = ()
    fictief: bool = False

    def __post_init__(self) -> None:
        if not self.id or "#" in self.id or any(c.isspace() for c in self.id):
            raise ValueError(f"publication id {self.id!r}: must not be empty or have spaces or '#'")
        if self.id.lower().startswith(("ah-", "kv-")) and self.id != self.id.lower():
            raise ValueError(f"publication id {self.id!r}: an official id is in lower case")
        if self.vergaderjaar is not None:
            match = VERGADERJAAR.fullmatch(self.vergaderjaar)
            if match is None or int(match[2]) != int(match[1]) + 1:
                raise ValueError(f"{self.id}: vergaderjaar {self.vergaderjaar!r} must look like 2023-2024")
        ids = [pair.id for pair in self.paren]
        if len(set(ids)) != len(ids):
            raise ValueError(f"{self.id}: pair ids occur twice: {sorted({i for i in ids if ids.count(i) > 1})}")
        stray = [pair_id for pair_id in ids if pair_id.publication_id != self.id]
        if stray:
            raise ValueError(f"{self.id}: pair ids of another publication: {stray}")

    @property
    def naam(self) -> str:
        """What to call it in a list: the subject, else the title, else its first question, else the id."""
        return self.onderwerp or self.titel or self.eerste_vraag or self.id

    @property
    def vragen(self) -> tuple[Vraag, ...]:
        """Every question: those that it answers, then those that it leaves open."""
        return (*(vraag for pair in self.paren for vraag in pair.vragen), *self.open_vragen)

    @property
    def eerste_vraag(self) -> str:
        """The text of the first question that has one; else empty."""
        return next((vraag.tekst for vraag in self.vragen if vraag.tekst.strip()), "")

    def pair(self, pair_id: str) -> Pair | None:
        """Its pair with this id."""
        return next((pair for pair in self.paren if pair.id == pair_id), None)

    def text_of(self, pair: Pair | None) -> str:
        """What a passage is a part of: the answer of a pair, or without one the notice."""
        return pair.antwoord if pair else self.mededeling or ""

    def asked_in(self, pair: Pair | None) -> str:
        """What a pair answers, or without one what is left open: the questions, a line each."""
        return pair.vraagtekst if pair else "\n".join(vraag.tekst for vraag in self.open_vragen if vraag.tekst)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one input: a publication, or the reason why there is none.

    Attributes:
        bron: the path as given, with `!member` for a member of an archive.
        vorm: what the content was read as; None when no reader knew it. JSONL with `fout` lists something else.
        publicatie: None when reading failed.
        fout: the reason when reading failed, as a sentence for the user.
        is_passed_over: `fout` is no failure: the input belongs to publications, and is none itself.
        restant: text of the body that is in no pair, question, note or heading.
    """

    bron: str
    vorm: Vorm | None = None
    publicatie: Publication | None = None
    fout: str | None = None
    is_passed_over: bool = False
    restant: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.publicatie is None) == (self.fout is None):
            raise ValueError(f"{self.bron}: a reading has either a publication or an error")
