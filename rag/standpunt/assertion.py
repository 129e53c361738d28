"""Tells whether a sentence that has the words of a question affirms or denies what it asks.

That it may be so, or that others say so, affirms nothing. A question here is a sub-question without its occasion, and a
sentence is one of an answer.
"""

from __future__ import annotations

import re

from rag.standpunt.clause import HAS_HAPPENED, has_last_word, has_verb
from rag.standpunt.difference import (
    ASKED_OF_MINISTER,
    BY_ANOTHER,
    BY_INDEPENDENT,
    BY_MINISTER,
    OF_MINISTER,
    OF_YOU,
    OTHERS_ASK,
    PASSIVE,
    SAID_BY_ANOTHER,
    is_elsewhere,
    is_other_measure,
    tells_of_others,
)
from rag.standpunt.repetition import adds, content_stems, shared_events

WILL = re.compile(
    r"\b(?:zal|zult|zullen|(?:ik|wij|kabinet)\s(?:ga|gaan|gaat)|ga\sik|gaan\swij|gaat\shet\skabinet)\b", re.IGNORECASE
)
"""Says that it will be so, which answers whether one is willing, and not whether it is so."""
HEDGES = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"kan|kunnen|kon|konden|mogelijk|wellicht|misschien",
        r"(?:is|zijn)\s(?:mij|ons)\s(?:\w+\s)?bekend(?=\W*$)",
        r"staat\s(?:\w+\s){1,4}vrij",
        r"(?:heeft|hebben|had|hadden)\b[^,;:]{0,80}\b(?:gevraagd|verzocht|aangevraagd)",
        r"zou|zouden",
        r"moet|moeten|dient|dienen",
        r"bijna|vrijwel|nagenoeg|deels|gedeeltelijk|grotendeels|op\sonderdelen",
        r"ten\sonrechte|onterecht",
        r"alleen|slechts|soms|sommige",
        r"andere?|anders|alternati\w+|in\splaats\svan|juist\s(?!daarom|om|nu|deze|dat)\w{4,}|zorgvuldigheid|laat\s(?:ik\s)?(?:het|dit|dat)\s(?:over\s)?aan",
        r"overweegt|overwegen|beoogt|streeft|streven|voornemens|van\splan|aangekondigd|voorgesteld",
        r"(?:ik|wij|kabinet)\s(?:onderzoek|verken|bezie|bekijk|bestudeer)\w*|word(?:t|en)\s(?:\w+\s){0,3}(?:onderzocht|geëvalueerd|bezien|bekeken|verkend)",
        r"te\sworden\s\w+|op\s(?:een|één|twee|drie|enkele)\sna",
        r"(?:onderzoek|bekijk|bezie|verken|beoordeel|toets|vraag)\w*\s(?:\w+\s){0,3}(?:of|welke|hoe|wat|waar\w*)",
        r"om\b[^,;:]{0,60}\b(?:gevraagd|verzocht)|(?:gevraagd|verzocht)\som|over\b[^,;:]{0,80}\bword(?:t|en)\b[^,;:]{0,60}\b(?:besloten|beslist|gesproken|overlegd)",
        r"media|gelezen|gesproken\sover|gevraagd\s(?:om|te|het|de)|vragenstellers?\s(?:stellen|menen)|volgens\s(?:u\b|de\s(?:vragensteller|leden|media|krant)\w*)",
        r"van\sde\s(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\d+)\s[^,;:]{2,60}\s(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|\d+)|de\smeeste|merendeel|(?:groot\s)?deel\svan|(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+)\svan\sde\s(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\d+)",
        r"(?<!net\s)als\s(?:er|het|de|een|dit|dat)|indien|mits|tenzij|zolang|voordat|mocht(?:en)?\s",
    )
)
"""Words that make less of a statement; those that the question has too do not."""
IF = re.compile(r"^\W*(?:als|indien|wanneer|mocht)\b", re.IGNORECASE)
"""`Als slachtoffers daarom vragen, ...`"""
NEGATIVE = re.compile(
    r"\b(?:onbekend|onjuist|onterecht|los\svan|nauwelijks|belemmer|in\sstrijd|ontbre(?:ekt|ken)|verbied|onmogelijk|onvoldoende"
    r"|weiger|afgewezen|uitgesloten)",
    re.IGNORECASE,
)
"""What makes another statement of the same words, where the question has it not."""
PROVIDED = re.compile(
    r"\b(?:mits|tenzij|op\svoorwaarde|onder\s(?:de\s)?voorwaarde)\b|^\W*(?:of|mocht(?:en)?)\b"
    r"|\bpas\b.*\b(?:als|wanneer|indien|nadat)\b",
    re.IGNORECASE,
)
"""`Dat wordt ingevoerd, mits de gemeenten instemmen.`: not yet, and perhaps never."""
TAKEN_BACK = re.compile(
    r"\b(?:op(?:geheven|\s?(?:te\s)?heffen)|in(?:getrokken|\s?(?:te\s)?trekken)|terug(?:gedraaid|\s?(?:te\s)?draaien)"
    r"|af(?:geschaft|\s?(?:te\s)?schaffen|gezien|\s?(?:te\s)?zien)|stop(?:gezet|\s?(?:te\s)?zetten)"
    r"|uit(?:gesteld|\s?(?:te\s)?stellen))\b",
    re.IGNORECASE,
)
"""`Eerder is een meldpunt ingesteld, dat inmiddels is opgeheven.`"""
MERELY = re.compile(
    r"\b(?:zal|zullen|ga|gaan|wil|heb|hebben)\b[^,;:]{0,60}\b(?:vragen|verzoeken|gevraagd|verzocht)\b(?=[^,;:]*\bte\b)"
    r"|\bben\s(?:\w+\s)?(?:gevraagd|verzocht)\b|\bga\s(?:ik\s)?na\sof\b|\bervan\suit\b|\bstemmen\sop\b|\bverkenning\b"
    r"|\bkennisgenomen\b|\been\smotie\b",
    re.IGNORECASE,
)
"""`Ik zal de sector vragen een fonds op te richten.`: speaks of it, and does something less."""
HALF = re.compile(r"\b(?:half|halve|helft|deels|gedeeltelijk|in\splaats\svan)\b", re.IGNORECASE)
"""`Ik verleng de regeling met een half jaar.`"""
AS_SOON = re.compile(r"\bzo(?:\s\w+|veel)\smogelijk\b", re.IGNORECASE)
"""Its "mogelijk" makes no less of a statement: `moet zo snel mogelijk stoppen`."""
JUDGED = re.compile(
    r"^(?:vindt|vond|acht)\s(?:u|de\s\w+|het\skabinet)\s(?:het\s|dit\s|dat\s)?(?:\w+\s)?(?P<oordeel>[a-z]{4,})\s(?:dat|om|als|wanneer)\b"
    r"|^(?:deelt|onderschrijft|bent)\su\b[^?,;]{0,40}\bdat\shet\s(?:\w+\s)?(?P<gevonden>[a-z]{4,})\sis\s(?:dat|om|als)\b"
    r"|^ziet\s(?:u|het\skabinet)\s(?:\w+\s){0,2}?(?P<gezien>meerwaarde|mogelijkheden|noodzaak|kansen|risico\W?s|ruimte|reden|rol)\b"
    r"|^zou\s(?:het|dit|dat)\s(?:niet\s)?(?:\w+\s)?(?P<liever>[a-z]{2,}er)\szijn\b",
    re.IGNORECASE,
)
"""`Vindt u het |acceptabel| dat ...?`"""
SHOULD = re.compile(
    r"\b(?:moet|moeten|dient|dienen|behoort|behoren|hoort|horen|zou\smoeten|zouden\smoeten)\b", re.IGNORECASE
)
WANTS = re.compile(
    r"\b(?:moet\w*|dien(?:t|en)|behoor\w*|hoor(?:t|en)|mag|mogen|zou(?:den)?|nodig|noodza\w+|wenselijk|gewenst|belang\w*|essentieel|cruciaal|vind|vindt|vinden|acht|mening|oordeel|overtuigd|waard\w*|hecht\w*|streef\w*|streven|wil|willen|verplicht\w*|goed|terecht|logisch|verstandig)\b",
    re.IGNORECASE,
)
"""What a sentence has that says how it should be."""
STILL = re.compile(r"\bnog\b", re.IGNORECASE)
PERFECT = re.compile(r"(?:heeft|hebben|hebt|is|zijn)\b.*\b\w*ge\w{3,}(?:d|t|en)\W*$", re.IGNORECASE)
IS_DONE = re.compile(r"\bword(?:t|en)\b", re.IGNORECASE)
"""`De leden |worden| in mei ingelicht.`, asked whether they have been."""
FINISHED = re.compile(r"\b(?:heb|heeft|hebben|is|zijn|was|waren|werd|werden)\b", re.IGNORECASE)
"""What `De inspectie onderzoekt dit nog.` has not: it has not happened."""
WISHES = re.compile(
    r"\b(?:vind\w*\shet\s(?:\w+\s)?belangrijk|hecht\w*\ser(?:aan)?|de\sbedoeling|van\s(?:\w+\s)?belang|wenselijk)\b",
    re.IGNORECASE,
)
"""`Ik vind het belangrijk dat de brug veilig is.`: not that it is."""
LONG_AGO = re.compile(r"\bin\s(?:19|20)\d\d\b|\bvorig\sjaar\b", re.IGNORECASE)
TO_COME = re.compile(r"\b(?:zal|zullen|word(?:t|en)|ga|gaan|gaat)\b", re.IGNORECASE)
TOO = re.compile(r"\bte\s(?:veel|vaak|lang|snel|vroeg|hoog|jong)\b", re.IGNORECASE)
"""`Het is niet wenselijk dat kinderen te veel gamen.`: not that they do."""
IF_NOT = re.compile(r"\b(?:als(?!\sgevolg)|indien|wanneer|mocht(?:en)?)\b[^,;:]{0,120}\b(?:niet|geen)\b", re.IGNORECASE)
"""`Reizigers kunnen klagen |als de boot niet vaart|.`"""
DENIAL = re.compile(r"\b(?:geen|niet|nooit|niemand|evenmin|noch|onjuist)\b", re.IGNORECASE)
REASON = re.compile(r"\b(?:omdat|doordat|aangezien|zodat|waardoor|hoewel|terwijl|nadat|want)\b", re.IGNORECASE)
CONJOINED = re.compile(
    r";|,\s(?=(?:maar|en|doch)\s(?!niet\b|geen\b))|\sen\s(?=(?:mag|mogen|kan|kunnen|moet|moeten|wordt|worden|is|zijn|heeft|hebben|zal|zullen|blijft)\s)"
)
"""`De regel is in strijd met de wet| en |mag niet worden toegepast.`: a denial is of its own clause."""
IN_PART = re.compile(
    r"\bniet\s(?:(?:meer|eerder|langer)\sdan|zonder|standaard|structureel|automatisch|altijd|alle|allemaal|elke?|iedere|overal|vaak|iedereen|direct|meteen|zomaar|per\sse|volledig"
    r"|geheel|helemaal|on\w{4,})\b|\bgeen\s(?:voorstander\svan\s(?:een\s)?)?(?:volledige?|algeheel|algehele|totaal|totale|generieke?)\b",
    re.IGNORECASE,
)
"""`niet altijd`, `niet zonder overleg`, `niet onveilig`: denies less than all."""
EXCEPTED = re.compile(r",\s(?:maar\s)?(?:\w+\s){1,4}wel\W*$", re.IGNORECASE)
"""What is denied, all but the end: `Voor gemeenten is dat niet nodig, voor het Rijk wel.`"""
EVERY = re.compile(
    r"\b(?:alle|allemaal|altijd|elke?|ieder\w*|overal|automatisch|volledig|geheel|direct)\b", re.IGNORECASE
)
DENIES_DENIAL = re.compile(
    r"\bniet\son(?:verstandig|wenselijk|redelijk|gewenst|mogelijk|terecht)e?\b|\bniet\b[^,;:]{0,40}\boneens\b"
    r"|\bniet\b[^,;:]{0,30}\bte\swachten\smet\b|\bgeen\s(?:\w+\s)?(?:reden|aanleiding)\b[^,;:]{0,20}\bte\stwijfelen\b"
    r"|\bgeen\b[^,;:]{0,100}\bniet\s(?:\w+\s)?te\b|\bgeen\s(?:\w+\s)?bezwa(?:ar|ren)\s(?:tegen|om)\b",
    re.IGNORECASE,
)
SIGNALS = re.compile(r"\b(?:signalen|aanwijzingen|meldingen|klachten|indicaties)\b", re.IGNORECASE)
"""`Ik heb signalen| dat zij niet ...`: what is denied is not that there are any."""
UNSAID = re.compile(
    r"\bniet\b[^,;:]{0,40}\b(?:zeggen|beoordelen|bepalen|stellen|vaststellen|aangeven|voorspellen|duidelijk|bekend)\s(?:of|in\shoeverre|hoe|welke)\b|\bniet\s(?:aangegeven|gezegd|gemeld|vermeld|toegelicht)\b|\bniet\suit\b|\bniet\saan\s(?:mij|ons)\b|\b(?:bepalen|beoordelen)\s(?:\w+\s){0,2}?of\b"
    r"|\bontken\w*|\bniemand\b.*\b(?:gezegd|beweerd)\b|,\s(?:\w+\s){1,4}niet\W*$"
    r"|\bniet\s(?:zo|waar|juist|het\sgeval)\sdat\b.*\b(?:geen|niet|ontbre(?:ekt|ken))\b",
    re.IGNORECASE,
)
WITHOUT = re.compile(r"\bzonder\s(?:dat|te|een|enige?)\b", re.IGNORECASE)
INDEED = re.compile(r"\binderdaad\b", re.IGNORECASE)
WISH = re.compile(r"\b(?:wil|willen|gevraagd|verzocht|opgeroepen|voorkomen|bedoeling|intentie)\b", re.IGNORECASE)
MODAL = re.compile(
    r"\b(?:kan|kunnen|kon|konden|mag|mogen|mocht|moet\w*|hoef\w*|hoev\w*|dien(?:t|en)|behoor\w*|mogelijk\w*|toegestaan|verplicht|nodig|noodza\w+|wenselijk"
    r"|zou(?:den)?|zal|zullen|aanleiding|reden|sprake|orde)\b",
    re.IGNORECASE,
)
NEEDED = re.compile(
    r"\b(?:geen|niet)\b(?:(?!\bdat\b)[^,;:]){0,40}\b(?:vereist|nodig|noodzakelijk|verplicht)\b", re.IGNORECASE
)
ABOUT_NEED = re.compile(
    r"\b(?:vereis|eis|nodig|nood|verplicht|plicht|moet|moest|hoef|hoev|dien(?:t|en)\b)\w*", re.IGNORECASE
)
"""`Daarvoor is geen vergunning nodig.` does not say that there is none."""
NO_REASON = re.compile(
    r"\bgeen\s(?:\w+\s)?(?:aanleiding|redenen?|noodzaak|behoefte|grond)\s(?:meer\s)?(?:is\s)?(?:voor|tot|om(?!\s(?:aan|ervan|te\s(?:veronderstellen|denken|geloven|vermoeden|concluderen|twijfelen))))\b",
    re.IGNORECASE,
)
TO_ACT = re.compile(
    r"\b(?:aanleiding|reden|noodzaak|behoefte|grond|nodig|noodzakelijk|wenselijk|gewenst|verstandig|zinvol|tijd|toe\sis|zou(?:den)?|moet\w*|moest\w*|dien(?:t|en)|behoor\w*|hoor(?:t|en)|beter|mag|mogen|verdien\w*)\b",
    re.IGNORECASE,
)
"""What a question asks that is about acting: who sees no reason to close a bridge has not said that it is safe."""
BAD = re.compile(
    r"\b(?:bezwaarlijk|probleem|problematisch|verkeerd|zorgelijk|zorgwekkend|verontrustend|ernstig|erg(?=\W*$|\s(?:dat|als|om)\b)"
    r"|verwerpelijk|strafbaar|verboden|onlogisch|on(?:wenselijk|gewenst|acceptabel|aanvaardbaar))\b",
    re.IGNORECASE,
)
NOT_BAD = re.compile(rf"^(?!\W*nee\b).*\bniet\s(?:\w+\s)?{BAD.pattern}", re.IGNORECASE)
"""`Ik acht het niet bezwaarlijk`: denies what would speak against it."""
KEEPS = re.compile(
    r"\b(?:vast\s?(?:te\s)?houden|voort\s?(?:te\s)?zetten|houdt\b.*\bvast|blijft|handhaven|continueren)\b",
    re.IGNORECASE,
)
NO_CHANGE = re.compile(
    r"\bgeen\s(?:\w+\s)?(?:aanleiding|reden|noodzaak|grond)\b.*\b(?:af\ste\swijken|te\s(?:wijzigen|herzien|veranderen)|aan\ste\spassen)\b",
    re.IGNORECASE,
)
"""`Ik zie geen reden om het beleid te wijzigen.`: no "nee" to who asks whether one holds on to it."""
ELIGIBLE = re.compile(r"\bniet\s(?:voor\b.{0,40}\s)?in\saanmerking\b|\bgeen\srecht\b", re.IGNORECASE)


