"""What is known of the people who wrote last, so that their next words need not be read up on.

It holds good as long as nothing but the turns of the one writer has written to the database. No
more of it is kept than is sure to be as it would be read again: after anything that may touch
others than the one who wrote, nothing is, nor after what is done each minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.changes import Expected
from bot.intake.batch import Batch
from bot.people import Person
from bot.records import TALKING, Conversation, Sent
from bot.store.database import Transaction
from bot.store.loading import Loaded, Wanted, load, suppose
from bot.store.outbox import Mark
from bot.store.transaction import UNKNOWN

MOST = 1000
"""People; with long answers each takes some kilobytes."""


@dataclass(frozen=True)
class Known:
    """All that is read of a person when they do something."""

    person: Person
    conversations: tuple[Conversation, ...]
    """Those that they can still answer; what was touched last comes last."""
    expected: Expected | None


class Lately:
    """Who wrote last, and what is known of them."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}
        self._version = UNKNOWN
        """Of the database, as it was left by what is known."""

    async def read(self, tx: Transaction, wanted: Wanted, now: datetime) -> Loaded:
        """Return what is known of these people; what is not is read.

        Where nobody is known all is read, so that what was supposed in vain is not supposed again.
        """
        known = {person: found for person in wanted.people if (found := self._known.get(person))}
        talks = {c.id: c for found in known.values() for c in found.conversations}
        missing = Wanted(
            wanted.updates,
            wanted.people - known.keys(),
            wanted.conversations - talks.keys(),
        )
        if missing.people or missing.conversations or not known:
            read = await load(tx, missing, now)
            if tx.found != self._version:
                self.forget()
                self._version = tx.found
                if known:
                    read, known, talks = await load(tx, wanted, now), {}, {}
        else:
            suppose(tx, wanted, self._version, now)
            read = Loaded(set(), {}, {}, {})
        return replace(
            read,
            people={**{id_: found.person for id_, found in known.items()}, **read.people},
            conversations={**talks, **read.conversations},
            expected={**{id_: found.expected for id_, found in known.items()}, **read.expected},
        )

    def forget(self) -> None:
        """Know nothing of anybody."""
        self._known.clear()

    def keep(self, batch: Batch, people: Iterable[int]) -> None:
        """Know of these people what a batch knows, which read all there is of them."""
        if batch.reaches_far:
            self.forget()
            return
        for person in batch.touched:
            self._known.pop(person, None)
        for id_ in people:
            self._known.pop(id_, None)  # so that it comes back as the newest
            if found := batch.people.get(id_):
                talking = tuple(_as_read(c) for c in batch.own(id_) if c.status in TALKING)
                self._known[id_] = Known(found, talking, batch.expected.get(id_))
        while len(self._known) > MOST:
            del self._known[next(iter(self._known))]

    def committed(self, tx: Transaction) -> None:
        """Hold what is known for what a transaction left; nothing, if others wrote before it."""
        if tx.found != self._version:
            self.forget()
        self._version = tx.left

    def mark(self, marks: Iterable[Mark]) -> None:
        """Take over under which numbers messages were sent."""
        for mark in marks:
            chat = mark.delivery.chat_id
            if mark.reason:
                self._known.pop(chat, None)
            elif mark.message_id is not None and (known := self._known.get(chat)):
                sent = Sent(mark.delivery.id, mark.message_id)
                self._known[chat] = _numbered(known, sent)


def _as_read(conversation: Conversation) -> Conversation:
    """Return it without the sources of answers that are gone: they were kept with the answers."""
    answers, sources = conversation.state.answers, conversation.sources
    if sources.keys() <= answers.keys():
        return conversation
    return conversation.but(sources={key: n for key, n in sources.items() if key in answers})


def _numbered(known: Known, sent: Sent) -> Known:
    """Return what is known, now that a message has its number."""
    conversations = tuple(_with_number(c, sent) for c in known.conversations)
    expected = known.expected
    if expected and expected.prompt and expected.prompt.delivery == sent.delivery:
        expected = replace(expected, prompt=sent)
    return Known(known.person, conversations, expected)


def _with_number(conversation: Conversation, sent: Sent) -> Conversation:
    changed = {
        name: sent
        for name in ("prompt", "side", "photo_reply")
        if (was := getattr(conversation, name)) and was.delivery == sent.delivery
    }
    return conversation.but(**changed) if changed else conversation
