"""The team: who has which role, taking roles and invitations back, handing checks over."""

from datetime import timedelta
from pathlib import Path

from bot.people import Role
from bot.store import checks
from bot.store import team as store
from tests.dialogue import act, play
from tests.stage import COACH, COLLEAGUE, COORDINATOR, RESIDENT, Stage, on_stage, told

SECOND = 3002


async def do(stage: Stage, user: int, *lines: str) -> None:
    for line in lines:
        act(stage, user, line)
        await stage.settle()


async def team(stage: Stage, *, checks: int = 0) -> None:
    """Carla coordinates; Karim and Kees are coaches, Karim with so many checks."""
    await stage.give(COORDINATOR, Role.COORDINATOR)
    for user in (COACH, COLLEAGUE):
        await stage.give(user, Role.COACH)
    for _ in range(checks):
        await do(stage, COACH, "/check", "[Alles voldoet]", "[Opslaan]")
    stage.forget()


async def second_coordinator(stage: Stage) -> None:
    stage.world.add_user(SECOND, "Cor")
    await stage.give(SECOND, Role.COORDINATOR)


async def press(stage: Stage, user: int, carried: str) -> str:
    """Press a button that is on the screen, or was once; return what it led to."""
    stage.forget()
    stage.world.press_data(user, stage.last(user).message_id, carried)
    await stage.settle()
    return " ".join(told(call) for call in stage.calls_for(user))


async def roles(stage: Stage) -> list[tuple[int, str]]:
    rows = await stage.query(
        "SELECT person_id, role FROM roles WHERE revoked_at IS NULL ORDER BY person_id, role"
    )
    return [tuple(row) for row in rows]


async def test_a_coach_leaves(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage, checks=2)
        await do(stage, COACH, "/check")
        card = stage.last(COACH).message_id
        await play(
            stage,
            COORDINATOR,
            """
            you: /team
            + **Team** / Kies een collega. [Carla · coördinator] [Karim · coach · 2 toetsen] [Kees · coach · 0 toetsen] [Collega uitnodigen]
            you: [Karim · coach · 2 toetsen]
            ✓
            ~ **Karim** / Rol: coach / 2 toetsen [Toetsen overdragen] [Rol coach intrekken] [Naam wijzigen] [Het team]
            you: [Rol coach intrekken]
            ✓
            ~ Wilt u de rol coach van **Karim** intrekken? / Dit werkt meteen. Uw collega krijgt bericht. / De toetsen blijven. U kunt ze overdragen aan een collega. [Ja, intrekken] [Nee, laten staan]
            you: [Ja, intrekken]
            ✓
            ~ **Karim** heeft de rol coach niet meer. [Toetsen overdragen] [Het team]
            you: [Het team]
            ✓
            ~ **Team** / Kies een collega. [Carla · coördinator] [Kees · coach · 0 toetsen] [Karim · geen rol meer · 2 toetsen] [Collega uitnodigen]
            you: [Karim · geen rol meer · 2 toetsen]
            ✓
            ~ **Karim** / Rol: geen rol meer / 2 toetsen [Toetsen overdragen] [Het team]
            you: [Toetsen overdragen]
            ✓
            ~ Wie krijgt de toetsen van **Karim** (2 toetsen)? [Kees] [Het team]
            you: [Kees]
            ✓
            ~ Wilt u 2 toetsen van **Karim** overdragen aan **Kees**? / Daarna ziet alleen Kees ze. [Ja, overdragen] [Nee, laten staan]
            you: [Ja, overdragen]
            ✓
            ~ **Kees** heeft nu 2 toetsen van **Karim**. [Het team]
            you: [Het team]
            ✓
            ~ **Team** / Kies een collega. [Carla · coördinator] [Kees · coach · 2 toetsen] [Collega uitnodigen]
            """,
        )
        assert "U hebt de rol coach niet meer in deze bot." in stage.last(COACH).text
        assert "U hebt 2 toetsen gekregen van uw collega Karim." in stage.last(COLLEAGUE).text
        for carried in ("fill:3", "save:3", "check:1", "checks:0", "check_gone:1"):
            stage.forget()
            stage.world.press_data(COACH, card, carried)
            await stage.settle()
            seen = " ".join(told(call) for call in stage.calls_for(COACH))
            assert "alleen voor medewerkers" in seen, carried
        audit = await stage.query("SELECT action, subject, detail FROM audit ORDER BY id")
        assert ("revoked", f"person {COACH}", "role coach") in audit
        assert (
            "handed over",
            f"person {COACH}",
            f"checks to person {COLLEAGUE}",
        ) in audit
        assert await stage.query("SELECT name FROM people WHERE id = ?", COACH) == [(None,)]


