"""What is too much of one person, and what only looks like it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.incoming import Flooded
from bot.intake.batches import Update
from bot.telegram.arrivals import parse
from bot.telegram.floods import AT_MOST, PRESSES_AT_MOST, Floods
from bot.telegram.pace import Pace
from tests.stage import RESIDENT, Stage, on_stage

NOON = 1_772_000_000
PERSON = {"id": 5, "is_bot": False, "first_name": "R"}
CHAT = {"id": 5, "type": "private"}


def typed(id_: int, at: int) -> Update:
    sent = {"message_id": id_, "date": at, "chat": CHAT, "from": PERSON, "text": "hoi"}
    return parse({"update_id": id_, "message": sent})


def changed(id_: int, at: int) -> Update:
    sent = {"message_id": 1, "date": NOON, "edit_date": at, "chat": CHAT, "from": PERSON}
    return parse({"update_id": id_, "edited_message": sent | {"text": "hoi"}})


def pressed(id_: int, _: int = 0) -> Update:
    under = {"message_id": 1, "date": NOON, "chat": CHAT, "text": "?"}
    press = {"id": f"q{id_}", "from": PERSON, "chat_instance": "c", "message": under, "data": "x"}
    return parse({"update_id": id_, "callback_query": press})


class Waiting:
    """Something waits for everybody, unless it does not."""

    def __init__(self) -> None:
        self.messages = 1
        self.floods = Floods(lambda _: self.messages)


async def passed(floods: Floods, batch: Iterable[Update], now: float = 1000.0) -> int:
    """How many of these are read."""
    calm = await floods.calmed(list(batch), now)
    return len([u for u in calm if u.incoming and not isinstance(u.incoming.what, Flooded)])


@pytest.mark.parametrize("kind", [typed, changed])
async def test_what_was_sent_over_an_hour_is_no_flood_though_it_arrives_at_once(
    kind: Callable[[int, int], Update],
) -> None:
    floods = Waiting().floods
    assert await passed(floods, (kind(n, NOON + 36 * n) for n in range(1, 101))) == 100
    assert await passed(floods, (kind(n, NOON + 3600 + n) for n in range(101, 201))) == 100


@pytest.mark.parametrize("kind", [typed, changed])
async def test_a_thousand_in_a_few_seconds_are_too_much_and_that_is_said_once(
    kind: Callable[[int, int], Update],
) -> None:
    floods, calm = Waiting().floods, list[Update]()
    for first in range(1, 1001, 100):
        calm += await floods.calmed(
            [kind(n, NOON + n // 200) for n in range(first, first + 100)], 9
        )
    whats = [update.incoming.what for update in calm if update.incoming]
    assert [what for what in whats if isinstance(what, Flooded)] == [Flooded("", told=False)]
    assert AT_MOST <= len(whats) - 1 <= AT_MOST + 5


async def test_who_has_sent_too_much_is_heard_again_later() -> None:
    floods = Waiting().floods
    assert await passed(floods, (typed(n, NOON) for n in range(1, 101))) == AT_MOST
    assert await passed(floods, [typed(101, NOON)]) == 0
    assert await passed(floods, (typed(n, NOON + 10) for n in range(102, 150))) == 10


async def test_who_has_all_answers_has_as_much_room_as_anybody() -> None:
    waiting = Waiting()
    assert await passed(waiting.floods, (typed(n, NOON) for n in range(1, 51))) == AT_MOST
    waiting.messages = 0
    assert await passed(waiting.floods, (typed(n, NOON) for n in range(51, 70))) == 19


async def test_one_that_came_late_gives_no_room() -> None:
    """A date that goes back and forth counts once."""
    batch = (typed(n, NOON - (n % 2) * 1000) for n in range(1, 101))
    assert await passed(Waiting().floods, batch) == AT_MOST + 1


async def test_taps_at_the_pace_of_a_hand_are_all_taken() -> None:
    """Five candidates in a row, ten taps each, arriving together; then more, without a rest."""
    floods = Waiting().floods
    assert await passed(floods, map(pressed, range(1, 51))) == 50
    taps = [await passed(floods, [pressed(100 + n)], 1010 + n / 3) for n in range(120)]
    assert sum(taps) == 120


async def test_presses_by_the_thousand_are_too_much_and_each_is_answered() -> None:
    floods, calm = Waiting().floods, list[Update]()
    for first in range(1, 1001, 100):
        calm += await floods.calmed([pressed(n) for n in range(first, first + 100)], 9)
    whats = [update.incoming.what for update in calm if update.incoming]
    assert len(whats) == 1000
    assert len([what for what in whats if isinstance(what, Flooded)]) == 1000 - PRESSES_AT_MOST
    assert len([what for what in whats if isinstance(what, Flooded) and not what.told]) == 1


async def test_what_was_handled_before_does_not_count() -> None:
    asked = list[Sequence[int]]()

    async def before(ids: Sequence[int]) -> Collection[int]:
        asked.append(ids)
        return set(range(1, 26))

    floods = Floods(lambda _: 1, before)
    assert await passed(floods, (typed(n, NOON) for n in range(1, 21))) == 20
    assert asked == [], "it is asked only when there is too much"
    floods = Floods(lambda _: 1, before)
    assert await passed(floods, (typed(n, NOON) for n in range(1, 46))) == 45
    assert asked == [list(range(1, 46))]


def sent(stage: Stage) -> list[str]:
    return [message.text for message in stage.world.chat(RESIDENT).messages if message.by_bot]


def as_on_telegram(stage: Stage) -> None:
    """What waits, waits: one message a second for a chat."""
    stage.parts.deliver._attempts._pace = Pace(30)


TOLD = "SELECT content FROM outbox WHERE content LIKE '%faster than%'"
HANDLED = "SELECT count(*) FROM updates_seen"


async def test_a_person_who_went_on_typing_while_the_bot_was_away(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.stop()
        stage.world.start(RESIDENT)
        for _ in range(50):
            stage.world.type(RESIDENT, "/privacy")
            stage.clock.advance(timedelta(minutes=1))
        await stage.start()
        await stage.settle()
        assert not [text for text in sent(stage) if "sneller dan" in text]
        assert len([text for text in sent(stage) if text.startswith("Privacy")]) == 50


async def test_what_comes_again_after_a_restart_takes_nobodys_room(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        as_on_telegram(stage)
        came: list[Any] = []
        stage.world.start(RESIDENT)
        for _ in range(24):
            stage.world.type(RESIDENT, "/privacy")
        came += stage.world.queue.waiting
        while stage.world.queue.waiting:
            await asyncio.sleep(0.001)
        await stage.stop()
        for update in came:
            stage.world.queue.repeat(update)
        for _ in range(20):
            stage.world.type(RESIDENT, "/over")
        await stage.start()
        as_on_telegram(stage)
        while stage.world.queue.waiting:
            await asyncio.sleep(0.001)
        assert await stage.query(HANDLED) == [(45,)]
        assert await stage.query(TOLD) == []