def asserts(question: str, sentence: str, *, asks_will: bool) -> bool:
    """Whether a sentence that repeats a question affirms it; `asks_will` if the question is whether one is willing."""
    sentence = AS_SOON.sub("", sentence)
    if any(adds(words, question, sentence) for words in (*HEDGES, IF)):
        return False
    if not asks_will and adds(WILL, question, sentence):
        return False
    if asks_will and OF_YOU.match(question) and SAID_BY_ANOTHER.search(sentence) and not BY_MINISTER.search(sentence):
        return False
    if asks_will and OF_YOU.match(question) and BY_ANOTHER.match(sentence) and not OF_MINISTER.search(sentence):
        return False
    if tells_of_others(question, sentence) or _found(NEGATIVE, sentence) - _found(NEGATIVE, question):
        return False
    if WITHOUT.search(question) and not (WITHOUT.search(sentence) or DENIAL.search(sentence)):
        return False
    if is_other_measure(question, sentence):
        return False
    if SHOULD.search(question) and not WANTS.search(sentence):
        return False
    if ASKED_OF_MINISTER.match(question) and not (OF_MINISTER.search(sentence) or PASSIVE.match(sentence)):
        return False
    if PERFECT.match(question) and IS_DONE.search(sentence) and not FINISHED.search(sentence):
        return False
    if HAS_HAPPENED.match(question) and STILL.search(sentence) and not FINISHED.search(sentence):
        return False
    return has_verb(question, sentence) and has_last_word(question, sentence)


