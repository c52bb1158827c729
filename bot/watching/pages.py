"""What the web server shows: /health to a service manager, /metrics to Prometheus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.watching.health import Health
from bot.watching.watch import Watch


@dataclass(frozen=True)
class Watched:
    """A bot that is there to be watched."""

    watch: Watch
    health: Health


class Pages:
    """The pages about a bot, which may come later than its web server."""

    def __init__(self, watched: Watched | None = None) -> None:
        self.watched = watched

    def routes(self) -> Sequence[web.RouteDef]:
        """Return where the pages are."""
        return (web.get("/health", self._health), web.get("/metrics", self._metrics))

    async def _health(self, _: web.Request) -> web.Response:
        if self.watched is None:
            return web.json_response({"status": "starting"}, status=503)
        report = await self.watched.health.report()
        return web.json_response(report.json(), status=503 if report.trouble else 200)

    async def _metrics(self, _: web.Request) -> web.Response:
        if self.watched is None:
            return web.Response(status=503)
        watch = self.watched.watch
        watch.waits(await self.watched.health.backlog())
        body = generate_latest(watch.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})
