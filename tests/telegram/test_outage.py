"""Telegram is away for an hour while many people wait: nothing is lost, and no storm follows.

An hour passes in seconds here: whoever sleeps is woken when the clock has been moved that far, one
after the other, and only once all that could happen before has happened.
"""

import asyncio
from collections import Counter
from datetime import timedelta
from heapq import heappop, heappush
from itertools import count, pairwise
from pathlib import Path

import pytest

from bot.simulator.faults import retry_after, server_error
from bot.telegram import polling
from bot.telegram.attempts import Attempts, StoppedError
from bot.telegram.pace import BURST, EVERYBODY
from bot.telegram.retry import LONGEST_WAIT
from tests.dialogue import act
from tests.stage import Stage
from tests.waiting import until

PEOPLE = range(5000, 5100)
HOUR = 3600.0
PER_SECOND = 30
WAITING = "SELECT count(*) FROM outbox WHERE status = 'waiting'"


class Hours:
    """Time that passes when it is told to."""

    def __init__(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stage = stage
        self._order = count()
        self._naps: list[tuple[float, int, asyncio.Event]] = []
        self._stopping: asyncio.Event | None = None

        async def nap(attempts: Attempts, seconds: float) -> None:
            if seconds > 0:
                self._stopping = attempts.stopping
                await self.nap(seconds)
            if attempts.stopping.is_set():
                raise StoppedError

        monkeypatch.setattr(Attempts, "sleep", nap)
        monkeypatch.setattr(polling, "sleep", self.nap)

    @property
    def now(self) -> float:
        return self.stage.clock.monotonic()

    async def nap(self, seconds: float) -> None:
        over = asyncio.Event()
        heappush(self._naps, (self.now + seconds, next(self._order), over))
        await over.wait()

    async def pass_by(self, seconds: float) -> None:
        """Let so many seconds go by."""
        end = self.now + seconds
        await self._calm()
        while self._naps and self._naps[0][0] <= end:
            self._to(self._naps[0][0])
            heappop(self._naps)[2].set()
            await self._calm()
        self._to(end)

    def _to(self, moment: float) -> None:
        self.stage.clock.advance(timedelta(seconds=max(0.0, moment - self.now)))

    async def _calm(self) -> None:
        """Wait until nothing happens any more without time going by."""
        calm, before = 0, (0, 0)
        while calm < 8:
            await asyncio.sleep(0)
            state = (len(self.stage.world.calls), len(self._naps))
            idle = self.stage.parts.turns.idle and state == before
            calm = calm + 1 if idle else 0
            before = state
            if not self.stage.parts.turns.idle:
                await asyncio.sleep(0.0002)

    def end(self) -> None:
        """Wake everybody."""
        for _, _, over in self._naps:
            over.set()


async def many_people(path: Path) -> Stage:
    stage = Stage(path / "bot.db")
    stage.settings = stage.settings.model_copy(update={"send_per_second": PER_SECOND})
    for person in PEOPLE:
        stage.world.add_user(person, "P")
    await stage.start()
    await until(lambda: stage.world.called("deleteWebhook"))
    return stage


def most(stage: Stage, window: float, since: float = 0) -> int:
    """The most calls in so many seconds, but for asking for updates."""
    calls = [c.at for c in stage.world.calls if c.method != "getUpdates" and c.at >= since]
    found = first = 0
    for last, at in enumerate(calls):
        while at - calls[first] >= window:
            first += 1
        found = max(found, last - first + 1)
    return found


def arrived(stage: Stage, person: int) -> list[str]:
    return [m.text.split("\n")[0] for m in stage.world.chat(person).messages if m.by_bot]


async def sent(stage: Stage, hours: Hours) -> float:
    """Let time pass until nothing waits; the seconds that it took."""
    began = hours.now
    while (await stage.query(WAITING))[0][0] or stage.world.queue.waiting:
        await hours.pass_by(1)
        assert hours.now - began < 300
    return hours.now - began


@pytest.mark.long
async def test_an_hour_without_telegram(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = await many_people(tmp_path)
    hours = Hours(stage, monkeypatch)
    try:
        await hours.pass_by(1)
        outage = [stage.world.faults.add(server_error(), times=None)]
        for person in PEOPLE:
            act(stage, person, "/over")
        await until(lambda: not stage.world.queue.waiting)
        outage.append(stage.world.faults.add(server_error(), "getUpdates", times=None))
        for person in PEOPLE:
            act(stage, person, "/privacy")
            act(stage, person, "/help")
        began, calls = stage.world.now(), len(stage.world.calls)
        await hours.pass_by(HOUR)
        tried = Counter(c.method for c in stage.world.calls[calls:])
        assert not any(
            call.ok for call in stage.world.calls[calls:] if call.method == "sendMessage"
        )
        for fault in outage:
            fault.off()
        over = stage.world.now()
        took = await sent(stage, hours)
        for person in PEOPLE:
            assert arrived(stage, person) == ["Over de Basisbaan", "Privacy", "Hulp"], person
        ok = [c.params["chat_id"] for c in stage.world.called("sendMessage") if c.ok]
        assert set(Counter(ok).values()) == {3}, "each message once, for no answer was lost"
        print(
            f"{len(PEOPLE)} people, an hour away: {tried['sendMessage'] / len(PEOPLE):.0f} tries a "
            f"chat, {tried['getUpdates']} for updates; at most {most(stage, 1, began)} calls a "
            f"second; back: {len(ok)} messages in {took:.0f} s, at most {most(stage, 1, over)} in "
            f"one second, {most(stage, 10, over)} in ten"
        )
        assert tried["getUpdates"] < 2 * HOUR / LONGEST_WAIT + 10
        assert tried["sendMessage"] / len(PEOPLE) < 2 * HOUR / LONGEST_WAIT + 10
        assert most(stage, 1, began) <= 1.5 * PER_SECOND, "a burst, and what a second takes"
        assert most(stage, 10, began) <= 11 * PER_SECOND
        assert took < LONGEST_WAIT + 1.2 * len(ok) / PER_SECOND
    finally:
        hours.end()
        await stage.stop()


async def test_telegram_asks_the_whole_bot_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few chats ask, and nobody again before the time that was told; then all arrives in order."""
    asked, lasts = 20, 50
    stage = await many_people(tmp_path)
    hours = Hours(stage, monkeypatch)
    try:
        began = stage.world.now() + 1
        await hours.pass_by(1)
        flood = stage.world.faults.add(retry_after(asked), "sendMessage", times=None)
        for person in PEOPLE:
            act(stage, person, "/over")
            act(stage, person, "/help")
        await until(lambda: not stage.world.queue.waiting)
        await hours.pass_by(lasts)
        flood.off()
        await sent(stage, hours)
        for person in PEOPLE:
            assert arrived(stage, person) == ["Over de Basisbaan", "Hulp"]
            tries = stage.world.called("sendMessage", person)
            refused = [call.at for call in tries if not call.ok]
            assert len(refused) <= 1 + lasts / asked
            assert all(later - one > asked for one, later in pairwise(refused))
        assert most(stage, 1, began) <= 1.5 * PER_SECOND
        assert EVERYBODY * 2 <= flood.hits <= PER_SECOND * BURST * (1 + lasts / asked)
        print(f"{flood.hits} refusals for {len(PEOPLE)} chats in {lasts} s")
    finally:
        hours.end()
        await stage.stop()
