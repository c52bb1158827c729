"""Where updates come from: long polling, or a webhook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Protocol

from aiohttp import web
from telegram import Bot

from bot.clock import Codes
from bot.settings import Settings
from bot.telegram.arrivals import Arrivals
from bot.telegram.polling import Polling
from bot.telegram.posting import PlainRequest
from bot.telegram.registration import Registration
from bot.telegram.webhook import Webhook, paths


class Receiving(Protocol):
    """What a running bot asks of it."""

    @property
    def refused(self) -> str | None:
        """Why Telegram gives no updates at all, such as a revoked token."""

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what the web server does for it."""

    async def run(self) -> None:
        """Receive until Telegram refuses for good, or is cancelled; the writer ends the batch."""


class Entrance:
    """Where Telegram posts, from before the bot is there: until then it has to post again."""

    def __init__(self, address: str) -> None:
        self._paths = paths(address) if address else ()
        self.takes: Callable[[web.Request], Awaitable[web.Response]] | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what the web server does for it: nothing, where nothing is posted."""
        return [web.post(path, self._post) for path in self._paths]

    async def _post(self, request: web.Request) -> web.Response:
        if self.takes is None:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return await self.takes(request)


def receiving(
    settings: Settings,
    bot: Bot,
    request: PlainRequest,
    arrivals: Arrivals,
    codes: Codes,
    entrance: Entrance,
) -> Receiving:
    """Return the way that the settings ask for. What is posted comes in by the entrance."""
    if not settings.webhook_url:
        return Polling(bot, request, arrivals, codes)
    secret = settings.webhook_secret.get_secret_value()
    registration = Registration(bot, settings.webhook_url, secret, codes, arrivals.watch)
    webhook = Webhook(secret, registration, arrivals)
    entrance.takes = webhook.post
    return webhook
