"""Whole conversations, in Dutch, as people have them.

Only the `you:` lines are played; the whole transcript is compared. Between every two lines the
conversation is stored and read back, so every dialogue is a restart test too. A session with
`python -m bot talk FLOW` prints the same form: paste it here and it is a test.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from bot.talk import Talk
from conversations import flows
from conversations.turn import State
from tests.answered import ANSWERED
from tests.conversations.test_places import PLACES

FLOWS = flows(PLACES)
YOU = "you: "
ROOT = Path(__file__).parents[2]


HEDGE: Mapping[str, str] = {**ANSWERED, "description": "heg snoeien bij de school"}


def before(question: str) -> Mapping[str, str]:
    """The answers of someone who has come as far as this question."""
    keys = list(HEDGE)
    return {key: HEDGE[key] for key in keys[: keys.index(question)]}


def stored(talk: Talk) -> str:
    state = talk.state
    return json.dumps(
        {
            "answers": dict(state.answers),
            "reopened": state.reopened,
            "misunderstood": state.misunderstood,
            "closed": state.closed,
        },
        sort_keys=True,
    )


def restarted(talk: Talk) -> Talk:
    """Someone else who knows only what was stored and what is on the screen."""
    fresh = Talk(talk.flow, talk.language)
    fresh.state = State(**json.loads(stored(talk)))
    fresh.on_screen = dict(talk.on_screen)
    return fresh


def played(flow_key: str, said: list[str], answers: Mapping[str, str]) -> Iterator[str]:
    talk = Talk(FLOWS[flow_key], "nl")
    talk.state = State(answers)
    yield from talk.begin()
    for line in said:
        talk = restarted(talk)
        yield YOU + line
        yield from talk.reply(line)


def assert_dialogue(
    flow_key: str, transcript: str, answers: Mapping[str, str] | None = None
) -> None:
    """Play what a person says, from these answers on, and compare everything that is said."""
    expected = dedent(transcript).strip().splitlines()
    said = [line.removeprefix(YOU) for line in expected if line.startswith(YOU)]
    assert list(played(flow_key, said, answers or {})) == expected


def test_a_resident_proposes_a_task_and_takes_the_paid_part_out() -> None:
    """Golden transcript A."""
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: [Bewoner]
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: blad en rommel opruimen op het plein
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: selwert
        bot: Bedoelt u **Selwerd**? [Ja, Selwerd] [Nee]
        you: [Ja, Selwerd]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: een uurtje of zes
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: [Het hele jaar]
        bot: Vraag 6 van 12 / Wordt de wijk of het dorp prettiger door deze taak? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Wat bedoelen we?]
        bot: Vraag 6 van 12 / Wordt de wijk of het dorp prettiger door deze taak? / Bijvoorbeeld: het wordt schoner, veiliger of gezelliger. [Ja] [Nee] [Weet ik niet] [Terug] [Stoppen]
        you: [Ja]
        bot: Vraag 7 van 12 / Doet iemand deze taak nu al? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Nee]
        bot: Vraag 8 van 12 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Ja]
        bot: Vraag 9 van 12 / Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Nee]
        bot: Vraag 10 van 12 / Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Ja]
        bot: Vraag 11 van 12 / Wie kan daar begeleiden? / Iemand die laat zien hoe het werk gaat. [Ik of mijn organisatie] [Een andere organisatie] [Weet ik niet] [Terug] [Stoppen]
        you: [Ik of mijn organisatie]
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: [Via deze chat]
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: blad en rommel opruimen op het plein / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: ja / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / **Nog niet goed: 1** / ❌ Er mag geen geld tegenover de taak staan. U zei: er is al geld. Wat helpt: laat het betaalde deel weg en stel de rest voor. / U mag het ook zo versturen. Een medewerker kijkt dan mee. [Antwoord aanpassen: geld] [Iets anders aanpassen] [Foto's] [Vertel meer] [Plek] [Toch versturen] [Stoppen]
        you: [Antwoord aanpassen: geld]
        bot: Is er al geld voor deze taak? / Uw antwoord was: Ja. [Ja] [Nee] [Weet ik niet] [Terug]
        you: [Nee]
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: blad en rommel opruimen op het plein / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        you: [Versturen]
        bot: Dit voorstel is al verstuurd.
        """,
    )


