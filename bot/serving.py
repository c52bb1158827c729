"""The web server at LISTEN: pages for whoever watches, and what Telegram posts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.telegram.receiving import Entrance
from bot.watching.pages import Pages, Watched

LARGEST_POST = 1_000_000
"""Bytes; an update has a few thousand."""


@dataclass(frozen=True)
class Front:
    """What can be watched and posted to as soon as there is a database."""

    watched: Watched
    entrance: Entrance

    def routes(self) -> Sequence[web.RouteDef]:
        """Return where that is."""
        return [*Pages(self.watched).routes(), *self.entrance.routes()]


@asynccontextmanager
async def serving(host: str, port: int, routes: Iterable[web.RouteDef]) -> AsyncIterator[str]:
    """Serve meanwhile; the address, with the port that was chosen. OSError when it is in use."""
    app = web.Application(client_max_size=LARGEST_POST)
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
