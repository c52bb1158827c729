"""The two golden transcripts, with every call that the bot makes for them."""

from pathlib import Path

from bot.people import Role
from tests.dialogue import play
from tests.stage import COACH, COORDINATOR, RESIDENT, on_stage

A = """
    you: /start
    + Goedendag! Ik ben de bot van de Basisbaan in Groningen. Ik ben een computer. / Een medewerker leest elk voorstel. / Kent u werk in uw wijk of dorp dat nu blijft liggen? / Stel het voor. Het duurt ongeveer 5 minuten. / Schrijf geen BSN. Schrijf ook niets over de gezondheid van mensen. [Taak voorstellen] [Mijn taken] [Over de Basisbaan] [Privacy]
    you: [Taak voorstellen]
    ✓
    + Vraag 1 van 12 / **Wie bent u?** [Bewoner] [Organisatie] [Bedrijf] [Stoppen]
    you: [Bewoner]
    ✓
    ~ Wie bent u? / **Bewoner**
    + Vraag 2 van 12 / **Wat moet er gebeuren?** / Schrijf het zoals u het zegt. Bijvoorbeeld: zwerfafval opruimen bij de speeltuin. [Terug] [Stoppen]
    you: blad en rommel opruimen op het plein
    ~ (no buttons)
    + Vraag 3 van 12 / **In welke wijk of in welk dorp?** / Typ de naam. Of kies een gebied. [Centrum] [Oude Wijken] [Oost] [Zuid] [West] [Haren] [Ten Boer] [Hele gemeente] [Terug] [Stoppen]
    you: selwert
    + Bedoelt u **Selwerd**? [Ja, Selwerd] [Nee]
    you: [Ja, Selwerd]
    ✓
    - deleted
    ~ In welke wijk of in welk dorp? / **Selwerd**
    + Vraag 4 van 12 / **Hoeveel uur per week kost het ongeveer?** / Typ een getal, bijvoorbeeld 4 of 4-6. [1-4] [5-8] [9-16] [Meer dan 16] [Weet ik niet] [Terug] [Stoppen]
    you: een uurtje of zes
    ~ Hoeveel uur per week kost het ongeveer? / **6 per week**
    + Vraag 5 van 12 / **Wanneer is de taak er?** [Het hele jaar] [Een deel van het jaar] [Eén keer] [Terug] [Stoppen]
    you: [Het hele jaar]
    ✓
    ~ Wanneer is de taak er? / **Het hele jaar**
    + Vraag 6 van 12 / **Wordt de wijk of het dorp prettiger door deze taak?** [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
    you: [Wat bedoelen we?]
    ✓
    ~ Vraag 6 van 12 / **Wordt de wijk of het dorp prettiger door deze taak?** / > Bijvoorbeeld: het wordt schoner, veiliger of gezelliger. [Ja] [Nee] [Weet ik niet] [Terug] [Stoppen]
    you: [Ja]
    ✓
    ~ Wordt de wijk of het dorp prettiger door deze taak? / **Ja**
    + Vraag 7 van 12 / **Doet iemand deze taak nu al?** [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
    you: [Nee]
    ✓
    ~ Doet iemand deze taak nu al? / **Nee**
    + Vraag 8 van 12 / **Is er al geld voor deze taak?** / Bijvoorbeeld loon of subsidie. [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
    you: [Ja]
    ✓
    ~ Is er al geld voor deze taak? / **Ja**
    + Vraag 9 van 12 / **Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger?** [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
    you: [Nee]
    ✓
    ~ Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger? / **Nee**
    + Vraag 10 van 12 / **Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft?** [Ja] [Nee] [Weet ik niet] [Wat bedoelen we?] [Terug] [Stoppen]
    you: [Ja]
    ✓
    ~ Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft? / **Ja**
    + Vraag 11 van 12 / **Wie kan daar begeleiden?** / Iemand die laat zien hoe het werk gaat. [Ik of mijn organisatie] [Een andere organisatie] [Weet ik niet] [Terug] [Stoppen]
    you: [Ik of mijn organisatie]
    ✓
    ~ Wie kan daar begeleiden? / **Ik of mijn organisatie**
    + Vraag 12 van 12 / **Hoe mogen wij u bereiken?** [Via deze chat] [Bel mij] [Mail mij] [Terug] [Stoppen]
    you: [Via deze chat]
    ✓
    ~ Hoe mogen wij u bereiken? / **Via deze chat**
    + **Klopt het zo?** / 1 Wie: bewoner / 2 Taak: blad en rommel opruimen op het plein / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: ja / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / **Nog niet goed: 1** / ❌ Er mag geen geld tegenover de taak staan. U zei: er is al geld. Wat helpt: laat het betaalde deel weg en stel de rest voor. / U mag het ook zo versturen. Een medewerker kijkt dan mee. [Antwoord aanpassen: geld] [Iets anders aanpassen] [Foto's] [Vertel meer] [Plek] [Toch versturen] [Stoppen]
    you: [Antwoord aanpassen: geld]
    ✓
    ~ Klopt het zo? / **Aanpassen: geld**
    + **Is er al geld voor deze taak?** / Uw antwoord was: Ja. [Ja] [Nee] [Weet ik niet] [Terug]
    you: [Nee]
    ✓
    ~ Is er al geld voor deze taak? / **Nee**
    + **Klopt het zo?** / 1 Wie: bewoner / 2 Taak: blad en rommel opruimen op het plein / 3 Waar: Selwerd / 4 Uren: 6 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: ik of mijn organisatie / 12 Contact: via deze chat / ✅ Uw taak voldoet aan alle voorwaarden. [Versturen] [Iets aanpassen] [Foto's] [Vertel meer] [Plek] [Stoppen]
    you: <twice> [Versturen]
    ✓
    ✓ Dit voorstel is al verstuurd.
    ~ (no buttons)
    + Dank u wel. Uw voorstel is binnen. / Nummer: **BB-22223** / Een medewerker leest het. / U hoort binnen 10 werkdagen iets van ons, in deze chat. [Kopieer nummer] [Mijn taken]
"""