def test_a_neighbour_is_not_sure_about_money() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: [Bewoner]
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: heg snoeien bij de school
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: De Hoogte
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: 4
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: [Het hele jaar]
        bot: Vraag 6 van 12 / Wordt de wijk of het dorp prettiger door deze taak? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Ja]
        bot: Vraag 7 van 12 / Doet iemand deze taak nu al? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Nee]
        bot: Vraag 8 van 12 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Weet ik niet]
        bot: Vraag 9 van 12 / Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Nee]
        bot: Vraag 10 van 12 / Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: [Ja]
        bot: Vraag 11 van 12 / Wie kan daar begeleiden? / Iemand die laat zien hoe het werk gaat. [Ik of mijn organisatie] [Een andere organisatie] [Weet ik niet] [Terug] [Stoppen]
        you: [Een andere organisatie]
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: [Via deze chat]
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: De Hoogte / 4 Uren: 4 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: weet ik niet / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: een andere organisatie / 12 Contact: via deze chat / **Nog uit te zoeken: 1** / ❓ Er mag geen geld tegenover de taak staan. Een medewerker zoekt uit of er geld voor is. / U mag het ook zo versturen. Een medewerker kijkt dan mee. [Antwoord aanpassen: geld] [Iets anders aanpassen] [Foto's] [Vertel meer] [Plek] [Toch versturen] [Stoppen]
        you: [Toch versturen]
        === submitted, unclear
        """,
    )


def test_a_proposal_that_meets_nothing_can_still_be_sent() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 6 van 12 / Wordt de wijk of het dorp prettiger door deze taak? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: nee
        bot: Vraag 7 van 12 / Doet iemand deze taak nu al? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: ja
        bot: Vraag 8 van 12 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: ja
        bot: Vraag 9 van 12 / Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: ja
        bot: Vraag 10 van 12 / Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: nee
        bot: Vraag 11 van 12 / Wie kan daar begeleiden? / Iemand die laat zien hoe het werk gaat. [Ik of mijn organisatie] [Een andere organisatie] [Weet ik niet] [Terug] [Stoppen]
        you: geen idee
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: chat
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: nee / 7 Al gedaan: ja / 8 Geld: ja / 9 Neemt werk weg: ja / 10 Geschikt werk: nee / 11 Begeleiding: weet ik niet / 12 Contact: via deze chat / **Nog niet goed: 5** / ❌ De taak moet de wijk of het dorp prettiger maken. U zei: het wordt niet prettiger. Wat helpt: vertel wie in de buurt er iets aan heeft. / ❌ Niemand mag de taak nu al doen. U zei: iemand doet het al. Wat helpt: stel alleen het deel voor dat nu blijft liggen. / ❌ Er mag geen geld tegenover de taak staan. U zei: er is al geld. Wat helpt: laat het betaalde deel weg en stel de rest voor. / ❌ De taak mag van niemand werk wegnemen. U zei: de taak neemt werk weg. Wat helpt: stel iets voor dat naast dat werk komt. / ❌ Iemand die lang geen werk had, moet de taak kunnen doen. U zei: zo iemand kan dit niet. Wat helpt: maak de taak kleiner en eenvoudiger. / U mag het ook zo versturen. Een medewerker kijkt dan mee. [Antwoord aanpassen: wijk prettiger] [Antwoord aanpassen: al gedaan] [Antwoord aanpassen: geld] [Antwoord aanpassen: neemt werk weg] [Antwoord aanpassen: geschikt werk] [Iets anders aanpassen] [Foto's] [Vertel meer] [Plek] [Toch versturen] [Stoppen]
        you: [Toch versturen]
        === submitted, not_met
        """,
        before("liveability"),
    )


