"""Tells in what a sentence differs from a question: whose view it is, who acts, where, when, or the contrary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names.dates import MONTH
from rag.standpunt.clause import RELATIVE
from rag.standpunt.repetition import WORD, content_stems

WITH = re.compile(
    r"\b(?P<hoe>met|over|op|tegen|voor)\s(?!zover\b)(?:(?:de|het|een|alle|deze|die)\s)?(?P<wie>[^\W\d_]{4,})",
    re.IGNORECASE,
)
"""`afspraken met de |verzekeraars|`"""
ELSEWHERE = re.compile(r"\bin\s(?!nederland|europ|caribisch|koninkrijk)(?-i:(?P<plaats>[A-Z][a-z]{2,}))", re.IGNORECASE)
"""`In |Duitsland| wordt een meldpunt ingesteld.`"""
BY_MINISTER = re.compile(r"\b(?:ik|mij|wij|we|kabinet|nederland)\b", re.IGNORECASE)
"""`Nederland dringt daar in Brussel op aan.`"""
SAID_BY_ANOTHER = re.compile(
    r"\b(?:geeft|geven|gaf|gaven|heeft|hebben)\s[^,;:]{2,60}\saan(?:gegeven)?\s(?:dat|te)\b", re.IGNORECASE
)
"""`Na navraag geeft de Commissie aan dat ...`"""
OTHERS_ASK = re.compile(
    r"^\W*(?:u|uw\skamer|de\skamer|het\slid|de\s(?:leden|vragenstellers?|indieners?))\s(?:\w+\s){0,3}(?:vraag|vraagt|vragen|verzoekt|verzoeken|wil|wilt|willen|suggereert|suggereren)\b",
    re.IGNORECASE,
)
"""`De Kamer vraagt dat een meldpunt wordt ingesteld.`"""
OTHERS = re.compile(
    r"^\W*(?:volgens\s(?:de|het|een)|over\s(?:de|het)\s[^,;:]{3,60}\s(?:loopt|lopen|is|zijn|wordt|worden)\b|het\sis\saan\s(?!mij\b|ons\b|het\skabinet)|(?:de|het|een|veel|sommige)\s(?!kabinet\b|regering\b|minister|staatssecretaris)[^,;]{2,60}\s(?:zegt|zeggen|(?:meldt|melden)(?!\s(?:mij|ons))|beweert|beweren|verklaart|verklaren|deelt(?!\s(?:het\skabinet|de\s(?:minister|regering)))|stelt|stellen|vindt|vinden|meent|menen|betoogt|betogen|concludeert|concluderen|adviseert|adviseren|ontkent|ontkennen|betwist|betwisten|(?:wil|willen)\sdat|(?:is|zijn)\svan\s(?:mening|oordeel))\b"
    r"|in\s(?:de|het|een)\s(?:motie|artikel|bericht|rapport|brief|media|uitzending)\b)"
    r"|^(?!.*\b(?:ik|wij|kabinet)\b)[^,;]{3,60}\b(?:is|zijn)\s(?:\w+\s){0,3}(?:on)?tevreden\b"
    r"|\bword(?:t|en)\sdoor\s(?:de|het|een)\s(?!kabinet)[^,;:]{2,40}\s(?:gedeeld|herkend|onderschreven|erkend|bevestigd)\b"
    r"|^\W*u\s(?:stelt|vindt|meent|schrijft)\b|\bdat\su\s(?:stelt|vindt|meent|vraagt)\b"
    r"|\b(?:partijen|betrokkenen|deskundigen|experts|onderzoekers|gemeenten|lidstaten)\s(?:\w+\s){0,3}(?:erover|daarover|er)\s(?:\w+\s)?eens\b"
    r"|^(?!.*\b(?:ik|wij|we|kabinet)\b)[^,;]{3,60}\b(?:pleit|pleiten|roept|roepen)\s(?:er)?(?:voor|op|toe)\b"
    r"|^\W*(?:sommigen|velen|anderen|critici|voorstanders|tegenstanders)\b|^\W*\w{6,}(?:en|s)\s(?:vinden|menen|stellen|betogen|pleiten)\b"
    r"|^\W*(?:(?:de|veel|sommige|diverse)\s)?(?:gemeenten|provincies|scholen|ouders|bewoners|omwonenden|ondernemers|deskundigen"
    r"|onderzoekers)\s(?:herkennen|delen|vinden|menen|erkennen|onderschrijven|steunen|betreuren)\b"
    r"|\bbekend\sbij\s(?:de|het|een)\s(?!kabinet|ministerie|rijk)",
    re.IGNORECASE,
)
"""`De onderzoekers stellen dat`: not the view of the one who answers."""
SAYS = re.compile(
    r"\b(?:zegt|zeggen|meldt|melden|beweert|beweren|verklaart|verklaren)\b(?!\s(?:u|het\skabinet|de\sminister)\b)",
    re.IGNORECASE,
)
"""What others do, which a question may be after itself: `Zegt de gemeente dat ...?`"""
ASKED_OF_MINISTER = re.compile(
    r"^(?:heeft|hebt|hebben|had|was|werd)\s(?:u|de\sminister|de\sstaatssecretaris|het\skabinet)\b", re.IGNORECASE
)
OF_MINISTER = re.compile(
    r"\b(?:ik|wij|we|mij|ons|mijn|onze|kabinet\w*|minister\w*|staatssecretaris\w*|ambtsvoorganger\w*|rijk\w*|departement\w*|nederland\w*|er|overheid)\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(r"^\W*(?:dat|dit)\s(?:is|wordt|werd)\b(?!.*\bdoor\b)", re.IGNORECASE)
"""`Dit is overwogen.`"""
_BODIES = (
    r"(?:gemeenten?|provincies?|waterschap(?:pen)?|inspectie|politie|ziekenhuis|bank|universiteit|rijkswaterstaat|nvwa|rivm"
    r"|uwv|coa|ind|cjib|(?-i:OM)|openbaar\sministerie|arbeidsinspectie|belastingdienst|ombudsman|commissie|rechter|school|prorail|ns)\b"
)
BODY = re.compile(rf"\b(?:rijk\b|{_BODIES})", re.IGNORECASE)
PLACE = re.compile(r"\b(?:in|bij|uit|te|naar|op|rond|tussen)\s(?!Nederland|Europ)(?P<name>[A-Z][a-zà-ÿ]{3,})")
"""`de dijk bij |Texel|`"""
MINISTRY = re.compile(r"\b(?:ministerie|departement)\b", re.IGNORECASE)
BY_ANOTHER = re.compile(rf"^\W*(?:(?:de|het)\s(?:\w+\s)?)?{_BODIES}", re.IGNORECASE)
"""`De inspectie heeft het bedrijf aangesproken.`: who answers did not."""
BY_INDEPENDENT = re.compile(
    r"(?:^\W*|\bdoor\s)(?:(?:de|het)\s(?:\w+\s)?)?(?:gemeente(?:n|raad)?|provincies?|waterschap(?:pen)?|ziekenhuis|bank|universiteit|school|rechter|sector|banken|bedrijven|markt)\b",
    re.IGNORECASE,
)
"""`De provincie heeft gesprekken gevoerd.`; not: `De inspectie intensiveert het toezicht.`, which a minister has."""
OF_YOU = re.compile(r"^\w+\su\b", re.IGNORECASE)
STEM = 5
UN = re.compile(r"\bon(?P<word>[a-z]{5,})\b", re.IGNORECASE)
"""`onzorgvuldig`, the contrary of "zorgvuldig"."""
OTHER_QUESTION = re.compile(r"\bvra(?:ag|gen)\s\d+(?:(?:,|\sen|\st/m)\s\d+)*", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
IN_WORDS = {
    word + hundred: str(number) + "00" * bool(hundred)
    for number, word in enumerate(
        ("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"), start=2
    )
    for hundred in ("", "honderd")
} | {"twintig": "20", "dertig": "30", "veertig": "40", "vijftig": "50", "honderd": "100", "duizend": "1000"}
CONTRARIES = tuple(
    (re.compile(rf"\b(?:{one})", re.IGNORECASE), re.compile(rf"\b(?:{other})", re.IGNORECASE))
    for one, other in (
        (
            r"toe(?:name|genomen|neemt|nemen|nam)\b|stijg|gestegen|groei|gegroeid|(?:neemt|nemen|nam|namen)\b[^,;:?]{0,100}\btoe\b",
            r"af(?:name|genomen|neemt|nemen|nam)\b|daal|dal(?:en|ing)\b|gedaald|krimp|gekrompen|(?:neemt|nemen|nam|namen)\b[^,;:?]{0,100}\baf\b",
        ),
        (r"verhog|verhoog|hoger", r"verlag|verlaag|lager"),
        (r"verbeter", r"verslechter"),
        (r"vergro(?:ot|te)|groter", r"verklein|kleiner"),
        (r"versterk|sterker", r"verzwak|zwakker"),
        (r"versnel|sneller", r"vertraa?g|trager"),
        (r"omhoog\b", r"omlaag\b"),
        (r"verdubbel", r"gehalveerd|halveer"),
        (r"versoepel|verruim", r"verscherp|aanscherp|aangescherpt|inperk|ingeperkt"),
        (r"te\slaat\b", r"tijdig\b|op\stijd\b"),
        (r"(?:af)?sluit|gesloten", r"open\b|geopend"),
        (r"meer\b(?=.*\bdan\b)", r"(?:minder|evenveel)\b"),
        (r"minder\b(?=.*\bdan\b)", r"(?:meer|evenveel)\b"),
        (r"toegestaan|mag|mogen|legaal", r"verboden|strafbaar|illegaal|verbiedt"),
        (r"vrijwillig", r"verplicht"),
        (r"rechtmatige?\b|wettig", r"onrechtmatig|in\sstrijd\smet\sde\swet"),
        (r"in\slijn\b|conform\b|overeenkomstig\b", r"in\sstrijd\b|strijdig\b"),
        (
            r"tekort\s?schiet|schiet(?:en)?\b.*\btekort|onvoldoende|ontoereikend",
            r"op\sorde|voldoet\b|voldoen\b|voldoende|toereikend|adequaat|afdoende",
        ),
        (r"(?:goed|positief|wenselijk)e?\b", r"zorgelijk|onwenselijk|ongewenst|slecht|negatief"),
        (r"veilige?\b", r"onveilig"),
        (r"openbare?\b", r"vertrouwelijk|geheim"),
    )
)
"""Words that say the contrary of each other: `gestegen`, `gedaald`."""
OTHERWISE = tuple(
    (re.compile(rf"\b(?:{one})", re.IGNORECASE), re.compile(rf"\b(?:{other})", re.IGNORECASE))
    for one, other in (
        (r"^(?:heeft|hebben|hebt)\b", r"op\sdit\smoment\b|momenteel\b|thans\b"),
        (r"(?:voor|vóór)\s(?:de|het)\s", r"na\s(?:de|het)\s(?:zomer|reces|winter|herfst|kerst\w*|begroting\w*)\b"),
        (r"voordat\b|voorafgaand|alvorens\b", r"pas\sna\b|nadat\b|achteraf\b"),
        (r"oude?\b", r"nieuwe?\b"),
        (r"dit\sjaar\b", r"volgend\sjaar\b|vorig\sjaar\b"),
    )
)
"""Words that speak of another time: `dit jaar`, `vorig jaar`."""
TIME = re.compile(
    rf"\b(?:(?P<seizoen>zomer|herfst|najaar|winter|voorjaar|lente)\w*|(?P<maand>{MONTH})|(?P<jaar>20\d\d))\b",
    re.IGNORECASE,
)


def is_with_another(question: str, sentence: str) -> bool:
    """Whether both say with whom or on what, and nothing the same: `met de verzekeraars`, `met de ziekenhuizen`."""
    asked, said = content_stems(question), content_stems(sentence)
    for match in WITH.finditer(RELATIVE.sub("", question)):
        own = content_stems(match["wie"])
        others = [
            content_stems(other["wie"])
            for other in WITH.finditer(sentence)
            if other["hoe"].lower() == match["hoe"].lower()
        ]
        if own and not own & said and others and not any(other & asked for other in others):
            return True
    return False


def is_elsewhere(question: str, sentence: str) -> bool:
    """Whether a sentence says of a place that the question does not name what happens there: `in Duitsland`."""
    if BY_MINISTER.search(sentence):
        return False
    return any(match["plaats"] not in question for match in ELSEWHERE.finditer(sentence))


def names_another_place(question: str, sentence: str) -> bool:
    """Whether both have places, and the sentence none of the question: `de dijk bij Texel`, asked of Ameland."""
    asked, said = ({match["name"][:STEM].casefold() for match in PLACE.finditer(text)} for text in (question, sentence))
    return bool(asked and said) and not any(name in sentence.casefold() for name in asked)


def tells_of_others(question: str, sentence: str) -> bool:
    """Whether a sentence says what others say or think, and the question does not ask what they say."""
    match = OTHERS.search(sentence)
    return match is not None and not (SAYS.search(match[0]) and SAYS.search(question))


def is_view_of_others(question: str, sentence: str) -> bool:
    """Whether a sentence says what others think, and nothing of who answers: `Volgens de krant klopt het dat ...`."""
    return tells_of_others(question, sentence) and BY_MINISTER.search(sentence) is None


def is_of_another(question: str, sentence: str) -> bool:
    """Whether a sentence names a body, and none that the question names: `de provincie`, asked of `de gemeente`."""
    if MINISTRY.search(question) and BODY.search(sentence) and not OF_MINISTER.search(sentence):
        return True
    asked, said = ({match[0].casefold()[:STEM] for match in BODY.finditer(text)} for text in (question, sentence))
    return bool(asked and said and not asked & said)


def is_other_measure(question: str, sentence: str) -> bool:
    """Whether both name numbers, and none the same: `tot 1 september`, `met twee weken`."""
    asked, said = _numbers(question), _numbers(OTHER_QUESTION.sub("", sentence))
    return bool(asked and said) and not asked & said


def says_the_contrary(question: str, sentence: str) -> bool:
    """Whether a sentence says that something goes down of which the question asks whether it goes up, or such."""
    return _differs(CONTRARIES, question, sentence) or _is_un(question, sentence) or _is_un(sentence, question)


def _is_un(one: str, other: str) -> bool:
    """Whether one text has a word with "on" of which the other has the contrary: `onzorgvuldig`, `zorgvuldig`."""
    said = content_stems(other)
    return any(content_stems(match["word"]) & said and not content_stems(match[0]) & said for match in UN.finditer(one))


def goes_the_other_way(question: str, sentence: str) -> bool:
    """Whether a sentence says the contrary of what the question asks, or speaks of another time."""
    return says_the_contrary(question, sentence) or _differs(OTHERWISE, question, sentence)


def is_at_another_time(question: str, sentence: str) -> bool:
    """Whether both name a season, a month or a year, and not the same: `voor de zomer`, `in het najaar`."""
    asked, said = (
        {(match.lastgroup, match[match.lastgroup or 0].casefold()) for match in TIME.finditer(text)}
        for text in (question, sentence)
    )
    kinds = {kind for kind, _ in asked} & {kind for kind, _ in said}
    return bool(kinds) and not asked & said


def _numbers(text: str) -> set[str]:
    """The numbers of a text, those in words too; not "acht", which may be a verb."""
    return set(NUMBER.findall(text)) | {
        IN_WORDS[word] for word in WORD.findall(text.casefold()) if word in IN_WORDS and word != "acht"
    }


def _differs(words: Sequence[tuple[re.Pattern[str], re.Pattern[str]]], question: str, sentence: str) -> bool:
    for one, other in words:
        for asked, contrary in ((one, other), (other, one)):
            is_asked = asked.search(question) is not None and contrary.search(question) is None
            if is_asked and contrary.search(sentence) is not None and asked.search(sentence) is None:
                return True
    return False