B = """
    you: /check
    + **Kandidaat toetsen** / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
    you: [❓ 27 jaar of ouder]
    ✓
    ~ **Kandidaat toetsen** / Nog te bepalen: 6 van 7 [❓ Bijstandsuitkering] [✅ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
    you: [Alles voldoet]
    ✓
    ~ **Kandidaat toetsen** / **Advies: voldoet** / Alle 7 voorwaarden. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
    you: [✅ Geen lopend traject]
    ✓
    ~ **Kandidaat toetsen** / **Advies: voldoet niet** / ❌ De kandidaat mag geen lopend re-integratietraject volgen richting regulier werk. Wat helpt: toets opnieuw als het traject klaar is. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [❌ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
    you: [Opslaan]
    ✓
    ~ **K-2223** · 2 mrt 2026 / **Advies: voldoet niet** / ❌ De kandidaat mag geen lopend re-integratietraject volgen richting regulier werk. Wat helpt: toets opnieuw als het traject klaar is. / Dit is een advies. U beslist. / Schrijf de code in uw eigen systeem. [Kopieer code] [Nieuwe toets] [Openen]
"""


async def test_a_proposal(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await play(stage, RESIDENT, A)
        assert "Nieuw voorstel BB-22223" in stage.last(COORDINATOR).text
        assert await stage.query("SELECT status, overall FROM proposals") == [("new", "met")]


async def test_b_check(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        before = len(stage.world.chat(COACH).messages)
        await play(stage, COACH, B)
        assert len(stage.world.chat(COACH).messages) == before + 2, "the command and one card"
        assert await stage.query("SELECT code, overall FROM checks") == [("K-2223", "not_met")]
