"""A Bot API server that costs next to nothing, so that what is measured is the bot.

HTTP/1.1 with keep-alive, by hand. It knows no method but `getUpdates` and those that send a
message; anything else is fine with it.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter, deque
from collections.abc import Callable
from itertools import count, islice
from typing import Any

TOKEN = "123456:benchmark"

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
NUMBER = rb'(?:=|"(?:\r\n[^\r\n]+)*\r\n\r\n|": *"?)(-?\d+)'
"""What follows a parameter's name in a form, in a multipart body and in JSON."""
CHAT = re.compile(rb"chat_id" + NUMBER)
OFFSET = re.compile(rb"offset" + NUMBER)
WAIT = re.compile(rb"timeout" + NUMBER)

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
ME = b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"Bench","username":"bench_bot"}}'
DONE = b'{"ok":true,"result":true}'
MESSAGE = (
    b'{"ok":true,"result":{"message_id":%d,"from":{"id":123456,"is_bot":true,"first_name":"Bench",'
    b'"username":"bench_bot"},"chat":{"id":%d,"first_name":"P","type":"private"},'
    b'"date":1770000000,"text":"..."}}'
)
NEW_MESSAGES = {b"sendMessage"}
CHANGED_MESSAGES = {b"editMessageText", b"editMessageReplyMarkup"}
AT_MOST = 100


class Server:
    """Telegram, for one bot: keeps updates until they are confirmed, and counts the calls."""

    def __init__(self, on_message: Callable[[int, int], None], round_trip: float = 0.0) -> None:
        self.calls: Counter[bytes] = Counter()
        self.polled = asyncio.Event()
        self.on_call: Callable[[int, bytes], None] | None = None
        """Told of every call about a chat, with its parameters."""
        self._on_message = on_message
        self._one_way = round_trip / 2
        self._updates: deque[tuple[int, bytes]] = deque()
        self._numbers, self._messages = count(1), count(1)
        self._poll: Poll | None = None
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """Listen on a free port; return the address."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        if self._server:
            self._server.close()

    def next_message(self) -> int:
        """Return a number for a message; they go up over all chats."""
        return next(self._messages)

    def put(self, update: bytes) -> None:
        """Let the bot have an update; `%d` in it becomes its number."""
        number = next(self._numbers)
        self._updates.append((number, update % number))
        if self._poll:
            self._poll.wake()

    def answer(self, connection: Connection, method: bytes, body: bytes) -> None:
        """Take a call; it arrives half a round trip later, and so does what it brings."""
        self._later(lambda: self._take(connection, method, body))

    def _later(self, do: Callable[[], None]) -> None:
        if self._one_way:
            asyncio.get_running_loop().call_later(self._one_way, do)
        else:
            do()

    def _take(self, connection: Connection, method: bytes, body: bytes) -> None:
        self.calls[method] += 1
        if method == b"getUpdates":
            self.polled.set()
            self._poll = Poll(self, connection, body)
            self._poll.begin()
            return
        chat = int(found[1]) if (found := CHAT.search(body)) else 0
        if self.on_call and chat:
            self.on_call(chat, body)
        if method in NEW_MESSAGES:
            number = self.next_message()
            self._reply(connection, MESSAGE % (number, chat))
            self._on_message(chat, number)
            return
        if method in CHANGED_MESSAGES:
            self._reply(connection, MESSAGE % (1, chat))
        else:
            self._reply(connection, ME if method == b"getMe" else DONE)

    def _reply(self, connection: Connection, body: bytes) -> None:
        self._later(lambda: connection.send(body))

    def confirm(self, offset: int) -> None:
        """Forget updates before this number."""
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()

    @property
    def waiting(self) -> int:
        return len(self._updates)

    def hand_out(self, poll: Poll) -> None:
        """Answer a poll with what is there."""
        self._poll = None
        listed = b",".join(update for _, update in islice(self._updates, AT_MOST))
        self._reply(poll.connection, b'{"ok":true,"result":[%b]}' % listed)


class Poll:
    """A `getUpdates` that is held until there is something."""

    def __init__(self, server: Server, connection: Connection, body: bytes) -> None:
        self.connection = connection
        self._server = server
        self._woken = False
        if found := OFFSET.search(body):
            server.confirm(int(found[1]))
        seconds = int(found[1]) if (found := WAIT.search(body)) else 0
        self._end = asyncio.get_running_loop().call_later(seconds, self._hand_out)

    def begin(self) -> None:
        """Answer at once where something waits."""
        if self._server.waiting:
            self.wake()

    def wake(self) -> None:
        """Answer once all that happens now has happened."""
        if not self._woken:
            self._woken = True
            asyncio.get_running_loop().call_soon(self._hand_out)

    def _hand_out(self) -> None:
        self._end.cancel()
        self._server.hand_out(self)


class Connection(asyncio.Protocol):
    """One kept-alive connection: requests in, answers out."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._transport: Any = None
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while request := taken(self._read):
            method, body, self._read = request
            self._server.answer(self, method, body)

    def send(self, body: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(HEAD % len(body) + body)


def taken(read: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return the first whole request's method and body, and what follows it."""
    end = read.find(b"\r\n\r\n")
    if end < 0:
        return None
    head, rest = read[:end], read[end + 4 :]
    method = head[: head.index(b"\r\n")].split(b" ")[1].partition(b"?")[0].rpartition(b"/")[2]
    if CHUNKED.search(head):
        last = rest.find(b"0\r\n\r\n")
        return (method, rest[:last], rest[last + 5 :]) if last >= 0 else None
    length = int(found[1]) if (found := LENGTH.search(head)) else 0
    return (method, rest[:length], rest[length:]) if len(rest) >= length else None
