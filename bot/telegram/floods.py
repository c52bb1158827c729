"""Who sends more than can be answered hears so once; the rest is not read, and others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.incoming import Blocked, Elsewhere, Flooded, Incoming, Pressed, Returned
from bot.intake.batches import Update

AT_MOST = 30
"""What one person can send before all that was answered to it has left."""

FREE = Blocked | Returned | Elsewhere


class Floods:
    """How much each person sent since nothing waited for them.

    Telegram takes one message a second for a chat: what is answered to more than that would only
    wait in the outbox. In memory: after a restart a person has as much room as anybody.
    """

    def __init__(self, waiting: Callable[[int], int]) -> None:
        self._waiting = waiting
        """How many messages wait for a chat."""
        self._sent: dict[int, int] = {}

    def calmed(self, batch: Iterable[Update]) -> list[Update]:
        """Return the batch, where what is too much of one person is no more than that."""
        self._sent = {p: sent for p, sent in self._sent.items() if self._waiting(p)}
        return [self._calm(update) for update in batch]

    def _calm(self, update: Update) -> Update:
        incoming = update.incoming
        if incoming is None or isinstance(incoming.what, FREE):
            return update
        sent = self._sent[incoming.person_id] = self._sent.get(incoming.person_id, 0) + 1
        if sent <= AT_MOST:
            return update
        return replace(update, incoming=_too_much(incoming, told=sent > AT_MOST + 1), error=None)


def _too_much(incoming: Incoming, *, told: bool) -> Incoming | None:
    """Return what is left of it: the first is answered, and each press, since it shows as busy."""
    press = incoming.what.query_id if isinstance(incoming.what, Pressed) else ""
    return replace(incoming, what=Flooded(press, told)) if press or not told else None
