"""Connections are kept while they are of use, and never used when they are not."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from socket import SHUT_RDWR, create_server, socket

import pytest
from aiohttp import ServerDisconnectedError, SocketTimeoutError

from bot.telegram import idle
from bot.telegram.lines import AT_ONCE, Lines, NoLineError
from bot.telegram.wire import GarbledError, Place
from tests.waiting import until

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HOI = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhoi"


class Far:
    """A server that says what the test wants, and counts the connections."""

    def __init__(self) -> None:
        self.place = Place("127.0.0.1", 0, secure=False)
        self.came = 0
        self.talk: Talk = self.answers
        self.open: set[asyncio.StreamWriter] = set()

    async def met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.came += 1
        self.open.add(writer)
        await self.talk(reader, writer)
        self.open.discard(writer)
        writer.close()

    async def answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(100):
            writer.write(HOI)


@pytest.fixture
async def far() -> AsyncIterator[Far]:
    far = Far()
    server = await asyncio.start_server(far.met, "127.0.0.1", 0)
    far.place = Place("127.0.0.1", server.sockets[0].getsockname()[1], secure=False)
    yield far
    server.close()
    for writer in tuple(far.open):
        writer.transport.abort()
    await until(lambda: not far.open)


@pytest.fixture
async def kept() -> AsyncIterator[Lines]:
    kept = Lines()
    yield kept
    kept.close()


async def ask(kept: Lines, far: Far, read: float | None = 5.0) -> tuple[int, bytes]:
    return await kept.exchange(far.place, b"POST", 5.0, read)


async def test_one_connection_serves_one_call_after_another(far: Far, kept: Lines) -> None:
    assert [await ask(kept, far) for _ in range(5)] == [(200, b"hoi")] * 5
    assert far.came == 1


async def test_calls_at_once_have_a_connection_each(far: Far, kept: Lines) -> None:
    assert await asyncio.gather(*(ask(kept, far) for _ in range(5))) == [(200, b"hoi")] * 5
    assert far.came == 5


async def test_a_connection_that_the_server_ended_is_left(far: Far, kept: Lines) -> None:
    await ask(kept, far)
    for writer in tuple(far.open):
        writer.close()
    await until(lambda: not far.open)
    assert await ask(kept, far) == (200, b"hoi")
    assert far.came == 2


async def test_an_old_connection_is_left(
    far: Far, kept: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(kept, far)
    monkeypatch.setattr(idle, "IDLE_AT_MOST", -1)
    assert await ask(kept, far) == (200, b"hoi")
    assert far.came == 2


async def test_a_connection_that_nobody_uses_is_closed(
    far: Far, kept: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nothing is asked any more; what is used in between stays."""
    monkeypatch.setattr(idle, "IDLE_AT_MOST", 0.3)
    await asyncio.gather(ask(kept, far), ask(kept, far))
    assert len(far.open) == 2
    async with asyncio.timeout(10):
        while len(far.open) == 2:
            assert await ask(kept, far) == (200, b"hoi")
            await asyncio.sleep(0.01)
    assert (len(far.open), far.came) == (1, 2)
    await until(lambda: not far.open)


async def test_a_connection_that_ends_unseen_is_left(far: Far, kept: Lines) -> None:
    """The server has ended it, and this side would see so with its next look at the network."""
    await ask(kept, far)
    for writer in tuple(far.open):
        writer.get_extra_info("socket").shutdown(SHUT_RDWR)
    assert await ask(kept, far) == (200, b"hoi")
    assert far.came == 2


async def test_an_old_server_that_ends_each_connection(far: Far, kept: Lines) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(HOI.replace(b"HTTP/1.1", b"HTTP/1.0"))
        await reader.read(100)

    far.talk = talk
    assert [await ask(kept, far) for _ in range(3)] == [(200, b"hoi")] * 3
    assert far.came == 3


async def test_where_nobody_is_nothing_was_sent(kept: Lines) -> None:
    with pytest.raises(NoLineError) as caught:
        await kept.exchange(Place("127.0.0.1", 1, secure=False), b"POST", 5.0, 5.0)
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)


@pytest.mark.parametrize(
    "said", [HOI + b"more", HOI.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")]
)
async def test_a_connection_on_which_more_was_said_is_left(
    far: Far, kept: Lines, said: bytes
) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(said)
        await reader.read(100)

    far.talk = talk
    assert await ask(kept, far) == (200, b"hoi")
    far.talk = far.answers
    assert await ask(kept, far) == (200, b"hoi")
    assert far.came == 2


async def test_silence_has_a_limit_and_each_word_begins_it_anew(far: Far, kept: Lines) -> None:
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        for byte in HOI:
            await asyncio.sleep(0.01)
            writer.write(bytes([byte]))
        await reader.read(100)

    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    far.talk = slow
    assert await ask(kept, far, 0.2) == (200, b"hoi")
    far.talk = silent
    kept.close()
    with pytest.raises(SocketTimeoutError):
        await ask(kept, far, 0.05)


async def test_an_answer_that_is_longer_than_what_is_read_at_once(far: Far, kept: Lines) -> None:
    long = bytes(range(256)) * (AT_ONCE // 100)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(long) + long)
        await reader.read(100)
        writer.write(HOI)
        await reader.read(100)

    far.talk = talk
    assert await ask(kept, far) == (200, long)
    assert await ask(kept, far) == (200, b"hoi")
    assert far.came == 1


async def test_a_long_answer_over_tls_of_a_server_that_hangs_up_at_once(kept: Lines) -> None:
    long = bytes(range(256)) * 400
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("untrusted.pem"))
    kept._context = ssl._create_unverified_context()

    def talk(listening: socket) -> None:
        with context.wrap_socket(listening.accept()[0], server_side=True) as line:
            line.recv(100)
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(long) + long)

    with create_server(("127.0.0.1", 0)) as listening:
        place = Place("127.0.0.1", listening.getsockname()[1], secure=True)
        told = asyncio.create_task(asyncio.to_thread(talk, listening))
        assert await kept.exchange(place, b"POST", 5.0, 5.0) == (200, long)
        await told


@pytest.mark.parametrize(("said", "raised"), [(b"", ServerDisconnectedError), (b"SSH-2.0\r\n\r\n", GarbledError), (HOI[:-1], ServerDisconnectedError)])  # fmt: skip
async def test_no_whole_answer(far: Far, kept: Lines, said: bytes, raised: type[Exception]) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(said)

    far.talk = talk
    with pytest.raises(raised):
        await ask(kept, far)