async def test_checks_that_were_handed_over_are_the_colleagues_alone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage, checks=1)
        ((code,),) = await stage.query("SELECT code FROM checks")
        await press(stage, COORDINATOR, f"hand_over:{COACH}:{COLLEAGUE}:yes")
        assert "Uw toetsen (1 toets) zijn nu bij uw collega Kees." in stage.last(COACH).text
        await do(stage, COACH, code)
        assert "geen toets van u" in stage.last(COACH).text
        await do(stage, COLLEAGUE, code)
        assert "Advies: voldoet" in stage.last(COLLEAGUE).text
        await do(stage, COLLEAGUE, "[Opnieuw toetsen]", "[Opslaan]")
        rows = await stage.query("SELECT code, version, coach_id FROM checks ORDER BY version")
        assert rows == [(code, 1, COLLEAGUE), (code, 2, COLLEAGUE)]


async def test_handing_over_twice_or_to_no_coach_does_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage, checks=1)
        for to in (COORDINATOR, COACH, RESIDENT, 0):
            seen = await press(stage, COORDINATOR, f"hand_over:{COACH}:{to}:yes")
            assert "Wie krijgt de toetsen" in seen, to
        for _ in range(2):
            await press(stage, COORDINATOR, f"hand_over:{COACH}:{COLLEAGUE}:yes")
        audit = await stage.query("SELECT count(*) FROM audit WHERE action = 'handed over'")
        assert audit == [(1,)]


async def test_a_coordinator_never_sees_a_check(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage, checks=1)
        ((code,),) = await stage.query("SELECT code FROM checks")
        await press(stage, COORDINATOR, f"hand_over:{COACH}:{COLLEAGUE}:yes")
        for carried in ("check:1", "checks:0", "check_again:1", "check_gone:1", "override:1"):
            assert "alleen voor medewerkers" in await press(stage, COORDINATOR, carried)
        await do(stage, COORDINATOR, code, f"/checks {code}", "/team")
        seen = [m.text for m in stage.world.chat(COORDINATOR).messages if m.by_bot]
        assert not [words for words in seen if code in words or "Advies" in words]


async def test_the_menu_follows_the_role(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage)
        menu = ("chat", COACH, "")
        names = [command["command"] for command in stage.world.commands[menu]]
        assert {"check", "checks", "taken"} <= set(names)
        assert len(set(names)) == len(names)
        await press(stage, COORDINATOR, f"revoke_yes:{COACH}:coach")
        names = [command["command"] for command in stage.world.commands[menu]]
        assert not {"check", "checks", "taken"} & set(names)


async def test_the_last_coordinator_stays(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage)
        await play(
            stage,
            COORDINATOR,
            """
            you: /team
            + **Team** / Kies een collega. [Carla · coördinator] [Karim · coach · 0 toetsen] [Kees · coach · 0 toetsen] [Collega uitnodigen]
            you: [Carla · coördinator]
            ✓
            ~ **Carla** / Rol: coördinator / Dit bent u zelf. [Rol coördinator intrekken] [Naam wijzigen] [Het team]
            you: [Rol coördinator intrekken]
            ✓
            ~ **Carla** is nu de enige coördinator. / Nodig eerst een andere coördinator uit. [Collega uitnodigen] [Het team]
            """,
        )
        seen = await press(stage, COORDINATOR, f"revoke_yes:{COORDINATOR}:coordinator")
        assert "enige coördinator" in seen
        assert (COORDINATOR, "coordinator") in await roles(stage)


async def test_two_coordinators_who_remove_each_other_at_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage)
        await second_coordinator(stage)
        for user, other in ((COORDINATOR, SECOND), (SECOND, COORDINATOR)):
            stage.world.press_data(
                user, stage.last(user).message_id, f"revoke_yes:{other}:coordinator"
            )
        await stage.settle()
        assert (COORDINATOR, "coordinator") in await roles(stage)
        assert (SECOND, "coordinator") not in await roles(stage)
        refused = await stage.query("SELECT actor_id FROM audit WHERE action = 'refused'")
        assert refused == [(SECOND,)]


