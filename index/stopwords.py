"""Dutch words that say nothing about the subject of a query, folded; left out of the query, never out of the index."""

from __future__ import annotations

STOPWORDS = frozenset(
    """
    aan af al alle als alsnog altijd ander andere anders ben bent bij bijvoorbeeld binnen bovendien buiten c.q. circa cq
    daar daarbij daardoor daarin daarmee daarna daarnaast daarom daarop daarover daartoe daarvan daarvoor dan dat de deel
    deelt den der deze dezelfde die diens dient dit doch doe doen doet door dus e.d. echter een eens eerst eigen elk elke
    en enige enkel enkele er ervan ervoor et etc even evenals ga gaan gaat ge gedaan geen gegeven gehad geweest geworden
    graag haar had hadden hare heb hebben hebt heeft hem hen het hetgeen hier hierbij hierdoor hierin hiermee hierop
    hierover hiertoe hiervan hiervoor hij hoe hoeveel hoewel hun iedere ieder iemand iets ik in inzake is ja je jij jou jouw
    jullie kan klopt kom komen komt kon konden kun kunnen kunt liet maar mag me mede meer men met mij mijn moest moesten moet
    moeten na naar nadat namelijk nee niet niets nog nogal noch nu of om omdat omtrent onder ons onze ook op over overigens per
    reeds sinds slechts sommige steeds te tegen ten tenzij ter terwijl tevens toch toe toen tot tussen u uit uw van vanaf
    vandaan vanuit vanwege veel via voor vooral voordat waar waaraan waarbij waardoor waarin waarmee waarom waarop waarover
    waarvan waarvoor want waren was wat we weer wegens wel welk welke werd werden wie wiens wij wil wilde willen wilt word
    worden wordt zal ze zeer zegt zelf zelfs zich zichzelf zij zijn zo zoals zodat zonder zou zouden zowel zulke zullen zult
    minister staatssecretaris kabinet regering kamervraag kamervragen mening kennisgenomen bekend beantwoorden
    """.split()
)
