"""Where updates come from: long polling, or a webhook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aiohttp import web
from telegram import Bot

from bot.clock import Codes
from bot.settings import Settings
from bot.telegram.arrivals import Arrivals
from bot.telegram.polling import Polling
from bot.telegram.posting import PlainRequest
from bot.telegram.registration import Registration
from bot.telegram.webhook import Webhook


class Receiving(Protocol):
    """What a running bot asks of it."""

    @property
    def refused(self) -> str | None:
        """Why Telegram gives no updates at all, such as a revoked token."""

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what the web server does for it."""

    async def run(self) -> None:
        """Receive until Telegram refuses for good, or is cancelled; the writer ends the batch."""


def receiving(
    settings: Settings, bot: Bot, request: PlainRequest, arrivals: Arrivals, codes: Codes
) -> Receiving:
    """Return the way that the settings ask for."""
    if not settings.webhook_url:
        return Polling(bot, request, arrivals, codes)
    secret = settings.webhook_secret.get_secret_value()
    registration = Registration(bot, settings.webhook_url, secret, codes, arrivals.watch)
    return Webhook(secret, registration, arrivals)
