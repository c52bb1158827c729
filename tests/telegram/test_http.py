import asyncio
import json
import logging
import ssl
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.http import AiohttpRequest
from bot.telegram.posting import PlainRequest, post
from bot.telegram.retry import NotSentError, in_short

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"
SENT = {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "hoi"}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def read(value: str | bytes | bytearray | web.FileField) -> Any:
    """A field's text, or a file's name, type and content."""
    if not isinstance(value, web.FileField):
        return value
    with value.file as file:
        return value.filename, value.content_type, file.read()


@dataclass
class Server:
    """A Bot API server that says whatever the test wants."""

    url: str = ""
    answer: Answer | None = None
    forms: list[dict[str, Any]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    ports: set[int] = field(default_factory=set)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        assert request.transport
        self.ports.add(request.transport.get_extra_info("peername")[1])
        self.kinds.append(request.content_type)
        if request.content_type == "application/json":
            self.forms.append(await request.json())
        else:
            self.forms.append({k: read(value) for k, value in (await request.post()).items()})
        assert self.answer
        return await self.answer(request)

    def says(self, body: object, status: int = 200) -> None:
        async def answer(_: web.Request) -> web.Response:
            text = body if isinstance(body, str) else json.dumps(body)
            return web.Response(status=status, text=text)

        self.answer = answer


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application(client_max_size=8 << 20)
    app.router.add_route("*", "/{rest:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    request = AiohttpRequest(2, read_timeout=2, pool_timeout=2)
    async with request:
        yield bot_at(server.url, request)


def bot_at(url: str, request: AiohttpRequest) -> Bot:
    return Bot(
        TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=request,
        get_updates_request=request,
    )


def assert_tells_nothing(error: BaseException) -> None:
    told = "".join(traceback.TracebackException.from_exception(error).format_exception_only())
    links: list[BaseException | None] = [error]
    while links:
        link = links.pop()
        if link is not None:
            told += f"{link} {link!r} {link.args!r}"
            links += [link.__cause__, link.__context__]
    assert TOKEN not in told
    assert "secret words" not in told


async def failure(bot: Bot, kind: type[TelegramError], **timeouts: Any) -> TelegramError:
    with pytest.raises(kind) as caught:
        await bot.send_message(1, "hoi", **timeouts)
    assert type(caught.value) is kind
    assert_tells_nothing(caught.value)
    return caught.value


async def test_a_call_is_json_and_its_result_comes_back(bot: Bot, server: Server) -> None:
    server.says({"ok": True, "result": SENT})
    message = await bot.send_message(1, "héé & ik", disable_notification=True)
    assert message.message_id == 7
    assert server.kinds == ["application/json"]
    sent = server.forms[0]
    assert sent["text"] == "héé & ik"
    assert sent["disable_notification"] == "true"


async def test_a_call_without_parameters(bot: Bot, server: Server) -> None:
    server.says({"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "B"}})
    assert (await bot.get_me()).id == 1


async def test_connections_are_kept(bot: Bot, server: Server) -> None:
    server.says({"ok": True, "result": SENT})
    for _ in range(5):
        await bot.send_message(1, "hoi")
    assert len(server.ports) == 1


@pytest.mark.parametrize("size", [10, 3 << 20])
async def test_a_file_is_sent_in_parts(bot: Bot, server: Server, size: int) -> None:
    server.says({"ok": True, "result": SENT})
    await bot.send_document(1, InputFile(b"x" * size, filename="café lijst.txt"), caption="ü")
    assert server.kinds == ["multipart/form-data"]
    (form,) = server.forms
    assert form["caption"] == "ü"
    (file,) = (value for value in form.values() if isinstance(value, tuple))
    assert file == ("café lijst.txt", "text/plain", b"x" * size)


async def test_a_file_is_fetched(bot: Bot, server: Server) -> None:
    server.says("photo!")
    url = f"{server.url}/file/bot{TOKEN}/photos/1.jpg"
    assert await bot.request.retrieve(url) == b"photo!"


@pytest.mark.parametrize(
    ("status", "description", "kind"),
    [
        (400, "Bad Request: chat not found", BadRequest),
        (401, "Unauthorized", InvalidToken),
        (403, "Forbidden: bot was blocked by the user", Forbidden),
        (404, "Not Found", InvalidToken),
        (429, "Too Many Requests: slow down", NetworkError),
        (500, "Internal Server Error", NetworkError),
    ],
)
async def test_telegrams_refusals(
    bot: Bot, server: Server, status: int, description: str, kind: type[TelegramError]
) -> None:
    server.says({"ok": False, "error_code": status, "description": description}, status)
    error = await failure(bot, kind)
    assert error.message.lower() in description.lower()


async def test_too_many_requests_says_how_long(bot: Bot, server: Server) -> None:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 7"}
    server.says(body | {"parameters": {"retry_after": 7}}, 429)
    error = await failure(bot, RetryAfter)
    assert isinstance(error, RetryAfter)
    assert error.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize("status", [200, 302, 404, 413, 500, 502, 504, 599])
@pytest.mark.parametrize(
    "body",
    [
        f"<html>The requested URL /bot{TOKEN}/sendMessage failed: secret words</html>",
        '{"error": "secret words"}',
        '["secret words"]',
        '{"ok": true, "secret words": [',
        "",
    ],
)
async def test_an_answer_that_is_not_telegrams(
    bot: Bot, server: Server, body: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.says(body, status)
    await failure(bot, NetworkError)
    assert "secret words" not in caplog.text
    assert TOKEN not in caplog.text


async def test_half_an_answer(bot: Bot, server: Server) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"ok": true, "secret words')
        assert request.transport
        request.transport.abort()
        return response

    server.answer = half
    await failure(bot, NetworkError)


async def test_no_answer_at_all(bot: Bot, server: Server) -> None:
    async def gone(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.abort()
        return web.Response()

    server.answer = gone
    await failure(bot, NetworkError)


async def silence(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return web.Response()


async def test_a_late_answer(bot: Bot, server: Server) -> None:
    server.answer = silence
    error = await failure(bot, TimedOut, read_timeout=0.05)
    assert "SocketTimeoutError" in error.message


async def test_an_upload_has_a_limit_as_a_whole(server: Server) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b" ")
            await asyncio.sleep(0.02)
        return response

    server.answer = drip
    request = AiohttpRequest(read_timeout=0.1, write_timeout=0.05, connect_timeout=0.05)
    async with request:
        with pytest.raises(TimedOut) as caught:
            await bot_at(server.url, request).send_document(1, b"abc")
    assert_tells_nothing(caught.value)


async def test_more_calls_than_connections_wait_their_turn(bot: Bot, server: Server) -> None:
    server.answer = silence
    busy = [asyncio.create_task(bot.send_message(1, "hoi")) for _ in range(2)]
    await asyncio.sleep(0.05)
    error = await failure(bot, NotSentError, pool_timeout=0.05)
    assert "in use" in error.message
    for task in busy:
        task.cancel()
    await asyncio.gather(*busy, return_exceptions=True)
    server.says({"ok": True, "result": SENT})
    await asyncio.gather(*(bot.send_message(1, "hoi") for _ in range(20)))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://127.0.0.1:1", NotSentError),
        ("http://127.0.0.1:1:1", NetworkError),
        ("http://", NetworkError),
    ],
)
async def test_nobody_there(url: str, kind: type[TelegramError]) -> None:
    async with AiohttpRequest() as request:
        await failure(bot_at(url, request), kind)


@pytest.mark.parametrize("what", ["words", "a file"])
async def test_a_certificate_that_is_not_trusted(what: str) -> None:
    """The operator reads what it is, without the address, which has the token in it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("untrusted.pem"))
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with AiohttpRequest() as request:
        bot = bot_at(url, request)
        with pytest.raises(NotSentError) as caught:
            await (bot.send_message(1, "hoi") if what == "words" else bot.send_document(1, b"x"))
    server.close()
    assert "certificate of BOT_API_URL is not trusted: self" in in_short(caught.value)
    assert_tells_nothing(caught.value)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"ok": False}, NetworkError),
        (
            {"ok": False, "description": ["secret words"], "parameters": "secret words"},
            NetworkError,
        ),
        ({"ok": True}, NetworkError),
        ({}, NetworkError),
        ({"ok": False, "error_code": 400, "description": "chat not found"}, BadRequest),
        ({"ok": False, "error_code": 403, "description": "Forbidden"}, Forbidden),
        ({"ok": False, "error_code": 700, "description": "secret words"}, NetworkError),
        ({"ok": False, "error_code": "403"}, NetworkError),
        ({"ok": False, "error_code": 429, "parameters": {"retry_after": 7}}, RetryAfter),
        ({"ok": False, "error_code": 429, "parameters": {"retry_after": "soon"}}, NetworkError),
    ],
)
@pytest.mark.parametrize("way", ["words", "by the library"])
async def test_a_refusal_or_nothing_under_200(
    bot: Bot, server: Server, body: object, kind: type[TelegramError], way: str
) -> None:
    """Whatever is wrong with an answer, it is an error that is known, not a KeyError."""
    server.says(body)
    address = f"{bot.base_url}/sendMessage"
    ours = post(cast("PlainRequest", bot.request), address, {"chat_id": "1", "text": "hoi"})
    with pytest.raises(kind) as caught:
        await (ours if way == "words" else bot.send_message(1, "hoi"))
    ours.close()
    assert type(caught.value) is kind


async def test_the_proxy_of_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Calls go through it, also those with files; not to this computer, nor where it says no."""
    caplog.set_level(logging.INFO, "bot")
    server.says({"ok": True, "result": SENT})
    there = server.url.removeprefix("http://")
    monkeypatch.setenv("http_proxy", f"http://name:word@{there}")
    monkeypatch.setenv("no_proxy", "elsewhere.invalid")
    async with AiohttpRequest() as request:
        bot = bot_at("http://telegram.invalid", request)
        await bot.send_message(1, "hoi")
        await bot.send_document(1, b"x")
        assert [form["chat_id"] for form in server.forms] == ["1", "1"]
        await failure(bot_at("http://elsewhere.invalid", request), NotSentError)
        await failure(bot_at("http://127.0.0.1:1", request), NotSentError)
    assert len(server.forms) == 2
    assert caplog.messages == [f'Telegram is reached through a proxy proxy="{there}"']


async def test_it_can_be_opened_and_closed_again(server: Server) -> None:
    server.says({"ok": True, "result": SENT})
    request = AiohttpRequest(read_timeout=3)
    bot = bot_at(server.url, request)
    assert request.read_timeout == 3
    await failure(bot, NetworkError)
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert (await bot.send_message(1, "hoi")).text == "hoi"
        await request.shutdown()
        await request.shutdown()
