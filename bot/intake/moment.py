"""One update being handled: who did what, what is known, and what it wants to have kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.changes import Audited, Changes, Expected
from bot.incoming import Incoming, Pressed
from bot.intake.batch import Batch
from bot.intake.onscreen import lowest
from bot.message import Message, dump
from bot.people import Person
from bot.records import Conversation, Delivery, Kind, Sent, Status
from bot.store.database import Transaction
from conversations import current
from conversations.flow import Flow, Question
from conversations.turn import State


class Moment:
    """One update of one person. Nothing of it counts until the batch accepts its changes."""

    def __init__(self, batch: Batch, incoming: Incoming, person: Person) -> None:
        self.batch = batch
        self.setting = batch.setting
        self.incoming = incoming
        self.person = person
        self.now = batch.now
        self.changes = Changes()
        self._stands: tuple[State, Question | None] | None = None

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

    @property
    def expected(self) -> Expected | None:
        """What the next words that the person types are for."""
        return self.batch.expected.get(self.person.id)

    def expect(
        self, purpose: str, subject: int, content: str = "", prompt: Sent | None = None
    ) -> None:
        """Take the next words for this (see `routes.PURPOSES`); `prompt` is what asks for them."""
        self.changes.expected[self.person.id] = Expected(purpose, subject, content, prompt)

    def expect_as_before(self) -> None:
        """Go on waiting for what was expected before this update."""
        self.changes.expected.pop(self.person.id, None)

    def expect_nothing(self) -> None:
        """Take the next words for what they are again."""
        self.changes.expected[self.person.id] = None

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
        """Return the unfinished conversation that was touched last, in this flow or in any."""
        owned = self.batch.own(self.person.id)
        mine = [c for c in owned if c.status is Status.OPEN and flow in (None, c.flow)]
        return mine[-1] if mine else None

    def talking(self, flow: str | None = None) -> Conversation | None:
        """Return the conversation that words go to; one asked back once its question is seen."""
        mine = [c for c in self.batch.own(self.person.id) if flow in (None, c.flow)]
        return lowest(mine, None if self.is_press else self.incoming.message_id)

    def day(self, when: datetime) -> date:
        """Return the day of a moment, as people here call it."""
        return self.setting.clock.local(when).date()

    def flow(self, conversation: Conversation) -> Flow:
        """Return the flow that a conversation is in."""
        return self.setting.flows[conversation.flow]

    def asked(self, conversation: Conversation) -> Question | None:
        """Return the question that stands open; one state is asked about many times in a row."""
        state = conversation.state
        if self._stands is None or self._stands[0] is not state:
            self._stands = state, current(self.flow(conversation), state)
        return self._stands[1]

    def send(
        self, said: Message, to: Person | None = None, not_before: datetime | None = None
    ) -> Sent:
        """Put a message in the outbox; `not_before`: it waits there until then."""
        return Sent(self._put(Kind.SEND, to or self.person, said, not_before=not_before))

    def send_made(
        self,
        kind: Kind,
        what: str,
        to: Person | None = None,
        not_before: datetime | None = None,
        **asked: object,
    ) -> Sent:
        """Put something in the outbox that is made when it is sent, such as a picture."""
        content = json.dumps({"what": what, **asked})
        return Sent(self._put(kind, to or self.person, content, not_before=not_before))

    def send_photos(self, files: Iterable[str]) -> Sent:
        """Put photos in the outbox, by Telegram's ids."""
        return Sent(self._put(Kind.PHOTOS, self.person, json.dumps(list(files))))

    def send_voice(self, file: str) -> Sent:
        """Put a voice message in the outbox, by Telegram's id."""
        return Sent(self._put(Kind.VOICE, self.person, file))

    def edit(self, sent: Sent, said: Message) -> None:
        """Change a message that was sent."""
        self._put(Kind.EDIT, self.person, said, sent)

    def strip(self, sent: Sent, of: Person | None = None) -> None:
        """Take the buttons away from a message that was sent; or from one in another's chat."""
        self._put(Kind.STRIP, of or self.person, "", sent)

    def delete(self, sent: Sent, of: Person | None = None) -> None:
        """Delete a message: one that was sent, or the person's own; or one in another's chat."""
        self._put(Kind.DELETE, of or self.person, "", sent)

    def answer_press(self, query_id: str, toast: str = "") -> None:
        """Answer the press of a button, ahead of everything else."""
        self._put(Kind.ANSWER, self.person, f"{query_id} {toast}")
        self.changes.deliveries.insert(0, self.changes.deliveries.pop())

    def set_menu(self, of: Person | None = None) -> None:
        """Show the person, or someone else, the commands that fit the roles they have now."""
        person = of or self.person
        roles = ",".join(sorted(role.value for role in person.roles))
        self._put(Kind.MENU, person, roles)

    def audit(self, action: str, subject: str, detail: str | None = None) -> None:
        """Note that the person did something to a record."""
        self.changes.audits.append(Audited(self.person.id, action, subject, detail))

    def _put(
        self,
        kind: Kind,
        to: Person,
        content: str | Message,
        sent: Sent | None = None,
        not_before: datetime | None = None,
    ) -> int:
        id_ = self.batch.ids.next("outbox")
        target, message_id = (sent.delivery or None, sent.message_id) if sent else (None, None)
        said = content if isinstance(content, Message) else None
        stored = dump(content) if isinstance(content, Message) else content
        self.changes.deliveries.append(
            Delivery(id_, to.id, kind, to.language, stored, target, message_id, not_before, said)
        )
        return id_

    @property
    def is_press(self) -> bool:
        """Whether a button was pressed, so that its message can be changed."""
        return isinstance(self.incoming.what, Pressed)

    def pressed(self) -> Sent:
        """Return the message under which a button was pressed."""
        return Sent(0, self.incoming.message_id)
