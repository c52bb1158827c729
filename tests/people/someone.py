"""Someone with a phone, who looks at it and goes on, whatever becomes of the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.simulator.chats import Message
from bot.simulator.keys import NotPossible
from bot.simulator.world import World

Wanted = Callable[[Message], bool]


class Someone:
    """One person; acts at the simulator itself, as fast as the bot replies."""

    def __init__(self, world: World, user_id: int) -> None:
        self.world = world
        self.user_id = user_id
        self._news = asyncio.Event()
        world.listeners.append(self._heard)

    def _heard(self, user_id: int) -> None:
        if user_id == self.user_id:
            self._news.set()

    def newest(self, wanted: Wanted, after: int = 0) -> Message | None:
        """The bot's newest message of this sort, as it reads now."""
        said = reversed(self.world.chat(self.user_id).messages)
        return next((m for m in said if m.by_bot and m.message_id > after and wanted(m)), None)

    async def sees(self, *words: str, after: int = 0) -> Message:
        """Waits for a message that says one of these; the newest, when there are more."""
        return await self.finds(lambda m: any(w in m.text for w in words), after)

    async def finds(self, wanted: Wanted, after: int = 0) -> Message:
        while (found := self.newest(wanted, after)) is None:
            await self.news()
        return found

    async def news(self) -> None:
        """Waits until something on the phone changes."""
        self._news.clear()
        await self._news.wait()

    def stir(self) -> None:
        """Looks up, though nothing changed."""
        self._news.set()

    def type(self, text: str) -> int:
        return self.world.type(self.user_id, text)

    def press(self, message: Message, label: str) -> bool:
        """Presses a button, if it is still there."""
        try:
            self.world.press(self.user_id, label, message.message_id)
        except NotPossible:
            return False
        return True
