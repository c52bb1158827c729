"""The web server at LISTEN: pages for whoever watches, and what Telegram posts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.running import Parts
from bot.watching.pages import Pages

LARGEST_POST = 1_000_000
"""Bytes; an update has a few thousand."""


@asynccontextmanager
async def serving(host: str, port: int, parts: Parts) -> AsyncIterator[str]:
    """Serve meanwhile; the address, with the port that was chosen. OSError when it is in use."""
    app = web.Application(client_max_size=LARGEST_POST)
    app.add_routes([*Pages(parts.watched).routes(), *parts.receiving.routes()])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
