"""Updates are asked for one request at a time, and acknowledged after they are kept."""

import asyncio
import json
from collections.abc import Mapping, Sequence, Set
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import RequestData

from bot.intake.batches import Update
from bot.telegram import polling
from bot.telegram.arrivals import Arrivals
from bot.telegram.polling import Polling
from bot.telegram.posting import PlainRequest
from bot.watching.watch import Watch
from tests.fakes import FakeClock, FakeCodes


class Telegram(PlainRequest):
    """Answers getUpdates with what it was given, then holds the line."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.others: list[str] = []
        self.through = asyncio.Event()

    @property
    def read_timeout(self) -> float:
        return 5

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        self.others.append(url.rpartition("/")[2])
        return 200, b'{"ok": true, "result": true}'

    async def exchange(self, url: str, params: Mapping[str, Any], *_: Any) -> tuple[int, bytes]:
        assert url.endswith("/getUpdates")
        self.asked.append(dict(params))
        if not self.answers:
            self.through.set()
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return 200, json.dumps({"ok": True, "result": answer}).encode()

    def offsets(self) -> list[int]:
        return [asked["offset"] for asked in self.asked]


class Kept:
    """Stands in for the writer."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may = asyncio.Event()
        self.may.set()

    async def handle(self, batch: Sequence[Update]) -> None:
        await self.may.wait()
        self.batches.append([update.id for update in batch])


class Settled:
    """Stands in for what sends, and for what it knows that chats have seen."""

    def __init__(self) -> None:
        self.chats: list[Set[int]] = []

    @property
    def seen(self) -> "Settled":
        return self

    async def settled(self, chats: Set[int]) -> Set[int]:
        self.chats.append(chats)
        return set()

    def waiting(self, chat: int) -> int:
        return 0


def a_polling(telegram: Telegram, kept: Kept, settled: Settled | None = None) -> Polling:
    bot = Bot("1:a", request=telegram, get_updates_request=telegram)
    arrivals = Arrivals(kept, settled or Settled(), Watch(FakeClock()))  # type: ignore[arg-type]
    return Polling(bot, telegram, arrivals, FakeCodes())


async def run(telegram: Telegram, kept: Kept) -> Polling:
    found = a_polling(telegram, kept)
    task = asyncio.create_task(found.run())
    ended = asyncio.create_task(telegram.through.wait())
    async with asyncio.timeout(5):
        await asyncio.wait({task, ended}, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    task.cancel()
    await asyncio.gather(task, ended, return_exceptions=True)
    return found


def update(id_: int, **what: Any) -> dict[str, Any]:
    return {"update_id": id_, **what}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    real = asyncio.sleep

    async def nap(seconds: float) -> None:
        waited.append(seconds)
        await real(0)

    monkeypatch.setattr(polling, "sleep", nap)
    return waited


async def test_the_next_offset_follows_what_is_kept() -> None:
    telegram, kept = Telegram([update(7), update(8)], [update(9)]), Kept()
    await run(telegram, kept)
    assert kept.batches == [[7, 8], [9]]
    assert telegram.offsets() == [0, 9, 10]


async def test_nothing_is_acknowledged_before_it_is_kept() -> None:
    telegram, kept = Telegram([update(7)]), Kept()
    kept.may.clear()
    task = asyncio.create_task(a_polling(telegram, kept).run())
    for _ in range(20):
        await asyncio.sleep(0)
    assert telegram.offsets() == [0]
    kept.may.set()
    await telegram.through.wait()
    assert telegram.offsets() == [0, 8]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_once_all_is_confirmed_lower_numbers_are_welcome() -> None:
    telegram = Telegram([update(1000)], [], [update(5)], NetworkError("x"), [])
    kept = Kept()
    await run(telegram, kept)
    assert kept.batches == [[1000], [5]]
    assert telegram.offsets() == [0, 1001, 0, 6, 6, 0]


@pytest.mark.parametrize(
    "error", [NetworkError("x"), TimedOut(), Conflict("x"), RetryAfter(3), BadRequest("x")]
)
async def test_trouble_is_waited_out_and_the_offset_stays(
    error: Exception, no_waiting: list[float]
) -> None:
    telegram, kept = Telegram([update(7)], error, error, [update(8)]), Kept()
    found = await run(telegram, kept)
    assert kept.batches == [[7], [8]]
    assert telegram.offsets() == [0, 8, 8, 8, 9]
    assert found.refused is None
    assert len([seconds for seconds in no_waiting if seconds > 0]) == 2


async def test_an_outage_makes_it_wait_ever_longer(no_waiting: list[float]) -> None:
    await run(Telegram(*[NetworkError("x")] * 9), Kept())
    waits = [seconds for seconds in no_waiting if seconds > 0]
    assert waits == sorted(waits)
    assert len(waits) == 9
    assert waits[-1] <= 60


async def test_a_refused_token_ends_it() -> None:
    found = await run(Telegram(InvalidToken("x"), [update(7)]), Kept())
    assert found.refused == "token"


async def test_what_it_asks_for() -> None:
    telegram = Telegram()
    await run(telegram, Kept())
    assert telegram.asked == [
        {
            "offset": 0,
            "limit": 100,
            "timeout": 25,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        }
    ]


async def test_a_webhook_that_was_set_does_not_stand_in_the_way() -> None:
    telegram = Telegram([update(7)], [update(8)])
    await run(telegram, Kept())
    assert telegram.others == ["deleteWebhook"]


async def test_unreadable_updates_are_acknowledged_with_the_others() -> None:
    telegram, kept = Telegram([update(7, message="?"), update(9), update(8, poll=3)]), Kept()
    await run(telegram, kept)
    assert kept.batches == [[7, 9, 8]]
    assert telegram.offsets() == [0, 10]


async def test_only_typed_words_wait_for_what_is_being_sent() -> None:
    settled = Settled()
    person = {"id": 5, "is_bot": False, "first_name": "R"}
    base = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "from": person}
    pressed = {"id": "q", "from": person | {"id": 6}, "chat_instance": "c", "message": base}
    found = a_polling(Telegram(), Kept(), settled)
    await found.handle(
        [
            update(1, message={**base, "text": "hoi"}),
            update(2, callback_query={**pressed, "data": "x"}),
        ]
    )
    assert settled.chats == [{5}]


async def test_a_stop_lets_the_batch_end() -> None:
    telegram, kept = Telegram([update(7)]), Kept()
    kept.may.clear()
    task = asyncio.create_task(a_polling(telegram, kept).run())
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert kept.batches == []
    kept.may.set()
    for _ in range(5):
        await asyncio.sleep(0)
    assert kept.batches == [[7]]