async def test_two_coordinators_who_leave_at_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage)
        await second_coordinator(stage)
        for user in (COORDINATOR, SECOND):
            stage.world.press_data(
                user, stage.last(user).message_id, f"revoke_yes:{user}:coordinator"
            )
        await stage.settle()
        assert [who for who, role in await roles(stage) if role == "coordinator"] == [SECOND]
        assert "U hebt de rol coördinator niet meer" in stage.last(COORDINATOR).text
        assert "enige coördinator" in stage.last(SECOND).text
        assert "alleen voor medewerkers" in await press(stage, COORDINATOR, "team:0")


async def test_what_was_typed_for_a_role_is_not_taken_after_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage, checks=1)
        await press(stage, COACH, "override:1:hours:unclear:other")
        await press(stage, COORDINATOR, f"revoke_yes:{COACH}:coach")
        await do(stage, COACH, "kan alleen in de ochtend")
        assert await stage.query("SELECT count(*) FROM overrides") == [(0,)]
        assert await stage.query("SELECT count(*) FROM expecting") == [(0,)]


async def test_invitations_are_listed_and_taken_back(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage)
        await do(stage, COORDINATOR, "/uitnodigen", "[Coach]")
        code = stage.last(COORDINATOR).text.partition("?start=")[2].split()[0]
        stage.clock.advance(timedelta(days=1))
        await do(stage, COORDINATOR, "/uitnodigen", "[Coördinator]")
        stage.forget()
        await play(
            stage,
            COORDINATOR,
            """
            you: /team
            + **Team** / Kies een collega. [Carla · coördinator] [Karim · coach · 0 toetsen] [Kees · coach · 0 toetsen] [Collega uitnodigen] [Open uitnodigingen: 2]
            you: [Open uitnodigingen: 2]
            ✓
            ~ **Open uitnodigingen** / 1. coach, werkt tot 9 mrt 2026, gemaakt door Carla / 2. coördinator, werkt tot 10 mrt 2026, gemaakt door Carla [1 intrekken (coach)] [2 intrekken (coördinator)] [Het team]
            you: [1 intrekken (coach)]
            ✓
            ~ **Open uitnodigingen** / 1. coördinator, werkt tot 10 mrt 2026, gemaakt door Carla [1 intrekken (coördinator)] [Het team]
            """,
        )
        stage.world.start(RESIDENT, code)
        await stage.settle()
        assert "werkt niet meer" in stage.last(RESIDENT).text
        assert not [who for who, _ in await roles(stage) if who == RESIDENT]
        stage.clock.advance(timedelta(days=7))
        assert "geen open uitnodigingen" in await press(stage, COORDINATOR, "invites:0")


async def test_a_former_coordinator_does_not_come_back_by_an_own_link(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage)
        await second_coordinator(stage)
        await do(stage, SECOND, "/uitnodigen", "[Coördinator]")
        code = stage.last(SECOND).text.partition("?start=")[2].split()[0]
        await press(stage, COORDINATOR, f"revoke_yes:{SECOND}:coordinator")
        stage.world.start(SECOND, code)
        await stage.settle()
        assert (SECOND, "coordinator") not in await roles(stage)


async def test_what_colleagues_are_called(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, Role.COACH)
        stage.world.start(RESIDENT)
        await stage.settle()
        names = await stage.query("SELECT id, name FROM people WHERE id > 0 ORDER BY id")
        assert names == [(RESIDENT, None), (COACH, "Karim"), (COORDINATOR, "Carla")]
        await play(
            stage,
            COACH,
            """
            you: [Andere naam]
            ✓
            + Typ de naam voor de lijst van het team. Bijvoorbeeld een voornaam.
            you: Karim B.
            + In de lijst van het team staat nu **Karim B.**.
            """,
        )
        await play(
            stage,
            COORDINATOR,
            """
            you: /team
            + **Team** / Kies een collega. [Carla · coördinator] [Karim B. · coach · 0 toetsen] [Collega uitnodigen]
            you: [Karim B. · coach · 0 toetsen]
            ✓
            ~ **Karim B.** / Rol: coach [Rol coach intrekken] [Naam wijzigen] [Het team]
            you: [Naam wijzigen]
            ✓
            ~ Typ de nieuwe naam van **Karim B.**. [Het team]
            you: een naam die veel te lang is voor welke lijst dan ook
            + Typ een naam van hoogstens 40 tekens.
            you: Karim (Zuid)
            + In de lijst van het team staat nu **Karim (Zuid)**.
            ~ (no buttons)
            """,
        )
        named = await stage.query("SELECT actor_id, subject FROM audit WHERE action = 'named'")
        assert named == [(COACH, f"person {COACH}"), (COORDINATOR, f"person {COACH}")]