def promises_less(question: str, sentence: str) -> bool:
    """Whether a sentence that says that it is done says so of another, elsewhere, on a condition or of the past."""
    if OTHERS_ASK.search(sentence) or (BY_INDEPENDENT.search(sentence) and not OF_MINISTER.search(sentence)):
        return OF_YOU.match(question) is not None
    if adds(LONG_AGO, question, sentence) and not TO_COME.search(sentence):
        return True
    is_less = any(adds(words, question, sentence) for words in (PROVIDED, TAKEN_BACK, MERELY, HALF))
    return is_less or is_elsewhere(question, sentence)


def wishes(question: str, sentence: str) -> bool:
    """Whether a sentence says that it should be so, of which the question asks whether it is."""
    return adds(WISHES, question, sentence)


def lacks_judgement(question: str, sentence: str) -> bool:
    """Whether a question asks if something is judged so ("acceptabel") and the sentence has no such word."""
    match = JUDGED.match(question)
    return match is not None and not content_stems(
        match["oordeel"] or match["gevonden"] or match["gezien"] or match["liever"]
    ) & content_stems(sentence)


def _found(words: re.Pattern[str], text: str) -> set[str]:
    return {match[0].casefold() for match in words.finditer(text)}


def denies(question: str, sentence: str) -> bool:
    """Whether a sentence that has the words of a question and a denial denies what it asks, and all of it."""
    asked = content_stems(question)
    clauses = CONJOINED.split(REASON.split(sentence, maxsplit=1)[0])
    main = max(clauses, key=lambda clause: (len(asked & content_stems(clause)), DENIAL.search(clause) is not None))
    if not DENIAL.search(main) or tells_of_others(question, sentence) or UNSAID.search(sentence):
        return False
    told = sentence.partition(" dat ")[0]
    if SIGNALS.search(question) and SIGNALS.search(told) and not DENIAL.search(told):
        return False
    if denies_in_part(question, sentence) or EXCEPTED.search(sentence):
        return False
    if adds(TOO, question, main) or adds(WISH, question, sentence):
        return False
    if adds(IF_NOT, question, sentence):
        return False
    if adds(MODAL, sentence, question) and not ELIGIBLE.search(sentence):
        return False
    return has_last_word(question, sentence)


