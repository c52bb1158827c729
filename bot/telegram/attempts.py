"""One delivery, tried until Telegram has taken or refused it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import replace

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.clock import Clock, Codes
from bot.logs import where
from bot.made import Make
from bot.people import NOBODY
from bot.records import NEW_MESSAGES, Delivery, Kind
from bot.store.failing import passing
from bot.store.outbox import Mark
from bot.telegram.calls import call
from bot.telegram.going import Going
from bot.telegram.making import Making
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
from bot.telegram.seen import Seen
from bot.watching.watch import Watch

log = logging.getLogger(__name__)

ANSWER_ATTEMPTS = 3
"""A press that is not answered by then is too old to be answered."""

MADE_AGAIN = 5.0
"""Seconds until what could not be read to make something of it is read again."""


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
        self.making = Making(bot, make)
        self._watch = watch
        self._under_way: set[int] = set()
        self._taken_back: set[int] = set()
        self.seen = Seen()
        self._going = Going()
        self.stopping = asyncio.Event()
        self.refused: str | None = None
        """Why Telegram takes nothing at all, such as a revoked token."""

    def take_back(self, id_: int) -> None:
        """Do not try a delivery again, if one is under way under this number."""
        if id_ in self._under_way:
            self._taken_back.add(id_)

    async def deliver(self, delivery: Delivery) -> Mark:
        """Call until Telegram has taken or refused it. StoppedError when that has to wait."""
        if delivery.chat_id == NOBODY:  # whoever it was for is erased
            return Mark(delivery, reason="erased", unreachable=True)
        self._under_way.add(delivery.id)
        try:
            return await self._until_done(delivery)
        finally:
            self._under_way.discard(delivery.id)
            self._taken_back.discard(delivery.id)
            self._going.over(delivery)

    async def _until_done(self, delivery: Delivery) -> Mark:
        attempt = 0
        while True:
            await self._turn(delivery)
            if delivery.id in self._taken_back:
                return Mark(delivery)
            attempt += 1
            outcome = await self._try(delivery, attempt)
            if isinstance(outcome, Mark):
                return outcome
            await self.sleep(outcome.after_seconds)

    async def _try(self, delivery: Delivery, attempt: int) -> Mark | Again:
        try:
            self.seen.calling(delivery, attempt)
            number = await call(self._bot, delivery, self.making.made, answers_within(attempt))
        except TelegramError as error:
            return await self._told(delivery, attempt, error)
        except Exception as error:
            return self._not_made(delivery, attempt, error)
        self._watch.sent(delivery.kind, "sent")
        self._going.left()
        return Mark(delivery, number)

    def _not_made(self, delivery: Delivery, attempt: int, error: Exception) -> Mark | Again:
        """Tell what comes of a delivery that could not be made or written down as a request."""
        if passing(error):
            if attempt == 1:
                log.warning('delivery waits id=%d error="%s"', delivery.id, where(error))
            return Again(MADE_AGAIN)
        self._watch.sent(delivery.kind, "fault")
        log.error('delivery cannot be made id=%d error="%s"', delivery.id, where(error))
        return Mark(delivery, reason=f"fault: {type(error).__name__}")

    async def _told(self, delivery: Delivery, attempt: int, error: TelegramError) -> Mark | Again:
        """Tell what comes of a delivery that Telegram did not take, or not for certain."""
        decision = decide(error, attempt, self._codes.jitter())
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
            case Again() if delivery.kind is Kind.ANSWER and attempt >= ANSWER_ATTEMPTS:
                return Mark(delivery)
            case Again():
                return self._again(delivery, error, decision)

    def _again(self, delivery: Delivery, error: TelegramError, wait: Again) -> Mark | Again:
        if self._going.failed(delivery, error):
            return Mark(delivery, reason="server error")
        if isinstance(error, RetryAfter):
            now = self._clock.monotonic()
            self._pace.asked_to_wait(now, delivery.chat_id, wait.after_seconds)
        self.seen.tried(delivery, refused=isinstance(error, RetryAfter | NotSentError))
        return wait

    async def _at_least_strip(self, delivery: Delivery) -> None:
        """Take the buttons off a message that is too old to be deleted."""
        if delivery.kind is Kind.DELETE and delivery.target:
            with contextlib.suppress(TelegramError):
                await call(self._bot, replace(delivery, kind=Kind.STRIP), self.making.made)

    async def _turn(self, delivery: Delivery) -> None:
        """Wait for its turn; it comes later when Telegram asks everybody to wait meanwhile."""
        held = True
        while held:
            await self.sleep(self._in_turn(delivery))
            free = delivery.kind is Kind.ANSWER
            held = not free and self._pace.holds(self._clock.monotonic())

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
