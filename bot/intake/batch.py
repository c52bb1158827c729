"""Updates that are handled in one transaction, and what stays the same between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.changes import Changes, Expected
from bot.clock import Clock, Codes
from bot.office.due import Calendar
from bot.people import Person
from bot.records import Conversation, Delivery, Kind
from bot.store.database import Transaction
from bot.store.failing import passing
from bot.store.ids import Ids
from bot.store.writing import WriteFailedError, write
from bot.views.menu import Office
from conversations.flow import Flow


@dataclass(frozen=True)
class Setting:
    """What stays the same from one update to the next."""

    flows: Mapping[str, Flow]
    office: Office
    clock: Clock
    codes: Codes
    bot_name: str
    language: str
    """The language of people who have not chosen one."""
    calendar: Calendar


@dataclass
class Batch:
    """Updates that are handled in one transaction, and what was loaded for them."""

    setting: Setting
    tx: Transaction
    ids: Ids
    now: datetime
    people: dict[int, Person]
    conversations: dict[int, Conversation]
    expected: dict[int, Expected | None] = field(default_factory=dict)
    before: dict[int, Conversation] = field(default_factory=dict)
    unwritten: Changes = field(default_factory=Changes)
    deliveries: list[Delivery] = field(default_factory=list)

    def accept(self, changes: Changes) -> None:
        """Take over what an update wants to have kept."""
        for id_ in changes.conversations:
            if id_ in self.conversations:  # taken out, so that it comes back as the last touched
                self.before.setdefault(id_, self.conversations.pop(id_))
        self.people.update(changes.people)
        self.conversations.update(changes.conversations)
        self.expected.update(changes.expected)
        self.deliveries.extend(changes.deliveries)
        self.deliveries.extend(Delivery(id_, 0, Kind.CANCEL, "") for id_ in changes.cancelled)
        self.unwritten.add(changes)

    async def write(self) -> None:
        """Write all that was accepted and not written yet. WriteFailedError."""
        try:
            await write(self.tx, self.unwritten, self.before, self.now)
        except Exception as error:
            if passing(error):
                raise
            raise WriteFailedError from error
        self.unwritten, self.before = Changes(), {}
