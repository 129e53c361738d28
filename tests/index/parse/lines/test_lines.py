"""Lines of text: accents, labels, paragraphs, glued words."""

from __future__ import annotations

import pytest

from index.parse.content import Block, BlockKind, Content
from index.parse.lines.footnotes import NumberedNotes, take_notes_in_lines, without_references
from index.parse.lines.furniture import split_pages, without_markdown
from index.parse.lines.glue import WordMender
from index.parse.lines.line_ends import mend_line_ends
from index.parse.lines.normalise import decode, normalise
from index.parse.lines.reflow import to_paragraphs
from index.parse.lines.unfold import unfold
from index.parse.marks.labels import Label, read_label
from index.parse.marks.notes import without_marks
from index.parse.marks.questions import is_question

V, A = BlockKind.VRAAG, BlockKind.ANTWOORD


@pytest.mark.parametrize(
    ("regel", "label"),
    [
        ("Vraag 1", Label(V, (1,))),
        ("Vraag 4, 5, 7 en 8", Label(V, (4, 5, 7, 8))),
        ("**Vraag 2**", Label(V, (2,))),
        ("Antwoord op vraag 3 en 4 ", Label(A, (3, 4))),
        ("Antwoord op de vragen 3 en 4:", Label(A, (3, 4))),
        ("Antwoord vraag 4-7:", Label(A, (4, 5, 6, 7))),
        ("Antwoord vragen 1,2,3", Label(A, (1, 2, 3))),
        ("Antwoorden op vraag 3, 4, 5, 9 en 10", Label(A, (3, 4, 5, 9, 10))),
        ("Antwoord:", Label(A)),
        ("Antwoord 1: Ja.", Label(A, (1,), "Ja.")),
        ("Vraag 3 Kunt u dit uitleggen?", Label(V, (3,), "Kunt u dit uitleggen?", certain=False)),
        ("Mededeling", Label(BlockKind.MEDEDELING)),
        ("Toelichting: Deze vragen vullen aan.", Label(BlockKind.TOELICHTING, rest="Deze vragen vullen aan.")),
        ("Bijlage 1", Label(BlockKind.REST, rest="Bijlage 1")),
        ("Vraag 3 gaat over iets anders.", None),
        ("Antwoord van Minister Dekkers (Defensie)", None),
        ("Antwoorden op deze vraag volgen.", None),
        ("Vragenuur 3", None),
        ("Toelichting op de cijfers", None),
        ("vraag 2 is hiermee beantwoord", None),
    ],
)
def test_a_label_is_told_from_running_text(regel: str, label: Label | None) -> None:
    assert read_label(regel) == label


@pytest.mark.parametrize(
    ("ruw", "schoon"),
    [
        ("Petrovic ´ (LUP)", "Petrović (LUP)"),
        ("Yes¸ilova", "Yeşilova"),
        ("ef\ufb01ciënt", "efficiënt"),
        ("be\u00adleid", "beleid"),
        ("a\u00a0b\r\nc", "a b\nc"),
        ("nul\x00byte", "nulbyte"),
        ("financiÃ«n", "financiën"),
        ("5´ lopen", "5´ lopen"),
    ],
)
def test_damaged_characters_come_out_right(ruw: str, schoon: str) -> None:
    assert normalise(ruw) == schoon


def test_bytes_of_every_usual_encoding_decode() -> None:
    tekst = "één ‘citaat’ €"
    for codering in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert decode(tekst.encode(codering)) == tekst


def test_wrapped_lines_become_paragraphs() -> None:
    regels = [
        "De molen draait op de wind die over het veen komt en dat gaat al eeuwen zo, zonder dat iemand er onder-",
        "houd aan doet.",
        "Een nieuwe alinea begint hier omdat de vorige regel kort was en met een punt ophield, zoals dat bij druk",
        "gaat.",
        "– een punt van de lijst",
        "– nog een punt",
    ]
    assert to_paragraphs(regels, 105) == [
        "De molen draait op de wind die over het veen komt en dat gaat al eeuwen zo, zonder dat iemand er"
        " onderhoud aan doet.",
        "Een nieuwe alinea begint hier omdat de vorige regel kort was en met een punt ophield, zoals dat bij"
        " druk gaat.",
        "– een punt van de lijst",
        "– nog een punt",
    ]


