"""A publication written out again in the layouts that people have them in."""

from __future__ import annotations

from collections.abc import Callable

from index.parse.marks.numbers import write_numbers
from index.values import Publication

_LOS = "AH 90001\n2024Z90001\nAntwoord van minister Dekkers (Defensie) (ontvangen 2 april 2024)\n"
_VRAAGKOP = "Vragen van het lid Zandbelt (VDP) aan de minister van Defensie over vlaggen. (Ingezonden 3 maart 2006)\n"
_ANTWOORDKOP = "Antwoord van minister Dekkers (Defensie). (Ontvangen 2 april 2006)\n"


def kale_nummers(p: Publication) -> str:
    """ "1", the question, "Antwoord", the answer."""
    regels = [_LOS]
    for pair in p.paren:
        for vraag in pair.vragen:
            regels.extend([str(vraag.nummer), vraag.tekst or "Waarom?", ""])
        regels.extend(["Antwoord", pair.antwoord, ""])
    return "\n".join(regels)


def genummerd_antwoord(p: Publication) -> str:
    """ "1. question", "Antwoord vraag 1:", the answer."""
    regels = [_LOS]
    for pair in p.paren:
        for vraag in pair.vragen:
            regels.extend([f"{vraag.nummer}. {vraag.tekst or 'Waarom?'}", ""])
        regels.extend([f"Antwoord vraag {write_numbers(pair.vraagnummers)}:", pair.antwoord, ""])
    return "\n".join(regels)


def twee_helften(p: Publication, antwoord: str = "") -> str:
    """All questions by number, then all answers by number, with this word before it."""
    regels = [_VRAAGKOP]
    for pair in p.paren:
        for vraag in pair.vragen:
            regels.extend([str(vraag.nummer), vraag.tekst or "Waarom?"])
    regels.append(_ANTWOORDKOP)
    for pair in p.paren:
        regels.extend([f"{antwoord}{write_numbers(pair.vraagnummers)}", pair.antwoord])
    return "\n".join(regels)


def kale_vragen_eerst(p: Publication) -> str:
    """All questions by bare number, the answer heading, then "Antwoord 1" with its answer."""
    return twee_helften(p, "Antwoord ")


def label_voor_tekst(p: Publication) -> str:
    """Label and text on one line."""
    regels = [_VRAAGKOP + _ANTWOORDKOP]
    for pair in p.paren:
        nummers = write_numbers(pair.vraagnummers)
        regels.extend(
            [f"Vraag {nummers} {pair.vraagtekst.replace(chr(10), ' ')}", f"Antwoord {nummers} {pair.antwoord}"]
        )
    return "\n".join(regels)


def een_regel(p: Publication) -> str:
    """The whole document without a line end."""
    return label_voor_tekst(p).replace("\n", " ")


def nummers_kwijt(p: Publication) -> str:
    """Questions without any label, "Antwoord" without a number."""
    regels = [_VRAAGKOP + _ANTWOORDKOP]
    for pair in p.paren:
        regels.extend(vraag.tekst or "Waarom?" for vraag in pair.vragen)
        regels.extend(["Antwoord", pair.antwoord])
    return "\n".join(regels)


def korte_labels(p: Publication) -> str:
    """ "V2, 3 en 4: question", "A2, 3 en 4: answer"."""
    regels = [_VRAAGKOP + _ANTWOORDKOP]
    for pair in p.paren:
        nummers = write_numbers(pair.vraagnummers)
        regels.extend([f"V{nummers}: {pair.vraagtekst.replace(chr(10), ' ')}", f"A{nummers}: {pair.antwoord}"])
    return "\n".join(regels)


def tabel(p: Publication) -> str:
    """A row of a table for each answer: number, question, answer."""
    regels = [_VRAAGKOP + _ANTWOORDKOP, "| Nr. | Vraag | Antwoord |", "|---|---|---|"]
    for pair in p.paren:
        cells = (write_numbers(pair.vraagnummers), pair.vraagtekst, pair.antwoord)
        regels.append(f"| {' | '.join(' '.join(cell.replace('|', '/').split()) for cell in cells)} |")
    return "\n".join(regels)


def kale_antwoorden(p: Publication) -> str:
    """All questions by label, the answer heading, then all answers by bare number."""
    regels = [_VRAAGKOP]
    for pair in p.paren:
        for vraag in pair.vragen:
            regels.extend([f"Vraag {vraag.nummer}", vraag.tekst or "Waarom?"])
    regels.append(_ANTWOORDKOP)
    for pair in p.paren:
        regels.extend([write_numbers(pair.vraagnummers), pair.antwoord])
    return "\n".join(regels)


LAYOUTS: tuple[Callable[[Publication], str], ...] = (
    kale_nummers,
    genummerd_antwoord,
    twee_helften,
    kale_vragen_eerst,
    label_voor_tekst,
    een_regel,
    nummers_kwijt,
    korte_labels,
    tabel,
    kale_antwoorden,
)
