"""One turn of a conversation: from its effects to messages."""

from __future__ import annotations

from typing import Any, assert_never

from bot.intake.moment import Moment
from bot.intake.once import send_once
from bot.intake.settling import settle
from bot.intake.sources import sources
from bot.message import Message, message, rows
from bot.records import SUMMARY, Conversation, Status
from bot.views import asking, explaining, menu, narrowing, summary
from bot.views.fitting import shortened
from conversations import advance, advice
from conversations.flow import FreeText
from conversations.shown import shown
from conversations.text import N_, Text, text
from conversations.turn import (
    Added,
    Ask,
    Changed,
    Effect,
    End,
    Explain,
    Input,
    Leave,
    Narrow,
    Offer,
    Say,
    Show,
    State,
    Submit,
    Turn,
)

CHANGED = N_("Changed: {answer}")
PATIENCE = 2
"""Misunderstandings in a row after which a human being is offered."""


class Conversing:
    """Plays one turn of a conversation. What `Submit` does is up to who plays it."""

    def __init__(self, moment: Moment, conversation: Conversation) -> None:
        self.moment = moment
        self.conversation = conversation
        self.flow = moment.flow(conversation)
        self.before = conversation.state
        self._asked = moment.asked(conversation)
        self.submitted: Submit | None = None
        self.answered = False
        """The question that a coordinator asked back is answered."""

    def play(self, input_: Input, source: int | None = None) -> Conversation:
        """Take the turn; `source` is the number of the message that an answer came from.

        An answer of several messages has none: an edit of one would throw away the others.
        """
        turn = advance(self.flow, self.before, input_)
        effects = self._with_offer(turn)
        self._change(
            state=turn.state,
            sources=sources(self.conversation, turn.state, source),
            joining=self._joining(turn.state, input_, source),
            offered=None,
        )
        for effect in effects:
            self._do(effect)
        if isinstance(input_, Added) and self.conversation.showing == SUMMARY:
            self.refresh()
        return self.moment.save(self.conversation)

    def _with_offer(self, turn: Turn) -> tuple[Effect, ...]:
        """Return what to do; what was offered still stands after a word that is not understood."""
        offered, patient = self.conversation.offered, turn.state.misunderstood < PATIENCE
        match turn.effects:
            case (Say() | Explain() as said, Ask(question=key)) if offered and patient:
                return said, Offer(key, (offered,))
            case effects:
                return effects

    def _joining(self, state: State, input_: Input, source: int | None) -> str | None:
        """Return the question whose answer quick messages add to from now on."""
        if isinstance(input_, Added):
            return input_.question
        asked = self._asked if source else None
        if asked and isinstance(asked.kind, FreeText) and asked.kind.joins:
            now, before = state.answers.get(asked.key), self.before.answers.get(asked.key)
            return asked.key if now != before else None
        return None

    def _do(self, effect: Effect) -> None:
        match effect:
            case Say(text=words):
                self._say(words)
            case Ask(question=key):
                self.ask(key)
            case Explain(question=asked, topic=about):
                question = self.flow.by_key.get(asked or "")
                self.moment.send(explaining.explained(self.moment.setting.office, question, about))
            case Offer(question=key, values=values):
                self._offer(key, values)
            case Narrow(question=key, district=district):
                self._narrow(key, district)
            case Changed(question=key):
                self._changed(key)
            case Show():
                self._show()
            case Leave():
                self._next(menu.menu(self.moment.person.roles), showing=None)
            case Submit():
                self.submitted = effect
                self._tidied(status=Status.SUBMITTED)
            case End():
                self._tidied(status=Status.DROPPED)
            case _:
                assert_never(effect)

    def _say(self, words: Text) -> None:
        lines = [words]
        if self.conversation.state.misunderstood >= PATIENCE:
            lines.append(menu.human(self.moment.setting.office))
        patience = self.conversation.state.misunderstood < PATIENCE
        said = message(*lines, keyboard=None if patience else rows(menu.STAFF))
        send_once(self.moment, said)

    def ask(self, key: str) -> None:
        """Ask a question in a new message; the one before it is settled."""
        asking_back = self.conversation.status is Status.ASKED
        asked = asking.question(
            self.conversation.id, self.flow, self.conversation.state, key, alone=asking_back
        )
        self._next(asked, showing=key)

    def _show(self) -> None:
        if self.conversation.status is Status.ASKED:
            self._tidied()
            self.answered = True
        elif self.conversation.showing == SUMMARY and self.conversation.state != self.before:
            self.refresh()
        else:
            self._next(self.summary(), showing=SUMMARY)

    def summary(self) -> Message:
        """Return the summary as it stands."""
        counting = self.flow.counting(self.conversation.state.answers)
        return summary.summary(
            self.conversation.id,
            self.flow,
            counting,
            advice(self.flow, self.conversation.state),
            len(self.conversation.photos),
            len(self.conversation.voices),
        )

    def refresh(self) -> None:
        """Bring the summary on the screen up to date."""
        if self.conversation.prompt:
            self.moment.edit(self.conversation.prompt, self.summary())

    def _next(self, said: Message, *, showing: str | None) -> None:
        settle(self.moment, self.conversation, showing)
        sent = self.moment.send(said)
        self._change(prompt=sent if showing else None, showing=showing, side=None)

    def show(self, said: Message, showing: str) -> Conversation:
        """Show something else than the flow asks for; what was shown before is settled."""
        self._next(said, showing=showing)
        return self.moment.save(self.conversation)

    def _tidied(self, **changes: Any) -> None:
        """Settle what stood on the screen; nothing is shown in its place."""
        settle(self.moment, self.conversation)
        self._change(prompt=None, showing=None, side=None, **changes)

    def _change(self, **changes: Any) -> None:
        self.conversation = self.conversation.but(**changes)

    def _offer(self, key: str, values: tuple[str, ...]) -> None:
        if self.conversation.side:
            self.moment.delete(self.conversation.side)
        said = narrowing.did_you_mean(self.conversation.id, self.flow.by_key[key], values)
        only = values[0] if len(values) == 1 else None
        self._change(side=self.moment.send(said), offered=only)

    def _narrow(self, key: str, district: str) -> None:
        said = narrowing.district(self.conversation.id, self.flow.by_key[key], district)
        prompt = self.conversation.prompt
        if prompt and prompt.message_id == self.moment.incoming.message_id:
            self.moment.edit(prompt, said)
        else:
            self._next(said, showing=key)

    def _changed(self, key: str) -> None:
        answer = shown(self.flow.by_key[key], self.conversation.state.answers[key])
        self.moment.send(message(text(CHANGED, answer=shortened(answer, asking.LONGEST))))
