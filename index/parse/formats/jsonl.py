"""Publication JSONL: import and export of publications without loss."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from index.errors import NotAPublicationError
from index.names.ministries import canonical, find
from index.parse.facts.answering import ministeries_of
from index.parse.facts.ids import norm_id
from index.parse.facts.people import read_addressees, read_answerers
from index.values import MAX_VRAAGNUMMER, Bewindspersoon, Indiener, Pair, PairId, Publication, Soort, Voetnoot, Vraag

_MOST_COMPLAINTS = 6
_COMPLAINTS = {
    "extra_forbidden": "onbekende sleutel",
    "missing": "ontbreekt",
    "greater_than_equal": "moet ten minste {ge} zijn",
    "less_than_equal": "moet hoogstens {le} zijn",
}
HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
"""Half of a pair that together is one character: an emoji that was cut in two."""


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str | None, BeforeValidator(_as_text)]
"""Text that may come as a whole number."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Indiener(_Model):
    naam: str
    fractie: str | None = None


class _Vraag(_Model):
    nummer: Annotated[int, Field(ge=1, le=MAX_VRAAGNUMMER)]
    tekst: str = ""


class _Footnote(_Model):
    nummer: Annotated[str, BeforeValidator(_as_text)]
    tekst: str
    plaats: int | None = None


class _Deelstandpunt(_Model):
    waarde: str | None = None
    zeker: bool = False
    deelvraag: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None


class _Standpunt(_Deelstandpunt):
    deelvragen: list[_Deelstandpunt] = Field(default_factory=list)  # a list itself is copied, and that takes longer


class _Pair(_Model):
    id: str | None = None
    vragen: list[_Vraag]
    antwoord: str
    verwijst_naar: list[str] = Field(default_factory=list)
    voetnoten: list[_Footnote] = Field(default_factory=list)
    standpunt: _Standpunt | None = None


class _Publication(_Model):
    id: str
    paren: list[_Pair]
    soort: Soort = Soort.ANTWOORD
    vergaderjaar: str | None = None
    nummer: Text = None
    vraagnummer: Text = None
    titel: str | None = None
    onderwerp: str | None = None
    indieners: list[_Indiener] | None = None
    ministeries: list[str] | None = None
    bewindspersonen: list[str] | None = None
    ingezonden: date | None = None
    ontvangen: date | None = None
    url: str | None = None
    zie_ook: list[str] | None = None
    gevraagd: list[str] | None = None
    gevraagde_ministeries: list[str] | None = None
    onbeantwoord: list[_Vraag] | None = None
    mededeling: str | None = None
    toelichting: str | None = None
    voetnoten: list[_Footnote] | None = None
    herkomst: dict[str, str] | None = None
    twijfels: list[str] | None = None
    fictief: bool | None = None


_AS_GIVEN = (
    *("soort", "vergaderjaar", "nummer", "vraagnummer", "titel", "onderwerp", "ingezonden", "ontvangen", "url"),
    *("mededeling", "toelichting"),
)
"""The keys that a publication has as the line gives them."""
_FUNCTIE = r"(?P<functie>Minister-President|Minister|Staatssecretaris)"
_PERSON_WITH_POST = re.compile(rf"{_FUNCTIE} (?P<naam>[^()]+?) \((?P<portefeuille>.+)\)")
"""Example: "Minister Veldwijk (Defensie)"; not: "Minister Veldwijk"."""
_PERSON = re.compile(rf"{_FUNCTIE} (?!van |voor )(?P<naam>[^()]+)(?P<portefeuille>)")
"""Example: "Minister-President Smit"; not: "Minister van Defensie"."""
_POST = re.compile(r"(?P<functie>Minister|Staatssecretaris) (?P<woord>van|voor) (?P<portefeuille>.+)")
"""Example: "Minister van Defensie"; not: "Minister Veldwijk"."""


