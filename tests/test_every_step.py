"""The bot dies before and after each await of what receives, writes and sends; nothing is lost."""

from __future__ import annotations

import asyncio
import shutil
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from telegram import Bot

from bot import turns
from bot.intake.batches import Batches
from bot.message import Message
from bot.records import Delivery
from bot.store import outbox
from bot.store.transaction import Transaction
from bot.telegram import calls, deliver, lines, registration, webhook
from bot.turns import Turns, Work
from tests.counted import Counted
from tests.life import (
    FAIR,
    FOUL,
    MODULES,
    POSTED,
    WIRED,
    Failing,
    Outcome,
    Rehearsal,
    hurry,
    lived,
    never,
)
from tests.steps import AFTER, BEFORE, Step, steps_of

REHEARSAL = Rehearsal()
WHERE = {lines: (WIRED,), registration: (POSTED,), webhook: (POSTED,)}
"""The weather in which a module does anything, where that is another."""

SOCKETS_MAY_BE_LEFT = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
)
"""By asyncio, when a connection that is being made is cancelled; a real death closes them."""


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    hurry(monkeypatch)
    return Failing(monkeypatch)


@pytest.mark.long
@SOCKETS_MAY_BE_LEFT
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
async def test_dying_at_every_step(
    module: ModuleType, tmp_path: Path, failing: Failing, counted: Counted
) -> None:
    """Once in the middle of a life: before one and after the next, in turn.

    After one await is before the next one; `make soak` dies on both sides of each, early and late.
    """
    deaths = 0
    for number, step in enumerate(steps_of(module)):
        for side, when in enumerate((BEFORE, AFTER)):
            weather, count = await REHEARSAL.weather_for(tmp_path, failing, (step, when))
            assert bool(count) != never(step), f"{when} {step}: passed {count} times"
            if count and (number + side) % 2 == 0:
                deaths += 1
                print(
                    f"{when:6} {step} → {await outcome(tmp_path, failing, weather, step, when, count)}"
                )
    counted(f"{deaths} deaths, nothing lost")


async def outcome(
    path: Path, failing: Failing, weather: str, step: Step, when: str, count: int
) -> Outcome:
    """Dies there in the middle of a life; or the first time, if it comes less often this time."""
    for time, nth in enumerate(((count + 1) // 2, 1)):
        folder = path / f"{when}-{step.line}-{hash(step)}-{time}"
        became = await lived(folder, failing, weather, (step, when), nth)
        if became.died:
            return became
    msg = f"{when} {step}: it did not come there"
    raise AssertionError(msg)


SENT = next(step for step in steps_of(deliver) if step.function == "Deliver._send")


@pytest.mark.parametrize("kept", [True, False])
async def test_an_answer_to_a_question_that_comes_again_is_not_added_to_the_answer_before(
    tmp_path: Path, failing: Failing, monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    """The place, typed when it was not marked yet that the question was sent, is not the task."""
    if not kept:

        async def forgotten(_tx: Transaction) -> None: ...

        monkeypatch.setattr(outbox, "join_no_more", forgotten)
    lost = 0
    for nth in range(1, 9):
        try:
            await lived(tmp_path / str(nth), failing, FAIR, (SENT, AFTER), nth)
        except AssertionError:
            lost += 1
    assert bool(lost) != kept


async def test_to_acknowledge_too_soon_would_be_noticed(
    tmp_path: Path, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(writer: Turns, batch: Any) -> None:
        writer._add(Work(updates=batch))

    marking = Batches.mark

    async def later(batches: Batches, tx: Any, marks: Any) -> None:
        await asyncio.sleep(0.005)
        await marking(batches, tx, marks)

    monkeypatch.setattr(Turns, "handle", at_once)
    monkeypatch.setattr(Batches, "mark", later)
    written = next(step for step in steps_of(turns) if "handle(tx" in step.what)

    async def lives() -> None:
        for nth in range(3, 15):
            await lived(tmp_path / str(nth), failing, FAIR, (written, AFTER), nth)

    with pytest.raises(AssertionError, match="acknowledged but not kept"):
        await lives()


async def test_to_send_twice_would_be_noticed(
    tmp_path: Path, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    saying = calls._say

    async def twice(bot: Bot, delivery: Delivery, said: Message, within: float) -> int:
        if said.keyboard is None:
            await saying(bot, delivery, said, within)
        return await saying(bot, delivery, said, within)

    monkeypatch.setattr(calls, "_say", twice)
    with pytest.raises(AssertionError, match="twice in chat"):
        await lived(tmp_path / "life", failing, FAIR)


def early_and_late(count: int) -> list[int]:
    """Which of so many times: each of hundreds would take hours."""
    return sorted({1, count // 3, 2 * count // 3, count - 1, count} & set(range(1, count + 1)))


@pytest.mark.soak
@SOCKETS_MAY_BE_LEFT
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
async def test_dying_at_every_step_early_and_late(
    module: ModuleType, tmp_path: Path, failing: Failing, counted: Counted
) -> None:
    """Before and after each, from the first time that it comes to the last, in every weather."""
    lives = deaths = 0
    weathers = WHERE.get(module, (FAIR, FOUL))
    for step, when, weather in product(steps_of(module), (BEFORE, AFTER), weathers):
        count = (await REHEARSAL.passed(tmp_path, failing, weather))[step, when]
        for nth in early_and_late(count):
            path = tmp_path / f"{weather}-{lives}"
            became = await lived(path, failing, weather, (step, when), nth)
            shutil.rmtree(path)
            lives += 1
            deaths += became.died
    counted(f"{deaths} deaths in {lives} lives, nothing lost")
    assert deaths > 0.6 * lives  # the last times come not in every life
