"""A coach who taps on a card, and a coordinator who goes through the queue."""

from __future__ import annotations

import asyncio
import re
import time
from statistics import median
from urllib.parse import unquote_plus

from tests.benchmarks.people import update
from tests.benchmarks.server import Server

PRESS = (
    '{{"update_id":%d,"callback_query":{{"id":"{query}","from":{{"id":{id},"is_bot":false,'
    '"first_name":"P"}},"chat_instance":"1","data":"{data}","message":{{"message_id":{message},'
    '"date":1770000000,"chat":{{"id":{id},"first_name":"P","type":"private"}},"text":"..."}}}}}}'
)
WITHIN = 10.0


class Colleague:
    """Someone who gives a command and then presses buttons, one after the other."""

    def __init__(self, server: Server, person: int, button: str) -> None:
        self._server = server
        self._person = person
        self._button = re.compile(rf'"callback_data": ?"({button}:[^"]+)"')
        self._shown: asyncio.Queue[list[str]] = asyncio.Queue()
        self._presses = 0
        server.on_call = self._sees

    def _sees(self, chat: int, body: bytes) -> None:
        if chat == self._person:
            found = self._button.findall(unquote_plus(body.decode()))
            if found:
                self._shown.put_nowait(found)

    async def waits(self, command: str, times: int) -> list[float]:
        """Return how long each press took to show, in milliseconds."""
        self._server.put(update(self._person, self._server.next_message(), command))
        buttons, took = await self._next(), []
        for _ in range(times):
            began = time.perf_counter()
            self._press(buttons[-1])
            buttons = await self._next()
            took.append((time.perf_counter() - began) * 1000)
        return took

    async def _next(self) -> list[str]:
        async with asyncio.timeout(WITHIN):
            return await self._shown.get()

    def _press(self, data: str) -> None:
        self._presses += 1
        made = PRESS.format(query=self._presses, id=self._person, data=data, message=1)
        self._server.put(made.encode())


async def typical(server: Server, person: int, command: str, button: str) -> float:
    """Return the median of many presses, the first ones left out."""
    return median((await Colleague(server, person, button).waits(command, 60))[10:])
