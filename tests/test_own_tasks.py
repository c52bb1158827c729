"""Someone follows their own proposals and takes one back."""

from pathlib import Path

from bot.people import Role
from tests.dialogue import act, play, until_summary
from tests.stage import COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage, told


async def sent(stage: Stage, user: int, **answers: str) -> None:
    await until_summary(stage, user, **answers)
    act(stage, user, "[Versturen]")
    await stage.settle()
    stage.forget()


async def test_list_open_and_withdraw(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage, RESIDENT)
        await play(
            stage,
            RESIDENT,
            """
            you: /mijntaken
            + **Uw taken** / **blad opruimen op het plein** / wordt gelezen · 2 mrt 2026 · BB-22223 [blad opruimen op het plein] [Taak voorstellen]
            you: [blad opruimen op het plein]
            ✓
            ~ **BB-22223** · 2 mrt 2026 / Status: wordt gelezen / 1 Wie: bewoner / 2 Taak: blad opruimen op het plein / 3 Waar: Selwerd / 4 Uren: 1-4 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: weet ik niet / 12 Contact: via deze chat [Intrekken] [Kopieer nummer] [Al mijn taken]
            you: [Intrekken]
            ✓
            ~ Wilt u **BB-22223** intrekken? Het gaat over: blad opruimen op het plein / Dan kijkt er niemand meer naar. [Ja, intrekken] [Nee, laten staan]
            you: [Ja, intrekken]
            ✓
            ~ **BB-22223** is ingetrokken. / U kunt altijd opnieuw iets voorstellen. [Al mijn taken] [Taak voorstellen]
            """,
        )
        assert "BB-22223 ingetrokken" in stage.last(COORDINATOR).text
        assert await stage.query("SELECT status, version FROM proposals") == [("withdrawn", 2)]
        act(stage, RESIDENT, "[Al mijn taken]")
        await stage.settle()
        assert "ingetrokken" in stage.last(RESIDENT).text


async def test_withdrawing_twice_happens_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await sent(stage, RESIDENT)
        for line in ("/mijntaken", "[blad opruimen op het plein]", "[Intrekken]"):
            act(stage, RESIDENT, line)
            await stage.settle()
        stage.forget()
        act(stage, RESIDENT, "<twice> [Ja, intrekken]")
        await stage.settle()
        to_coordinator = [c for c in stage.calls() if c.params.get("chat_id") == COORDINATOR]
        assert len(to_coordinator) == 1
        assert await stage.query("SELECT status, version FROM proposals") == [("withdrawn", 2)]


async def test_nobody_has_sent_anything(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await play(
            stage,
            RESIDENT,
            """
            you: /mijntaken
            + U hebt nog geen voorstel verstuurd. [Taak voorstellen] [Over de Basisbaan]
            """,
        )


async def test_another_persons_proposal_cannot_be_opened_or_withdrawn(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await sent(stage, RESIDENT)
        stage.world.start(NEIGHBOUR)
        await stage.settle()
        stage.forget()
        menu = stage.last(NEIGHBOUR).message_id
        for data in ("task:1", "withdraw:1", "withdraw_yes:1:1"):
            stage.world.press_data(NEIGHBOUR, menu, data)
            await stage.settle()
            assert [told(c) for c in stage.calls_for(NEIGHBOUR)] == ["✓"], data
        assert await stage.query("SELECT status FROM proposals") == [("new",)]


async def test_a_proposal_in_doubt_can_be_sent_and_says_why(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT, unfunded="[Ja]", suitable="[Weet ik niet]")
        act(stage, RESIDENT, "[Toch versturen]")
        await stage.settle()
        notice = stage.last(COORDINATOR).text
        assert "Advies: voldoet niet" in notice
        assert "❌ Er mag geen geld tegenover de taak staan. Antwoord bij “geld”: ja." in notice
        assert "Antwoord bij “geschikt werk”: weet ik niet." in notice
        assert await stage.query(
            "SELECT condition, outcome, rules_version FROM verdicts ORDER BY condition"
        ) == [
            ("displaces_no_work", "met", "task-2023.1"),
            ("liveability", "met", "task-2023.1"),
            ("not_done_now", "met", "task-2023.1"),
            ("suitable", "unclear", "task-2023.1"),
            ("unfunded", "not_met", "task-2023.1"),
        ]


async def test_a_long_description_reaches_the_coordinator_whole(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        long = "blad opruimen en takken rapen " * 100
        await until_summary(stage, RESIDENT, description=long)
        act(stage, RESIDENT, "[Versturen]")
        await stage.settle()
        assert stage.last(COORDINATOR).text == "Taak\n" + long.strip()
