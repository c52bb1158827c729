"""The outbox leaves: in order per chat, paced, retried, coalesced. Law 4 of the design."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Iterable, Set
from datetime import datetime
from operator import itemgetter
from typing import Any, Protocol

from bot.clock import Clock
from bot.logs import where
from bot.records import IN_LINE, Delivery, Kind
from bot.store.outbox import Mark
from bot.telegram.attempts import Attempts, StoppedError
from bot.telegram.lanes import CHANGES, Lanes

log = logging.getLogger(__name__)


class Marks(Protocol):
    """Where the outcome of deliveries is written."""

    def mark(self, *marks: Mark, kept: Callable[[], None] | None = None) -> None:
        """Mark deliveries with the next transaction; `kept` is called after its commit."""


class Deliver:
    """Sends what is put out, once it is committed."""

    def __init__(self, attempts: Attempts, clock: Clock) -> None:
        self._attempts = attempts
        self._clock = clock
        self._lanes = Lanes()
        self._tasks: set[asyncio.Task[None]] = set()
        self._resting: dict[int, tuple[Delivery, asyncio.Task[None]]] = {}
        self.marks: Marks | None = None

    @property
    def refused(self) -> str | None:
        """Why Telegram takes nothing at all, such as a revoked token."""
        return self._attempts.refused

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._tasks

    def waiting(self, chat: int) -> int:
        """Return how many messages wait for a chat."""
        return self._lanes.waiting(chat)

    def put(self, deliveries: Iterable[Delivery]) -> None:
        """Send these, each in its turn."""
        for delivery in deliveries:
            if delivery.kind is Kind.CANCEL:
                self.cancel([delivery.id])
                continue
            if delivery.kind in IN_LINE:
                self._lanes.expect(delivery)
            if delivery.not_before and delivery.not_before > self._clock.now():
                self._rest(delivery, delivery.not_before)
            else:
                self._put(delivery)

    def _put(self, delivery: Delivery) -> None:
        if self._attempts.stopping.is_set():
            return
        if delivery.kind is Kind.FILE:
            self._start(self._once_made(delivery))
        elif delivery.kind in IN_LINE:
            self._put_send(delivery)
        elif delivery.kind in CHANGES:
            if self._lanes.never_sent(delivery):
                self._mark(Mark(delivery))
                return
            if key := self._lanes.put_edit(delivery):
                self._start(self._edit_all(key))
        else:
            self._start(self._alone(delivery))

    def _put_send(self, delivery: Delivery) -> None:
        if self._lanes.put_send(delivery):
            self._start(self._send(delivery.chat_id))

    async def _once_made(self, delivery: Delivery) -> None:
        """Let a file take its turn in the chat when it is there."""
        await self._attempts.making.prepare(delivery)
        if not self._attempts.stopping.is_set():
            self._put_send(delivery)

    def _rest(self, delivery: Delivery, until: datetime) -> None:
        """Let a delivery wait for its time, without counting as under way."""
        if self._attempts.stopping.is_set():
            return
        task = asyncio.create_task(self._later(delivery, until))
        self._resting[delivery.id] = delivery, task
        task.add_done_callback(lambda _: self._resting.pop(delivery.id, None))

    def cancel(self, deliveries: Iterable[int]) -> None:
        """Forget deliveries that still wait for their time, or for their turn."""
        for id_ in deliveries:
            self._attempts.take_back(id_)
            if resting := self._resting.get(id_):
                resting[1].cancel()
            if resting or self._lanes.take_back(id_):
                self._numbered(id_, None)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception) and not isinstance(error, StoppedError):
            log.error('delivering failed error="%s"', where(error))

    async def _later(self, delivery: Delivery, when: datetime) -> None:
        """Put it out with what was to go before it: two timers may go off in any order."""
        await self._clock.sleep_until(when)
        for id_, (other, timer) in sorted(self._resting.items(), key=itemgetter(0)):
            due = (other.not_before or when) <= when and id_ <= delivery.id
            if due and other.chat_id == delivery.chat_id:
                del self._resting[id_]
                if other is not delivery:
                    timer.cancel()
                self._put(other)

    async def settled(self, chats: Iterable[int]) -> Set[int]:
        """Wait, not for long, until it is known what these chats have seen; return the others."""
        return await self._attempts.seen.settled(chats)

    async def stopped(self) -> None:
        """Wait until nothing is sent any more."""
        await self._attempts.stopping.wait()

    async def stop(self, within: float) -> None:
        """Finish the calls under way, at most so many seconds; begin none."""
        self._attempts.stopping.set()
        self._attempts.making.stop()
        for _, timer in tuple(self._resting.values()):
            timer.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _send(self, chat: int) -> None:
        """Send the first that waits for a chat; the next only once the mark of this one is kept."""
        lane = self._lanes.sends[chat]
        try:
            mark = await self._attempts.deliver(lane[0])
        except BaseException:
            self._done(chat)
            raise
        others = self._lanes.drop(chat) if mark.unreachable else []
        self._numbered(lane.popleft().id, mark.message_id)
        for other in others:
            self._numbered(other.id, None)
        lost = [Mark(other, None, mark.reason, True) for other in others]
        self._mark(mark, *lost, kept=lambda: self._go_on(chat))
        self._attempts.seen.known(chat)

    def _go_on(self, chat: int) -> None:
        more = self._lanes.sends.get(chat)
        self._start(self._send(chat)) if more else self._done(chat)

    def _done(self, chat: int) -> None:
        self._lanes.sends.pop(chat, None)
        self._attempts.seen.known(chat)

    def _numbered(self, id_: int, number: int | None) -> None:
        """Let the changes of a message go that waited for its number; without one they are done."""
        for change in self._lanes.sent(id_, number):
            self._mark(Mark(change)) if number is None else self._put(change)

    async def _edit_all(self, key: tuple[int, int]) -> None:
        """Bring one message to its newest state, until that is what it shows."""
        lane = self._lanes.edits[key]
        try:
            while taken := lane.take():
                newest, replaced = taken
                mark = await self._attempts.deliver(newest)
                self._mark(mark, *map(Mark, replaced))
        finally:
            self._lanes.edits.pop(key, None)

    async def _alone(self, delivery: Delivery) -> None:
        self._mark(await self._attempts.deliver(delivery))

    def _mark(self, *marks: Mark, kept: Callable[[], None] | None = None) -> None:
        if self.marks:
            self.marks.mark(*marks, kept=kept)
        elif kept:
            kept()
