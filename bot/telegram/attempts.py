"""One delivery, tried until Telegram has taken or refused it; and what a chat may have seen."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Set
from dataclasses import replace
from weakref import WeakKeyDictionary

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.clock import Clock, Codes
from bot.logs import where
from bot.made import Make, Product
from bot.people import NOBODY
from bot.records import IN_LINE, NEW_MESSAGES, Delivery, Kind
from bot.store.outbox import Mark
from bot.telegram.calls import call, making
from bot.telegram.pace import Pace
from bot.telegram.retry import (
    Again,
    Done,
    NotSentError,
    Refused,
    Stop,
    Unreachable,
    answers_within,
    decide,
)
from bot.watching.watch import Watch

log = logging.getLogger(__name__)

SETTLE_WITHIN = 2.0
"""Seconds that a batch waits for sends under way to the chats it is about."""

ANSWER_ATTEMPTS = 3
"""A press that is not answered by then is too old to be answered."""


ASKING = IN_LINE - {Kind.FILE}
"""What the next words of a person may be an answer to."""


class StoppedError(Exception):
    """Delivering has stopped; what was not sent waits in the outbox."""


class Attempts:
    """Makes the calls, in Telegram's pace, and tries again where that may help."""

    def __init__(
        self, bot: Bot, clock: Clock, codes: Codes, pace: Pace, make: Make, watch: Watch
    ) -> None:
        self._bot = bot
        self._clock = clock
        self._codes = codes
        self._pace = pace
        self._make = make
        self._watch = watch
        self._ready = WeakKeyDictionary[Delivery, asyncio.Task[Product]]()
        """What was made before its turn came."""
        self._in_flight: dict[int, asyncio.Event] = {}
        self._maybe_seen: set[int] = set()
        """Chats of which the newest message was tried again, and may have been seen before that."""
        self._slow: set[int] = set()
        """Chats that were waited for in vain; not again, until it is known what they have seen."""
        self.stopping = asyncio.Event()
        self.refused: str | None = None
        """Why Telegram takes nothing at all, such as a revoked token."""

    async def settled(self, chats: Iterable[int]) -> Set[int]:
        """Wait until it is known which messages these chats have seen, but not for long.

        Return those of which it is not known.
        """
        wanted = set(chats)
        waits = [event for chat in wanted - self._slow if (event := self._in_flight.get(chat))]
        if waits:
            try:
                async with asyncio.timeout(SETTLE_WITHIN):
                    for event in waits:
                        await event.wait()
            except TimeoutError:
                log.info("sends are slow chats=%d", len(waits))
        unknown = wanted & self._in_flight.keys()
        self._slow |= unknown
        return unknown | wanted & self._maybe_seen

    async def prepare(self, delivery: Delivery) -> None:
        """Make what is to be sent, before its turn comes."""
        task = asyncio.create_task(making(self._bot, delivery, self._make))
        self._ready[delivery] = task
        try:
            await asyncio.gather(task, return_exceptions=True)
        finally:
            task.cancel()  # unless it is done

    async def _made(self, delivery: Delivery) -> Product:
        """Return what was made, or make it now. An error in making it is raised here."""
        ready = self._ready.pop(delivery, None)
        return await (ready or self._make(delivery))

    async def deliver(self, delivery: Delivery) -> Mark:
        """Call until Telegram has taken or refused it. StoppedError when that has to wait."""
        if delivery.chat_id == NOBODY:  # whoever it was for is erased
            return Mark(delivery, reason="erased", unreachable=True)
        attempt = 0
        while True:
            await self.sleep(self._in_turn(delivery))
            attempt += 1
            try:
                self._calling(delivery, attempt)
                number = await call(self._bot, delivery, self._made, answers_within(attempt))
            except TelegramError as error:
                refused = isinstance(error, RetryAfter | NotSentError)
                decision = decide(error, attempt, self._codes.jitter())
            except Exception as error:
                self._watch.sent(delivery.kind, "fault")
                log.error('delivery cannot be made id=%d error="%s"', delivery.id, where(error))
                return Mark(delivery, reason=f"fault: {type(error).__name__}")
            else:
                self._watch.sent(delivery.kind, "sent")
                return Mark(delivery, number)
            self._watch.sent(delivery.kind, type(decision).__name__.lower())
            match decision:
                case Done():
                    await self._at_least_strip(delivery)
                    return Mark(delivery)
                case Unreachable():
                    return Mark(delivery, reason="unreachable", unreachable=True)
                case Refused(reason=reason):
                    said = 'delivery refused id=%d kind=%s reason="%s"'
                    log.error(said, delivery.id, delivery.kind, reason)
                    return Mark(delivery, reason=reason)
                case Stop(reason=reason):
                    self.refused = reason
                    self.stopping.set()
                    raise StoppedError
                case Again(after_seconds=seconds):
                    if delivery.kind is Kind.ANSWER and attempt >= ANSWER_ATTEMPTS:
                        return Mark(delivery)
                    self._tried(delivery, refused=refused)
                    await self.sleep(seconds)

    def _tried(self, delivery: Delivery, *, refused: bool) -> None:
        """Note what a chat may have seen of a message that is to be tried again.

        A change of another message says nothing of it: that may still be on its way.
        """
        if delivery.kind not in ASKING:
            return
        if refused:  # then this try was not seen, however long it sleeps
            self.known(delivery.chat_id)
        else:
            self._maybe_seen.add(delivery.chat_id)

    def _calling(self, delivery: Delivery, attempt: int) -> None:
        """Note that a chat may see a message of which the number is not known yet."""
        if delivery.kind in ASKING:
            if attempt == 1:
                self._maybe_seen.discard(delivery.chat_id)
            self._in_flight.setdefault(delivery.chat_id, asyncio.Event())

    def known(self, chat: int) -> None:
        """Note that it is known again what a chat has seen."""
        self._slow.discard(chat)
        if event := self._in_flight.pop(chat, None):
            event.set()

    async def _at_least_strip(self, delivery: Delivery) -> None:
        """Take the buttons off a message that is too old to be deleted."""
        if delivery.kind is Kind.DELETE and delivery.target:
            with contextlib.suppress(TelegramError):
                await call(self._bot, replace(delivery, kind=Kind.STRIP), self._make)

    def _in_turn(self, delivery: Delivery) -> float:
        """Take its turn; return the seconds until then. StoppedError."""
        if self.stopping.is_set():
            raise StoppedError
        if delivery.kind is Kind.ANSWER:
            return 0.0
        chat = delivery.chat_id if delivery.kind in NEW_MESSAGES else None
        return self._pace.take(self._clock.monotonic(), chat)

    async def sleep(self, seconds: float) -> None:
        """Wait, unless delivering stops: StoppedError."""
        if seconds <= 0:
            return
        try:
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        except TimeoutError:
            return
        raise StoppedError