@lru_cache(maxsize=512)  # of a few hundred, in every publication
def read_bewindspersoon(tekst: str, op: date | None = None) -> Bewindspersoon:
    """The bewindspersoon that a string like "Minister van Defensie" means.

    Raises:
        NotAPublicationError: it names no minister or state secretary.
    """
    if itself := _PERSON_WITH_POST.fullmatch(tekst) or _PERSON.fullmatch(tekst):
        portefeuille = itself["portefeuille"] or None
        row = find(portefeuille, op) if portefeuille else None
        is_premier = itself["functie"] == "Minister-President" and not portefeuille
        return Bewindspersoon(
            functie=itself["functie"],
            portefeuille=portefeuille,
            voor=bool(row and row.voor),
            ministerie="Algemene Zaken" if is_premier else row.naam if row else None,
            naam=itself["naam"],
        )
    if post := _POST.fullmatch(tekst):
        return Bewindspersoon(
            functie=post["functie"],
            portefeuille=post["portefeuille"],
            voor=post["woord"] == "voor",
            ministerie=canonical(post["portefeuille"], op),
        )
    if tekst in {"Minister-President", "Minister", "Staatssecretaris"}:
        return Bewindspersoon(functie=tekst, ministerie="Algemene Zaken" if tekst == "Minister-President" else None)
    found = read_answerers(tekst, op) or read_addressees(tekst, op=op)[0]
    if not found:
        raise NotAPublicationError(
            f"bewindspersoon {tekst!r} wordt niet begrepen; schrijf bijvoorbeeld 'Minister Jansen (Financiën)'"
        )
    return found[0]


def to_json(publication: Publication) -> dict[str, Any]:
    """A publication as the JSON object of the contract; empty keys are left out."""
    p = publication
    line: dict[str, Any] = {
        "id": p.id,
        "soort": p.soort.value,
        "vergaderjaar": p.vergaderjaar,
        "nummer": p.nummer,
        "vraagnummer": p.vraagnummer,
        "titel": p.titel,
        "onderwerp": p.onderwerp,
        "indieners": [{"naam": i.naam, "fractie": i.fractie} for i in p.indieners],
        "ministeries": list(p.ministeries),
        "bewindspersonen": [b.als_tekst for b in p.beantwoord_door],
        "ingezonden": p.ingezonden.isoformat() if p.ingezonden else None,
        "ontvangen": p.ontvangen.isoformat() if p.ontvangen else None,
        "url": p.url,
        "zie_ook": list(p.zie_ook),
        "paren": [_pair_json(pair, p.id) for pair in p.paren],
        "onbeantwoord": [{"nummer": v.nummer, "tekst": v.tekst} for v in p.open_vragen],
        "gevraagd": [b.als_tekst for b in p.gevraagd],
        "gevraagde_ministeries": list(p.gevraagde_ministeries),
        "mededeling": p.mededeling,
        "toelichting": p.toelichting,
        "voetnoten": _notes(p.voetnoten),
        "herkomst": dict(p.herkomst),
        "twijfels": list(p.twijfels),
        "fictief": p.fictief or None,
    }
    return {key: value for key, value in line.items() if key == "paren" or value not in (None, [], {})}


def _notes(notes: Sequence[Voetnoot]) -> list[dict[str, Any]]:
    return [
        {"nummer": note.nummer, "tekst": note.tekst, **({} if note.plaats is None else {"plaats": note.plaats})}
        for note in notes
    ]


def _pair_json(pair: Pair, publication_id: str) -> dict[str, Any]:
    line: dict[str, Any] = {
        "vragen": [{"nummer": v.nummer, "tekst": v.tekst} for v in pair.vragen],
        "antwoord": pair.antwoord,
    }
    if pair.id != PairId.of(publication_id, min(pair.vraagnummers)):
        line["id"] = pair.id
    if pair.verwijst_naar:
        line["verwijst_naar"] = list(pair.verwijst_naar)
    if pair.voetnoten:
        line["voetnoten"] = _notes(pair.voetnoten)
    return line


def from_json(line: dict[str, Any]) -> Publication:
    """The publication of a JSON object.

    Raises:
        NotAPublicationError: keys that are not in the contract, wrong types, or values that contradict each other; all
            problems at once.
    """
    try:
        checked = _Publication.model_validate(line).model_dump()
    except ValidationError as error:
        raise NotAPublicationError(_complaints(error)) from error
    try:
        return _publication(checked)
    except ValueError as error:
        raise NotAPublicationError(str(error)) from error


def from_stored(line: dict[str, Any]) -> Publication:
    """The publication of an object that `to_json` made: unchecked, in half of the time of `from_json`."""
    read: dict[str, Any] = {**line, "soort": Soort(line["soort"])}
    for name in ("ingezonden", "ontvangen"):
        if name in line:
            read[name] = date.fromisoformat(line[name])
    return _publication(read)


