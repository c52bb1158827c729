"""One life of the bot, from its first start to its last stop, in which it dies once at a given moment."""

from __future__ import annotations

import asyncio
import importlib
import random
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial, wraps
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.intake import batches, deciding
from bot.intake.batches import Batches
from bot.people import Role
from bot.simulator.faults import refused, server_error
from bot.store import database
from bot.store.database import Database
from bot.store.writing import WriteFailedError
from bot.telegram import polling, registration, retry
from bot.telegram.webhook import Webhook
from tests.acceptance.kept import rows
from tests.mortal import Keep, Moment, Mortal
from tests.people import promises
from tests.people.residents import Resident
from tests.people.staff import Coordinator
from tests.stage import COORDINATOR, NEIGHBOUR, RESIDENT, migrate_at
from tests.steps import Step, telling

NAMES = (
    "bot.turns",
    "bot.telegram.polling",
    "bot.telegram.arrivals",
    "bot.telegram.webhook",
    "bot.telegram.registration",
    "bot.telegram.deliver",
    "bot.telegram.attempts",
    "bot.telegram.making",
    "bot.telegram.seen",
    "bot.telegram.lines",
    "bot.store.database",
    "bot.store.transaction",
)
MODULES: Sequence[ModuleType] = [importlib.import_module(name) for name in NAMES]
"""Where it is decided what is kept and what was sent. What these await themselves (`http`, `calls`,
`posting`) is one step here; dying inside it is dying before or after it, or at a line's own steps.
"""
SLOWER: Sequence[ModuleType] = [batches]
"""What goes on in one transaction: it costs ten seconds to die in, so `make soak` does."""
FAIR, FOUL, GARBLED, POSTED, WIRED = "fair", "foul", "garbled", "posted", "wired"
"""The weather: nothing fails; everything that is tried again fails once; an answer is nonsense; and
by webhook instead of polling, with a few failures of its own; and over real connections."""
WEATHERS = (FAIR, FOUL, GARBLED, POSTED, WIRED)

NEVER = {
    "Database.open: await self.close()": "the file cannot be opened: it ends by itself",
    "Database.reading": "exports and figures read beside; they write nothing",
}
"""What this life does not come to, and when it would."""


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for time waits for next to nothing."""
    monkeypatch.setattr(deciding, "UNDO_WITHIN", timedelta(milliseconds=20))
    monkeypatch.setattr(retry, "backoff", lambda _attempt, _jitter: 0.005)
    monkeypatch.setattr(polling, "LONGEST_WAIT", 0.005)
    monkeypatch.setattr(registration, "LONGEST_WAIT", 0.005)
    monkeypatch.setattr(registration, "LOOK_AGAIN", 0.01)
    monkeypatch.setattr("bot.turns.RETRY_AFTER", 0.005)


class Failing:
    """Fails to write some batches, in foul weather."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.failures: list[Exception] = []
        self.due_fails = False
        together = Batches.together

        @wraps(together)  # so that its own steps are told too
        async def sometimes(of: Batches, tx: Any, batch: Any) -> Any:
            if self.failures and batch:
                raise self.failures.pop()
            return await together(of, tx, batch)

        monkeypatch.setattr(Batches, "together", sometimes)
        do_due = Batches.do_due

        @wraps(do_due)
        async def sometimes_due(of: Batches, tx: Any) -> Any:
            if self.due_fails:
                self.due_fails = False
                raise WriteFailedError
            return await do_due(of, tx)

        monkeypatch.setattr(Batches, "do_due", sometimes_due)

    def turn_foul(self) -> None:
        self.due_fails = True
        full = sqlite3.OperationalError("disk full")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        self.failures = [WriteFailedError(), full, WriteFailedError()]


def turn_foul(stage: Mortal) -> None:
    """Everything that is tried again fails once."""
    faults = stage.world.faults
    faults.add(server_error(), "getUpdates")
    faults.add(refused("not now"), "getUpdates")
    faults.add(server_error(), "sendMessage", times=2)
    faults.add(refused("message can't be deleted for everyone"), "deleteMessage")


NOBODYS = {
    "message_id": 900,
    "date": 1_772_442_000,
    "chat": {"id": RESIDENT, "type": "private", "first_name": "Rita"},
    "from": {"id": RESIDENT, "is_bot": False, "first_name": "Rita"},
    "new_chat_title": "",
}
"""A message of the service itself: nobody says anything in it."""


class Steady(random.Random):
    """Chooses the first of everything, and does all that is done only now and then."""

    def choice(self, seq: Any) -> Any:
        return seq[0]

    def random(self) -> float:
        return 0.1


async def propose_and_approve(stage: Mortal) -> None:
    """A resident proposes a task; a coordinator approves it, and takes a file of it along; the
    resident hears of it."""
    resident = Resident(stage.world, RESIDENT, Steady())
    stage.world.queue.put("message", NOBODYS)
    coordinator = Coordinator(stage.world, COORDINATOR, Steady(), undoes=0)
    stage.residents.append(resident)
    await resident.propose()
    while not coordinator.decided:
        await coordinator.review()
    await coordinator.takes_a_file_along()
    await resident.sees("Uw taak is goedgekeurd.")


