"""Which updates came before: Telegram sends again what it does not know to be handled."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence

from bot.clock import Clock
from bot.logs import where
from bot.store import updates
from bot.store.database import Database

log = logging.getLogger(__name__)


class Repeats:
    """Asked now and then only: what is handled twice is left out of each batch anyway."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def among(self, ids: Sequence[int]) -> Collection[int]:
        """Return which of these were handled before; none where that cannot be read."""
        try:
            async with self._database.reading() as tx:
                return await updates.before(tx, ids, self._clock.now())
        except Exception as error:
            log.error('the database cannot be read error="%s"', where(error))
            return ()
