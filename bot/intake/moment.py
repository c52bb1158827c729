"""One update being handled: who did what, what is known, and what it wants to have kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.changes import Audited, Changes
from bot.clock import Clock, Codes
from bot.incoming import Incoming
from bot.message import Message, dump
from bot.people import Person, Role
from bot.records import Conversation, Delivery, Kind, Sent, Status
from bot.store import people
from bot.store.database import Transaction
from bot.store.ids import Ids
from bot.store.writing import write
from bot.views.menu import Office
from conversations.flow import Flow
from conversations.turn import State


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


@dataclass
class Batch:
    """Updates that are handled in one transaction, and what was loaded for them."""

    setting: Setting
    tx: Transaction
    ids: Ids
    now: datetime
    people: dict[int, Person]
    conversations: dict[int, Conversation]
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
        self.deliveries.extend(changes.deliveries)
        self.unwritten.add(changes)

    async def write(self) -> None:
        """Write all that was accepted and not written yet."""
        changes, before = self.unwritten, self.before
        self.unwritten, self.before = Changes(), {}
        await write(self.tx, changes, before, self.now)


class Moment:
    """One update of one person. Nothing of it counts until the batch accepts its changes."""

    def __init__(self, batch: Batch, incoming: Incoming, person: Person) -> None:
        self.batch = batch
        self.setting = batch.setting
        self.incoming = incoming
        self.person = person
        self.now = batch.now
        self.changes = Changes()

    async def reading(self) -> Transaction:
        """Return the transaction to read from, with all that came before this update in it."""
        await self.batch.write()
        return self.batch.tx

    def save_person(self, **changed: object) -> None:
        """Change something about the person."""
        self.person = replace(self.person, **changed)  # type: ignore[arg-type]
        self.changes.people[self.person.id] = self.person

    def save(self, conversation: Conversation) -> Conversation:
        """Keep a conversation as it is now."""
        self.changes.conversations[conversation.id] = conversation
        return conversation

    def begin(self, flow: str) -> Conversation:
        """Return a new conversation in a flow."""
        id_ = self.batch.ids.next("conversations")
        return self.save(
            Conversation(id_, self.person.id, flow, Status.OPEN, State(), started_at=self.now)
        )

    def conversation(self, id_: int) -> Conversation | None:
        """Return the person's own conversation with this id; ids in buttons prove nothing."""
        found = self.changes.conversations.get(id_) or self.batch.conversations.get(id_)
        return found if found and found.person_id == self.person.id else None

    def open(self, flow: str | None = None) -> Conversation | None:
        """Return the person's open conversation that was touched last, in this flow or in any."""
        mine = [
            c
            for c in self.batch.conversations.values()
            if c.person_id == self.person.id and c.status is Status.OPEN and flow in (None, c.flow)
        ]
        return mine[-1] if mine else None

    def day(self, when: datetime) -> date:
        """Return the day of a moment, as people here call it."""
        return self.setting.clock.local(when).date()

    def flow(self, conversation: Conversation) -> Flow:
        """Return the flow that a conversation is in."""
        return self.setting.flows[conversation.flow]

    def send(self, said: Message, to: Person | None = None) -> Sent:
        """Put a message in the outbox."""
        return Sent(self._put(Kind.SEND, to or self.person, dump(said)))

    def send_made(self, kind: Kind, what: str, **asked: object) -> Sent:
        """Put something in the outbox that is made when it is sent: a picture or a file."""
        return Sent(self._put(kind, self.person, json.dumps({"what": what, **asked})))

    def send_photos(self, files: Iterable[str]) -> Sent:
        """Put photos in the outbox, by Telegram's ids."""
        return Sent(self._put(Kind.PHOTOS, self.person, json.dumps(list(files))))

    def edit(self, sent: Sent, said: Message) -> None:
        """Change a message that was sent."""
        self._put(Kind.EDIT, self.person, dump(said), sent)

    def strip(self, sent: Sent) -> None:
        """Take the buttons away from a message that was sent."""
        self._put(Kind.STRIP, self.person, "", sent)

    def delete(self, sent: Sent) -> None:
        """Delete a message: one that was sent, or the person's own."""
        self._put(Kind.DELETE, self.person, "", sent)

    def answer_press(self, query_id: str, toast: str = "") -> None:
        """Answer the press of a button, ahead of everything else."""
        self._put(Kind.ANSWER, self.person, f"{query_id} {toast}")
        self.changes.deliveries.insert(0, self.changes.deliveries.pop())

    def set_menu(self) -> None:
        """Show this person the commands that fit the roles they have now."""
        roles = ",".join(sorted(role.value for role in self.person.roles))
        self._put(Kind.MENU, self.person, roles)

    def audit(self, action: str, subject: str, detail: str | None = None) -> None:
        """Note that the person did something to a record."""
        self.changes.audits.append(Audited(self.person.id, action, subject, detail))

    async def colleagues(self, role: Role) -> list[Person]:
        """Return everyone with this role."""
        found = await people.with_role(await self.reading(), role)
        return [Person(id_, language) for id_, language in found]

    def _put(self, kind: Kind, to: Person, content: str, sent: Sent | None = None) -> int:
        id_ = self.batch.ids.next("outbox")
        target, message_id = (sent.delivery or None, sent.message_id) if sent else (None, None)
        self.changes.deliveries.append(
            Delivery(id_, to.id, kind, to.language, content, target, message_id)
        )
        return id_

    def pressed(self) -> Sent:
        """Return the message under which a button was pressed."""
        return Sent(0, self.incoming.message_id)
