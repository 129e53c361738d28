from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.thought import MAX_CHARS, MAX_LIST_CHARS, thoughts


def runs(text: str) -> list[str]:
    return [text[thought.start : thought.end] for thought in thoughts(text)]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("Ja. Het zijn er drie.", ["Ja. Het zijn er drie.", "Het zijn er drie."], "a bare yes takes the next along"),
        (
            "Nee, dat is niet zo in dit land. Wel komt er een proef met vlaggen.",
            ["Nee, dat is niet zo in dit land. Wel komt er een proef met vlaggen."] * 2,
            "a position keeps its nuance, and the nuance its position",
        ),
        (
            "De brug over de sloot gaat dicht voor onderhoud. Daarom vaart de pont vaker dan anders.",
            [
                "De brug over de sloot gaat dicht voor onderhoud.",
                "De brug over de sloot gaat dicht voor onderhoud. Daarom vaart de pont vaker dan anders.",
            ],
            "what points back takes along what it points at",
        ),
        (
            "De brug is al jaren open voor verkeer. Die mening deel ik niet met u.",
            ["De brug is al jaren open voor verkeer.", "Die mening deel ik niet met u."],
            "what answers the question stands alone",
        ),
        (
            "De kosten zijn als volgt verdeeld:\n- de gemeente betaalt de helft;\n- de provincie betaalt de rest.",
            ["De kosten zijn als volgt verdeeld:\n- de gemeente betaalt de helft;\n- de provincie betaalt de rest."]
            * 3,
            "a list and its lead-in are one",
        ),
        (
            "De raad schrijft: «De brug is oud. Zij moet weg.» Ik neem dat advies graag over.",
            [
                "De raad schrijft: «De brug is oud. Zij moet weg.»",
                "De raad schrijft: «De brug is oud. Zij moet weg.»",
                "Ik neem dat advies graag over.",
            ],
            "a quotation is not cut",
        ),
        ("Zie het antwoord op vraag 2.", [], "a bare reference"),
        ("Niet van toepassing.", [], "nothing"),
        (
            "Veiligheid op de brug\n\nDe brug is veilig voor iedereen.",
            ["De brug is veilig voor iedereen."],
            "a heading is no sentence",
        ),
        (
            "De brug is veilig voor iedereen. Wat de pont betreft is het beeld zo dat",
            ["De brug is veilig voor iedereen."],
            "a sentence that breaks off is not quoted",
        ),
        ("De opsomming volgt hieronder, te weten:", [], "a lead-in without its list"),
        ("Ja", ["Ja"], "a short answer without a stop is whole"),
        ("1 2 3. 4 5 6.", [], "loose figures"),
    ],
)
def test_a_thought_can_be_read_on_its_own(text: str, expected: list[str], reason: str) -> None:
    assert runs(text) == expected, reason


def test_a_list_too_long_to_quote_is_left_out_with_its_lead_in() -> None:
    items = "".join(f"\n- onderdeel {n} van de lange lijst met onderdelen;" for n in range(60))
    assert len(items) > MAX_LIST_CHARS
    assert not any(run.startswith("Het gaat om:") for run in runs(f"Het gaat om:{items}\nMeer is het niet geworden."))


def test_what_points_back_too_far_is_not_quoted() -> None:
    long = "Dit is " + "erg " * (MAX_CHARS // 4) + "lang."
    assert runs(f"De brug is oud en moet weg. {long}") == ["De brug is oud en moet weg."]


SENTENCES = st.sampled_from(
    [
        "Ja.",
        "Dit klopt niet.",
        "De brug gaat open.",
        "Het gaat om:",
        "- een ding;",
        "«Zo is het.",
        "Wel zo.»",
        "kop\n",
        "(Nee.)",
    ]
)


@given(
    text=st.lists(SENTENCES, max_size=12).flatmap(lambda parts: st.sampled_from([" ".join(parts), "\n".join(parts)]))
)
def test_a_thought_is_a_part_of_the_text_around_its_sentence(text: str) -> None:
    for thought in thoughts(text):
        assert 0 <= thought.start <= thought.core_start < thought.core_end <= thought.end <= len(text)
        assert text[thought.start : thought.end].strip() == text[thought.start : thought.end]