def test_everything_can_be_typed() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: bewoner
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: ramen lappen in het buurthuis
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: in beijum
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: 1 of 2 uur
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: eenmalig
        bot: Vraag 6 van 12 / Wordt de wijk of het dorp prettiger door deze taak? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: jazeker
        bot: Vraag 7 van 12 / Doet iemand deze taak nu al? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: nee hoor
        bot: Vraag 8 van 12 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: geen idee
        bot: Vraag 9 van 12 / Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: absoluut niet
        bot: Vraag 10 van 12 / Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: ik denk het wel
        bot: Vraag 11 van 12 / Wie kan daar begeleiden? / Iemand die laat zien hoe het werk gaat. [Ik of mijn organisatie] [Een andere organisatie] [Weet ik niet] [Terug] [Stoppen]
        you: wij
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: hier
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: ramen lappen in het buurthuis / 3 Waar: Beijum / 4 Uren: 1-2 per week / 5 Wanneer: één keer / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: weet ik niet / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / **Nog uit te zoeken: 1** / ❓ Er mag geen geld tegenover de taak staan. Een medewerker zoekt uit of er geld voor is. / U mag het ook zo versturen. Een medewerker kijkt dan mee. [Antwoord aanpassen: geld] [Iets anders aanpassen] [Foto's] [Vertel meer] [Plek] [Toch versturen] [Stoppen]
        you: [Toch versturen]
        === submitted, unclear
        """,
    )


def test_what_is_not_understood_is_asked_again() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: hallo
        bot: Ik begrijp dit antwoord niet. Kies **Bewoner**, **Organisatie** of **Bedrijf**.
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: wat kost dat?
        bot: Een taak voorstellen kost niets. De gemeente betaalt wie het werk doet.
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: bewoner
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: 👍
        bot: Ik zie geen woorden in uw antwoord. Typ het in een paar woorden.
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: heg snoeien
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        """,
    )


def test_at_a_yes_or_no_the_bot_says_what_can_be_typed() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 8 van 12 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: een beetje
        bot: Ik begrijp dit antwoord niet. Kies een knop, of typ ja, nee of weet ik niet.
        bot: Vraag 8 van 12 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: ja en nee
        bot: Typ alleen ja, nee of weet ik niet. Uitleg is niet nodig.
        bot: Vraag 8 van 12 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: nee, dacht ik niet
        bot: Typ alleen ja, nee of weet ik niet. Uitleg is niet nodig.
        bot: Vraag 8 van 12 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: niet
        bot: Vraag 9 van 12 / Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: misschien
        bot: Vraag 10 van 12 / Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        """,
        before("unfunded"),
    )


def test_back_and_forth() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: [Bewoner]
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 1 van 12 / Wie bent u? / Uw antwoord was: Bewoner. [Bewoner] [Organisatie] [Bedrijf] [Terug] [Stoppen]
        you: [Bewoner]
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: heg snoeien
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. / Uw antwoord was: heg snoeien. [Zo laten] [Terug] [Stoppen]
        you: heggen snoeien
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: Selwerd
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. / Uw antwoord was: Selwerd. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Zo laten] [Terug] [Stoppen]
        you: [Zo laten]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. / Uw antwoord was: Selwerd. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Zo laten] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. / Uw antwoord was: heggen snoeien. [Zo laten] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 1 van 12 / Wie bent u? / Uw antwoord was: Bewoner. [Bewoner] [Organisatie] [Bedrijf] [Terug] [Stoppen]
        you: [Terug]
        bot: Wat wilt u doen? [Taak voorstellen] [Mijn taken] [Over de Basisbaan] [Privacy]
        """,
    )


