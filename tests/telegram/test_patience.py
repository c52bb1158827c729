"""A Telegram that is slow to say that it took a message is not sent the same one over and over."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Mapping

import pytest
from aiohttp import web
from telegram import Bot
from telegram.request import RequestData

from bot.made import Made, Product
from bot.message import dump, message
from bot.records import Delivery, Kind
from bot.telegram import retry
from bot.telegram.attempts import MADE_AGAIN, Attempts
from bot.telegram.calls import call
from bot.telegram.http import AiohttpRequest
from bot.telegram.pace import Pace
from bot.telegram.posting import PlainRequest
from bot.watching.watch import Watch
from conversations.text import Verbatim
from tests.fakes import FakeClock, FakeCodes
from tests.telegram.test_http import SENT, TOKEN, Server, bot_at, server

__all__ = ["server"]

SAID = dump(message(Verbatim("hoi")))
MESSAGES = {
    Kind.SEND: SAID,
    Kind.PHOTOS: '["a"]',
    Kind.VOICE: "a",
    Kind.PICTURE: "",
    Kind.FILE: "",
    Kind.LIST: "",
}
HARMLESS = {Kind.EDIT: SAID, Kind.STRIP: "", Kind.DELETE: "", Kind.ANSWER: "q ", Kind.MENU: ""}


async def makes(delivery: Delivery) -> Product:
    said = message(Verbatim("hoi"))
    return said if delivery.kind is Kind.LIST else Made("a.png", b"x", said)


class Noted(PlainRequest):
    """Notes how long an answer would be waited for."""

    def __init__(self) -> None:
        self.limits: dict[str, float] = {}

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *more: object,
        **_: object,
    ) -> tuple[int, bytes]:
        return await self.exchange(url, {}, more[0] if more else _.get("read_timeout"))

    async def exchange(
        self, url: str, _params: Mapping[str, object], given: object = None
    ) -> tuple[int, bytes]:
        seconds = given if isinstance(given, float | int) else self.read_timeout
        self.limits[url.rpartition("/")[2]] = float(seconds)
        return 200, json.dumps({"ok": True, "result": SENT}).encode()


@pytest.mark.parametrize("kind", [*MESSAGES, *HARMLESS])
async def test_what_makes_a_message_is_waited_for_and_what_does_no_harm_is_not(kind: Kind) -> None:
    request = Noted()
    bot = Bot(TOKEN, request=request, get_updates_request=request)
    content = {**MESSAGES, **HARMLESS}[kind]
    await call(bot, Delivery(1, 5, kind, "nl", content, message_id=7), makes, 60.0)
    request.limits.pop("sendChatAction", None)
    (seconds,) = request.limits.values()
    assert seconds >= 60 if kind in MESSAGES else seconds == 5


@pytest.fixture
async def attempts(server: Server) -> AsyncIterator[Attempts]:
    clock = FakeClock()
    async with AiohttpRequest() as request:
        bot = bot_at(server.url, request)
        yield Attempts(bot, clock, FakeCodes(), Pace(0), makes, Watch(clock))


async def test_a_slow_telegram_gets_a_message_no_more_than_a_few_times(
    server: Server, attempts: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes ten times as long as it is given at first: twice as long each time is enough."""
    monkeypatch.setattr(retry, "ANSWERS_WITHIN", 0.1)
    monkeypatch.setattr(retry, "backoff", lambda *_: 0.0)
    server.says({"ok": True, "result": SENT})
    at_once = server.answer
    assert at_once

    async def slow(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(1.0)
        return await at_once(request)

    server.answer = slow
    mark = await attempts.deliver(Delivery(1, 5, Kind.SEND, "nl", SAID))
    assert mark.message_id == 7
    assert len(server.forms) == 5


async def test_what_was_never_sent_was_not_seen(
    attempts: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody answers at the address: what the person types meanwhile is not in doubt."""
    monkeypatch.setattr(attempts._bot, "_base_url", "http://127.0.0.1:1/bot")
    slept = asyncio.Event()

    async def sleep(seconds: float) -> None:
        if seconds:
            slept.set()
            await asyncio.Event().wait()

    monkeypatch.setattr(attempts, "sleep", sleep)
    sending = asyncio.create_task(attempts.deliver(Delivery(1, 5, Kind.SEND, "nl", SAID)))
    await slept.wait()
    assert await attempts.seen.settled([5]) == set()
    sending.cancel()


async def test_what_may_have_been_seen_stays_so_though_the_next_try_was_not(
    server: Server, attempts: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer is lost, the second try is told to wait: the first may have arrived."""
    naps: list[float] = []
    doubted: list[object] = []

    async def sleep(seconds: float) -> None:
        if seconds:
            naps.append(seconds)
            doubted.append(await attempts.seen.settled([5]))
            later = {"ok": False, "error_code": 429, "parameters": {"retry_after": 3}}
            server.says(*((later, 429) if len(naps) == 1 else ({"ok": True, "result": SENT},)))

    monkeypatch.setattr("bot.telegram.seen.SETTLE_WITHIN", 0.01)
    monkeypatch.setattr(attempts, "sleep", sleep)
    server.says("<html>", 502)
    await attempts.deliver(Delivery(1, 5, Kind.SEND, "nl", SAID))
    attempts.seen.known(5)
    assert len(naps) == 2
    assert doubted == [{5}, {5}]
    assert await attempts.seen.settled([5]) == {5}


@pytest.mark.parametrize(
    ("code", "sent"),
    [(sqlite3.SQLITE_BUSY, True), (sqlite3.SQLITE_FULL, True), (sqlite3.SQLITE_CORRUPT, False)],
)
async def test_what_cannot_be_read_for_now_is_made_later(
    server: Server,
    attempts: Attempts,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    code: int,
    sent: bool,
) -> None:
    """A work list of which the database is locked, full or damaged when its time comes."""
    tries: list[int] = []
    naps: list[float] = []

    async def make(delivery: Delivery) -> Product:
        tries.append(delivery.id)
        if len(tries) < 3:
            trouble = sqlite3.OperationalError("no")
            trouble.sqlite_errorcode = code
            raise trouble
        return await makes(delivery)

    async def sleep(seconds: float) -> None:
        naps.append(seconds)

    monkeypatch.setattr(attempts.making, "_make", make)
    monkeypatch.setattr(attempts, "sleep", sleep)
    server.says({"ok": True, "result": SENT})
    mark = await attempts.deliver(Delivery(1, 5, Kind.LIST, "nl", SAID))
    assert mark.message_id == (7 if sent else None)
    assert mark.reason == (None if sent else "fault: OperationalError")
    assert [nap for nap in naps if nap] == ([MADE_AGAIN] * 2 if sent else [])
    assert len(caplog.messages) == 1, "said once, however long it takes"


async def test_what_was_taken_back_is_not_tried_again(
    server: Server, attempts: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def sleep(seconds: float) -> None:
        if seconds:
            attempts.take_back(1)
            attempts.take_back(2)

    monkeypatch.setattr(attempts, "sleep", sleep)
    server.says("<html>", 502)
    mark = await attempts.deliver(Delivery(1, 5, Kind.SEND, "nl", SAID))
    assert (mark.message_id, mark.reason) == (None, None)
    assert len(server.forms) == 1
    server.says({"ok": True, "result": SENT})
    for id_ in (1, 2):
        again = await attempts.deliver(Delivery(id_, 5, Kind.SEND, "nl", SAID))
        assert again.message_id == 7, "it held for that one, and while it was under way"


async def test_a_message_that_always_breaks_telegram_is_given_up_while_others_leave(
    server: Server, attempts: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says({"ok": True, "result": SENT})
    well = server.answer
    assert well
    naps: list[float] = []

    async def breaks(request: web.Request) -> web.StreamResponse:
        chat = (await request.json())["chat_id"]
        return web.Response(status=502, text="<html>") if chat == 5 else await well(request)

    async def sleep(seconds: float) -> None:
        if seconds:
            naps.append(seconds)
            other = await attempts.deliver(Delivery(2, 6, Kind.SEND, "nl", SAID))
            assert other.message_id == 7

    server.answer = breaks
    monkeypatch.setattr(attempts, "sleep", sleep)
    mark = await attempts.deliver(Delivery(1, 5, Kind.SEND, "nl", SAID))
    assert (mark.reason, mark.unreachable) == ("server error", False)
    assert sum(naps) > 900, "after a quarter of an hour at the least"
