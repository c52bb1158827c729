"""Kept connections to a Bot API server, and one call at a time over each.

An HTTP client that can do all of HTTP costs several times as much as the whole turn of a
conversation. This one does calls without files; `http.py` leaves the others to aiohttp.
"""

from __future__ import annotations

import asyncio
import select
import ssl
from typing import cast

from aiohttp import ServerDisconnectedError, SocketTimeoutError

from bot.telegram.idle import Idle
from bot.telegram.wire import Answer, Place, answer

AT_ONCE = 320 * 1024
"""Bytes that are read at once: more than asyncio decrypts at once, 256 KiB and one record.

What has no room it hands over later, and not at all once the server has hung up.
"""


class NoLineError(Exception):
    """There was no connection to send over; its cause says why."""


class Lines:
    """The connections that are open and idle."""

    def __init__(self) -> None:
        self._idle = Idle[Line]()
        self._buffer = memoryview(bytearray(AT_ONCE))
        """Of all lines: it is filled and emptied in one go. Without it each read makes 256 KiB."""
        self._context: ssl.SSLContext | None = None

    async def exchange(
        self, place: Place, request: bytes, connect: float | None, read: float | None
    ) -> tuple[int, bytes]:
        """Send a request; return status and body. What raises may be of any kind.

        NoLineError: nothing was sent.
        """
        line = self._idle.take(place) or await self._connected(place, connect)
        try:
            found = await line.ask(request, read)
        except BaseException:
            line.close()
            raise
        if line.fit:
            self._idle.put(place, line)
        else:
            line.close()
        return found.status, found.body

    async def _connected(self, place: Place, within: float | None) -> Line:
        if place.secure and self._context is None:
            self._context = ssl.create_default_context()
        try:
            async with asyncio.timeout(within):
                _, line = await asyncio.get_running_loop().create_connection(
                    lambda: Line(self._buffer),
                    place.host,
                    place.port,
                    ssl=self._context if place.secure else None,
                    happy_eyeballs_delay=0.25,
                )
        except Exception as error:
            raise NoLineError from error
        return line

    def close(self) -> None:
        """Close what is open and idle."""
        self._idle.close()


class Line(asyncio.BufferedProtocol):
    """One connection."""

    def __init__(self, buffer: memoryview) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._unread = select.poll()
        self._buffer = buffer
        self._read = b""
        self._answer: asyncio.Future[Answer] | None = None
        self._limit: float | None = None
        self._ends_at = 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self.used_at = self._loop.time()
        self._last = False

    @property
    def fit(self) -> bool:
        """Whether another call can go over it."""
        closing = self._transport is None or self._transport.is_closing()
        return not (closing or self._last or self._read)

    @property
    def silent(self) -> bool:
        """Whether nothing came in: on a line that nobody used, that would be its end."""
        return not self._unread.poll(0)

    @property
    def unused_for(self) -> float:
        """How many seconds ago the last call over it ended."""
        return self._loop.time() - self.used_at

    def close(self) -> None:
        """End it, whatever is under way."""
        self._calm()
        if self._transport:
            self._transport.abort()

    def ask(self, request: bytes, limit: float | None) -> asyncio.Future[Answer]:
        """Send a request; the answer follows. Nothing may be silent for longer than the limit."""
        if self._transport is None or self._transport.is_closing():
            raise NoLineError from ServerDisconnectedError()
        self._answer = coming = self._loop.create_future()
        self._limit = limit
        self._wind()
        self._transport.write(request)
        return coming

    def _wind(self) -> None:
        """Allow for so much silence from now; an alarm that is set already looks again itself."""
        if self._limit is None:
            self._calm()
            return
        self._ends_at = self._loop.time() + self._limit
        if self._alarm and self._alarm.when() > self._ends_at:
            self._calm()
        if self._alarm is None:
            self._alarm = self._loop.call_at(self._ends_at, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        if self._answer and self._loop.time() < self._ends_at:
            self._alarm = self._loop.call_at(self._ends_at, self._ring)
        else:
            self._fail(SocketTimeoutError())

    def _calm(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None

    def _fail(self, error: Exception) -> None:
        if self._answer and not self._answer.done():
            self._last = True
            self._answer.set_exception(error)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what bytes are written to, and look at for what nobody asked for."""
        self._transport = cast("asyncio.Transport", transport)
        self._unread.register(transport.get_extra_info("socket"), select.POLLIN)

    def get_buffer(self, _: int) -> memoryview:
        """Return where what comes in is put."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Read on; what nobody asked for ends the connection."""
        self._read += self._buffer[:nbytes]
        if self._answer is None or self._answer.done():
            self._last = True
        else:
            self._look(ended=False)

    def connection_lost(self, error: Exception | None) -> None:
        """Take what was read for the answer, if that is whole."""
        if self._answer and not self._answer.done():
            self._look(ended=True)
            self._fail(error or ServerDisconnectedError())
        self._last = True
        self._calm()

    def _look(self, *, ended: bool) -> None:
        try:
            found = answer(self._read, ended=ended)
        except Exception as error:  # whatever it is, who waits for the answer must hear of it
            self._fail(error)
            return
        if found is None:
            self._wind()
            return
        self._read, self._last = found.rest, found.last
        self.used_at = self._loop.time()
        if self._answer:
            self._answer.set_result(found)
            self._answer = None