def test_an_old_button_opens_its_question_and_overwrites_nothing() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: [Bewoner]
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: heg snoeien
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: [Bewoner]
        you: [Bedrijf]
        bot: Vraag 1 van 12 / Wie bent u? / Uw antwoord was: Bewoner. [Bewoner] [Organisatie] [Bedrijf] [Terug] [Stoppen]
        you: [Bewoner]
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: Selwerd
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        """,
    )


def test_an_organisation_has_thirteen_questions() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: [Organisatie]
        bot: Vraag 2 van 13 / Hoe heet uw organisatie of bedrijf? / Typ hier de naam. [Terug] [Stoppen]
        you: Wijkbedrijf Selwerd
        bot: Vraag 3 van 13 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: perken wieden
        bot: Vraag 4 van 13 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: [Hele gemeente]
        bot: Vraag 5 van 13 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: 8 uur
        bot: Vraag 6 van 13 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: het hele jaar
        bot: Vraag 7 van 13 / Wordt de wijk of het dorp prettiger door deze taak? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: ja
        bot: Vraag 8 van 13 / Doet iemand deze taak nu al? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: nee
        bot: Vraag 9 van 13 / Is er al geld voor deze taak? / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: nee
        bot: Vraag 10 van 13 / Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: nee
        bot: Vraag 11 van 13 / Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        you: ja
        bot: Vraag 12 van 13 / Wie kan daar begeleiden? / Iemand die laat zien hoe het werk gaat. [Ik of mijn organisatie] [Een andere organisatie] [Weet ik niet] [Terug] [Stoppen]
        you: onze organisatie
        bot: Vraag 13 van 13 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: chat
        bot: Klopt het zo? / 1 Wie: organisatie / 2 Naam: Wijkbedrijf Selwerd / 3 Taak: perken wieden / 4 Waar: hele gemeente / 5 Uren: 8 per week / 6 Wanneer: het hele jaar / 7 Wijk prettiger: ja / 8 Al gedaan: nee / 9 Geld: nee / 10 Neemt werk weg: nee / 11 Geschikt werk: ja / 12 Begeleiding: ik of mijn organisatie / 13 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        """,
    )


def test_a_company_gives_its_name() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: bedrijf
        bot: Vraag 2 van 13 / Hoe heet uw organisatie of bedrijf? / Typ hier de naam. [Terug] [Stoppen]
        you: Bakkerij Bart & <Zn.>
        bot: Vraag 3 van 13 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: brood rondbrengen
        bot: Vraag 4 van 13 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        """,
    )


def test_a_place_is_found_by_district() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: [West]
        bot: In welke wijk of in welk dorp? / Kies een plek in West. Of typ de naam. [Buitenhof] [De Held] [Dorkwerd] [Gravenburg] [Hoogkerk] [Leegkerk] [Paddepoel] [Reitdiep] [Reitdiepzone] [Selwerd] [Tuinwijk] [Vinkhuizen] [Heel West] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: west
        bot: In welke wijk of in welk dorp? / Kies een plek in West. Of typ de naam. [Buitenhof] [De Held] [Dorkwerd] [Gravenburg] [Hoogkerk] [Leegkerk] [Paddepoel] [Reitdiep] [Reitdiepzone] [Selwerd] [Tuinwijk] [Vinkhuizen] [Heel West] [Terug] [Stoppen]
        you: Zuid
        bot: In welke wijk of in welk dorp? / Kies een plek in Zuid. Of typ de naam. [Badstratenbuurt] [Coendersborg] [Corpus den Hoorn] [De Linie] [De Meeuwen] [De Wijert] [De Wijert-Zuid] [Europapark] [Grunobuurt] [Helpermaar] [Helpman] [Herewegbuurt] [Hoornse Meer] [Hoornse Park] [Klein Martijn] [Laanhuizen] [Oosterpoort] [Piccardthof] [Rivierenbuurt] [Villabuurt] [Zeeheldenbuurt] [Heel Zuid] [Terug] [Stoppen]
        you: [Heel Zuid]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        """,
        before("place"),
    )


