"""Raw updates, polled or posted, become one batch for the writer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from bot.incoming import Said
from bot.intake.batches import Update
from bot.telegram.deliver import Deliver
from bot.telegram.floods import Before, Floods
from bot.telegram.receive import read, sender
from bot.turns import Turns
from bot.watching.watch import Watch

Raw = Mapping[str, Any]

AT_MOST = 100
"""Updates that are handled together."""

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]


class Arrivals:
    """Where updates come in."""

    def __init__(
        self, turns: Turns, deliver: Deliver, watch: Watch, before: Before | None = None
    ) -> None:
        self._turns = turns
        self._seen = deliver.seen
        self._floods = Floods(deliver.waiting, before)
        self.watch = watch

    async def handle(self, raw: Sequence[Raw]) -> None:
        """Handle updates in one transaction; a stop in the middle does not stop the writer."""
        batch = await self._floods.calmed(
            [parse(update) for update in raw], self.watch.clock.monotonic()
        )
        if doubtful := await self._seen.settled(_typing(batch)):
            batch = [_in_doubt(update, doubtful) for update in batch]
        began = self.watch.clock.monotonic()
        await asyncio.shield(asyncio.ensure_future(self._turns.handle(batch)))
        self.watch.kept(len(batch), began)


def is_update(raw: object) -> bool:
    """Tell whether this is an update, as far as its number, by which it is remembered."""
    id_ = raw.get("update_id") if isinstance(raw, dict) else None
    return isinstance(id_, int) and 0 < id_ < 1 << 63


def parse(raw: Raw) -> Update:
    """Return the update with what was read from it; a bad one never stops the others."""
    id_ = int(raw["update_id"])
    try:
        return Update(id_, raw, read(raw))
    except Exception as error:
        return Update(id_, raw, sender(raw), error=error)


def _in_doubt(update: Update, chats: Set[int]) -> Update:
    """Note it where a person may have seen more than is known: what is typed may answer that."""
    incoming = update.incoming
    if incoming is None or incoming.person_id not in chats:
        return update
    return replace(update, incoming=replace(incoming, doubtful=True))


def _typing(batch: Sequence[Update]) -> Set[int]:
    """Return who typed something."""
    return {u.incoming.person_id for u in batch if u.incoming and isinstance(u.incoming.what, Said)}
