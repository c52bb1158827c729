"""What chats have seen of what is being sent to them, as far as that is known."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Set

from bot.records import IN_LINE, Delivery, Kind

log = logging.getLogger(__name__)

SETTLE_WITHIN = 2.0
"""Seconds that a batch waits for sends under way to the chats it is about."""

ASKING = IN_LINE - {Kind.FILE}
"""What the next words of a person may be an answer to."""


class Seen:
    """Which chats have a message on its way of which it is not known whether it arrived."""

    def __init__(self) -> None:
        self._in_flight: dict[int, asyncio.Event] = {}
        self._maybe: set[int] = set()
        """Chats of which the newest message was tried again, and may have been seen before that."""
        self._slow: set[int] = set()
        """Chats that were waited for in vain; not again, until it is known what they have seen."""

    async def settled(self, chats: Iterable[int]) -> Set[int]:
        """Wait until it is known which messages these chats have seen, but not for long.

        Return those of which it is not known.
        """
        wanted = set(chats)
        waits = [event for chat in wanted - self._slow if (event := self._in_flight.get(chat))]
        if waits:
            try:
                async with asyncio.timeout(SETTLE_WITHIN):
                    for event in waits:
                        await event.wait()
            except TimeoutError:
                log.info("sends are slow chats=%d", len(waits))
        unknown = wanted & self._in_flight.keys()
        self._slow |= unknown
        return unknown | wanted & self._maybe

    def tried(self, delivery: Delivery, *, refused: bool) -> None:
        """Note what a chat may have seen of a message that is to be tried again.

        A change of another message says nothing of it: that may still be on its way.
        """
        if delivery.kind not in ASKING:
            return
        if refused:  # then this try was not seen, however long it sleeps
            self.known(delivery.chat_id)
        else:
            self._maybe.add(delivery.chat_id)

    def calling(self, delivery: Delivery, attempt: int) -> None:
        """Note that a chat may see a message of which the number is not known yet."""
        if delivery.kind in ASKING:
            if attempt == 1:
                self._maybe.discard(delivery.chat_id)
            self._in_flight.setdefault(delivery.chat_id, asyncio.Event())

    def known(self, chat: int) -> None:
        """Note that it is known again what a chat has seen."""
        self._slow.discard(chat)
        if event := self._in_flight.pop(chat, None):
            event.set()