def test_a_place_is_chosen_in_its_district() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: [Ten Boer]
        bot: In welke wijk of in welk dorp? / Kies een plek in Ten Boer. Of typ de naam. [Garmerwolde] [Lellens] [Sint Annen] [Ten Boer] [Ten Post] [Thesinge] [Winneweer] [Wittewierum] [Woltersum] [Heel Ten Boer] [Terug] [Stoppen]
        you: [Garmerwolde]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. / Uw antwoord was: Garmerwolde. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Zo laten] [Terug] [Stoppen]
        you: [Haren]
        bot: In welke wijk of in welk dorp? / Kies een plek in Haren. Of typ de naam. [Glimmen] [Haren] [Noordlaren] [Onnen] [Heel Haren] [Terug] [Stoppen]
        you: [Haren]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. / Uw antwoord was: Haren. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Zo laten] [Terug] [Stoppen]
        you: [Haren]
        bot: In welke wijk of in welk dorp? / Kies een plek in Haren. Of typ de naam. [Glimmen] [Haren] [Noordlaren] [Onnen] [Heel Haren] [Terug] [Stoppen]
        you: [Heel Haren]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        """,
        before("place"),
    )


def test_a_name_that_may_be_several_places() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: hoornse
        bot: Welke bedoelt u? [Hoornse Meer] [Hoornse Park] [Geen van deze]
        you: [Geen van deze]
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: hoornse
        bot: Welke bedoelt u? [Hoornse Meer] [Hoornse Park] [Geen van deze]
        you: [Hoornse Meer]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        """,
        before("place"),
    )


def test_a_name_that_is_no_place() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: Amsterdam
        bot: Ik ken deze naam niet. Typ de naam nog eens, of kies een gebied.
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: overal
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        """,
        before("place"),
    )


def test_it_is_not_the_place_that_the_bot_thought() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: selwert
        bot: Bedoelt u **Selwerd**? [Ja, Selwerd] [Nee]
        you: [Nee]
        bot: Vraag 3 van 12 / In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
        you: paddepoel
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        """,
        before("place"),
    )


def test_hours_in_many_ways() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: veel
        bot: Ik begrijp het aantal uren niet. Typ bijvoorbeeld 4 of 4-6.
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: 20 per maand
        bot: Tel de uren van één week. Typ bijvoorbeeld 4 of 4-6.
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: 200
        bot: Een week heeft 168 uur. Typ bijvoorbeeld 4 of 4-6.
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: 0
        bot: Typ hoeveel uur de taak kost. Bijvoorbeeld 4 of 4-6.
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
        you: een dagdeel
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. / Uw antwoord was: 4 per week. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Zo laten] [Terug] [Stoppen]
        you: meer dan 16
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. / Uw antwoord was: 17 of meer per week. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Zo laten] [Terug] [Stoppen]
        you: [9-16]
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. / Uw antwoord was: 9-16 per week. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Zo laten] [Terug] [Stoppen]
        you: 4 tot 6 uur
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. / Uw antwoord was: 4-6 per week. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Zo laten] [Terug] [Stoppen]
        you: weet ik niet
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: [Terug]
        bot: Vraag 4 van 12 / Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. / Uw antwoord was: Weet ik niet. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Zo laten] [Terug] [Stoppen]
        you: [Zo laten]
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        """,
        before("hours"),
    )


def test_an_answer_is_changed_from_the_summary_and_nothing_else_is_asked_again() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: chat
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Iets aanpassen]
        bot: Welk antwoord wilt u aanpassen? [Wie: bewoner] [Taak: heg snoeien bij de school] [Waar: Selwerd] [Uren: 6 per week] [Wanneer: het hele jaar] [Wijk prettiger: ja] [Al gedaan: nee] [Geld: nee] [Neemt werk weg: nee] [Geschikt werk: ja] [Begeleiding: ik of mijn organisatie] [Contact: via deze chat] [Terug]
        you: [Uren: 6 per week]
        bot: Hoeveel uur per week kost het ongeveer? / Typ een getal, bijvoorbeeld 4 of 4-6. / Uw antwoord was: 6 per week. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Zo laten] [Terug]
        you: 4-6
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 4-6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Iets aanpassen]
        bot: Welk antwoord wilt u aanpassen? [Wie: bewoner] [Taak: heg snoeien bij de school] [Waar: Selwerd] [Uren: 4-6 per week] [Wanneer: het hele jaar] [Wijk prettiger: ja] [Al gedaan: nee] [Geld: nee] [Neemt werk weg: nee] [Geschikt werk: ja] [Begeleiding: ik of mijn organisatie] [Contact: via deze chat] [Terug]
        you: [Waar: Selwerd]
        bot: In welke wijk of in welk dorp? / Typ de naam. Of kies een gebied. / Uw antwoord was: Selwerd. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Zo laten] [Terug]
        you: [Zo laten]
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 4-6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        """,
        before("contact"),
    )


