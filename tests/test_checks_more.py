"""A saved check later on: checked again, decided otherwise, deleted."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.people import Role
from bot.person_names import names_someone
from tests.dialogue import act, play
from tests.stage import COACH, COLLEAGUE, Stage, on_stage, told

TRACK = "❌ De kandidaat mag geen lopend re-integratietraject volgen richting regulier werk. Wat helpt: toets opnieuw als het traject klaar is."


async def do(stage: Stage, user: int, *lines: str) -> None:
    for line in lines:
        act(stage, user, line)
        await stage.settle()


async def checked(stage: Stage, user: int = COACH) -> str:
    """Save a check on which one condition is not met; return its code."""
    await stage.give(user, Role.COACH)
    await do(stage, user, "/check", "[Alles voldoet]", "[✅ Geen lopend traject]", "[Opslaan]")
    stage.forget()
    ((code,),) = await stage.query("SELECT code FROM checks")
    assert isinstance(code, str)
    return code


async def test_checked_again_is_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        code = await checked(stage)
        assert code == "K-2223"
        stage.clock.advance(timedelta(days=40))
        await play(
            stage,
            COACH,
            f"""
            you: /checks
            + **Uw toetsen** / Typ een code om een toets te zoeken, bijvoorbeeld K-7F3Q. [K-2223 · 2 mrt 2026 · ❌ voldoet niet] [Kandidaat toetsen]
            you: [K-2223 · 2 mrt 2026 · ❌ voldoet niet]
            ✓
            ~ **K-2223** · 2 mrt 2026 / **Advies: voldoet niet** / {TRACK} / ✅ Bijstandsuitkering: voldoet / ✅ 27 jaar of ouder: voldoet / ❌ Geen lopend traject: voldoet niet / ✅ Geen kans op regulier werk: voldoet / ✅ Eerdere hulp, geen werk: voldoet / ✅ 32 tot 36 uur: voldoet / ✅ Diverse taken: voldoet / Regels: versie 2023.1. Dit is een advies. U beslist. [Opnieuw toetsen] [Advies aanpassen] [Verwijderen] [Kopieer code] [Alle toetsen]
            you: [Opnieuw toetsen]
            ✓
            ~ **Kandidaat toetsen** / U toetst **K-2223** opnieuw. Verander wat nu anders is. / **Advies: voldoet niet** / {TRACK} [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [❌ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
            you: [❌ Geen lopend traject]
            ✓
            ~ **Kandidaat toetsen** / U toetst **K-2223** opnieuw. Verander wat nu anders is. / Nog te bepalen: 1 van 7 [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [❓ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
            you: [Alles voldoet]
            ✓
            ~ **Kandidaat toetsen** / U toetst **K-2223** opnieuw. Verander wat nu anders is. / **Advies: voldoet** / Alle 7 voorwaarden. [✅ Bijstandsuitkering] [✅ 27 jaar of ouder] [✅ Geen lopend traject] [✅ Geen kans op regulier werk] [✅ Eerdere hulp, geen werk] [✅ 32 tot 36 uur] [✅ Diverse taken] [Alles voldoet] [Uitleg] [Opslaan] [Stoppen]
            you: [Opslaan]
            ✓
            ~ **K-2223** · versie 2 · 11 apr 2026 / **Advies: voldoet** / Alle 7 voorwaarden. / Dit is een advies. U beslist. / Schrijf de code in uw eigen systeem. [Kopieer code] [Nieuwe toets] [Openen]
            you: [Openen]
            ✓
            ~ **K-2223** · versie 2 · 11 apr 2026 / **Advies: voldoet** / Alle 7 voorwaarden. / ✅ Bijstandsuitkering: voldoet / ✅ 27 jaar of ouder: voldoet / ✅ Geen lopend traject: voldoet / ✅ Geen kans op regulier werk: voldoet / ✅ Eerdere hulp, geen werk: voldoet / ✅ 32 tot 36 uur: voldoet / ✅ Diverse taken: voldoet / Regels: versie 2023.1. Dit is een advies. U beslist. [Opnieuw toetsen] [Advies aanpassen] [Verwijderen] [Versie 1 · 2 mrt 2026] [Kopieer code] [Alle toetsen]
            you: [Versie 1 · 2 mrt 2026]
            ✓
            ~ **K-2223** · versie 1 · 2 mrt 2026 / Er is een nieuwere versie. / **Advies: voldoet niet** / {TRACK} / ✅ Bijstandsuitkering: voldoet / ✅ 27 jaar of ouder: voldoet / ❌ Geen lopend traject: voldoet niet / ✅ Geen kans op regulier werk: voldoet / ✅ Eerdere hulp, geen werk: voldoet / ✅ 32 tot 36 uur: voldoet / ✅ Diverse taken: voldoet / Regels: versie 2023.1. Dit is een advies. U beslist. [Versie 2 · 11 apr 2026] [Kopieer code] [Alle toetsen]
            you: /checks
            + **Uw toetsen** / Typ een code om een toets te zoeken, bijvoorbeeld K-7F3Q. [K-2223 · 11:00 · ✅ voldoet] [Kandidaat toetsen]
            """,
        )
        rows = await stage.query("SELECT code, version, newest, overall FROM checks ORDER BY id")
        assert rows == [("K-2223", 1, 0, "not_met"), ("K-2223", 2, 1, "met")]


async def test_checking_again_can_be_stopped_and_changes_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        code = await checked(stage)
        await do(stage, COACH, code, "[Opnieuw toetsen]", "[❌ Geen lopend traject]")
        await play(
            stage,
            COACH,
            """
            you: [Stoppen]
            ✓
            ~ Gestopt. Er is niets bewaard. / Toets K-2223 blijft zoals hij was. [Nieuwe toets] [Alle toetsen]
            """,
        )
        assert await stage.query("SELECT version, overall FROM checks") == [(1, "not_met")]


async def test_two_cards_for_one_check_become_two_versions(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        code = await checked(stage)
        await do(stage, COACH, code, code)
        first, second = [m for m in stage.world.chat(COACH).messages if m.by_bot][-2:]
        for message in (first, second):
            stage.world.press(COACH, "Opnieuw toetsen", message.message_id)
            await stage.settle()
        for message in (first, second):
            stage.world.press(COACH, "Opslaan", message.message_id)
        await stage.settle()
        rows = await stage.query("SELECT version, newest FROM checks ORDER BY version")
        assert rows == [(1, 0), (2, 0), (3, 1)]


async def test_an_older_version_cannot_be_changed_by_a_forged_button(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        code = await checked(stage)
        await do(stage, COACH, code, "[Opnieuw toetsen]", "[Opslaan]")
        stage.forget()
        for forged in (
            "check_again:1",
            "check_delete:1",
            "check_gone:1",
            "override:1:aged_27:not_met:news",
        ):
            stage.world.press_data(COACH, stage.last(COACH).message_id, forged)
            await stage.settle()
            assert "Er is een nieuwere versie." in told(stage.calls()[-1])
        assert await stage.query("SELECT count(*) FROM checks WHERE deleted_at IS NULL") == [(2,)]
        assert await stage.query("SELECT count(*) FROM overrides") == [(0,)]


async def test_a_decision_stands_beside_the_computed_advice(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await checked(stage)
        await play(
            stage,
            COACH,
            f"""
            you: K-2223
            + **K-2223** · 2 mrt 2026 / **Advies: voldoet niet** / {TRACK} / ✅ Bijstandsuitkering: voldoet / ✅ 27 jaar of ouder: voldoet / ❌ Geen lopend traject: voldoet niet / ✅ Geen kans op regulier werk: voldoet / ✅ Eerdere hulp, geen werk: voldoet / ✅ 32 tot 36 uur: voldoet / ✅ Diverse taken: voldoet / Regels: versie 2023.1. Dit is een advies. U beslist. [Opnieuw toetsen] [Advies aanpassen] [Verwijderen] [Kopieer code] [Alle toetsen]
            you: [Advies aanpassen]
            ✓
            ~ **Welke voorwaarde beoordeelt u anders?** / Het berekende advies blijft ernaast staan. [Bijstandsuitkering: ✅ voldoet] [27 jaar of ouder: ✅ voldoet] [Geen lopend traject: ❌ voldoet niet] [Geen kans op regulier werk: ✅ voldoet] [Eerdere hulp, geen werk: ✅ voldoet] [32 tot 36 uur: ✅ voldoet] [Diverse taken: ✅ voldoet] [Terug]
            you: [Geen lopend traject: ❌ voldoet niet]
            ✓
            ~ **Geen lopend traject** / Berekend: ❌ voldoet niet. / Wat is het volgens u? [✅ voldoet] [❓ bespreken] [Terug]
            you: [✅ voldoet]
            ✓
            ~ **Geen lopend traject**: ✅ voldoet / Waarom? [In overleg met de werkgever] [Nieuwe informatie] [Fout in een antwoord] [Anders, met toelichting] [Terug]
            you: [Nieuwe informatie]
            ✓
            ~ **K-2223** · 2 mrt 2026 / **Advies: voldoet niet** / {TRACK} / **Met aanpassing: voldoet** / Geen lopend traject: ✅ voldoet. Reden: nieuwe informatie. / ✅ Bijstandsuitkering: voldoet / ✅ 27 jaar of ouder: voldoet / ❌ Geen lopend traject: voldoet niet / ✅ Geen kans op regulier werk: voldoet / ✅ Eerdere hulp, geen werk: voldoet / ✅ 32 tot 36 uur: voldoet / ✅ Diverse taken: voldoet / Regels: versie 2023.1. Dit is een advies. U beslist. [Opnieuw toetsen] [Advies aanpassen] [Verwijderen] [Kopieer code] [Alle toetsen]
            you: /checks
            + **Uw toetsen** / Typ een code om een toets te zoeken, bijvoorbeeld K-7F3Q. [K-2223 · 10:00 · ❌ voldoet niet, aangepast] [Kandidaat toetsen]
            """,
        )
        assert await stage.query("SELECT overall FROM checks") == [("not_met",)]
        verdicts = await stage.query("SELECT outcome FROM verdicts WHERE condition = 'no_track'")
        assert verdicts == [("not_met",)]
        kept = await stage.query("SELECT condition, outcome, reason, note, by_id FROM overrides")
        assert kept == [("no_track", "met", "news", None, COACH)]
        audit = await stage.query("SELECT subject FROM audit WHERE action = 'overrode'")
        assert audit == [("check 1",)]


async def test_a_decision_taken_back_is_kept_but_no_longer_stands(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        code = await checked(stage)
        for press in ("met:news", "not_met:mistake"):
            await do(stage, COACH, code)
            stage.world.press_data(
                COACH, stage.last(COACH).message_id, f"override:1:no_track:{press}"
            )
            await stage.settle()
        assert "Met aanpassing" not in stage.last(COACH).text
        await do(stage, COACH, "/checks")
        assert "[K-2223 · 10:00 · ❌ voldoet niet]" in told(stage.calls()[-1])
        assert await stage.query("SELECT count(*) FROM overrides") == [(2,)]


async def test_something_else_takes_a_note_without_names_or_numbers(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await checked(stage)
        await do(stage, COACH, "K-2223", "[Advies aanpassen]", "[32 tot 36 uur: ✅ voldoet]")
        await play(
            stage,
            COACH,
            f"""
            you: [❓ bespreken]
            ✓
            ~ **32 tot 36 uur**: ❓ bespreken / Waarom? [In overleg met de werkgever] [Nieuwe informatie] [Fout in een antwoord] [Anders, met toelichting] [Terug]
            you: [Anders, met toelichting]
            ✓
            ~ **32 tot 36 uur**: ❓ bespreken / Typ in een paar woorden waarom. / Noem geen naam, geen geboortedatum en geen BSN. [Terug] [Niet aanpassen]
            you: Overlegd met Jan de Vries
            - deleted
            + Dit lijkt op een naam of een geboortedatum. Dat mag ik hier niet bewaren. / Uw bericht is weg. Schrijf het nog eens, zonder dat.
            you: Overlegd met het wijkteam in Selwerd: 28 uur.
            + **K-2223** · 2 mrt 2026 / **Advies: voldoet niet** / {TRACK} / **Met aanpassing: voldoet niet** / 32 tot 36 uur: ❓ bespreken. Reden: anders, met toelichting. / > Toelichting: Overlegd met het wijkteam in Selwerd: 28 uur. / ✅ Bijstandsuitkering: voldoet / ✅ 27 jaar of ouder: voldoet / ❌ Geen lopend traject: voldoet niet / ✅ Geen kans op regulier werk: voldoet / ✅ Eerdere hulp, geen werk: voldoet / ✅ 32 tot 36 uur: voldoet / ✅ Diverse taken: voldoet / Regels: versie 2023.1. Dit is een advies. U beslist. [Opnieuw toetsen] [Advies aanpassen] [Verwijderen] [Kopieer code] [Alle toetsen]
            ~ (no buttons)
            """,
        )
        assert b"Jan de Vries" not in stage.settings.database_path.read_bytes()


async def test_a_bsn_in_the_note_is_refused_and_the_note_still_expected(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        code = await checked(stage)
        await do(stage, COACH, code)
        stage.world.press_data(
            COACH, stage.last(COACH).message_id, "override:1:hours:unclear:other"
        )
        await stage.settle()
        await do(stage, COACH, "bsn 123456782")
        assert "burgerservicenummer" in stage.last(COACH).text
        await do(stage, COACH, "kan alleen in de ochtend", "x" * 10)
        notes = await stage.query("SELECT note FROM overrides")
        assert notes == [("kan alleen in de ochtend",)]
        assert b"123456782" not in stage.settings.database_path.read_bytes()


async def test_a_note_that_is_too_long_is_asked_once_more(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        code = await checked(stage)
        await do(stage, COACH, code)
        stage.world.press_data(
            COACH, stage.last(COACH).message_id, "override:1:hours:unclear:other"
        )
        await stage.settle()
        await do(stage, COACH, "lang " * 80)
        assert "te lang" in stage.last(COACH).text
        await do(stage, COACH, "korter")
        assert await stage.query("SELECT note FROM overrides") == [("korter",)]


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("overlegd met de werkgever", False),
        ("Overlegd met de werkgever. Die wil 28 uur.", False),
        ("het UWV geeft ontheffing", False),
        ("begeleiding door WerkPro in Selwerd", False),
        ("vanaf 1-4-2026 beschikbaar", False),
        ("kan 's ochtends niet, wel 's middags", False),
        ("", False),
        ("gesproken met Karim", True),
        ("Jan Jansen wil minder uren", True),
        ("J. de Vries belde", True),
        ("mevr. jansen belde", True),
        ("de heer de boer wil niet", True),
        ("geboren in 1998", True),
        ("12-03-1980 is de datum", True),
        ("gesproken, Fatima wil wel", True),
    ],
)
def test_what_looks_like_a_name(note: str, named: bool) -> None:
    assert names_someone(note, {"Selwerd"}) is named


async def test_deleted_leaves_the_code_and_nothing_else(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        code = await checked(stage)
        await do(stage, COACH, code, "[Opnieuw toetsen]", "[Opslaan]", "[Openen]")
        stage.world.press_data(
            COACH, stage.last(COACH).message_id, "override:2:no_track:met:agreed"
        )
        await stage.settle()
        await do(stage, COACH, code, "[Opnieuw toetsen]", "K-2223")
        await play(
            stage,
            COACH,
            """
            you: [Verwijderen]
            ✓
            ~ Wilt u toets **K-2223** verwijderen? / Alle antwoorden en adviezen gaan weg, ook van eerdere versies. / Alleen de code blijft, en de dag van verwijderen. [Ja, verwijderen] [Nee, laten staan]
            you: [Ja, verwijderen]
            ✓
            ~ Toets **K-2223** is verwijderd. [Alle toetsen] [Nieuwe toets]
            you: K-2223
            + Toets **K-2223** is verwijderd op 2 mrt 2026. [Alle toetsen] [Nieuwe toets]
            you: /checks
            + U hebt nog geen toets bewaard. [Kandidaat toetsen]
            you: [Opslaan]
            ✓ Deze knop werkt niet meer. Typ /help.
            """,
        )
        for table in ("answers", "verdicts", "overrides"):
            assert await stage.query(f"SELECT count(*) FROM {table}") == [(0,)], table
        rows = await stage.query("SELECT code, overall, deleted_at IS NOT NULL FROM checks")
        assert rows == [("K-2223", "", 1)] * 2
        assert ("deleted", "check 2") in await stage.query("SELECT action, subject FROM audit")


async def test_a_colleague_can_do_nothing_with_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await checked(stage)
        await stage.give(COLLEAGUE, Role.COACH)
        for forged in (
            "check_again:1",
            "check_delete:1",
            "check_gone:1",
            "override:1",
            "override:1:no_track:met:news",
            "override:1:no_track:met:other",
        ):
            stage.forget()
            stage.world.press_data(COLLEAGUE, stage.last(COLLEAGUE).message_id, forged)
            await stage.settle()
            assert [told(c) for c in stage.calls()] == ["✓"], forged
        assert await stage.query("SELECT purpose FROM expecting") == []
        assert await stage.query("SELECT count(*) FROM overrides") == [(0,)]


async def test_stop_closes_the_card_and_keeps_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        act(stage, COACH, "/check")
        await stage.settle()
        act(stage, COACH, "[❓ Diverse taken]")
        await stage.settle()
        await play(
            stage,
            COACH,
            """
            you: /stop
            - deleted
            + Gestopt. Er is niets bewaard. [Nieuwe toets]
            """,
        )
        assert await stage.query("SELECT status FROM conversations") == [("dropped",)]
        assert await stage.query("SELECT * FROM answers") == []


async def test_one_or_two_that_fail_are_told_in_full_and_more_in_short(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        act(stage, COACH, "/check")
        await stage.settle()
        seen = []
        for line in ("Bijstandsuitkering", "27 jaar of ouder", "Geen lopend traject"):
            for mark in "❓✅":
                act(stage, COACH, f"[{mark} {line}]")
                await stage.settle()
            seen.append(stage.last(COACH).text)
        assert "❌ De kandidaat moet 27 jaar of ouder zijn. Wat helpt:" in seen[1]
        assert seen[2].splitlines()[-3:] == [
            "❌ Bijstandsuitkering: toets opnieuw als de uitkering is toegekend.",
            "❌ 27 jaar of ouder: toets opnieuw vanaf de 27e verjaardag.",
            "❌ Geen lopend traject: toets opnieuw als het traject klaar is.",
        ]
        act(stage, COACH, "[Opslaan]")
        await stage.settle()
        assert "❌ De kandidaat moet 27 jaar of ouder zijn. Wat helpt:" in stage.last(COACH).text
