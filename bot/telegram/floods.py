"""Who sends more than can be answered hears so once; the rest is not read, and others go on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.incoming import Blocked, Elsewhere, Flooded, Incoming, Pressed, Returned
from bot.intake.batches import Update

AT_MOST = 30
"""Messages of one person at once; one more for each second that goes by."""

PRESSES_AT_MOST = 60
"""Presses of one person at once. Most of them are answered in place, without a new message."""

PRESSES_PER_SECOND = 4
"""As fast as a hand goes on."""

Before = Callable[[Sequence[int]], Awaitable[Collection[int]]]
"""Tells which updates were handled before."""

FREE = Blocked | Returned | Elsewhere


@dataclass(frozen=True)
class Room:
    """What one person can still send before all that was answered to it has left."""

    messages: float = AT_MOST
    written_at: int = 0
    """When the newest of them was sent, as Telegram says: not when it arrived here."""
    presses: float = PRESSES_AT_MOST
    pressed_at: float = 0.0
    """When the newest came in here: Telegram does not say when it was pressed."""
    told: bool = False

    def written(self, at: int) -> Room:
        """Return the room that is left after a message; below zero it was too much."""
        passed = max(0, at - self.written_at) if self.written_at else 0
        left = min(AT_MOST, max(self.messages, 0.0) + passed) - 1
        return Room(left, max(at, self.written_at), self.presses, self.pressed_at, self.told)

    def pressed(self, at: float) -> Room:
        """Return the room that is left after a press."""
        passed = at - self.pressed_at if self.pressed_at else 0.0
        left = min(PRESSES_AT_MOST, max(self.presses, 0.0) + passed * PRESSES_PER_SECOND) - 1
        return Room(self.messages, self.written_at, left, at, self.told)


ALL = Room()


class Floods:
    """How much room each person has, since nothing waited for them.

    Telegram takes one message a second for a chat: what is answered to more than that would only
    wait in the outbox. In memory: after a restart a person has as much room as anybody.
    """

    def __init__(self, waiting: Callable[[int], int], before: Before | None = None) -> None:
        self._waiting = waiting
        """How many messages wait for a chat."""
        self._before = before or _none
        self._rooms: dict[int, Room] = {}

    async def calmed(self, batch: Sequence[Update], now: float) -> Sequence[Update]:
        """Return the batch, where what is too much of one person is no more than that.

        What came before does not count; that is asked only when there is too much of somebody.
        """
        rooms = self._rooms
        calm = self._counted(batch, now, ())
        many = {
            u.incoming.person_id
            for u, c in zip(batch, calm, strict=True)
            if u is not c and u.incoming
        }
        if not many:
            return calm
        theirs = [u.id for u in batch if u.incoming and u.incoming.person_id in many]
        self._rooms = rooms
        return self._counted(batch, now, await self._before(theirs))

    def _counted(
        self, batch: Sequence[Update], now: float, before: Collection[int]
    ) -> list[Update]:
        self._rooms = {p: room for p, room in self._rooms.items() if self._waiting(p)}
        return [update if update.id in before else self._calm(update, now) for update in batch]

    def _calm(self, update: Update, now: float) -> Update:
        incoming = update.incoming
        if incoming is None or isinstance(incoming.what, FREE):
            return update
        room = self._rooms.get(incoming.person_id, ALL)
        if isinstance(incoming.what, Pressed):
            room = room.pressed(now)
            left = room.presses
        else:
            room = room.written(_written_at(update.raw))
            left = room.messages
        self._rooms[incoming.person_id] = room
        if left >= 0:
            return update
        self._rooms[incoming.person_id] = replace(room, told=True)
        return replace(update, incoming=_too_much(incoming, told=room.told), error=None)


async def _none(_: Sequence[int]) -> Collection[int]:
    return ()


def _written_at(raw: Mapping[str, Any]) -> int:
    """Return when a message was sent or changed, in Telegram's seconds; 0 where it does not say."""
    for kind, name in (("message", "date"), ("edited_message", "edit_date")):
        sent = raw.get(kind)
        at = sent.get(name) if isinstance(sent, dict) else None
        if type(at) is int:
            return at
    return 0


def _too_much(incoming: Incoming, *, told: bool) -> Incoming | None:
    """Return what is left of it: the first is answered, and each press, since it shows as busy."""
    press = incoming.what.query_id if isinstance(incoming.what, Pressed) else ""
    return replace(incoming, what=Flooded(press, told)) if press or not told else None
