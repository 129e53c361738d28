"""Tells whether a sentence that has the words of a question affirms or denies what it asks.

That it may be so, or that others say so, affirms nothing. A question here is a sub-question without its occasion, and a
sentence is one of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names.dates import MONTH
from rag.standpunt.clause import HAS_HAPPENED, RELATIVE, has_last_word, has_verb
from rag.standpunt.repetition import WORD, content_stems

WILL = re.compile(
    r"\b(?:zal|zullen|(?:ik|wij|kabinet)\s(?:ga|gaan|gaat)|ga\sik|gaan\swij|gaat\shet\skabinet)\b", re.IGNORECASE
)
"""Says that it will be so, which answers whether one is willing, and not whether it is so."""
HEDGES = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"kan|kunnen|kon|konden|mogelijk|wellicht|misschien",
        r"zou|zouden",
        r"moet|moeten|dient|dienen",
        r"bijna|ten\sonrechte|onterecht|deels|gedeeltelijk|op\sonderdelen|alleen|slechts|soms|sommige|grotendeels|andere?|anders|juist\s(?!daarom|om|nu|deze|dat)\w{4,}|alternati\w+|zorgvuldigheid|in\splaats\svan|laat\s(?:ik\s)?(?:het|dit|dat)\s(?:over\s)?aan",
        r"overweegt|overwegen|beoogt|streeft|streven|voornemens|van\splan|aangekondigd|voorgesteld",
        r"(?:ik|wij|kabinet)\s(?:onderzoek|verken|bezie|bekijk|bestudeer)\w*|word(?:t|en)\s(?:\w+\s){0,3}(?:onderzocht|geëvalueerd|bezien|bekeken|verkend)",
        r"te\sworden\s\w+|op\s(?:een|één|twee|drie|enkele)\sna",
        r"(?:onderzoek|bekijk|bezie|verken|beoordeel|toets|vraag)\w*\s(?:\w+\s){0,3}of",
        r"om\b[^,;:]{0,60}\b(?:gevraagd|verzocht)|(?:gevraagd|verzocht)\som|over\b[^,;:]{0,80}\bword(?:t|en)\b[^,;:]{0,60}\b(?:besloten|beslist|gesproken|overlegd)",
        r"media|gelezen|gesproken\sover|gevraagd\s(?:om|te|het|de)|vragenstellers?\s(?:stellen|menen)|volgens\s(?:u\b|de\s(?:vragensteller|leden|media|krant)\w*)",
        r"de\smeeste|merendeel|(?:groot\s)?deel\svan|(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+)\svan\sde\s(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\d+)",
        r"(?<!net\s)als\s(?:er|het|de|een|dit|dat)|indien|mits|tenzij|zolang|voordat|mocht(?:en)?\s",
    )
)
"""Words that make less of a statement; those that the question has too do not."""
IF = re.compile(r"^\W*(?:als|indien|wanneer|mocht)\b", re.IGNORECASE)
"""`Als slachtoffers daarom vragen, ...`"""
NEGATIVE = re.compile(
    r"\b(?:onbekend|onjuist|onterecht|los\svan|nauwelijks|belemmer|in\sstrijd|ontbre(?:ekt|ken)|verbied|onmogelijk|onvoldoende"
    r"|weiger|afgewezen)",
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
WITH = re.compile(
    r"\b(?P<hoe>met|over|op|tegen|voor)\s(?!zover\b)(?:(?:de|het|een|alle|deze|die)\s)?(?P<wie>[^\W\d_]{4,})",
    re.IGNORECASE,
)
"""`afspraken met de |verzekeraars|`"""
ELSEWHERE = re.compile(r"\bin\s(?!nederland|europ|caribisch|koninkrijk)(?-i:(?P<plaats>[A-Z][a-z]{2,}))", re.IGNORECASE)
"""`In |Duitsland| wordt een meldpunt ingesteld.`"""
MERELY = re.compile(
    r"\b(?:zal|zullen|ga|gaan|wil|heb|hebben)\b[^,;:]{0,60}\b(?:vragen|verzoeken|gevraagd|verzocht)\b(?=[^,;:]*\bte\b)"
    r"|\bben\s(?:\w+\s)?(?:gevraagd|verzocht)\b|\bga\s(?:ik\s)?na\sof\b|\bervan\suit\b|\bstemmen\sop\b|\bverkenning\b"
    r"|\bkennisgenomen\b",
    re.IGNORECASE,
)
"""`Ik zal de sector vragen een fonds op te richten.`: speaks of it, and does something less."""
HALF = re.compile(r"\b(?:half|halve|helft|deels|gedeeltelijk|in\splaats\svan)\b", re.IGNORECASE)
"""`Ik verleng de regeling met een half jaar.`"""
BY_MINISTER = re.compile(r"\b(?:ik|wij|we|kabinet|nederland)\b", re.IGNORECASE)
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
AS_SOON = re.compile(r"\bzo(?:\s\w+|veel)\smogelijk\b", re.IGNORECASE)
"""Its "mogelijk" makes no less of a statement: `moet zo snel mogelijk stoppen`."""
JUDGED = re.compile(
    r"^(?:vindt|vond|acht)\s(?:u|de\s\w+|het\skabinet)\s(?:het\s|dit\s|dat\s)?(?:\w+\s)?(?P<oordeel>[a-z]{4,})\s(?:dat|om|als|wanneer)\b"
    r"|^ziet\s(?:u|het\skabinet)\s(?:\w+\s){0,2}?(?P<gezien>meerwaarde|mogelijkheden|noodzaak|kansen|risico\W?s|ruimte|reden|rol)\b"
    r"|^zou\s(?:het|dit|dat)\s(?:niet\s)?(?:\w+\s)?(?P<liever>[a-z]{2,}er)\szijn\b",
    re.IGNORECASE,
)
"""`Vindt u het |acceptabel| dat ...?`"""
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
OTHERS = re.compile(
    r"^\W*(?:volgens\s(?:de|het|een)|over\s(?:de|het)\s[^,;:]{3,60}\s(?:loopt|lopen|is|zijn|wordt|worden)\b|het\sis\saan\s(?!mij\b|ons\b|het\skabinet)|(?:de|het|een|veel|sommige)\s(?!kabinet\b|regering\b|minister|staatssecretaris)[^,;]{2,60}\s(?:deelt(?!\s(?:het\skabinet|de\s(?:minister|regering)))|stelt|stellen|vindt|vinden|meent|menen|betoogt|betogen|concludeert|concluderen|adviseert|adviseren|ontkent|ontkennen|betwist|betwisten|(?:wil|willen)\sdat|(?:is|zijn)\svan\s(?:mening|oordeel))\b"
    r"|in\s(?:de|het|een)\s(?:motie|artikel|bericht|rapport|brief|media|uitzending)\b)"
    r"|^(?!.*\b(?:ik|wij|kabinet)\b)[^,;]{3,60}\b(?:is|zijn)\s(?:\w+\s){0,3}(?:on)?tevreden\b"
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
SHOULD = re.compile(
    r"\b(?:moet|moeten|dient|dienen|behoort|behoren|hoort|horen|zou\smoeten|zouden\smoeten)\b", re.IGNORECASE
)
WANTS = re.compile(
    r"\b(?:moet\w*|dien(?:t|en)|behoor\w*|hoor(?:t|en)|mag|mogen|zou(?:den)?|nodig|noodza\w+|wenselijk|gewenst|belang\w*|essentieel|cruciaal|vind|vindt|vinden|acht|mening|oordeel|overtuigd|waard\w*|hecht\w*|streef\w*|streven|wil|willen|verplicht\w*|goed|terecht|logisch|verstandig)\b",
    re.IGNORECASE,
)
"""What a sentence has that says how it should be."""
ASKED_OF_MINISTER = re.compile(
    r"^(?:heeft|hebt|hebben|had|was|werd)\s(?:u|de\sminister|de\sstaatssecretaris|het\skabinet)\b", re.IGNORECASE
)
OF_MINISTER = re.compile(
    r"\b(?:ik|wij|we|mij|ons|mijn|onze|kabinet\w*|minister\w*|staatssecretaris\w*|ambtsvoorganger\w*|rijk\w*|departement\w*|nederland\w*|er|overheid)\b",
    re.IGNORECASE,
)
CONTRARIES = tuple(
    (re.compile(rf"\b(?:{one})", re.IGNORECASE), re.compile(rf"\b(?:{other})", re.IGNORECASE))
    for one, other in (
        (
            r"toe(?:name|genomen|neemt|nemen|nam)\b|stijg|gestegen|groei|gegroeid",
            r"af(?:name|genomen|neemt|nemen|nam)\b|daal|dal(?:en|ing)\b|gedaald|krimp|gekrompen",
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
TOO = re.compile(r"\bte\s(?:veel|vaak|lang|snel|vroeg|hoog|jong)\b", re.IGNORECASE)
"""`Het is niet wenselijk dat kinderen te veel gamen.`: not that they do."""
TIME = re.compile(
    rf"\b(?:(?P<seizoen>zomer|herfst|najaar|winter|voorjaar|lente)\w*|(?P<maand>{MONTH})|(?P<jaar>20\d\d))\b",
    re.IGNORECASE,
)
STILL = re.compile(r"\bnog\b", re.IGNORECASE)
FINISHED = re.compile(r"\b(?:heb|heeft|hebben|is|zijn|was|waren|werd|werden)\b", re.IGNORECASE)
"""What `De inspectie onderzoekt dit nog.` has not: it has not happened."""
IF_NOT = re.compile(r"\b(?:als(?!\sgevolg)|indien|wanneer|mocht(?:en)?)\b[^,;:]{0,120}\b(?:niet|geen)\b", re.IGNORECASE)
"""`Reizigers kunnen klagen |als de boot niet vaart|.`"""
WISHES = re.compile(
    r"\b(?:vind\w*\shet\s(?:\w+\s)?belangrijk|hecht\w*\ser(?:aan)?|(?:is|was)\s(?:\w+\s)?de\sbedoeling|van\s(?:\w+\s)?belang|wenselijk)\b",
    re.IGNORECASE,
)
"""`Ik vind het belangrijk dat de brug veilig is.`: not that it is."""
LONG_AGO = re.compile(r"\bin\s(?:19|20)\d\d\b|\bvorig\sjaar\b", re.IGNORECASE)
TO_COME = re.compile(r"\b(?:zal|zullen|word(?:t|en)|ga|gaan|gaat)\b", re.IGNORECASE)
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
WISH = re.compile(r"\b(?:wil|willen|gevraagd|verzocht|opgeroepen|voorkomen)\b", re.IGNORECASE)
MODAL = re.compile(
    r"\b(?:kan|kunnen|kon|konden|mag|mogen|mocht|moet\w*|hoef\w*|hoev\w*|dien(?:t|en)|behoor\w*|mogelijk\w*|toegestaan|verplicht|nodig|noodza\w+|wenselijk"
    r"|zou(?:den)?|zal|zullen|aanleiding|reden|sprake|orde)\b",
    re.IGNORECASE,
)
ELIGIBLE = re.compile(r"\bniet\s(?:voor\b.{0,40}\s)?in\saanmerking\b|\bgeen\srecht\b", re.IGNORECASE)
_BODIES = (
    r"(?:gemeenten?|provincies?|waterschap(?:pen)?|inspectie|politie|ziekenhuis|bank|universiteit|rijkswaterstaat|nvwa|rivm"
    r"|uwv|coa|ind|cjib|om|openbaar\sministerie|arbeidsinspectie|belastingdienst|ombudsman|commissie|rechter|school|prorail|ns)\b"
)
BODY = re.compile(rf"\b(?:rijk\b|{_BODIES})", re.IGNORECASE)
BY_ANOTHER = re.compile(rf"^\W*(?:(?:de|het)\s(?:\w+\s)?)?{_BODIES}", re.IGNORECASE)
"""`De inspectie heeft het bedrijf aangesproken.`: who answers did not."""
BY_INDEPENDENT = re.compile(
    r"(?:^\W*|\bdoor\s)(?:(?:de|het)\s(?:\w+\s)?)?(?:gemeente(?:n|raad)?|provincies?|waterschap(?:pen)?|ziekenhuis|bank|universiteit|school|rechter|sector|banken|bedrijven|markt)\b",
    re.IGNORECASE,
)
"""`De provincie heeft gesprekken gevoerd.`; not: `De inspectie intensiveert het toezicht.`, which a minister has."""
OF_YOU = re.compile(r"^\w+\su\b", re.IGNORECASE)
STEM = 5


def asserts(question: str, sentence: str, *, asks_will: bool) -> bool:
    """Whether a sentence that repeats a question affirms it; `asks_will` if the question is whether one is willing."""
    sentence = AS_SOON.sub("", sentence)
    if any(_adds(words, question, sentence) for words in (*HEDGES, IF)):
        return False
    if not asks_will and _adds(WILL, question, sentence):
        return False
    if asks_will and OF_YOU.match(question) and SAID_BY_ANOTHER.search(sentence) and not BY_MINISTER.search(sentence):
        return False
    if asks_will and OF_YOU.match(question) and BY_ANOTHER.match(sentence) and not OF_MINISTER.search(sentence):
        return False
    if OTHERS.search(sentence) or _found(NEGATIVE, sentence) - _found(NEGATIVE, question):
        return False
    if WITHOUT.search(question) and not (WITHOUT.search(sentence) or DENIAL.search(sentence)):
        return False
    if is_other_measure(question, sentence):
        return False
    if SHOULD.search(question) and not WANTS.search(sentence):
        return False
    if ASKED_OF_MINISTER.match(question) and not OF_MINISTER.search(sentence):
        return False
    if HAS_HAPPENED.match(question) and STILL.search(sentence) and not FINISHED.search(sentence):
        return False
    return has_verb(question, sentence) and has_last_word(question, sentence)


def denies(question: str, sentence: str) -> bool:
    """Whether a sentence that has the words of a question and a denial denies what it asks, and all of it."""
    asked = content_stems(question)
    clauses = CONJOINED.split(REASON.split(sentence, maxsplit=1)[0])
    main = max(clauses, key=lambda clause: len(asked & content_stems(clause)))
    if not DENIAL.search(main) or OTHERS.search(sentence) or UNSAID.search(sentence):
        return False
    told = sentence.partition(" dat ")[0]
    if SIGNALS.search(question) and SIGNALS.search(told) and not DENIAL.search(told):
        return False
    if denies_in_part(question, sentence) or EXCEPTED.search(sentence):
        return False
    if _adds(TOO, question, main) or _adds(WISH, question, sentence):
        return False
    if _adds(IF_NOT, question, sentence):
        return False
    if _adds(MODAL, sentence, question) and not ELIGIBLE.search(sentence):
        return False
    return has_last_word(question, sentence)


def promises_less(question: str, sentence: str) -> bool:
    """Whether a sentence that says that it is done says so of another, elsewhere, on a condition or of the past."""
    if OTHERS_ASK.search(sentence) or (BY_INDEPENDENT.search(sentence) and not OF_MINISTER.search(sentence)):
        return OF_YOU.match(question) is not None
    if _adds(LONG_AGO, question, sentence) and not TO_COME.search(sentence):
        return True
    is_less = any(_adds(words, question, sentence) for words in (PROVIDED, TAKEN_BACK, MERELY, HALF))
    return is_less or is_elsewhere(question, sentence)


def is_other_measure(question: str, sentence: str) -> bool:
    """Whether both name numbers, and none the same: `tot 1 september`, `met twee weken`."""
    asked, said = _numbers(question), _numbers(OTHER_QUESTION.sub("", sentence))
    return bool(asked and said) and not asked & said


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


def denies_in_part(question: str, sentence: str) -> bool:
    """Whether a sentence denies less than all of what was asked: `niet altijd`."""
    part = IN_PART.search(sentence)
    if part is None or EVERY.search(question):
        return False
    return part[0].split()[-1].casefold() not in question.casefold().split()


def denies_signals(question: str, sentence: str) -> bool:
    """Whether a sentence says that there are none of the signals that are asked after, be it of what is not."""
    asked, told = (text.partition(" dat ")[0] for text in (question, sentence))
    return bool(SIGNALS.search(asked) and SIGNALS.search(told)) and _adds(DENIAL, asked, told)


def affirms_a_lack(question: str, sentence: str) -> bool:
    """Whether a sentence says with its denial what the question says with "zonder", or that it is so indeed."""
    return INDEED.search(sentence) is not None or _adds(WITHOUT, sentence, question)


def denies_a_denial(question: str, sentence: str) -> bool:
    """Whether a sentence denies what stands in the way of what was asked: `geen reden om de brug niet te openen`."""
    return DENIES_DENIAL.search(sentence) is not None and DENIAL.search(question) is None


def wishes(question: str, sentence: str) -> bool:
    """Whether a sentence says that it should be so, of which the question asks whether it is."""
    return _adds(WISHES, question, sentence)


def is_view_of_others(sentence: str) -> bool:
    """Whether a sentence says what others think, and nothing of who answers: `Volgens de krant klopt het dat ...`."""
    return OTHERS.search(sentence) is not None and BY_MINISTER.search(sentence) is None


def is_of_another(question: str, sentence: str) -> bool:
    """Whether a sentence names a body, and none that the question names: `de provincie`, asked of `de gemeente`."""
    asked, said = ({match[0].casefold()[:STEM] for match in BODY.finditer(text)} for text in (question, sentence))
    return bool(asked and said and not asked & said)


def says_the_contrary(question: str, sentence: str) -> bool:
    """Whether a sentence says that something goes down of which the question asks whether it goes up, or such."""
    return _differs(CONTRARIES, question, sentence) or _is_un(question, sentence) or _is_un(sentence, question)


def lacks_judgement(question: str, sentence: str) -> bool:
    """Whether a question asks if something is judged so ("acceptabel") and the sentence has no such word."""
    match = JUDGED.match(question)
    return match is not None and not content_stems(
        match["oordeel"] or match["gezien"] or match["liever"]
    ) & content_stems(sentence)


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


def _adds(words: re.Pattern[str], one: str, other: str) -> bool:
    """Whether another text has these words, and the one has not."""
    return words.search(other) is not None and words.search(one) is None


def _found(words: re.Pattern[str], text: str) -> set[str]:
    return {match[0].casefold() for match in words.finditer(text)}


def _differs(words: Sequence[tuple[re.Pattern[str], re.Pattern[str]]], question: str, sentence: str) -> bool:
    for one, other in words:
        for asked, contrary in ((one, other), (other, one)):
            is_asked = asked.search(question) is not None and contrary.search(question) is None
            if is_asked and contrary.search(sentence) is not None and asked.search(sentence) is None:
                return True
    return False
