"""Posts updates to the bot's webhook, in order, until it takes them."""

import asyncio

import aiohttp

from bot.simulator.world import World

RETRY = 0.5
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class WebhookPosts:
    """Telegram's side of a webhook."""

    def __init__(self, world: World, retry: float = RETRY) -> None:
        self.world = world
        self.retry = retry

    async def run(self) -> None:
        """Goes on until it is cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:
                if not self.world.webhook.get("url"):
                    self.world.webhook_set.clear()
                    await self.world.webhook_set.wait()
                for update in await self.world.updates(limit=1, wait=1):
                    if await self._posted(session, update):
                        self.world.queue.confirm(update["update_id"] + 1)
                    else:
                        await asyncio.sleep(self.retry)

    async def _posted(self, session: aiohttp.ClientSession, update: object) -> bool:
        webhook = self.world.webhook
        if not webhook.get("url"):
            return False
        headers = {SECRET: webhook["secret_token"]} if webhook.get("secret_token") else {}
        try:
            async with session.post(webhook["url"], json=update, headers=headers) as answer:
                return answer.ok
        except (aiohttp.ClientError, TimeoutError):
            return False
