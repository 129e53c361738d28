"""Reads text that has lost all its labels: questions and answers are told apart by how they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from index.parse.content import Block, BlockKind, is_list_item
from index.parse.marks.labels import BARE_NUMBER
from index.parse.marks.questions import is_question


def read_question_list(paragraphs: Sequence[str]) -> list[Block]:
    """Paragraphs of a document that only asks, as questions numbered in their order."""
    blocks: list[Block] = []
    for paragraph in paragraphs:
        numbered = BARE_NUMBER.match(paragraph)
        if numbered and numbered["rest"] and int(numbered["nummer"]) == len(blocks) + 1:
            paragraph = numbered["rest"]
        elif blocks and is_list_item(paragraph):
            blocks[-1].paragraphs.append(paragraph)
            continue
        blocks.append(Block(soort=BlockKind.VRAAG, nummers=(len(blocks) + 1,), paragraphs=[paragraph]))
    return blocks


def separate_answers(blocks: Sequence[Block]) -> list[Block]:
    """Question blocks of which the answers have no label, parted where the questions end.

    Nothing changes unless most blocks have text behind their questions.
    """
    parts = [_questions_in_front(block.paragraphs) for block in blocks]
    with_answer = sum(bool(vragen and rest) for vragen, rest in parts)
    if any(block.soort is not BlockKind.VRAAG for block in blocks) or with_answer * 2 <= len(blocks):
        return list(blocks)
    out: list[Block] = []
    for block, (vragen, rest) in zip(blocks, parts, strict=True):
        if vragen and rest:
            out.append(replace(block, paragraphs=vragen))
            out.append(Block(soort=BlockKind.ANTWOORD, nummers=block.nummers, paragraphs=rest))
        else:
            out.append(block)
    return out


def _questions_in_front(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    vragen = list(takewhile(is_question, paragraphs))
    return vragen, paragraphs[len(vragen) :]


def read_without_labels(paragraphs: Sequence[str]) -> tuple[list[Block], list[str]]:
    """Paragraphs as blocks, numbered in their order, and what stands before the first question.

    Every question paragraph is one question; what follows up to the next question answers all questions since the last
    answer.
    """
    blocks: list[Block] = []
    preamble: list[str] = []
    nummer = 0
    for paragraph in paragraphs:
        numbered = BARE_NUMBER.match(paragraph)
        if numbered and numbered["rest"] and int(numbered["nummer"]) == nummer + 1 and is_question(numbered["rest"]):
            paragraph = numbered["rest"]
        if is_question(paragraph):
            nummer += 1
            blocks.append(Block(soort=BlockKind.VRAAG, nummers=(nummer,), paragraphs=[paragraph]))
        elif not blocks:
            preamble.append(paragraph)
        elif blocks[-1].soort is BlockKind.ANTWOORD:
            blocks[-1].paragraphs.append(paragraph)
        else:
            asked = list(takewhile(lambda block: block.soort is BlockKind.VRAAG, reversed(blocks)))
            nummers = tuple(nummer for block in reversed(asked) for nummer in block.nummers)
            blocks.append(Block(soort=BlockKind.ANTWOORD, nummers=nummers, paragraphs=[paragraph]))
    return blocks, preamble