@pytest.mark.parametrize(
    ("begin", "vervolg", "samen"),
    [
        ("de beperk-", "tere groep", "de beperktere groep"),
        ("de water- ", "en windmolens", "de water- en windmolens"),
        ("een ggz-", "instelling", "een ggz-instelling"),
        ("energie-", "infrastructuur", "energie-infrastructuur"),
        ("nos.nl/nieuwe-", "molens", "nos.nl/nieuwe-molens"),
        ("Noord-", "Holland", "Noord-Holland"),
    ],
)
def test_a_broken_word_is_joined_and_a_real_hyphen_kept(begin: str, vervolg: str, samen: str) -> None:
    assert to_paragraphs([begin.strip(), vervolg], 80) == [samen]


@pytest.mark.parametrize(
    ("ruw", "heel"),
    [
        ("hetecht nodig", "het echt nodig"),
        ("inhet kabinet", "in het kabinet"),
        ("de toegankelijkheid vanzorg", "de toegankelijkheid van zorg"),
        ("jeugdzorgonder druk", "jeugdzorg onder druk"),
        ("hetKabinet", "het Kabinet"),
        ("alterna-tieve opties", "alternatieve opties"),
        ("ggz-instelling", "ggz-instelling"),
        ("Handelingen,vergaderjaar", "Handelingen, vergaderjaar"),
        ("4 november2024", "4 november 2024"),
        ("Zo is.Daarom in 2025.Ook (later).Dat zegt NAM.Het", "Zo is. Daarom in 2025. Ook (later). Dat zegt NAM. Het"),
        ("de heer J.Jansen en 3.5", "de heer J.Jansen en 3.5"),
        ("op4 november en CO2", "op 4 november en CO2"),
        ("zie www.voorbeeld.nl/hetecht", "zie www.voorbeeld.nl/hetecht"),
        ("TikTok en gewerkten", "TikTok en gewerkten"),
    ],
)
def test_glued_words_are_parted_only_into_known_words(ruw: str, heel: str) -> None:
    assert WordMender("").mended(ruw) == heel


@pytest.mark.parametrize(
    "word",
    [
        "(her)beoordeling",
        "(zorg)sectoren",
        "non-refoulementprincipe",
        "stand-by",
        "lock-ineffect",
        "evidence-basedstandaard",
    ],
)
def test_a_bracket_or_prefix_within_a_word_is_left_alone(word: str) -> None:
    assert WordMender("").mended(f"de {word} daarvan") == f"de {word} daarvan"


LINES = (
    "De gemeente heeft in het voorjaar met de bewoners gesproken over het",
    "herstel van de kade, want de stenen waren door de strenge winters van",
    "die jaren kapot. De uitvoering van het werk is begonnen nadat de",
    "gemeente het plan had vastgesteld, en de kosten worden betaald uit het",
    "budget van de provincie. Het werk van de aannemer duurt nog tot het",
    "einde van dit jaar. Dan is de kade weer open voor het verkeer en de",
    "bewoners van de haven.",
)
"""A paragraph as the page has it; an extraction that loses its line ends glues "het" to "herstel"."""


def mended(paragraph: str) -> tuple[str, str | None]:
    content = Content(blocks=[Block(soort=A, nummers=(1,), paragraphs=[paragraph])])
    mend_line_ends(content)
    return content.blocks[0].paragraphs[0], content.facts.herkomst.get("tekst")


def test_a_lost_line_end_is_read_as_one() -> None:
    assert mended("".join(LINES)) == (" ".join(LINES), "6 verloren regeleinden hersteld")


def test_what_stands_glued_within_a_line_stays_as_the_source_has_it() -> None:
    glued = "".join(LINES).replace("in het voorjaar", "inhet voorjaar")
    assert mended(glued)[0] == " ".join(LINES).replace("in het voorjaar", "inhet voorjaar")


def test_a_word_hyphenated_at_a_lost_line_end_is_whole() -> None:
    glued = "".join((f"{LINES[0][:-4]} onderne-", "mingen van " + LINES[1][-58:], *LINES[2:]))
    assert "gesproken over ondernemingen van" in mended(glued)[0]


def test_the_last_line_of_a_paragraph_may_be_short() -> None:
    text, _ = mended(f"{''.join(LINES)}Dat is alles.Meer is er niet.")
    assert text.endswith("van de haven. Dat is alles. Meer is er niet.")


def test_clean_text_is_left_alone() -> None:
    alinea = "De opbouwop en de jeugdzorgonder zijn verzonnen woorden."
    inhoud = Content(blocks=[Block(soort=A, nummers=(1,), paragraphs=[alinea])])
    mend_line_ends(inhoud)
    assert inhoud.blocks[0].paragraphs == [alinea]


