"""Posts are kept before they are answered, together, once each; nobody but Telegram can post."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.intake.batches import Update
from bot.serving import LARGEST_POST, serving
from bot.telegram import registration, webhook
from bot.telegram.arrivals import Arrivals
from bot.telegram.registration import Registration
from bot.telegram.webhook import SECRET, Webhook
from bot.watching.watch import Watch
from tests.fakes import FakeClock, FakeCodes
from tests.telegram.test_polling import Kept, Settled, update
from tests.waiting import until

OURS = "9tq-Xw2_"
ADDRESS = "https://bot.example.org/posts"


class Telegram:
    """The calls about the webhook, and what came of them."""

    def __init__(self, *answers: Exception) -> None:
        self.answers = list(answers)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.url = ""
        self.pending = 0
        self.failed_at: datetime | None = None

    async def set_webhook(self, url: str, **params: Any) -> bool:
        self.calls.append(("setWebhook", params))
        if self.answers:
            raise self.answers.pop(0)
        self.url = url
        return True

    async def get_webhook_info(self) -> SimpleNamespace:
        self.calls.append(("getWebhookInfo", {}))
        return SimpleNamespace(
            url=self.url,
            pending_update_count=self.pending,
            last_error_date=self.failed_at,
            last_error_message="certificate verify failed",
        )


class Server:
    """A webhook that is served, and Telegram posting to it."""

    def __init__(self, telegram: Telegram, kept: Kept) -> None:
        self.telegram, self.kept = telegram, kept
        self.clock = FakeClock()
        self.watch = Watch(self.clock)
        arrivals = Arrivals(kept, Settled(), self.watch)  # type: ignore[arg-type]
        bot: Bot = telegram  # type: ignore[assignment]
        registered = Registration(bot, ADDRESS, OURS, FakeCodes(), self.watch)
        self.webhook = Webhook(OURS, registered, arrivals)
        self.running: asyncio.Task[None]
        self.session: aiohttp.ClientSession
        self.address = ""

    async def post(self, body: object, path: str = "/telegram", secret: str | None = OURS) -> int:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {SECRET: secret}
        async with self.session.post(
            self.address + path, data=io.BytesIO(data), headers=headers
        ) as answer:
            assert await answer.read() == b""
            return answer.status

    def posting(self, *bodies: object) -> list[asyncio.Task[int]]:
        return [asyncio.create_task(self.post(body)) for body in bodies]

    async def holds(self, posts: int) -> None:
        """Wait until so many posts wait to be kept."""
        await until(lambda: len(self.webhook._posts) == posts)


@asynccontextmanager
async def serves(*answers: Exception) -> AsyncIterator[Server]:
    server = Server(Telegram(*answers), Kept())
    async with (
        aiohttp.ClientSession() as server.session,
        serving("127.0.0.1", 0, server.webhook.routes()) as server.address,
    ):
        server.running = asyncio.create_task(server.webhook.run())
        yield server
        server.kept.may.set()
        server.running.cancel()
        await asyncio.gather(server.running, return_exceptions=True)


async def test_a_post_is_answered_after_it_is_kept() -> None:
    async with serves() as server:
        server.kept.may.clear()
        (post,) = server.posting(update(7))
        await server.holds(1)
        assert not post.done()
        server.kept.may.set()
        assert await post == 200
        assert server.kept.batches == [[7]]


async def test_posts_that_wait_are_kept_together_in_telegrams_order() -> None:
    async with serves() as server:
        server.kept.may.clear()
        first = server.posting(update(1))
        await server.holds(1)
        others = server.posting(*(update(id_) for id_ in range(150, 1, -1)))
        await server.holds(100)  # as many as one client posts at once
        server.kept.may.set()
        assert set(await asyncio.gather(*first, *others)) == {200}
        first_batch, second, *_ = server.kept.batches
        assert first_batch == [1]
        assert len(second) > 90
        assert second == sorted(second)
        assert max(map(len, server.kept.batches)) <= 100
        assert sorted(chain(*server.kept.batches)) == list(range(1, 151))


async def test_a_post_that_comes_again_while_it_is_being_kept_is_kept_once() -> None:
    async with serves() as server:
        server.kept.may.clear()
        posts = server.posting(update(7), update(7))
        await server.holds(1)
        posts += server.posting(update(7), update(8))
        await server.holds(2)
        server.kept.may.set()
        assert await asyncio.gather(*posts) == [200] * 4
        assert server.kept.batches in ([[7], [8]], [[7, 8]])


@pytest.mark.parametrize("path", ["/telegram", "/posts"])
@pytest.mark.parametrize("secret", [None, "", OURS[:-1], OURS + "x", OURS.upper(), "ë"])
async def test_who_does_not_know_the_secret_gets_nothing(secret: str | None, path: str) -> None:
    async with serves() as server:
        assert await server.post(update(7), path, secret) == 403
        assert await server.post(b"x" * 3_000_000, path, secret) == 403
        assert await server.post(update(8), path) == 200
        assert server.kept.batches == [[8]]


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_of_more_than_a_megabyte_is_refused(*, declared: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    async with serves() as server:
        body = json.dumps(update(7)).encode() + b" " * LARGEST_POST
        if declared:
            assert await server.post(body) == 413
        else:
            async with server.session.post(
                f"{server.address}/telegram", data=pieces(), headers={SECRET: OURS}
            ) as answer:
                assert answer.status == 413
        assert await server.post(update(8)) == 200
        assert server.kept.batches == [[8]]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 500_000, b'{"update_id": 7'])
async def test_what_was_garbled_on_its_way_may_come_again(body: bytes) -> None:
    async with serves() as server:
        assert await server.post(body) == 400
        assert await server.post(update(8)) == 200
        assert server.kept.batches == [[8]]


@pytest.mark.parametrize(
    "body", [[], 7, "7", {}, {"update_id": "7"}, {"update_id": -1}, {"update_id": 1 << 70}]
)
async def test_what_is_no_update_does_not_come_again(body: object) -> None:
    async with serves() as server:
        assert await server.post(body) == 200
        assert await server.post(update(8)) == 200
        assert server.kept.batches == [[8]]


async def test_other_methods_and_paths() -> None:
    async with serves() as server:
        async with server.session.post(f"{server.address}/elsewhere/telegram") as answer:
            assert answer.status == 404
        async with server.session.get(f"{server.address}/telegram") as answer:
            assert answer.status == 405
    assert server.kept.batches == []


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "KEEP_WITHIN", 0.05)


@pytest.mark.usefixtures("impatient")
async def test_while_nothing_can_be_written_posts_have_to_come_again() -> None:
    async with serves() as server:
        server.kept.may.clear()
        assert await server.post(update(7)) == 503
        server.clock.advance(timedelta(seconds=1))
        assert await asyncio.gather(*server.posting(update(7), update(8))) == [503, 503]
        assert len(server.webhook._posts) == 1, "what cannot be kept does not pile up"
        server.kept.may.set()
        await server.holds(0)
        assert await asyncio.gather(*server.posting(update(7), update(8))) == [200, 200]
        assert server.kept.batches[0] == [7]
        assert sorted(chain(*server.kept.batches[1:])) == [7, 8]


async def test_a_stop_finishes_the_posts_and_takes_no_more() -> None:
    async with serves() as server:
        server.kept.may.clear()
        posts = server.posting(update(7))
        await server.holds(1)
        posts += server.posting(update(8))
        await server.holds(2)
        server.running.cancel()
        await until(lambda: server.webhook._stopping)
        assert await server.post(update(9)) == 503
        server.kept.may.set()
        assert await asyncio.gather(*posts) == [200, 200]
        await asyncio.gather(server.running, return_exceptions=True)
        assert server.kept.batches == [[7], [8]]


async def test_a_stop_does_not_wait_for_a_disk_that_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(webhook, "FINISH_WITHIN", 0.05)
    async with serves() as server:
        server.kept.may.clear()
        posts = server.posting(update(7))
        await server.holds(1)
        server.running.cancel()
        assert await asyncio.gather(*posts) == [503]
        await asyncio.gather(server.running, return_exceptions=True)


async def test_what_it_registers() -> None:
    async with serves() as server:
        await until(lambda: server.telegram.url)
        assert server.telegram.url == ADDRESS
        assert server.telegram.calls == [
            (
                "setWebhook",
                {
                    "secret_token": OURS,
                    "allowed_updates": [
                        "message",
                        "edited_message",
                        "callback_query",
                        "my_chat_member",
                    ],
                    "max_connections": 100,
                    "drop_pending_updates": False,
                },
            )
        ]


class Naps:
    """The waits of the registration, each over when it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds: list[float] = []
        monkeypatch.setattr(registration, "sleep", self.nap)

    async def nap(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> Naps:
    return Naps(monkeypatch)


async def test_it_registers_until_it_succeeds_and_takes_posts_meanwhile(naps: Naps) -> None:
    trouble = [NetworkError("x"), RetryAfter(3), BadRequest("bad webhook: x"), NetworkError("x")]
    async with serves(*trouble) as server:
        assert await server.post(update(7)) == 200
        await until(lambda: server.telegram.url)
        first, asked, refused, later = naps.seconds[:4]
        assert first <= 1
        assert 3 < asked < 4
        assert refused == 60
        assert 4 <= later <= 8


async def test_a_webhook_that_another_program_took_over_is_taken_back(naps: Naps) -> None:
    async with serves() as server:
        await until(lambda: len(server.telegram.calls) > 3)
        assert [name for name, _ in server.telegram.calls].count("setWebhook") == 1
        server.telegram.url = ""
        await until(lambda: server.telegram.url)
        assert [name for name, _ in server.telegram.calls].count("setWebhook") == 2


class Looks:
    """The looks of the registration, one when it is asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._over: asyncio.Queue[None] = asyncio.Queue()
        self.waits = asyncio.Event()
        monkeypatch.setattr(registration, "sleep", self.nap)

    async def nap(self, _: float) -> None:
        self.waits.set()
        await self._over.get()

    async def once(self) -> None:
        await self.waits.wait()
        self.waits.clear()
        self._over.put_nowait(None)
        await self.waits.wait()


HOUR = datetime(2026, 3, 2, 10, tzinfo=UTC)


async def test_telegram_tries_in_vain_to_post(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As with a certificate that has expired: nothing arrives, and everything else looks well."""
    looks = Looks(monkeypatch)
    async with serves() as server:
        telegram, watch = server.telegram, server.watch
        telegram.pending, telegram.failed_at = 3, HOUR
        await looks.once()
        assert not watch.cannot_post, "that may be of before the start"
        telegram.failed_at = HOUR + timedelta(minutes=1)
        await looks.once()
        assert watch.cannot_post
        assert 'Telegram cannot post updates pending=3 error="certificate verify' in caplog.text
        await looks.once()
        assert watch.cannot_post, "though Telegram rests between two tries"
        assert [name for name, _ in telegram.calls].count("setWebhook") == 3, "it is told anew"
        assert await server.post(update(7)) == 200
        assert not watch.cannot_post, "known at once"
        telegram.failed_at = HOUR + timedelta(minutes=3)
        await looks.once()
        assert not watch.cannot_post, "one of several failed"
        telegram.failed_at = HOUR + timedelta(minutes=4)
        await looks.once()
        assert watch.cannot_post
        telegram.pending = 0
        await looks.once()
        assert not watch.cannot_post, "nothing waits any more"


async def test_posts_with_another_secret_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is registered anew, with the secret that is known here."""
    looks = Looks(monkeypatch)
    async with serves() as server:
        server.telegram.pending = 1
        await looks.once()
        assert await server.post(update(7), secret="old") == 403
        server.telegram.failed_at = HOUR
        await looks.once()
        assert server.telegram.calls[-1][1]["secret_token"] == OURS
        found = server.watch.registry.get_sample_value
        assert found("basisbaan_posts_total", {"status": "403"}) == 1
        assert found("basisbaan_pending_updates") == 1


async def test_a_revoked_token_ends_it() -> None:
    async with serves(InvalidToken("x")) as server:
        async with asyncio.timeout(5):
            await server.running
        assert server.webhook.refused == "token"


class Broken:
    """A writer with a fault of ours, or one that gives up."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    async def handle(self, batch: Sequence[Update]) -> None:
        raise self.error


async def test_a_fault_of_ours_ends_it_and_the_post_comes_again() -> None:
    async with serves() as server:
        server.webhook._arrivals._turns = Broken(LookupError())  # type: ignore[assignment]
        assert await server.post(update(7)) == 503
        with pytest.raises(LookupError):
            await server.running


async def test_a_writer_that_gives_up_is_not_waited_for() -> None:
    async with serves() as server:
        server.webhook._arrivals._turns = Broken(asyncio.CancelledError())  # type: ignore[assignment]
        async with asyncio.timeout(1):
            assert await server.post(update(7)) == 503
            await server.running