def test_a_resident_turns_out_to_speak_for_a_club() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: chat
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Iets aanpassen]
        bot: Welk antwoord wilt u aanpassen? [Wie: bewoner] [Taak: heg snoeien bij de school] [Waar: Selwerd] [Uren: 6 per week] [Wanneer: het hele jaar] [Wijk prettiger: ja] [Al gedaan: nee] [Geld: nee] [Neemt werk weg: nee] [Geschikt werk: ja] [Begeleiding: ik of mijn organisatie] [Contact: via deze chat] [Terug]
        you: [Wie: bewoner]
        bot: Wie bent u? / Uw antwoord was: Bewoner. [Bewoner] [Organisatie] [Bedrijf] [Terug]
        you: organisatie
        bot: Vraag 2 van 13 / Hoe heet uw organisatie of bedrijf? / Typ hier de naam. [Terug] [Stoppen]
        you: Buurtclub
        bot: Klopt het zo? / 1 Wie: organisatie / 2 Naam: Buurtclub / 3 Taak: heg snoeien bij de school / 4 Waar: Selwerd / 5 Uren: 6 per week / 6 Wanneer: het hele jaar / 7 Wijk prettiger: ja / 8 Al gedaan: nee / 9 Geld: nee / 10 Neemt werk weg: nee / 11 Geschikt werk: ja / 12 Begeleiding: ik of mijn organisatie / 13 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        """,
        before("contact"),
    )


def test_more_can_be_told_and_need_not_be() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: chat
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Vertel meer]
        bot: Wat wilt u nog meer vertellen? / Typ het. Of spreek het in. [Terug]
        you: Graag voor de zomer.
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / Verder: Graag voor de zomer. / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Plek]
        bot: Waar is het precies? / Bijvoorbeeld: achter de school aan de Eikenlaan. [Terug]
        you: [Terug]
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / Verder: Graag voor de zomer. / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        """,
        before("contact"),
    )


def test_at_the_summary_words_send_nothing() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: chat
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: ja
        bot: Ik begrijp dit antwoord niet. Kies een van de knoppen.
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        """,
        before("contact"),
    )


def test_a_phone_number_is_typed() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: [Bel mij]
        bot: Op welk nummer mogen wij u bellen? / Deel uw nummer met de knop. Of typ uw nummer. [Terug]
        you: 12345
        bot: Dit nummer is te kort. Typ bijvoorbeeld 06 12 34 56 78.
        bot: Op welk nummer mogen wij u bellen? / Deel uw nummer met de knop. Of typ uw nummer. [Terug]
        you: 06 12 34 56 78
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: bellen / Telefoon: 06 12 34 56 78 / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        """,
        before("contact"),
    )


