"""A flow in the terminal: the same engine, views and words as in the chat, without Telegram.

A line from the bot begins with `bot:` and shows its buttons in brackets; a line of the person
begins with `you:`, and `you: [Ja]` presses a button. A session pasted into a test is a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TextIO

from bot import buttons, phones
from bot.buttons import Press, Verb
from bot.message import Inline, Message, ShareContact, message
from bot.translate import words
from bot.views import asking, card, confirming, explaining, menu, narrowing, summary
from conversations import advance, advice, current
from conversations.flow import Flow, PhoneNumber, Shape
from conversations.replies import Chosen, Dialled, Raw, Typed
from conversations.shown import shown
from conversations.text import N_, text
from conversations.turn import (
    Answered,
    Ask,
    Back,
    Cancelled,
    Changed,
    Confirmed,
    Effect,
    End,
    Explain,
    Filled,
    Input,
    Leave,
    Narrow,
    Offer,
    Reopened,
    Say,
    Show,
    Skipped,
    Started,
    State,
    Stepped,
    Submit,
    Turn,
)

PRESSES: Mapping[Verb, Input] = {
    Verb.BACK: Back(),
    Verb.KEEP: Skipped(),
    Verb.SUMMARY: Skipped(),
    Verb.SEND: Confirmed(),
    Verb.SAVE: Confirmed(),
    Verb.FILL: Filled(),
    Verb.STOP: Cancelled(),
    Verb.CARD_STOP: Cancelled(),
}


OFFICE = menu.Office("Groningen", "", "14 050", answer_within_days=10, keep_drafts_days=30)
"""Whom one can ask, in the terminal."""


class Talk:
    """One conversation with whoever types."""

    def __init__(self, flow: Flow, language: str) -> None:
        self.flow = flow
        self.language = language
        self.state = State()
        self.on_screen: dict[str, str] = {}
        """By label: what a button that can be pressed carries."""

    def begin(self) -> Iterator[str]:
        """Yield the first lines of the bot."""
        first: Input = Skipped() if self.flow.shape is Shape.CARD else Started()
        return self._turn(first)

    def reply(self, typed: str) -> Iterator[str]:
        """Yield what the bot says to a typed line, or to a pressed button as in `[Ja]`."""
        label = typed.strip()[1:-1] if typed.strip().startswith("[") else ""
        carried = self.on_screen.get(label, "")
        if not label:
            return self._turn(Answered(self._raw(typed)))
        press = buttons.read(carried)
        return self._pressed(press) if press else iter(())

    def _raw(self, typed: str) -> Raw:
        asked = current(self.flow, self.state)
        number = phones.read(typed)
        if asked and isinstance(asked.kind, PhoneNumber) and number:
            return Dialled(number)
        return Typed(typed)

    def _pressed(self, press: Press) -> Iterator[str]:
        match press.verb:
            case Verb.ANSWER:
                key, *value = press.words
                return self._turn(Answered(Chosen(":".join(value)), key))
            case Verb.CHANGE:
                return self._turn(Reopened(press.word))
            case Verb.STEP:
                return self._turn(Stepped(press.word))
            case Verb.EXPLAIN | Verb.AGAIN:
                explained = press.verb is Verb.EXPLAIN
                return self._say(
                    asking.question(0, self.flow, self.state, press.word, explained=explained)
                )
            case Verb.LINES:
                answers = self.flow.counting(self.state.answers)
                return self._say(confirming.choose_line(0, self.flow, answers))
            case Verb.CARD_HELP:
                return self._say(self._whole(explained=True))
            case verb if verb in PRESSES:
                return self._turn(PRESSES[verb])
            case _:
                return iter(())

    def _turn(self, input_: Input) -> Iterator[str]:
        turn: Turn = advance(self.flow, self.state, input_)
        self.state = turn.state
        for effect in turn.effects:
            yield from self._effect(effect)

    def _effect(self, effect: Effect) -> Iterator[str]:
        match effect:
            case Say(text=said):
                yield from self._say(message(said))
            case Ask(question=key):
                yield from self._say(asking.question(0, self.flow, self.state, key))
            case Explain(question=asked, topic=about):
                question = self.flow.by_key.get(asked or "")
                yield from self._say(explaining.explained(OFFICE, question, about))
            case Offer(question=key, values=values):
                yield from self._say(narrowing.did_you_mean(0, self.flow.by_key[key], values))
            case Narrow(question=key, district=district):
                yield from self._say(narrowing.district(0, self.flow.by_key[key], district))
            case Changed(question=key):
                answer = shown(self.flow.by_key[key], self.state.answers[key])
                yield from self._say(
                    message(text(N_("Changed: {answer}"), answer=asking.param(answer)))
                )
            case Show():
                yield from self._say(self._whole())
            case Leave():
                yield from self._say(menu.menu(frozenset()))
            case Submit(advice=given):
                yield f"=== submitted, {given.overall.value}"
            case End():
                yield "=== dropped"

    def _whole(self, *, explained: bool = False) -> Message:
        given = advice(self.flow, self.state)
        answers = self.flow.counting(self.state.answers)
        if self.flow.shape is Shape.CARD:
            return card.card(0, self.flow, answers, given, explained=explained)
        return summary.summary(0, self.flow, answers, given, photos=0)

    def _say(self, said: Message) -> Iterator[str]:
        lines = [words(line.words, self.language) for line in said.lines]
        labels = list(self._labels(said))
        shown_buttons = " ".join(f"[{label}]" for label in labels)
        spoken = " / ".join(line for line in lines if line)
        yield f"bot: {spoken} {shown_buttons}".rstrip()

    def _labels(self, said: Message) -> Iterator[str]:
        keyboard = said.keyboard
        if isinstance(keyboard, Inline):
            for row in keyboard.rows:
                for button in row:
                    label = words(button.label, self.language)
                    self.on_screen[label] = button.press
                    yield label
        elif isinstance(keyboard, ShareContact):
            back = words(keyboard.back, self.language)
            self.on_screen[back] = buttons.data(Verb.BACK)
            yield back


def talk(flow: Flow, language: str, read: TextIO, write: TextIO) -> None:
    """Talk until the proposal is sent, thrown away, or there is nothing more to read."""
    session = Talk(flow, language)
    for line in session.begin():
        print(line, file=write)
    for typed in read:
        said = typed.removeprefix("you: ").strip()
        if not read.isatty():
            print(f"you: {said}", file=write)
        for line in session.reply(said):
            print(line, file=write, flush=True)
        if session.state.closed:
            return
