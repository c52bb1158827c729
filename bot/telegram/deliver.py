"""The outbox leaves: in order per chat, paced, retried, coalesced. Law 4 of the design."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Iterable
from datetime import datetime
from typing import Any, Protocol

from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock, Codes
from bot.logs import where
from bot.made import Make
from bot.records import NEW_MESSAGES, Delivery, Kind
from bot.store.outbox import Mark
from bot.telegram.calls import call
from bot.telegram.lanes import Lanes
from bot.telegram.pace import Pace
from bot.telegram.retry import Again, Done, Refused, Stop, Unreachable, decide

log = logging.getLogger(__name__)

SETTLE_WITHIN = 2.0
"""Seconds that a batch waits for sends under way to the chats it is about."""


ANSWER_ATTEMPTS = 3
"""A press that is not answered by then is too old to be answered."""


class Marks(Protocol):
    """Where the outcome of deliveries is written."""

    async def mark(self, *marks: Mark) -> None:
        """Mark deliveries; return when that is committed."""

    def mark_soon(self, *marks: Mark) -> None:
        """Mark deliveries with the next transaction."""


class StoppedError(Exception):
    """Delivering has stopped; what was not sent waits in the outbox."""


class Deliver:
    """Sends what is put out, once it is committed."""

    def __init__(self, bot: Bot, clock: Clock, codes: Codes, pace: Pace, make: Make) -> None:
        self._bot = bot
        self._make = make
        self._clock = clock
        self._codes = codes
        self._pace = pace
        self._lanes = Lanes()
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_flight: dict[int, asyncio.Event] = {}
        self._stopping = asyncio.Event()
        self.marks: Marks | None = None
        self.refused: str | None = None
        """Why Telegram takes nothing at all, such as a revoked token."""

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._tasks

    def put(self, deliveries: Iterable[Delivery]) -> None:
        """Send these, each in its turn."""
        for delivery in deliveries:
            if delivery.kind in NEW_MESSAGES:
                self._lanes.expect(delivery)
            if delivery.not_before and delivery.not_before > self._clock.now():
                self._start(self._later(delivery, delivery.not_before))
            else:
                self._put(delivery)

    def _put(self, delivery: Delivery) -> None:
        if self._stopping.is_set():
            return
        if delivery.kind in NEW_MESSAGES:
            if self._lanes.put_send(delivery):
                self._start(self._send_all(delivery.chat_id))
        elif delivery.kind in {Kind.EDIT, Kind.STRIP, Kind.DELETE}:
            if self._lanes.never_sent(delivery):
                self._mark_soon(Mark(delivery))
                return
            key = self._lanes.put_edit(delivery)
            if key:
                self._start(self._edit_all(key))
        else:
            self._start(self._alone(delivery))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("delivering failed: %s", where(error))

    async def _later(self, delivery: Delivery, when: datetime) -> None:
        with contextlib.suppress(StoppedError):
            await self._sleep((when - self._clock.now()).total_seconds())
            self._put(delivery)

    async def settled(self, chats: Iterable[int]) -> None:
        """Wait until it is known which messages these chats have seen, but not for long."""
        waits = [event.wait() for chat in set(chats) if (event := self._in_flight.get(chat))]
        if waits:
            try:
                async with asyncio.timeout(SETTLE_WITHIN):
                    await asyncio.gather(*waits)
            except TimeoutError:
                log.info("sends to %d chats are slow", len(waits))

    async def stopped(self) -> None:
        """Wait until nothing is sent any more."""
        await self._stopping.wait()

    async def stop(self, within: float) -> None:
        """Finish the calls under way, at most so many seconds; begin none."""
        self._stopping.set()
        if self._tasks:
            _, slow = await asyncio.wait(self._tasks, timeout=within)
            for task in slow:
                task.cancel()

    async def _send_all(self, chat: int) -> None:
        """Send what waits for a chat; the next only once the mark of the one before is kept."""
        lane = self._lanes.sends[chat]
        try:
            while lane:
                self._in_flight[chat] = asyncio.Event()
                mark = await self._deliver(lane[0])
                others = self._lanes.drop(chat) if mark.unreachable else []
                for waiting in self._lanes.sent(lane.popleft(), mark.message_id):
                    self._put_or_drop(waiting, mark)
                for change in (c for other in others for c in self._lanes.sent(other, None)):
                    self._mark_soon(Mark(change))
                await self._mark(mark, *(Mark(o, None, mark.reason, True) for o in others))
                self._in_flight.pop(chat).set()
        except StoppedError:
            pass
        finally:
            self._lanes.sends.pop(chat, None)
            if event := self._in_flight.pop(chat, None):
                event.set()

    def _put_or_drop(self, change: Delivery, mark: Mark) -> None:
        if mark.message_id is None:
            self._mark_soon(Mark(change))
        else:
            self._put(change)

    async def _edit_all(self, key: tuple[int, int]) -> None:
        """Bring one message to its newest state, until that is what it shows."""
        lane = self._lanes.edits[key]
        try:
            while taken := lane.take():
                newest, replaced = taken
                mark = await self._deliver(newest)
                self._mark_soon(mark, *(Mark(other) for other in replaced))
        except StoppedError:
            pass
        finally:
            self._lanes.edits.pop(key, None)

    async def _alone(self, delivery: Delivery) -> None:
        with contextlib.suppress(StoppedError):
            self._mark_soon(await self._deliver(delivery))

    async def _mark(self, *marks: Mark) -> None:
        if self.marks:
            await self.marks.mark(*marks)

    def _mark_soon(self, *marks: Mark) -> None:
        if self.marks:
            self.marks.mark_soon(*marks)

    async def _deliver(self, delivery: Delivery) -> Mark:
        """Call until Telegram has taken or refused it. StoppedError when that has to wait."""
        attempt = 0
        while True:
            await self._in_turn(delivery)
            attempt += 1
            try:
                return Mark(delivery, await call(self._bot, delivery, self._make))
            except TelegramError as error:
                decision = decide(error, attempt, self._codes.jitter())
            except Exception as error:
                log.error("delivery %d cannot be made: %s", delivery.id, where(error))
                return Mark(delivery, reason=f"fault: {type(error).__name__}")
            match decision:
                case Done():
                    return Mark(delivery)
                case Unreachable():
                    return Mark(delivery, reason="unreachable", unreachable=True)
                case Refused(reason=reason):
                    log.error("delivery %d (%s) refused: %s", delivery.id, delivery.kind, reason)
                    return Mark(delivery, reason=reason)
                case Stop(reason=reason):
                    self.refused = reason
                    self._stopping.set()
                    raise StoppedError
                case Again(after_seconds=seconds):
                    if delivery.kind is Kind.ANSWER and attempt >= ANSWER_ATTEMPTS:
                        return Mark(delivery)
                    await self._sleep(seconds)

    async def _in_turn(self, delivery: Delivery) -> None:
        if self._stopping.is_set():
            raise StoppedError
        if delivery.kind is Kind.ANSWER:
            return
        chat = delivery.chat_id if delivery.kind in NEW_MESSAGES else None
        await self._sleep(self._pace.take(self._clock.monotonic(), chat))

    async def _sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return
        raise StoppedError
