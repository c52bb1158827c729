"""The clock of the simulator is moved, and the program is started again on the same database."""

from pathlib import Path

from tests.acceptance.kept import rows
from tests.acceptance.phone import (
    COORDINATOR,
    MENDED,
    PROPOSAL,
    RESIDENT,
    Phone,
    later,
    phones,
    present,
)
from tests.acceptance.program import running

DATABASE = Path("data/simulator.db")
A_WEEK = 7 * 24 * 3600
LISTS = "SELECT count(*) FROM outbox WHERE kind = 'list'"
"""Every work list that was put out, ever."""


async def has_a_daily_list(coordinator: Phone) -> None:
    await coordinator.sees("Wat wilt u doen?")
    await coordinator.act("type", text="/meldingen")
    await coordinator.reply(await coordinator.sees("U krijgt elk voorstel direct."), "[Elke dag]")
    await coordinator.sees("Volgende werklijst:")


async def approves(coordinator: Phone) -> None:
    await coordinator.act("type", text="/beoordelen")
    await coordinator.reply(await coordinator.sees("Te beoordelen: 1"), "[Goedkeuren]")
    preview = await coordinator.sees("Dit bericht krijgt de indiener:")
    await coordinator.reply(preview, "[Versturen]")
    await coordinator.sees("Tot dan kunt u het ongedaan maken.")


async def test_a_restart_goes_on_where_the_clock_was_and_does_nothing_twice(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as program:
        async with phones(await program.address(), RESIDENT, COORDINATOR) as (
            resident,
            coordinator,
        ):
            await has_a_daily_list(coordinator)
            await resident.start()
            await resident.play([*PROPOSAL, *MENDED])
            await resident.sees("Uw voorstel is binnen.")
            began = await present(resident)
            await later(resident, "week")
            await coordinator.sees("Werklijst van")
            await approves(coordinator)
            moved = await present(resident)
            assert moved - began > A_WEEK - 3601, "a week, or an hour less where summer begins"
        assert await program.end() == 0
    assert rows(tmp_path / DATABASE, LISTS) == [(1,)]

    async with running(tmp_path) as program:
        async with phones(await program.address(), RESIDENT, COORDINATOR) as (
            resident,
            coordinator,
        ):
            assert await present(resident) > moved - 60
            await resident.start()
            await resident.sees("Goedendag!")
            await later(resident, "minute")
            told = await resident.sees("Goed nieuws")
            assert "Goed nieuws" not in str([m for m in await resident.screen() if m != told])
            await coordinator.act("type", text="/meldingen")
            await coordinator.sees("Volgende werklijst:")
        assert await program.end() == 0
    assert rows(tmp_path / DATABASE, LISTS) == [(1,)], "no second one for the same day"
    assert rows(tmp_path / DATABASE, "SELECT count(*) FROM outbox WHERE status != 'sent'") == [(0,)]
