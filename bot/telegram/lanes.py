"""Which delivery goes next: sends in order per chat, edits per message with the newest only."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import replace

from bot.message import dump, load, message
from bot.records import Delivery, Kind

CHANGES = frozenset({Kind.EDIT, Kind.STRIP, Kind.DELETE})
"""What is done with a message that was sent."""

NUMBERS_KEPT = 10_000
"""Sent messages remembered here until their number is read from the store."""


class EditLane:
    """The changes of one message: while one is under way, only the newest state waits."""

    def __init__(self) -> None:
        self._next: Delivery | None = None
        self._replaced: list[Delivery] = []

    def put(self, delivery: Delivery) -> None:
        """Add a change; what waited is done by it."""
        if self._next is not None:
            newest = merged(self._next, delivery)
            self._replaced.append(delivery if newest.id == self._next.id else self._next)
            delivery = newest
        self._next = delivery

    def take(self) -> tuple[Delivery, list[Delivery]] | None:
        """Return the newest state and the changes that it stands in for."""
        if self._next is None:
            return None
        taken = self._next, self._replaced
        self._next, self._replaced = None, []
        return taken


def merged(earlier: Delivery, later: Delivery) -> Delivery:
    """Return one change that does what both do."""
    if earlier.kind is Kind.DELETE:
        return earlier
    if later.kind is Kind.STRIP and earlier.kind is Kind.EDIT:
        said = load(earlier.content)
        return replace(later, kind=Kind.EDIT, content=dump(message(*said.lines)))
    return later


class Lanes:
    """What waits, by chat and by message."""

    def __init__(self) -> None:
        self.sends: dict[int, deque[Delivery]] = {}
        self.edits: dict[tuple[int, int], EditLane] = {}
        self._after: dict[int, list[Delivery]] = {}
        self._expected: set[int] = set()
        self._numbers = OrderedDict[int, int]()

    def waiting(self, chat: int) -> int:
        """Return how many messages wait for a chat."""
        return len(self.sends.get(chat, ()))

    def expect(self, delivery: Delivery) -> None:
        """Note a message that is to be sent, so that its changes wait for it."""
        self._expected.add(delivery.id)

    def never_sent(self, change: Delivery) -> bool:
        """Tell whether a change is about a message that is not there and never comes."""
        target = change.target or 0
        known = change.message_id or target in self._numbers or target in self._expected
        return not known

    def put_send(self, delivery: Delivery) -> bool:
        """Add a message; True when its chat needs a worker."""
        fresh = delivery.chat_id not in self.sends
        self.sends.setdefault(delivery.chat_id, deque()).append(delivery)
        return fresh

    def take_back(self, id_: int) -> bool:
        """Take away a message that waits for its turn; False: none does, the first is under way."""
        for lane in self.sends.values():
            for delivery in list(lane)[1:]:
                if delivery.id == id_:
                    lane.remove(delivery)
                    return True
        return False

    def put_edit(self, delivery: Delivery) -> tuple[int, int] | None:
        """Add a change; return the message's key when that message needs a worker."""
        number = delivery.message_id or self._numbers.get(delivery.target or 0)
        if number is None:
            self._after.setdefault(delivery.target or 0, []).append(delivery)
            return None
        key = (delivery.chat_id, number)
        fresh = key not in self.edits
        if delivery.message_id is None:
            delivery = replace(delivery, message_id=number)
        self.edits.setdefault(key, EditLane()).put(delivery)
        return key if fresh else None

    def sent(self, id_: int, number: int | None) -> list[Delivery]:
        """Note under which number a message was sent, if it was; return what waited for that."""
        self._expected.discard(id_)
        if number is not None:
            self._numbers[id_] = number
            if len(self._numbers) > NUMBERS_KEPT:
                self._numbers.popitem(last=False)
        return self._after.pop(id_, [])

    def drop(self, chat: int) -> list[Delivery]:
        """Take away all messages that still wait for a chat, and return them."""
        dropped = list(self.sends.get(chat, ()))
        for delivery in dropped[1:]:
            self.sends[chat].remove(delivery)
        return dropped[1:]