def _publication(line: Mapping[str, Any]) -> Publication:
    publication_id, op = norm_id(line["id"]), line.get("ontvangen")
    beantwoord = tuple([read_bewindspersoon(tekst, op) for tekst in line.get("bewindspersonen") or ()])
    gevraagd = tuple([read_bewindspersoon(tekst, line.get("ingezonden")) for tekst in line.get("gevraagd") or ()])
    as_given: dict[str, Any] = {name: line.get(name) for name in _AS_GIVEN}
    return Publication(
        id=publication_id,
        **as_given,
        indieners=tuple([Indiener(naam=one["naam"], fractie=one["fractie"]) for one in line.get("indieners") or ()]),
        gevraagd=gevraagd,
        beantwoord_door=beantwoord,
        ministeries=_names_in(line.get("ministeries"), beantwoord, op),
        gevraagde_ministeries=_names_in(line.get("gevraagde_ministeries"), gevraagd, op),
        zie_ook=tuple([norm_id(other) for other in line.get("zie_ook") or ()]),
        paren=_read_pairs(publication_id, line["paren"]),
        open_vragen=_read_questions(line.get("onbeantwoord") or ()),
        voetnoten=_read_notes(line.get("voetnoten") or ()),
        herkomst=tuple(sorted((line.get("herkomst") or {}).items())),
        twijfels=tuple(line.get("twijfels") or ()),
        fictief=bool(line.get("fictief")),
    )


def storable(publication: Publication) -> Publication:
    """The publication without half characters, which no file or index can hold; a doubt says that they were replaced.

    JSON may name half of an emoji, and a PDF may hold one.
    """
    line = json.dumps(to_json(publication), ensure_ascii=False)
    whole, replaced = HALF_CHARACTER.subn("\ufffd", line)
    if not replaced:
        return publication
    sound = from_json(json.loads(whole))
    doubt = f"{replaced} beschadigde tekens zijn vervangen door \ufffd"
    return replace(sound, twijfels=(*sound.twijfels, doubt))


def _names_in(names: list[str] | None, people: tuple[Bewindspersoon, ...], op: date | None) -> tuple[str, ...]:
    """The ministries as given, made canonical; without them those of the bewindspersonen."""
    if names is None:
        return ministeries_of(people)
    return tuple(dict.fromkeys(canonical(naam, op) or naam for naam in names))


def _read_notes(notes: Sequence[Mapping[str, Any]]) -> tuple[Voetnoot, ...]:
    return tuple([Voetnoot(nummer=note["nummer"], tekst=note["tekst"], plaats=note.get("plaats")) for note in notes])


def _read_questions(vragen: Sequence[Mapping[str, Any]]) -> tuple[Vraag, ...]:
    return tuple([Vraag(nummer=vraag["nummer"], tekst=vraag["tekst"]) for vraag in vragen])


def _read_pairs(publication_id: str, paren: Sequence[Mapping[str, Any]]) -> tuple[Pair, ...]:
    out: list[Pair] = []
    used: set[PairId] = set()
    for pair in paren:
        vragen = _read_questions(pair["vragen"])
        lowest = min([vraag.nummer for vraag in vragen], default=1)
        given = pair.get("id")
        pair_id = PairId(given) if given else PairId.of(publication_id, lowest)
        if pair_id in used and not given:
            pair_id = PairId.free(publication_id, lowest, used) or pair_id
        used.add(pair_id)
        out.append(
            Pair(
                id=pair_id,
                vragen=vragen,
                antwoord=pair["antwoord"],
                verwijst_naar=tuple(pair.get("verwijst_naar") or ()),
                voetnoten=_read_notes(pair.get("voetnoten") or ()),
            )
        )
    return tuple(out)


def _complaints(error: ValidationError) -> str:
    complaints = []
    for problem in error.errors():
        place = ".".join(str(part) for part in problem["loc"]) or "regel"
        complaint = _COMPLAINTS.get(problem["type"])
        complaints.append(f"{place}: {complaint.format(**problem.get('ctx', {})) if complaint else problem['msg']}")
    more = f"; en nog {len(complaints) - _MOST_COMPLAINTS}" if len(complaints) > _MOST_COMPLAINTS else ""
    return "; ".join(complaints[:_MOST_COMPLAINTS]) + more
