"""Posts updates to the bot's webhook until it takes them: one person's in order, people at once."""

import asyncio

import aiohttp

from bot.simulator.refusals import Json
from bot.simulator.world import World

RETRY = 0.5
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name  # nosec B105
AT_ONCE = 40
"""Posts under way when `max_connections` was not set."""


class WebhookPosts:
    """Telegram's side of a webhook."""

    def __init__(self, world: World, retry: float = RETRY) -> None:
        self.world = world
        self.retry = retry
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Goes on until it is cancelled."""
        try:
            async with aiohttp.ClientSession() as session:
                while True:
                    await self._post(session)
        finally:
            for posting in self._under_way.values():
                posting.cancel()

    async def _post(self, session: aiohttp.ClientSession) -> None:
        """Starts what may be posted now, and waits until there may be more."""
        if not self.world.webhook.get("url"):
            self.world.webhook_set.clear()
            await self.world.webhook_set.wait()
        at_once = self.world.webhook.get("max_connections") or AT_ONCE
        self.world.queue.news.clear()
        for update in tuple(self.world.queue.waiting):
            person = _person(update)
            if len(self._under_way) < at_once and person not in self._under_way:
                self._begin(session, person, update)
        arrival = asyncio.create_task(self.world.queue.news.wait())
        try:
            await asyncio.wait(
                {arrival, *self._under_way.values()}, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            arrival.cancel()

    def _begin(self, session: aiohttp.ClientSession, person: int, update: Json) -> None:
        task = asyncio.create_task(self._one(session, update))
        self._under_way[person] = task
        # Not at the end of the task itself: one that is cancelled at once never begins.
        task.add_done_callback(lambda _: self._under_way.pop(person, None))

    async def _one(self, session: aiohttp.ClientSession, update: Json) -> None:
        if await self._posted(session, update):
            self.world.queue.taken(update)
        else:
            await asyncio.sleep(self.retry)

    async def _posted(self, session: aiohttp.ClientSession, update: Json) -> bool:
        webhook = self.world.webhook
        if not webhook.get("url"):
            return False
        headers = {SECRET: webhook["secret_token"]} if webhook.get("secret_token") else {}
        try:
            async with session.post(webhook["url"], json=update, headers=headers) as answer:
                return answer.ok
        except (aiohttp.ClientError, TimeoutError):
            return False


def _person(update: Json) -> int:
    """Whose update it is."""
    found = [what["from"]["id"] for what in update.values() if isinstance(what, dict)]
    return int(found[0]) if found else 0
