"""What chats have seen of what is being sent to them, as far as that is known."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Set

from bot.records import IN_LINE, Delivery, Kind

log = logging.getLogger(__name__)

SOON = 0.05
"""Seconds that a whole batch waits for sends under way: most are over by then."""

SETTLE_WITHIN = 2.0
"""Seconds that what was typed in the other chats waits on, and with it the next batch.

Not much less: on a machine that cannot keep up everybody would be asked again, which is more work
than an answer, so that it never would keep up.
"""

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

    async def soon(self, chats: Set[int]) -> Set[int]:
        """Wait a moment until it is known which messages these chats have seen.

        Return those for which it is worth to wait on.
        """
        if self._awaited(chats):
            await self._wait(chats, SOON)
        return self._awaited(chats)

    async def settled(self, chats: Iterable[int]) -> Set[int]:
        """Wait until it is known which messages these chats have seen, but not for long.

        Return those of which it is not known.
        """
        wanted = set(chats)
        if not await self._wait(wanted, SETTLE_WITHIN):
            log.info("sends are slow chats=%d", len(self._awaited(wanted)))
        self._slow |= wanted & self._in_flight.keys()
        return self.doubted(wanted)

    def doubted(self, chats: Set[int]) -> Set[int]:
        """Return the chats that may have seen more than is known, as far as that is known now."""
        return (chats & self._in_flight.keys()) | (chats & self._maybe)

    def _awaited(self, chats: Set[int]) -> Set[int]:
        return (chats & self._in_flight.keys()) - self._slow

    async def _wait(self, chats: Set[int], seconds: float) -> bool:
        """Wait for the sends under way; False: they last longer."""
        waits = [self._in_flight[chat] for chat in self._awaited(chats)]
        try:
            async with asyncio.timeout(seconds):
                for event in waits:
                    await event.wait()
        except TimeoutError:
            return False
        return True

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
