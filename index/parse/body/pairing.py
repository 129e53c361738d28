"""Joins the questions and answers of the body into pairs by their numbers, in whatever order they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.errors import UnreadableError
from index.parse.content import Block, BlockKind, join_paragraphs
from index.parse.marks.notes import take_marks, without_marks
from index.parse.marks.numbers import write_numbers
from index.parse.marks.questions import split_questions_at_end
from index.parse.marks.references import referred_numbers
from index.sources.limits import MOST_BLOCKS
from index.values import Pair, PairId, Voetnoot, Vraag

_BETWEEN_QUESTIONS = re.compile(r"(?<=\?)\s+(?!Zo\s(?:ja|nee)|Indien|Waarom\s(?:wel|niet))(?=[A-ZÀ-Þ«])")
"""Between two questions in one paragraph. Example: "Klopt dit? | Hoe vaak?"; not: "Klopt dit? Zo ja, hoe vaak?"."""


@dataclass(slots=True, kw_only=True)
class Pairing:
    """The pairs of a publication, with the questions, notes and text that belong to none."""

    paren: tuple[Pair, ...] = ()
    open_vragen: tuple[Vraag, ...] = ()
    voetnoten: list[Voetnoot] = field(default_factory=list)
    restant: list[str] = field(default_factory=list)
    twijfels: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _State:
    vragen: list[Block] = field(default_factory=list)
    """Every question block, in order."""
    groups: list[tuple[list[Block], Block]] = field(default_factory=list)
    """Questions with the answer to them."""
    beantwoord: set[int] = field(default_factory=set)
    """Positions in `vragen` that have an answer."""
    left: Counter[tuple[int, ...]] = field(default_factory=Counter)
    """How many answers with these numbers are still to come."""
    twijfels: list[str] = field(default_factory=list)
    restant: list[str] = field(default_factory=list)

    def open(self) -> list[int]:
        return [place for place in range(len(self.vragen)) if place not in self.beantwoord]


def form_pairs(publication_id: str, blocks: list[Block]) -> Pairing:
    """Pair the question and answer blocks of one publication; other blocks are ignored.

    An answer without numbers answers the questions since the last answer. A number without a question of its own goes
    by position, and is reported.

    Raises:
        UnreadableError: far more blocks than a publication has, or a question number that comes back too often.
    """
    if len(blocks) > MOST_BLOCKS:
        raise UnreadableError(
            f"{len(blocks)} vragen en antwoorden is te veel voor een publicatie; hoogstens {MOST_BLOCKS} worden gelezen"
        )
    state = _State()
    previous: Block | None = None
    numbered = _with_numbers(blocks, state)
    state.left.update(block.nummers for block in numbered if block.soort is BlockKind.ANTWOORD)
    for block in numbered:
        if block.soort is BlockKind.VRAAG:
            state.vragen.append(block)
        else:
            _answer(block, previous, state)
        previous = block
    return _write(publication_id, state)


def _with_numbers(blocks: list[Block], state: _State) -> list[Block]:
    """Question and answer blocks; a question without a number gets the next one."""
    out: list[Block] = []
    highest = 0
    answered = [set(block.nummers) for block in blocks if block.soort is BlockKind.ANTWOORD and block.nummers]
    for block in [part for whole in blocks for part in _apart(whole, answered)]:
        if block.soort not in (BlockKind.VRAAG, BlockKind.ANTWOORD):
            continue
        if block.soort is BlockKind.VRAAG and not block.nummers:
            block.nummers = (highest + 1,)
            state.twijfels.append(f"vraag zonder nummer gelezen als vraag {highest + 1}")
        if block.soort is BlockKind.VRAAG:
            highest = max(highest, *block.nummers)
        out.append(block)
    return out


def _apart(block: Block, answered: Sequence[set[int]]) -> list[Block]:
    """A joint block of questions that have an answer each as a block per question; any other as it is.

    Where their text cannot be parted each has all of it.
    """
    if block.soort is not BlockKind.VRAAG or len(block.nummers) < 2:
        return [block]
    ours = [numbers for numbers in answered if numbers & set(block.nummers)]
    if any({number} not in ours for number in block.nummers) or len(ours) != len(block.nummers):
        return [block]
    vragen = split_joint(block)
    return [
        Block(
            soort=block.soort,
            nummers=(vraag.nummer,),
            paragraphs=[vraag.tekst] if all(other.tekst for other in vragen) else list(block.paragraphs),
            voetnoten=block.voetnoten if vraag is vragen[0] else [],
        )
        for vraag in vragen
    ]


def _answer(block: Block, previous: Block | None, state: _State) -> None:
    state.left[block.nummers] -= 1
    if not without_marks(join_paragraphs(block.paragraphs)):
        if block.nummers:
            state.twijfels.append(f"antwoord {write_numbers(block.nummers)} is leeg")
        return
    if not block.nummers:
        _answer_by_position(block, state)
        return
    target = [place for place in state.open() if set(state.vragen[place].nummers) & set(block.nummers)]
    if len(target) > len(block.nummers) and len(target) == state.left[block.nummers] + 1:
        target = target[:1]  # a number printed twice, and an answer for each
    elif len(target) > len(block.nummers):
        state.twijfels.append(f"vraag {write_numbers(block.nummers)} staat er meer dan eens")
    mentioned = {nummer for place in target for nummer in state.vragen[place].nummers}
    sought = tuple(nummer for nummer in block.nummers if nummer not in mentioned)
    if sought and (mender := _questions_from_previous_answer(sought, state)):
        target = [*target, *mender]
        sought = ()
    if target:
        _connect(target, block, state)
        if sought:
            state.twijfels.append(
                f"antwoord {write_numbers(block.nummers)}: geen vraag {write_numbers(sought)} gevonden"
            )
        return
    _answer_without_question(block, previous, state)


def _answer_by_position(block: Block, state: _State) -> None:
    last = max(state.beantwoord, default=-1)
    target = [place for place in state.open() if place > last] or state.open()
    if target:
        _connect(target, block, state)
    elif state.groups:
        state.groups[-1][1].paragraphs.extend(block.paragraphs)
        state.groups[-1][1].voetnoten.extend(block.voetnoten)
    else:
        state.twijfels.append("antwoord zonder nummer en zonder vraag")
        state.restant.extend(block.paragraphs)


def _connect(target: list[int], block: Block, state: _State) -> None:
    state.beantwoord.update(target)
    state.groups.append(([state.vragen[place] for place in target], block))


def _questions_from_previous_answer(sought: tuple[int, ...], state: _State) -> list[int]:
    """Questions whose label was lost, so that they stand at the end of the answer before, known by how they read."""
    if not state.groups or any(nummer in block.nummers for block in state.vragen for nummer in sought):
        return []
    vragen, antwoord = state.groups[-1]
    if max(nummer for block in vragen for nummer in block.nummers) + 1 != min(sought) and len(state.groups) > 1:
        return []
    rest, found = split_questions_at_end(antwoord.paragraphs)
    if not rest or not found:
        return []
    antwoord.paragraphs = rest
    state.vragen.append(Block(soort=BlockKind.VRAAG, nummers=sought, paragraphs=found))
    state.twijfels.append(f"kopje van vraag {write_numbers(sought)} ontbreekt; vraag herkend aan de tekst")
    return [len(state.vragen) - 1]


def _answer_without_question(block: Block, previous: Block | None, state: _State) -> None:
    naam = write_numbers(block.nummers)
    open_vragen = state.open()
    if open_vragen and previous is state.vragen[open_vragen[-1]]:
        target = [place for place in open_vragen if place > max(state.beantwoord, default=-1)] or open_vragen[-1:]
        _renumber_doubles(state.vragen[target[-1]], block, state)
        _connect(target, block, state)
        state.twijfels.append(f"antwoord {naam} volgt op een vraag met een ander nummer; op volgorde gekoppeld")
        return
    for vragen, antwoord in reversed(state.groups):
        if {nummer for vraag in vragen for nummer in vraag.nummers} & set(block.nummers):
            antwoord.paragraphs.extend(block.paragraphs)
            antwoord.voetnoten.extend(block.voetnoten)
            state.twijfels.append(f"antwoord {naam} staat er meer dan eens; samengevoegd")
            return
    state.vragen.append(Block(soort=BlockKind.VRAAG, nummers=block.nummers))
    _connect([len(state.vragen) - 1], block, state)
    state.twijfels.append(f"tekst van vraag {naam} ontbreekt")


def _renumber_doubles(vraag: Block, antwoord: Block, state: _State) -> None:
    """Give a question whose number was printed before the number that its answer has."""
    other_one = [nummer for block in state.vragen if block is not vraag for nummer in block.nummers]
    if (
        set(vraag.nummers) & set(other_one)
        and len(antwoord.nummers) == len(vraag.nummers)
        and not set(antwoord.nummers) & set(other_one)
    ):
        state.twijfels.append(
            f"vraag {write_numbers(vraag.nummers)} staat er twee keer;"
            f" de tweede gelezen als {write_numbers(antwoord.nummers)}"
        )
        vraag.nummers = antwoord.nummers


def split_joint(block: Block) -> list[Vraag]:
    """Questions of a block: a paragraph or sentence each when there are as many as numbers, else all with the first."""
    paragraphs = [bare for paragraph in block.paragraphs if (bare := without_marks(paragraph)).strip()]
    if len(paragraphs) == 1 < len(block.nummers):
        sentences = _BETWEEN_QUESTIONS.split(paragraphs[0])
        paragraphs = sentences if len(sentences) == len(block.nummers) else paragraphs
    if len(paragraphs) == len(block.nummers):
        return [
            Vraag(nummer=nummer, tekst=paragraph) for nummer, paragraph in zip(block.nummers, paragraphs, strict=True)
        ]
    first, *others = block.nummers
    return [
        Vraag(nummer=first, tekst=join_paragraphs(paragraphs)),
        *(Vraag(nummer=nummer, tekst="") for nummer in others),
    ]


def _write(publication_id: str, state: _State) -> Pairing:
    order = {id(block): place for place, block in enumerate(state.vragen)}
    groups = sorted(state.groups, key=lambda group: min(order[id(block)] for block in group[0]))
    raw: list[tuple[PairId, tuple[Vraag, ...], Block, tuple[Voetnoot, ...]]] = []
    used: set[PairId] = set()
    per_nummer: dict[int, PairId] = {}
    for blocks, antwoord in groups:
        vragen = tuple(vraag for block in blocks for vraag in split_joint(block))
        lowest = min(vraag.nummer for vraag in vragen)
        pair_id = PairId.free(publication_id, lowest, used)
        if pair_id is None:
            raise UnreadableError(f"vraag {lowest} komt meer dan 26 keer voor; splits het document per publicatie")
        used.add(pair_id)
        if again := tuple(vraag.nummer for vraag in vragen if vraag.nummer in per_nummer):
            place = pair_id.part.removeprefix("v")
            state.twijfels.append(f"vraag {write_numbers(again)} staat er meer dan eens; nog een keer in vraag {place}")
        for vraag in vragen:
            per_nummer.setdefault(vraag.nummer, pair_id)
        notes = tuple(dict.fromkeys(note for block in (*blocks, antwoord) for note in block.voetnoten))
        raw.append((pair_id, vragen, antwoord, notes))
    paren: list[Pair] = []
    for pair_id, vragen, antwoord, notes in raw:
        tekst, places = take_marks(join_paragraphs(antwoord.paragraphs))
        notes = tuple(_placed(note, antwoord, places) for note in notes)
        previous = paren[-1].id if paren else None
        targets = [previous if nummer == 0 else per_nummer.get(nummer) for nummer in referred_numbers(tekst)]
        refers_to = tuple(dict.fromkeys(target for target in targets if target and target != pair_id))
        paren.append(Pair(id=pair_id, vragen=vragen, antwoord=tekst, verwijst_naar=refers_to, voetnoten=notes))
    open_blocks = [state.vragen[place] for place in state.open()]
    return Pairing(
        paren=tuple(paren),
        open_vragen=tuple(vraag for block in open_blocks for vraag in split_joint(block)),
        voetnoten=[note for block in open_blocks for note in block.voetnoten],
        restant=[without_marks(paragraph) for paragraph in state.restant],
        twijfels=state.twijfels,
    )


def _placed(note: Voetnoot, antwoord: Block, places: Mapping[int, int]) -> Voetnoot:
    """A note with its place in the answer, when the answer refers to it."""
    if note not in antwoord.voetnoten or not note.nummer.isdecimal():
        return note
    return replace(note, plaats=places.get(int(note.nummer)))
