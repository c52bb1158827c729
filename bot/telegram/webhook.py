"""Takes the updates that Telegram posts, and answers 200 only after their commit."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.setting_kinds import HOOK
from bot.telegram.arrivals import AT_MOST, Arrivals, Raw, is_update
from bot.telegram.registration import Registration

log = logging.getLogger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name  # nosec B105

READ_WITHIN = 10.0
"""Seconds for the whole of a post to come in."""

KEEP_WITHIN = 10.0
"""Seconds for a post to be kept; after that Telegram hears 503, and posts it again later."""

FINISH_WITHIN = 4.0
"""Seconds for the posts under way when the program is told to stop."""


def paths(address: str) -> Sequence[str]:
    """Return where updates are taken: at the known path, and at that of the address."""
    return sorted({HOOK, urlsplit(address).path})


@dataclass(frozen=True)
class Post:
    """An update that waits until it is kept."""

    raw: Raw
    kept: asyncio.Future[bool] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Webhook:
    """Posts are handled together: those that come in while a batch is written are the next."""

    def __init__(self, secret: str, registration: Registration, arrivals: Arrivals) -> None:
        self._secret = secret.encode()
        self._registration = registration
        self._arrivals = arrivals
        self._clock = arrivals.watch.clock
        self._posts: dict[int, Post] = {}
        """By number, in the order of arrival, until they are kept: those under way come first."""
        self._began: float | None = None
        self._arrived = asyncio.Event()
        self._stopping = False

    @property
    def refused(self) -> str | None:
        """Why Telegram will never post here, such as a revoked token."""
        return self._registration.refused

    def routes(self) -> Sequence[web.RouteDef]:
        """Return where updates are taken."""
        return [web.post(path, self.post) for path in paths(self._registration.address)]

    async def run(self) -> None:
        """Take posts until Telegram refuses for good, or until cancelled; then finish them."""
        registering = asyncio.create_task(self._registration.run())
        taking = asyncio.create_task(self._take())
        try:
            await asyncio.wait({registering, taking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stopping = True
            registering.cancel()
            await self._finish(taking)
            taking.cancel()
            faults = await asyncio.gather(registering, taking, return_exceptions=True)
        for fault in faults:
            if isinstance(fault, Exception):
                raise fault

    async def _finish(self, taking: asyncio.Task[None]) -> None:
        """Wait for the posts that are here, but not for long; the others have to come again."""
        if self._posts:
            kept = asyncio.gather(*(post.kept for post in self._posts.values()))
            ends: set[asyncio.Future[Any]] = {taking, kept}
            await asyncio.wait(ends, timeout=FINISH_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        for post in self._posts.values():
            _settle(post, kept=False)

    async def post(self, request: web.Request) -> web.Response:
        """Answer a post: 200 once it is kept, 503 when it has to come again."""
        try:
            status = await self._status(request)
        except web.HTTPRequestEntityTooLarge:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        self._arrivals.watch.posted(status)
        return web.Response(status=status)

    async def _status(self, request: web.Request) -> HTTPStatus:
        given = request.headers.get(SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return HTTPStatus.FORBIDDEN
        try:
            async with asyncio.timeout(READ_WITHIN):
                raw = json.loads(await request.read())
        except TimeoutError:
            return HTTPStatus.REQUEST_TIMEOUT
        except (ValueError, RecursionError):
            # Telegram posts nothing but JSON: it was garbled on its way, and comes again whole.
            return HTTPStatus.BAD_REQUEST
        if not is_update(raw):
            # It would be the same every time, and hold up the updates behind it.
            log.error("a post is not an update")
            return HTTPStatus.OK
        return HTTPStatus.OK if await self._kept(raw) else HTTPStatus.SERVICE_UNAVAILABLE

    async def _kept(self, raw: Raw) -> bool:
        """Let an update wait for the next batch; tell whether it is kept in time."""
        id_ = raw["update_id"]
        if self._stopping or self._stuck():
            return False
        post = self._posts.setdefault(id_, Post(raw))  # posted again meanwhile, it is still one
        self._arrived.set()
        done, _ = await asyncio.wait({post.kept}, timeout=KEEP_WITHIN)
        return bool(done) and post.kept.result()

    def _stuck(self) -> bool:
        """Tell whether the batch under way cannot be written, as with a full disk."""
        return self._began is not None and self._clock.monotonic() - self._began > KEEP_WITHIN

    async def _take(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while self._posts:
                await self._keep(dict(islice(self._posts.items(), AT_MOST)))

    async def _keep(self, batch: dict[int, Post]) -> None:
        """Handle a batch, in Telegram's order, and let its posts be answered."""
        self._began = self._clock.monotonic()
        try:
            await self._arrivals.handle([batch[id_].raw for id_ in sorted(batch)])
        finally:
            self._began = None
        for id_, post in batch.items():
            del self._posts[id_]
            _settle(post, kept=True)


def _settle(post: Post, *, kept: bool) -> None:
    if not post.kept.done():
        post.kept.set_result(kept)
