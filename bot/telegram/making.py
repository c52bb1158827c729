"""Pictures and files are made while other messages leave, and sent once it is their turn."""

from __future__ import annotations

import asyncio
import contextlib
from weakref import WeakKeyDictionary, WeakValueDictionary

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.made import Make, Product
from bot.records import Delivery, Kind


class Making:
    """One at a time for each chat."""

    def __init__(self, bot: Bot, make: Make) -> None:
        self._bot = bot
        self._make = make
        self._busy = WeakValueDictionary[int, asyncio.Lock]()
        self._ready = WeakKeyDictionary[Delivery, asyncio.Task[Product]]()
        self._stopped = False

    async def prepare(self, delivery: Delivery) -> None:
        """Make what is to be sent, before its turn comes; what goes wrong then is raised later."""
        async with self._busy.setdefault(delivery.chat_id, asyncio.Lock()):
            if self._stopped:
                return
            task = asyncio.create_task(making(self._bot, delivery, self._make))
            self._ready[delivery] = task
            try:
                await asyncio.gather(task, return_exceptions=True)
            finally:
                task.cancel()  # unless it is done

    async def made(self, delivery: Delivery) -> Product:
        """Return what was made, or make it now. An error in making it is raised here."""
        ready = self._ready.pop(delivery, None)
        return await (ready or self._make(delivery))

    def stop(self) -> None:
        """Give up what is being made: it is made again after the next start."""
        self._stopped = True
        for task in self._ready.values():
            task.cancel()


async def making(bot: Bot, delivery: Delivery, make: Make) -> Product:
    """Make a picture or a file, saying so meanwhile."""
    picture = delivery.kind is Kind.PICTURE
    action = ChatAction.UPLOAD_PHOTO if picture else ChatAction.UPLOAD_DOCUMENT
    busy = asyncio.create_task(_say_busy(bot, delivery.chat_id, action))
    try:
        return await make(delivery)
    finally:
        busy.cancel()


async def _say_busy(bot: Bot, chat: int, action: ChatAction) -> None:
    """Show that something is being made, until cancelled; Telegram shows it for 5 seconds."""
    with contextlib.suppress(TelegramError):
        while True:
            await bot.send_chat_action(chat, action)
            await asyncio.sleep(4)
