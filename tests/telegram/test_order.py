"""What waits for its time, or for its turn, leaves in order, or not at all once it is taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from telegram.error import RetryAfter, TelegramError

from bot.clock import Clock, Codes
from bot.records import Delivery, Kind
from bot.store.outbox import Mark
from bot.telegram import attempts, seen
from bot.telegram.attempts import Attempts
from bot.telegram.deliver import Deliver
from bot.telegram.pace import Pace
from bot.telegram.retry import NotSentError
from bot.watching.watch import Watch
from tests.waiting import until

CHAT, OTHER = 7, 8


class Telegram:
    """Takes messages, once it is let."""

    def __init__(self) -> None:
        self.took: list[int] = []
        self.open = asyncio.Event()
        self.open.set()
        self.trouble: TelegramError | None = None

    async def call(self, _bot: object, delivery: Delivery, *_: object) -> int:
        if delivery.kind is Kind.EDIT and self.trouble:
            raise self.trouble
        await self.open.wait()
        self.took.append(delivery.id)
        return delivery.id


class Kept:
    """Keeps every mark at once."""

    def mark(self, *_: Mark, kept: Callable[[], None] | None = None) -> None:
        if kept:
            kept()


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Telegram:
    there = Telegram()
    monkeypatch.setattr(attempts, "call", there.call)
    return there


def attempting() -> Attempts:
    clock = Clock(ZoneInfo("Europe/Amsterdam"))
    return Attempts(None, clock, Codes(), Pace(0), None, Watch(clock))  # type: ignore[arg-type]


def delivering() -> Deliver:
    deliver = Deliver(attempting(), Clock(ZoneInfo("Europe/Amsterdam")))
    deliver.marks = Kept()
    return deliver


def said(number: int, chat: int = CHAT, **more: object) -> Delivery:
    return Delivery(number, chat, Kind.SEND, "nl", "{}", **more)  # type: ignore[arg-type]


async def test_what_waits_for_the_same_moment_leaves_in_order(telegram: Telegram) -> None:
    for _ in range(10):
        deliver = delivering()
        when = Clock(ZoneInfo("UTC")).now() + timedelta(milliseconds=20)
        deliver.put(said(n, CHAT if n % 2 else OTHER, not_before=when) for n in range(1, 9))
        await until(lambda: len(telegram.took) == 8)
        assert [n for n in telegram.took if n % 2] == [1, 3, 5, 7]
        assert [n for n in telegram.took if not n % 2] == [2, 4, 6, 8]
        telegram.took.clear()


async def test_what_is_taken_back_does_not_leave_when_its_turn_comes(telegram: Telegram) -> None:
    telegram.open.clear()
    deliver = delivering()
    deliver.put([said(1), said(2), said(3)])
    await asyncio.sleep(0)
    deliver.put([Delivery(2, 0, Kind.CANCEL, "")])
    telegram.open.set()
    await until(lambda: deliver.idle)
    assert telegram.took == [1, 3]


@pytest.mark.parametrize("trouble", [RetryAfter(1), NotSentError("no line")])
async def test_a_refused_edit_says_nothing_of_the_question_on_its_way(
    telegram: Telegram, trouble: TelegramError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or an answer to it, seen but not confirmed, is taken for an answer to the one before."""
    monkeypatch.setattr(seen, "SETTLE_WITHIN", 0.01)
    sending = attempting()
    telegram.open.clear()
    telegram.trouble = trouble
    question = asyncio.create_task(sending.deliver(said(1)))
    await until(lambda: bool(sending.seen._in_flight))
    edit = asyncio.create_task(sending.deliver(Delivery(2, CHAT, Kind.EDIT, "nl", "{}", None, 5)))
    await asyncio.sleep(0.01)
    assert await sending.seen.settled([CHAT]) == {CHAT}
    telegram.open.set()
    await question
    sending.stopping.set()
    await asyncio.gather(edit, return_exceptions=True)