async def test_a_second_role_leaves_the_name_as_it_was(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        await do(stage, COACH, "[Andere naam]", "Karim B.")
        await stage.give(COACH, Role.COORDINATOR)
        assert await stage.query("SELECT name FROM people WHERE id > 0") == [("Karim B.",)]
        await do(stage, COACH, "/team")
        assert "[Karim B. · coach en coördinator · 0 toetsen]" in told(stage.calls()[-1])


async def test_a_name_that_is_a_number_is_not_kept(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(SECOND, "06 12345678")
        await stage.give(SECOND, Role.COACH)
        assert "Mijn naam geven" in str(stage.world.called("sendMessage"))
        assert await stage.query("SELECT name FROM people WHERE id = ?", SECOND) == [(None,)]


async def test_a_large_team_has_pages(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        for number in range(12):
            stage.world.add_user(4000 + number, f"Coach {number:02}")
            await stage.give(4000 + number, Role.COACH)
        await play(
            stage,
            COORDINATOR,
            """
            you: /team
            + **Team** / Kies een collega. [Carla · coördinator] [Coach 00 · coach · 0 toetsen] [Coach 01 · coach · 0 toetsen] [Coach 02 · coach · 0 toetsen] [Coach 03 · coach · 0 toetsen] [Coach 04 · coach · 0 toetsen] [Coach 05 · coach · 0 toetsen] [Coach 06 · coach · 0 toetsen] [Coach 07 · coach · 0 toetsen] [Coach 08 · coach · 0 toetsen] [Volgende] [Collega uitnodigen]
            you: [Volgende]
            ✓
            ~ **Team** / Kies een collega. [Coach 09 · coach · 0 toetsen] [Coach 10 · coach · 0 toetsen] [Coach 11 · coach · 0 toetsen] [Vorige] [Collega uitnodigen]
            """,
        )


async def test_people_who_are_no_colleagues_cannot_be_opened(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await team(stage)
        stage.world.start(RESIDENT)
        await stage.settle()
        for carried in (
            f"member:{RESIDENT}",
            f"revoke_yes:{RESIDENT}:coach",
            f"rename:{RESIDENT}",
            f"hand_over:{RESIDENT}",
        ):
            assert "Kies een collega." in await press(stage, COORDINATOR, carried), carried
        for carried in (f"revoke:{COACH}:coordinator", f"revoke_yes:{COACH}:x", f"revoke:{COACH}"):
            assert "Rol: coach" in await press(stage, COORDINATOR, carried), carried
        assert await stage.query("SELECT error FROM failed_updates") == []


async def test_the_list_and_the_own_checks_are_read_along_indexes(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        for sql, params in (
            (store.STAFF, ()),
            (checks.OF_COACH, (COACH, 9, 0)),
            (checks.COLUMNS + "WHERE code = ? ORDER BY version DESC", ("K-2223",)),
        ):
            steps = [row[3] for row in await stage.query(f"EXPLAIN QUERY PLAN {sql}", *params)]
            scanned = [s for s in steps if s.startswith("SCAN") and "roles" not in s]
            assert not scanned, steps
            assert not [step for step in steps if "TEMP B-TREE FOR ORDER" in step], steps


async def test_a_coach_who_leaves_has_no_card_any_more(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await stage.give(COACH, Role.COACH)
        for line in ("/check", "[❓ Diverse taken]"):
            act(stage, COACH, line)
            await stage.settle()
        for line in ("/team", "[Karim · coach · 0 toetsen]", "[Rol coach intrekken]"):
            act(stage, COORDINATOR, line)
            await stage.settle()
        act(stage, COORDINATOR, "[Ja, intrekken]")
        await stage.settle()
        assert "U hebt de rol coach niet meer" in stage.last(COACH).text
        assert not [m for m in stage.world.chat(COACH).messages if "Kandidaat toetsen" in m.text]
        assert await stage.query("SELECT * FROM answers") == []
        act(stage, COACH, "ze kan alleen koken")
        await stage.settle()
        assert "knoppen van de kaart" not in stage.last(COACH).text
