"""Coaches' saved checks: the list, finding by code, and never somebody else's."""

from datetime import timedelta
from pathlib import Path

from bot.people import Role
from tests.dialogue import act, play
from tests.stage import COACH, COLLEAGUE, Stage, on_stage, told

COACH_ROLE = Role.COACH


async def checked(stage: Stage, user: int) -> None:
    for line in ("/check", "[Alles voldoet]", "[Opslaan]"):
        act(stage, user, line)
        await stage.settle()
    stage.forget()


async def test_newest_first_opened_and_found_by_code(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, COACH_ROLE)
        await checked(stage, COACH)
        await checked(stage, COACH)
        await play(
            stage,
            COACH,
            """
            you: /checks
            + **Uw toetsen** / Typ een code om een toets te zoeken, bijvoorbeeld K-7F3Q. [K-2224 · 10:00 · ✅ voldoet] [K-2223 · 10:00 · ✅ voldoet] [Kandidaat toetsen]
            you: [K-2223 · 10:00 · ✅ voldoet]
            ✓
            ~ **K-2223** · 2 mrt 2026 / **Advies: voldoet** / Alle 7 voorwaarden. / ✅ Bijstandsuitkering: voldoet / ✅ 27 jaar of ouder: voldoet / ✅ Geen lopend traject: voldoet / ✅ Geen kans op regulier werk: voldoet / ✅ Eerdere hulp, geen werk: voldoet / ✅ 32 tot 36 uur: voldoet / ✅ Diverse taken: voldoet / Regels: versie 2023.1. Dit is een advies. U beslist. [Opnieuw toetsen] [Advies aanpassen] [Verwijderen] [Kopieer code] [Alle toetsen]
            you: k2224
            + **K-2224** · 2 mrt 2026 / **Advies: voldoet** / Alle 7 voorwaarden. / ✅ Bijstandsuitkering: voldoet / ✅ 27 jaar of ouder: voldoet / ✅ Geen lopend traject: voldoet / ✅ Geen kans op regulier werk: voldoet / ✅ Eerdere hulp, geen werk: voldoet / ✅ 32 tot 36 uur: voldoet / ✅ Diverse taken: voldoet / Regels: versie 2023.1. Dit is een advies. U beslist. [Opnieuw toetsen] [Advies aanpassen] [Verwijderen] [Kopieer code] [Alle toetsen]
            you: /checks K-9999
            + Ik vind geen toets van u met de code K-9999. [Alle toetsen]
            """,
        )
        audit = await stage.query("SELECT action FROM audit WHERE subject LIKE 'check%'")
        assert audit == [("saved",), ("saved",), ("looked at",), ("looked at",)]


