"""A Telegram that misbehaves in every way, and the real program that goes on with it."""

import asyncio
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from bot.simulator.faults import (
    Fault,
    bad_gateway,
    cut_answer,
    lost_answer,
    lost_request,
    retry_after,
    server_error,
)
from bot.simulator.refusals import CONFLICT, Refusal
from bot.simulator.world import World
from tests.acceptance.kept import answers, rows
from tests.acceptance.phone import ANSWERS, MENDED, PROPOSAL, RESIDENT, phones
from tests.acceptance.posted import hooked
from tests.acceptance.program import Program, running
from tests.acceptance.test_on_a_server import TOKEN, Determined, Telegram, telegram
from tests.counted import Counted

__all__ = ["telegram"]

IMPATIENT = "tests.acceptance.impatient"

CONFLICTING = Fault("refuse", Refusal(409, CONFLICT))
PASSING: dict[str, Callable[[], Fault]] = {
    "500": server_error,
    "502 with a page": bad_gateway,
    "half an answer": cut_answer,
    "429": lambda: retry_after(1),
}
TIMED_OUT: dict[str, Callable[[], Fault]] = {
    "no answer, before the effect": lost_request,
    "no answer, after the effect": lost_answer,
}
DOUBLES = {"half an answer", "no answer, after the effect"}


def questions(world: World) -> list[str]:
    """The first lines of what the person was asked, in order, without repetitions."""
    said = [m.text.split("\n")[0] for m in world.chat(RESIDENT).messages if m.by_bot]
    return [line for line, before in zip(said, ["", *said], strict=False) if line != before]


def times_asked(world: World, number: int) -> int:
    messages = [m.text for m in world.chat(RESIDENT).messages if m.by_bot]
    return len([text for text in messages if text.startswith(f"Vraag {number} ")])


def errors(program: Program) -> str:
    return "\n".join(program.errors)


@pytest.mark.parametrize("name", [*PASSING, *TIMED_OUT])
async def test_trouble_with_one_message(telegram: Telegram, tmp_path: Path, name: str) -> None:
    """The person reads it, once, or twice where nobody can know that it had arrived."""
    fault = {**PASSING, **TIMED_OUT}[name]()

    def second(_: str, params: dict[str, Any]) -> bool:
        return str(params["text"]).startswith("Vraag 2 ") or "<b>Vraag 2 " in str(params["text"])

    struck = telegram.world.faults.add(fault, "sendMessage", RESIDENT, when=second)
    async with running(tmp_path, module=IMPATIENT, **telegram.settings) as program:
        async with phones(telegram.address, RESIDENT) as (resident,):
            await resident.start()
            await resident.play(PROPOSAL[:2])
            copies = 2 if name in DOUBLES else 1
            async with asyncio.timeout(15):
                while times_asked(telegram.world, 2) < copies:
                    await asyncio.sleep(0.01)
            await resident.play(PROPOSAL[2:3])
            await resident.sees("Vraag 3 van 12")
        assert await program.end() == 0
    assert struck.hits == 1
    assert times_asked(telegram.world, 2) == copies
    assert "Traceback" not in errors(program)
    assert TOKEN not in errors(program)


@pytest.mark.long
async def test_a_proposal_through_all_of_it(
    telegram: Telegram, tmp_path: Path, counted: Counted
) -> None:
    """Every fourth call fails, and every other request for updates, each time in another way."""
    path = tmp_path / "data/basisbaan.db"
    left = "SELECT kind, status, reason FROM outbox WHERE status <> 'sent'"
    ways = cycle(fault() for fault in PASSING.values())
    calls = updates = 0

    def strike(method: str, _: object) -> None:
        nonlocal calls, updates
        if method == "getUpdates":
            updates += 1
            if updates % 2:
                telegram.world.faults.add(next(ways), "getUpdates")
        else:
            calls += 1
            if calls % 4 == 0:
                telegram.world.faults.add(next(ways))

    async with running(tmp_path, module=IMPATIENT, **telegram.settings) as program:
        await program.line("is running.")
        telegram.world.on_call.append(strike)
        async with phones(telegram.address, RESIDENT) as (resident,):
            async with asyncio.timeout(120):
                await Determined(resident).propose()
        telegram.world.on_call.remove(strike)
        telegram.world.faults.clear()
        async with asyncio.timeout(20):
            while rows(path, left):
                await asyncio.sleep(0.05)
        assert await program.end() == 0
    kept = answers(path, RESIDENT)
    description = ANSWERS["description"]
    assert kept.pop("description").startswith(description)  # said again after a doubled question
    assert kept == {key: value for key, value in ANSWERS.items() if key != "description"}
    assert rows(path, "SELECT count(*) FROM proposals") == [(1,)]
    assert rows(path, "SELECT error FROM failed_updates") == []
    failed = [call for call in telegram.world.calls if not call.ok]
    counted(f"{len(failed)} of {len(telegram.world.calls)} calls refused")
    assert len(failed) > 10
    assert "Traceback" not in errors(program)