async def halfway(stage: Mortal, person: asyncio.Task[None]) -> None:
    """Stopped and started as by a service manager, in the middle of things."""
    while not person.done() and len(stage.residents[0].proposals[0].confirmed) < 5:
        await asyncio.sleep(0.001)
    if not stage.halfway:
        stage.halfway = True
        await (stopped_with_a_post(stage) if stage.posted else stage.stop())
    await started(stage)


async def stopped_with_a_post(stage: Mortal) -> None:
    """A post has come in that cannot be kept yet when it is told to stop."""
    webhook = stage.parts.receiving
    assert isinstance(webhook, Webhook)
    async with stage.parts.database.transaction():
        before = set(webhook._posts)
        stage.world.start(NEIGHBOUR)
        while not webhook._posts.keys() - before:
            await asyncio.sleep(0.001)
        stopping = asyncio.create_task(stage.stop())
        while not webhook._stopping:
            await asyncio.sleep(0.001)
    await stopping


UNSENT = "SELECT status FROM outbox WHERE status != 'sent'"


async def live(stage: Mortal, failing: Failing, weather: str) -> None:
    """From the first start to the last stop, once through death."""
    if weather == POSTED:
        stage.world.faults.add(server_error(), "setWebhook")
        stage.world.faults.add(refused("bad webhook: not now"), "setWebhook")
    await stage.live(partial(started, stage))
    await stage.live(partial(stage.give, COORDINATOR, Role.COORDINATOR))
    if weather == FOUL:
        turn_foul(stage)
        failing.turn_foul()
    stage.cable.garbled = weather == GARBLED
    stage.cable.slow = stage.slow = weather == FOUL
    person = stage.meet(propose_and_approve(stage))
    await asyncio.sleep(0)
    await stage.live(partial(halfway, stage, person))
    await stage.live(partial(asyncio.wait, {person}))
    await person
    await stage.live(stage.settle)
    await stage.live(partial(stopped, stage))


async def started(stage: Mortal) -> None:
    if not stage.up:
        await stage.start()


async def stopped(stage: Mortal) -> None:
    """All that is left to do is done, then it stops.

    What it died over a moment ago is put out again some time after it started.
    """
    while rows(stage.settings.database_path, UNSENT):
        await asyncio.sleep(0.001)
    await stage.settle()
    await stage.stop()


@dataclass(frozen=True)
class Outcome:
    """What became of one life."""

    passed: Mapping[Moment, int]
    died: bool
    again: int
    twice: int

    def __str__(self) -> str:
        return f"updates that came again: {self.again}, messages twice: {self.twice}, lost: 0"


async def lived(
    path: Path,
    failing: Failing,
    weather: str,
    doom: Moment | None = None,
    nth: int = 1,
    keep: Keep | None = None,
) -> Outcome:
    """Plays the whole, dies at this moment, and checks that nothing was lost or doubled."""
    path.mkdir()  # noqa: ASYNC240 - a moment
    stage = Mortal(path, doom, nth, keep, posted=weather == POSTED, wired=weather == WIRED)
    if doom and doom[0].module != database.__name__ and not keep:
        await migrate_at(stage.settings.database_path)  # it does not die making it
    with telling(stage.told, [*MODULES, *SLOWER]), pytest.MonkeyPatch.context() as patch:
        opening = Database.open

        async def opened(database: Database, **how: Any) -> None:
            stage.opened(database)
            await opening(database, **how)

        patch.setattr(Database, "open", opened)
        try:
            async with asyncio.timeout(30):
                await live(stage, failing, weather)
        except TimeoutError:
            raise TimeoutError(stage.waiting()) from None
        finally:
            await stage.end()
    kept = stage.settings.database_path
    assert promises.proposals(kept, stage.residents) == 1
    promises.confirmed(kept, stage.residents)
    promises.acknowledged(kept, stage.world)
    assert rows(kept, "SELECT status FROM proposals") == [("approved",)]
    assert rows(kept, UNSENT) == []
    assert stage.world.queue.waiting == []
    twice = promises.doubled(kept, stage.world, stage.deaths)
    return Outcome(stage.passed, bool(stage.deaths), stage.again, twice)


Passed = Mapping[Moment, int]


class Rehearsal:
    """How often each moment comes in a life without a death, by weather."""

    def __init__(self) -> None:
        self._passed: dict[str, Passed] = {}

    async def passed(self, path: Path, failing: Failing, weather: str) -> Passed:
        if weather not in self._passed:
            self._passed[weather] = (await lived(path / weather, failing, weather)).passed
        return self._passed[weather]

    async def weather_for(self, path: Path, failing: Failing, moment: Moment) -> tuple[str, int]:
        """The fairest weather in which a moment comes, and how often it comes then."""
        for weather in WEATHERS:
            if count := (await self.passed(path, failing, weather))[moment]:
                return weather, count
        return "", 0


def never(step: Step) -> bool:
    """Whether a life does not come to this step, for a reason given above."""
    return any(str(step).split(" ", 1)[1].startswith(name) for name in NEVER)