async def test_a_colleagues_check_and_card_stay_theirs(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        for user in (COACH, COLLEAGUE):
            await stage.give(user, COACH_ROLE)
        await checked(stage, COACH)
        act(stage, COACH, "/check")
        await stage.settle()
        stage.forget()
        menu = stage.last(COLLEAGUE).message_id
        for data, answer in (
            ("check:1", "✓"),
            ("step:2:aged_27", "✓ Deze knop werkt niet meer. Typ /help."),
            ("save:2", "✓ Deze knop werkt niet meer. Typ /help."),
        ):
            stage.world.press_data(COLLEAGUE, menu, data)
            await stage.settle()
            assert [told(c) for c in stage.calls_for(COLLEAGUE)] == [answer], data
        act(stage, COLLEAGUE, "K-2223")
        await stage.settle()
        assert "Ik vind geen toets van u" in stage.last(COLLEAGUE).text


async def test_two_cards_of_one_coach_never_mix(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, COACH_ROLE)
        for line in ("/check", "[Opslaan]", "[Openen]", "[Opnieuw toetsen]", "/check"):
            act(stage, COACH, line)
            await stage.settle()
        again, new = (m for m in stage.world.chat(COACH).messages if "Nog te bepalen" in m.text)
        stage.world.press(COACH, "❓ Diverse taken", again.message_id)
        await stage.settle()
        stage.world.press(COACH, "❓ 27 jaar of ouder", new.message_id)
        await stage.settle()
        assert await stage.query("SELECT conversation_id, question FROM answers ORDER BY 1") == [
            (2, "diverse_tasks"),
            (3, "aged_27"),
        ]


async def test_a_new_card_throws_the_one_before_away(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, COACH_ROLE)
        for line in ("/check", "[❓ Diverse taken]"):
            act(stage, COACH, line)
            await stage.settle()
        card = stage.last(COACH).message_id
        stage.clock.advance(timedelta(days=1))
        for line in ("/check", "[Weggooien en nieuwe kaart]"):
            act(stage, COACH, line)
            await stage.settle()
            if line == "/check":
                assert "U begon eraan op 2 mrt 2026." in stage.last(COACH).text
        assert "7 van 7" in stage.last(COACH).text
        older = stage.world.chat(COACH).find(card)
        assert older
        assert older.text == "Gestopt. Er is niets bewaard."
        assert await stage.query("SELECT count(*) FROM answers") == [(0,)]
        act(stage, COACH, "/check")
        await stage.settle()
        assert "nog een kaart open" not in stage.last(COACH).text, "nothing comes back"


async def test_thanks_beside_a_card_are_welcome_and_stay(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, COACH_ROLE)
        act(stage, COACH, "/check")
        await stage.settle()
        stage.forget()
        await play(stage, COACH, "you: dank je wel\n+ Graag gedaan.")


async def test_a_card_with_ticks_is_offered_again_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, COACH_ROLE)
        for line in ("/check", "[❓ 27 jaar of ouder]", "[❓ Diverse taken]"):
            act(stage, COACH, line)
            await stage.settle()
        await play(
            stage,
            COACH,
            """
            you: /check
            + U hebt nog een kaart open: 2 van 7 ingevuld. / U begon eraan om 10:00 uur. [Verder met die kaart] [Weggooien en nieuwe kaart]
            you: [Verder met die kaart]
            ✓
            - deleted
            - deleted
            + **Kandidaat toetsen** / Nog te bepalen: 5 van 7 [❓ Bijstandsuitkering] [✅ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
            you: [Opslaan]
            ✓
            ~ **K-2223** · 2 mrt 2026 / **Advies: bespreken** / Nog te bepalen: 5 van 7 / ❓ Bijstandsuitkering / ❓ Geen lopend traject / ❓ Geen kans op regulier werk / ❓ Eerdere hulp, geen werk / ❓ 32 tot 36 uur / Dit is een advies. U beslist. / Schrijf de code in uw eigen systeem. [Kopieer code] [Nieuwe toets] [Openen]
            """,
        )
        cards = [m for m in stage.world.chat(COACH).messages if "Kandidaat toetsen" in m.text]
        assert not cards, "there was one card, and it is saved"


async def test_a_card_that_nobody_touched_makes_room_for_the_next(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, COACH_ROLE)
        for _ in range(5):
            act(stage, COACH, "/check")
            await stage.settle()
        cards = [m for m in stage.world.chat(COACH).messages if "Kandidaat toetsen" in m.text]
        assert len(cards) == 1
        open_ones = await stage.query("SELECT count(*) FROM conversations WHERE status = 'open'")
        assert open_ones == [(1,)]


async def test_what_is_typed_beside_a_card_is_not_kept(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, COACH_ROLE)
        await play(
            stage,
            COACH,
            """
            you: /check
            + **Kandidaat toetsen** / Nog te bepalen: 7 van 7 / Noem geen naam, geen BSN, geen reden. [❓ Bijstandsuitkering] [❓ 27 jaar of ouder] [❓ Geen lopend traject] [❓ Geen kans op regulier werk] [❓ Eerdere hulp, geen werk] [❓ 32 tot 36 uur] [❓ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
            you: het gaat om Jan de Vries
            - deleted
            + Ik bewaar niets van wat u hier typt. Uw bericht is weg. / Gebruik de knoppen. Een vraag? Druk op Uitleg.
            you: [Stoppen]
            ✓
            ~ Gestopt. Er is niets bewaard. [Nieuwe toets]
            """,
        )
        stored = stage.settings.database_path.read_bytes()
        assert b"Jan de Vries" not in stored


async def test_fewer_hours_are_discussed_and_open_lines_too(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, COACH_ROLE)
        for line in ("/check", "[❓ 32 tot 36 uur]", "[✅ 32 tot 36 uur]", "[Alles voldoet]"):
            act(stage, COACH, line)
            await stage.settle()
        card = stage.last(COACH).text
        assert "Advies: bespreken" in card
        assert "🕐 De kandidaat is 32 tot 36 uur in de week beschikbaar" in card
        for line in ("/check", "[Weggooien en nieuwe kaart]", "[Opslaan]"):
            act(stage, COACH, line)
            await stage.settle()
        assert "Advies: bespreken" in stage.last(COACH).text
        named = stage.last(COACH).text.split("Nog te bepalen: 7 van 7\n")[1].split("\n\n")[0]
        assert named.splitlines()[0] == "❓ Bijstandsuitkering", "seven policy texts fill a phone"
        assert len(named.splitlines()) == 7
        assert await stage.query("SELECT overall FROM checks") == [("unclear",)]