def test_running_footers_split_the_pages_and_give_the_id() -> None:
    tekst = (
        "een zin die\nah-tk-20232024-90001\nISSN 0921 - 7398’s-Gravenhage 2024Tweede Kamer, vergaderjaar 2023–2024,"
        " Aanhangsel 1\ndoorloopt.\nTweede Kamer, vergaderjaar 2023–2024, Aanhangsel 2"
    )
    paginas, identifier = split_pages(tekst)
    assert identifier == "ah-tk-20232024-90001"
    assert " ".join("".join(paginas).split()) == "een zin die doorloopt."


def test_markdown_marks_go_and_addresses_stay() -> None:
    assert without_markdown("## Kop\n**vet** en _schuin_ [hier](https://voorbeeld.nl/a_b_c)") == (
        "Kop\nvet en schuin hier (https://voorbeeld.nl/a_b_c)"
    )


def test_a_text_without_line_ends_is_unfolded_at_labels_that_count_on() -> None:
    vulling = "De vraag bleef. " * 120
    regel = f"Vraag 1 Klopt het? {vulling}Antwoord 1 Ja. Zie vraag 1 hierboven. "
    regel += "Vraag 2 en 3 Waarom? Antwoord 2 en 3 Daarom. Vraag 9 Los."
    regels = unfold(regel).split("\n")
    assert [deel for deel in regels if read_label(deel)] == ["Vraag 1", "Antwoord 1", "Vraag 2 en 3", "Antwoord 2 en 3"]


@pytest.mark.parametrize(
    ("alinea", "vraag"),
    [
        ("Klopt het dat de molen stilstaat?", True),
        ("Klopt dit?1", True),
        ("De molen staat stil. Kunt u dat uitleggen?", True),
        ("Kunt u dat uitleggen.", True),
        ("Hoe vaak? Graag een toelichting.", True),
        ("Erkent u dat er staat: «De molen draait.»", True),
        ("Is dit gedaan? (Kamerstuk 90 001, nr. 5)", True),
        ("Ja, dat klopt.", False),
        ("De vraag is wat dit kost.", False),
        ("Is dat zo, dan volgt een brief.", False),
    ],
)
def test_a_question_is_told_from_an_answer(alinea: str, vraag: bool) -> None:
    assert is_question(alinea) is vraag


def test_the_number_of_a_list_item_is_no_reference_to_a_note() -> None:
    notes = NumberedNotes(texts={1: "NOS", 2: "NRC", 3: "AD"}, highest=2)
    lines, mentioned = without_references(["1. 65 121", "2. 1 0", "3. 29 0", "4. 3 0"], notes)
    assert (lines, mentioned) == (["1. 65 121", "2. 1 0", "3. 29 0", "4. 3 0"], [])


def test_a_number_alone_below_a_question_is_a_reference_also_when_its_note_was_lost() -> None:
    notes = NumberedNotes(texts={1: "NOS", 2: "NRC"}, highest=2)
    assert without_references(["Hangt de vlag uit?", "3"], notes) == (["Hangt de vlag uit?", ""], [3])
    other = NumberedNotes(texts={1: "NOS"}, highest=1)
    assert without_references(["Het aantal vlaggen:", "3"], other) == (["Het aantal vlaggen:", "3"], [])


def test_a_note_set_within_its_sentence_leaves_its_mark_there() -> None:
    notes = NumberedNotes(texts={1: "NOS"})
    paragraphs = [
        "Er zijn twee moties 2 Kamerstukken II 2017/18, 90 001, nr. 69 . van de Kamer, en 3 Kamerstukken volgen."
    ]
    (taken,) = take_notes_in_lines(paragraphs, notes)
    assert without_marks(taken) == "Er zijn twee moties van de Kamer, en 3 Kamerstukken volgen."
    assert notes.texts == {1: "NOS", 2: "Kamerstukken II 2017/18, 90 001, nr. 69"}


def test_at_a_lost_line_end_words_are_parted_that_make_no_compound() -> None:
    last = ("einde van dit jaar. Dan is er minder vervuiling door alle fossiele", "brandstoffen van het verkeer.")
    lines = (*LINES[:-2], *last)
    assert mended("".join(lines))[0] == " ".join(lines)


def test_two_references_with_a_space_between_end_a_question() -> None:
    notes = NumberedNotes(texts={1: "NOS", 2: "NRC"})
    lines, mentioned = without_references(["Hangt de vlag van Shell uit?1 2"], notes)
    assert (without_marks(lines[0]), mentioned) == ("Hangt de vlag van Shell uit?", [1, 2])