def test_a_mail_address_instead_of_a_phone_number() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: bel mij
        bot: Op welk nummer mogen wij u bellen? / Deel uw nummer met de knop. Of typ uw nummer. [Terug]
        you: [Terug]
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? / Uw antwoord was: Bel mij. [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: mail mij
        bot: Naar welk adres mogen wij mailen? / Bijvoorbeeld: naam@voorbeeld.nl. [Terug] [Stoppen]
        you: rita
        bot: Ik kan dit mailadres niet lezen. Typ bijvoorbeeld naam@voorbeeld.nl.
        bot: Naar welk adres mogen wij mailen? / Bijvoorbeeld: naam@voorbeeld.nl. [Terug] [Stoppen]
        you: Mijn adres is Rita@Example.nl.
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: mailen / Mailadres: rita@example.nl / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        """,
        before("contact"),
    )


def test_another_way_to_be_reached() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 12 van 12 / Hoe mogen wij u bereiken? [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
        you: [Bel mij]
        bot: Op welk nummer mogen wij u bellen? / Deel uw nummer met de knop. Of typ uw nummer. [Terug]
        you: 050 123 4567
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: bellen / Telefoon: 050 123 45 67 / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Iets aanpassen]
        bot: Welk antwoord wilt u aanpassen? [Wie: bewoner] [Taak: heg snoeien bij de school] [Waar: Selwerd] [Uren: 6 per week] [Wanneer: het hele jaar] [Wijk prettiger: ja] [Al gedaan: nee] [Geld: nee] [Neemt werk weg: nee] [Geschikt werk: ja] [Begeleiding: ik of mijn organisatie] [Contact: bellen] [Telefoon: 050 123 45 67] [Terug]
        you: [Contact: bellen]
        bot: Hoe mogen wij u bereiken? / Uw antwoord was: Bel mij. [Via deze chat] [Bel mij] [Mail mij] [Terug]
        you: [Via deze chat]
        bot: Klopt het zo? / 1 Wie: bewoner / 2 Taak: heg snoeien bij de school / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
        you: [Versturen]
        === submitted, met
        """,
        before("contact"),
    )


