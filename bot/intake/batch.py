"""Updates that are handled in one transaction, and what stays the same between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.changes import Changes, Expected
from bot.clock import Clock, Codes
from bot.office.due import Calendar
from bot.people import Person
from bot.records import Conversation, Delivery, Kind
from bot.store import digests
from bot.store.database import Transaction
from bot.store.digests import Coordinator
from bot.store.failing import outside
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
    touched: set[int] = field(default_factory=set)
    """Of whom it has changed who they are, what they talk about, or what is expected of them."""
    reaches_far: bool = False
    """Whether more may have changed than what is known of these people."""
    references: list[str] = field(default_factory=list)
    """Those that no proposal has."""
    _coordinators: list[Coordinator] | None = None
    _own: dict[int, dict[int, Conversation]] = field(default_factory=lambda: defaultdict(dict))
    """The conversations by whose they are."""

    def __post_init__(self) -> None:
        self.know(self.conversations)

    def know(self, found: Mapping[int, Conversation]) -> None:
        """Know these conversations too."""
        self.conversations.update(found)
        for id_, conversation in found.items():
            self._own[conversation.person_id][id_] = conversation

    def own(self, person: int) -> Collection[Conversation]:
        """Return someone's conversations that are known; what was touched last comes last."""
        return self._own[person].values() if person in self._own else ()

    def accept(self, changes: Changes) -> None:
        """Take over what an update wants to have kept."""
        self.touched.update(changes.people, changes.expected)
        self.touched.update([c.person_id for c in changes.conversations.values()])
        self.reaches_far = self.reaches_far or changes.far_reaching
        for id_ in changes.conversations:
            if was := self.conversations.pop(id_, None):  # so that it comes back as last touched
                if id_ not in self.unwritten.conversations:  # else it is new: nothing of it is kept
                    self.before.setdefault(id_, was)
                del self._own[was.person_id][id_]
        self.people.update(changes.people)
        self.know(changes.conversations)
        self.expected.update(changes.expected)
        self.deliveries.extend(changes.deliveries)
        self.deliveries.extend(Delivery(id_, 0, Kind.CANCEL, "") for id_ in changes.cancelled)
        self.unwritten.add(changes)
        if _about_staff(changes):
            self._coordinators = None
        for erased in changes.erased:
            self._forget(erased.person_id)

    def _forget(self, person: int) -> None:
        """Know nothing any more of who is erased: what they send next comes from somebody new."""
        self.people.pop(person, None)
        self.expected.pop(person, None)
        for id_ in self._own.pop(person, ()):
            del self.conversations[id_]

    async def coordinators(self) -> list[Coordinator]:
        """Return the coordinators as they are now, read once while nothing changes them."""
        if self._coordinators is None:
            await self.write()
            self._coordinators = await digests.coordinators(self.tx)
        return self._coordinators

    async def write(self, *, soon: bool = False) -> None:
        """Write all that was accepted and not written yet. WriteFailedError.

        `soon`: with what comes next in the transaction, which then raises what is wrong with it.
        """
        try:
            await write(self.tx, self.unwritten, self.before, self.now)
            if not soon:
                await self.tx.flush()
        except Exception as error:
            if outside(error):
                raise
            raise WriteFailedError from error
        self.unwritten, self.before = Changes(), {}


def _about_staff(changes: Changes) -> bool:
    """Tell whether this may change who the coordinators are, or how they want to hear."""
    lists = changes.joined, changes.revoked, changes.wished, changes.erased, changes.named
    return any(lists) or any(person.roles for person in changes.people.values())