async def test_updates_twice_and_out_of_order(telegram: Telegram, tmp_path: Path) -> None:
    """What comes again changes nothing, wherever it stands among new ones."""
    world = telegram.world
    async with (
        running(tmp_path, **telegram.settings) as program,
        phones(telegram.address, RESIDENT) as (resident,),
    ):
        seen: list[Any] = []
        put = world.queue.put

        def twice(kind: str, payload: Any) -> int:
            for update in reversed(seen[-3:]):
                world.queue.repeat(update)
            number = put(kind, payload)
            seen.append(next(u for u in world.queue.waiting if u["update_id"] == number))
            return number

        world.queue.put = twice  # type: ignore[method-assign]
        await resident.start()
        await resident.play([*PROPOSAL, *MENDED])
        await resident.sees("Uw voorstel is binnen.")
        assert len(seen) > 15
        assert await program.end() == 0
    path = tmp_path / "data/basisbaan.db"
    assert answers(path, RESIDENT) == ANSWERS
    assert rows(path, "SELECT count(*) FROM updates_seen") == [(len(seen),)]
    assert rows(path, "SELECT count(*) FROM proposals") == [(1,)]
    asked = [line for line in questions(world) if line.startswith("Vraag")]
    assert len(asked) == len(set(asked)), "no question was asked again"


async def test_another_program_polls_with_the_same_token(
    telegram: Telegram, tmp_path: Path
) -> None:
    """It says so in the log, keeps trying, and goes on when the other has stopped."""
    async with running(tmp_path, **telegram.settings) as program:
        await program.line("is running.")
        telegram.world.faults.add(CONFLICTING, "getUpdates", times=3)
        async with phones(telegram.address, RESIDENT) as (resident,):
            await resident.start()
            await resident.play(PROPOSAL[:2])
            await resident.sees("Vraag 2 van 12")
        assert await program.end() == 0
    assert errors(program).count("another program takes the updates") == 3


async def test_a_webhook_that_another_program_set_is_taken_away(
    telegram: Telegram, tmp_path: Path
) -> None:
    """Telegram gives updates by one way only; what was not taken yet is not lost."""
    async with running(tmp_path, **telegram.settings) as program:
        await program.line("is running.")
        async with phones(telegram.address, RESIDENT) as (resident,):
            await resident.start()
            telegram.world.webhook = {"url": "http://127.0.0.1:1/"}
            await resident.play(PROPOSAL[:2])
            await resident.sees("Vraag 2 van 12")
        assert await program.end() == 0


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_token_that_is_revoked_while_it_runs(
    telegram: Telegram, tmp_path: Path, way: str
) -> None:
    settings = dict(telegram.settings) if way == "polling" else hooked(telegram.settings)
    async with running(tmp_path, **settings) as program:
        await program.line("is running.")
        async with phones(telegram.address, RESIDENT) as (resident,):
            await resident.start()
            await resident.play(PROPOSAL[:2])
            await resident.sees("Vraag 2 van 12")
            telegram.world.token = f"{TOKEN}-new"
            await resident.act("type", text="blad opruimen")
            async with asyncio.timeout(20):
                assert await program.result() == 2
    assert program.errors[-1] == "Telegram refuses BOT_TOKEN. Ask @BotFather for the right one."
    assert TOKEN not in errors(program)
    async with running(tmp_path, **{**settings, "BOT_TOKEN": f"{TOKEN}-new"}) as program:
        async with phones(telegram.address, RESIDENT) as (resident,):
            await resident.sees("Vraag 3 van 12")
        assert await program.end() == 0