def test_someone_comes_back_after_a_week() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 5 van 12 / Wanneer is de taak er? [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
        you: zomer
        bot: Vraag 6 van 12 / Wordt de wijk of het dorp prettiger door deze taak? [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
        """,
        before("season"),
    )


def test_someone_throws_it_away() -> None:
    assert_dialogue(
        "propose_task",
        """
        bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
        you: bewoner
        bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
        you: [Stoppen]
        === dropped
        """,
    )


def test_a_coach_checks_a_candidate() -> None:
    """Golden transcript B."""
    assert_dialogue(
        "check_candidate",
        """
        bot: Kandidaat toetsen / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [❓ 27 jaar of ouder]
        bot: Kandidaat toetsen / Nog te bepalen: 6 van 7 [❓ Bijstandsuitkering] [✅ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [✅ 27 jaar of ouder]
        bot: Kandidaat toetsen / Nog te bepalen: 6 van 7 / **Advies: voldoet niet** / ❌ De kandidaat moet 27 jaar of ouder zijn. Wat helpt: toets opnieuw vanaf de 27e verjaardag. [❓ Bijstandsuitkering] [❌ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [❌ 27 jaar of ouder]
        bot: Kandidaat toetsen / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Alles voldoet]
        bot: Kandidaat toetsen / **Advies: voldoet** / Alle 7 voorwaarden. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [✅ Geen lopend traject]
        bot: Kandidaat toetsen / **Advies: voldoet niet** / ❌ De kandidaat mag geen lopend re-integratietraject volgen richting regulier werk. Wat helpt: toets opnieuw als het traject klaar is. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [❌ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Uitleg]
        bot: Kandidaat toetsen / **Advies: voldoet niet** / ❌ De kandidaat mag geen lopend re-integratietraject volgen richting regulier werk. Wat helpt: toets opnieuw als het traject klaar is. / **Bijstandsuitkering** (voldoet): De kandidaat moet een bijstandsuitkering ontvangen. / **27 jaar of ouder** (voldoet): De kandidaat moet 27 jaar of ouder zijn. / **Geen lopend traject** (voldoet niet): De kandidaat mag geen lopend re-integratietraject volgen richting regulier werk. / **Geen kans op regulier werk** (voldoet): De kandidaat heeft geen perspectief meer op de regulier werk. / **Eerdere hulp, geen werk** (voldoet): De kandidaat heeft diverse re-integratie ondersteuning gehad, maar dit heeft niet geleid tot regulier werk. / **32 tot 36 uur** (voldoet): De kandidaat is 32 tot 36 uur in de week beschikbaar (minder uren in overleg). / **Diverse taken** (voldoet): De kandidaat moet diverse taken in een wijk/dorp kunnen uitvoeren. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [❌ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Opslaan]
        === submitted, not_met
        """,
    )


def test_a_candidate_who_meets_everything() -> None:
    assert_dialogue(
        "check_candidate",
        """
        bot: Kandidaat toetsen / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Alles voldoet]
        bot: Kandidaat toetsen / **Advies: voldoet** / Alle 7 voorwaarden. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Opslaan]
        === submitted, met
        """,
    )


def test_fewer_hours_are_to_be_discussed() -> None:
    assert_dialogue(
        "check_candidate",
        """
        bot: Kandidaat toetsen / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Alles voldoet]
        bot: Kandidaat toetsen / **Advies: voldoet** / Alle 7 voorwaarden. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [✅ 32 tot 36 uur]
        bot: Kandidaat toetsen / **Advies: bespreken** / 🕐 De kandidaat is 32 tot 36 uur in de week beschikbaar (minder uren in overleg). Minder uren kan in overleg: bespreek hoeveel. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [🕐 Minder uren (bespreken)] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [🕐 Minder uren (bespreken)]
        bot: Kandidaat toetsen / **Advies: voldoet niet** / ❌ De kandidaat is 32 tot 36 uur in de week beschikbaar (minder uren in overleg). Wat helpt: toets opnieuw als de kandidaat tijd heeft voor werk. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [❌ Niet beschikbaar] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [❌ Niet beschikbaar]
        bot: Kandidaat toetsen / Nog te bepalen: 1 van 7 [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Alles voldoet]
        bot: Kandidaat toetsen / **Advies: voldoet** / Alle 7 voorwaarden. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [✅ 32 tot 36 uur]
        bot: Kandidaat toetsen / **Advies: bespreken** / 🕐 De kandidaat is 32 tot 36 uur in de week beschikbaar (minder uren in overleg). Minder uren kan in overleg: bespreek hoeveel. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [🕐 Minder uren (bespreken)] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Opslaan]
        === submitted, unclear
        """,
    )


def test_a_card_with_lines_open_is_saved_as_to_be_discussed() -> None:
    assert_dialogue(
        "check_candidate",
        """
        bot: Kandidaat toetsen / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [❓ Bijstandsuitkering]
        bot: Kandidaat toetsen / Nog te bepalen: 6 van 7 [✅ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Opslaan]
        === submitted, unclear
        """,
    )


def test_nothing_can_be_typed_on_the_card() -> None:
    assert_dialogue(
        "check_candidate",
        """
        bot: Kandidaat toetsen / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: Jan Jansen
        bot: Ik begrijp dit antwoord niet. Kies een van de knoppen.
        bot: Kandidaat toetsen / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
        you: [Stoppen]
        === dropped
        """,
    )


def test_the_harness_sees_a_line_that_is_not_said() -> None:
    with pytest.raises(AssertionError):
        assert_dialogue("propose_task", "bot: Hallo!\nyou: bewoner")


SESSION = """
    bot: Vraag 1 van 12 / Wie bent u? [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
    you: bewoner
    bot: Vraag 2 van 12 / Wat moet er gebeuren? / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
    you: [Terug]
    bot: Vraag 1 van 12 / Wie bent u? / Uw antwoord was: Bewoner. [Bewoner] [Organisatie] [Bedrijf] [Terug] [Stoppen]
    you: [Stoppen]
    === dropped
"""


@pytest.mark.parametrize(
    "typed", ["bewoner\n[Terug]\n[Stoppen]\n", "you: bewoner\nyou: [Terug]\nyou: [Stoppen]\n"]
)
def test_a_session_in_the_terminal_is_a_dialogue_test(typed: str) -> None:
    """What is typed, and what is pasted from a test with its `you:`, print the same."""
    session = subprocess.run(
        [sys.executable, "-m", "bot", "talk", "propose_task"],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": "", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": "."},
        cwd=ROOT,
        timeout=30,
        check=False,
    )
    assert session.stderr == ""
    assert session.stdout.splitlines() == dedent(SESSION).strip().splitlines()
    assert_dialogue("propose_task", session.stdout)
