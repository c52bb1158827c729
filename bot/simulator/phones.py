"""The page's side of the server: what the phones show, as it changes, and what they do."""

import asyncio
import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib.resources import files
from typing import Any

from aiohttp import web

from bot.clock import MovableClock
from bot.simulator.keys import NotPossible
from bot.simulator.present import phone, picture
from bot.simulator.refusals import Json, Refusal
from bot.simulator.world import World

PAGE = {"": "index.html", "page.js": "page.js", "page.css": "page.css"}
TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css"}
TOGETHER = 0.02  # changes within this many seconds are told at once
BEAT = 15.0
STEPS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"


class Phones:
    """Serves the page and carries its acts out."""

    def __init__(self, world: World, clock: MovableClock | None = None) -> None:
        self.world = world
        self.clock = clock
        self.watchers: set[Watcher] = set()
        world.listeners.append(self._changed)

    def routes(self) -> list[web.RouteDef]:
        """The addresses of the page."""
        return [
            web.get("/{name:|page\\.js|page\\.css}", self._page),
            web.get("/sim/state", self._state),
            web.get("/sim/events", self._events),
            web.get("/sim/file/{file_id}", self._file),
            web.post("/sim/act", self._act),
            web.post("/sim/clock", self._move),
        ]

    def close(self) -> None:
        """Ends the streams of events."""
        for watcher in self.watchers:
            watcher.close()

    def _changed(self, *user_ids: int) -> None:
        for watcher in self.watchers:
            watcher.tell(user_ids)

    async def _page(self, request: web.Request) -> web.Response:
        name = PAGE[request.match_info["name"]]
        text = files("bot.simulator").joinpath("page", name).read_text("utf-8")
        headers = {
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-cache",
        }
        kind = TYPES[name.rsplit(".", 1)[1]]
        return web.Response(text=text, content_type=kind, charset="utf-8", headers=headers)

    async def _state(self, request: web.Request) -> web.Response:
        phones = [phone(self.world, user_id) for user_id in self.world.chats]
        told = {"username": self.world.username, "phones": phones, **self._time()}
        return web.json_response(told)

    def _time(self) -> Json:
        """What the bot's clock says, if it can be moved."""
        if self.clock is None:
            return {}
        return {"clock": {"now": self.world.now(), "timezone": self.clock.timezone}}

    async def _file(self, request: web.Request) -> web.Response:
        try:
            content, kind = picture(self.world.files, request.match_info["file_id"])
        except Refusal:
            raise web.HTTPNotFound from None
        headers = {"Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=content, content_type=kind, headers=headers)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        watcher = Watcher(set(self.world.chats))
        self.watchers.add(watcher)
        try:
            while not watcher.closed:
                await response.write(self._news(await watcher.news()))
        except ConnectionResetError:
            pass  # the page was closed
        finally:
            self.watchers.discard(watcher)
        return response

    def _news(self, user_ids: list[int]) -> bytes:
        told = [phone(self.world, user_id) for user_id in user_ids]
        told += [time] if (time := self._time()) else []
        lines = [json.dumps(news) for news in told or [{"beat": True}]]
        return "".join(f"data: {line}\n\n" for line in lines).encode()

    async def _move(self, request: web.Request) -> web.Response:
        step = STEPS.get((await _asked(request)).get("step", ""))
        if self.clock is None or step is None:
            raise web.HTTPBadRequest
        self.clock.move(step)
        self._changed()
        return web.json_response({"ok": True, **self._time()})

    async def _act(self, request: web.Request) -> web.Response:
        asked = await _asked(request)
        try:
            done = self._acts()[asked["act"]](asked["user_id"], asked)
        except (KeyError, NotPossible) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True, "result": done})

    def _acts(self) -> dict[str, Callable[[int, Json], Any]]:
        world = self.world
        return {
            "start": lambda who, asked: world.start(who, asked.get("payload", "")),
            "type": lambda who, asked: world.type(who, asked["text"]),
            "press": lambda who, asked: world.press(who, asked["label"], asked.get("message_id")),
            "data": lambda who, asked: world.press_data(who, asked["message_id"], asked["data"]),
            "photos": lambda who, asked: world.send_photos(who, asked["n"], asked.get("caption")),
            "contact": lambda who, asked: world.share_contact(who, own=asked.get("own", True)),
            "other": lambda who, asked: world.send_other(who, asked["kind"]),
            "edit": lambda who, asked: world.edit(who, asked["message_id"], asked["text"]),
            "block": lambda who, _: world.block(who),
            "unblock": lambda who, _: world.unblock(who),
            "add": lambda who, asked: world.add_user(who, asked["name"]).user_id,
        }


async def _asked(request: web.Request) -> Json:
    """What the page asks for. A form on another site can post text, but not JSON."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    asked: Json = await request.json()
    return asked


class Watcher:
    """One open page, and whose phones changed since it was last told."""

    def __init__(self, changed: set[int]) -> None:
        self.changed = changed
        self.closed = False
        self._something = asyncio.Event()
        self._something.set()

    def tell(self, user_ids: Iterable[int]) -> None:
        """These people see something else now; none: only the clock was moved."""
        self.changed.update(user_ids)
        self._something.set()

    def close(self) -> None:
        """Ends the waiting for good."""
        self.closed = True
        self._something.set()

    async def news(self) -> list[int]:
        """Whose phones changed; empty now and then, as a sign of life."""
        try:
            async with asyncio.timeout(BEAT):
                await self._something.wait()
        except TimeoutError:
            return []
        await asyncio.sleep(TOGETHER)
        self._something.clear()
        told, self.changed = sorted(self.changed), set()
        return told