def denies_one_of_two(question: str, sentence: str) -> bool:
    """Whether a sentence says that one of what was asked happened, and the other not: `gemeten, maar niet gewogen`."""
    said, but, denied = sentence.partition(" maar ")
    if not but or DENIAL.search(said) or not DENIAL.search(denied):
        return False
    done, left = shared_events(question, said), shared_events(question, denied)
    return bool(done and left - done)


def denies_in_part(question: str, sentence: str) -> bool:
    """Whether a sentence denies less than all of what was asked: `niet altijd`."""
    part = IN_PART.search(sentence)
    if part is None or EVERY.search(question):
        return False
    return part[0].split()[-1].casefold() not in question.casefold().split()


def denies_signals(question: str, sentence: str) -> bool:
    """Whether a sentence says that there are none of the signals that are asked after, be it of what is not."""
    asked, told = (text.partition(" dat ")[0] for text in (question, sentence))
    return bool(SIGNALS.search(asked) and SIGNALS.search(told)) and adds(DENIAL, asked, told)


def affirms_a_lack(question: str, sentence: str) -> bool:
    """Whether a sentence says with its denial what the question says with "zonder", or that it is so indeed."""
    return INDEED.search(sentence) is not None or adds(WITHOUT, sentence, question)


def denies_a_denial(question: str, sentence: str) -> bool:
    """Whether a sentence denies what stands in the way of what was asked: `geen reden om de brug niet te openen`."""
    if NOT_BAD.search(sentence) and not BAD.search(question):
        return True
    if KEEPS.search(question) and NO_CHANGE.search(sentence):
        return True
    return DENIES_DENIAL.search(sentence) is not None and DENIAL.search(question) is None


def denies_only_a_need(question: str, sentence: str) -> bool:
    """Whether a sentence denies a reason to act or a need, where none was asked after: `geen reden om te sluiten`."""
    if NO_REASON.search(sentence) is not None and TO_ACT.search(question) is None:
        return True
    needed = NEEDED.search(REASON.split(sentence, maxsplit=1)[0])
    return needed is not None and not (DENIAL.search(sentence[: needed.start()]) or ABOUT_NEED.search(question))
