"""Dutch words that say nothing about the subject of a query, folded; left out of the query, never out of the index."""

from __future__ import annotations

_WORDS = """
aan af al alle als alsnog altijd ander andere anders beantwoorden bekend ben bent bij bijvoorbeeld binnen bleef
blijft blijven bovendien buiten c.q. circa cq daar daarbij daardoor daarin daarmee daarna daarnaast daarom daarop
daarover daartoe daarvan daarvoor dan dat de deel deelt den denken denkt der deze dezelfde die diens dient dit doch
doe doen doet door dus e.d. echter een eens eerst eigen elk elke en enige enkel enkele er ervan ervoor et etc even
evenals ga gaan gaat gaf gaven ge gebleven gedaan geeft geen gegeven gehad gehouden gekregen gelaten gemaakt genomen
gesteld geven gevonden geweest geworden gezien graag haar had hadden hare heb hebben hebt heeft hem hen het hetgeen
hield hielden hier hierbij hierdoor hierin hiermee hierop hierover hiertoe hiervan hiervoor hij hoe hoeveel hoewel
houden houdt hun ieder iedere iemand iets ik in inzake is ja je jij jou jouw jullie kabinet kamervraag kamervragen
kan kennisgenomen klopt kom komen komt kon konden kreeg kregen krijgen krijgt kun kunnen kunt laten liet maakt
maakte maakten maar mag maken me mede meer men mening met mij mijn minister moest moesten moet moeten na naar nadat
nam namelijk nee neemt nemen niet niets noch nog nogal nu of om omdat omtrent onder ons onze ook op over overigens
per reeds regering sinds slechts sommige staan staat staatssecretaris steeds stelde stellen stelt stond te tegen ten
tenzij ter terwijl tevens toch toe toen tot tussen u uit uw van vanaf vandaan vanuit vanwege veel via vinden vindt
vond voor vooral voordat waar waaraan waarbij waardoor waarin waarmee waarom waarop waarover waarvan waarvoor want
waren was wat we weer weet wegens wel welk welke werd werden weten wie wiens wij wil wilde willen wilt wist word
worden wordt zag zagen zal ze zeer zegt zelf zelfs zich zichzelf zien ziet zij zijn zit zitten zo zoals zodat zonder
zou zouden zowel zulke zullen zult
"""

STOPWORDS = frozenset(_WORDS.split())
