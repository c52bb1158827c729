"""One turn of a conversation.

Answers are kept by question key and the position is derived from them, so going back, changing
an answer, resuming and an old button need almost no code of their own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from conversations import card
from conversations.answers import Accepted, Likely, Rejected, Within, understand
from conversations.asides import asks, topic
from conversations.flow import SPOKEN, Flow, FreeText
from conversations.replies import Raw, Typed
from conversations.standing import advice, current, settle, stand
from conversations.text import N_, Text, text
from conversations.turn import (
    Added,
    Answered,
    Back,
    Cancelled,
    Changed,
    Confirmed,
    Corrected,
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

ALREADY_SENT = N_("This proposal has been sent already.")
CHOOSE_BELOW = N_("I do not understand this answer. Choose one of the buttons.")


def advance(flow: Flow, state: State, input_: Input) -> Turn:  # noqa: PLR0911 - one line a case
    """One turn of a conversation. Total: any input in any state gives a Turn."""
    if state.closed:
        return Turn(state, (Say(text(ALREADY_SENT)),))
    match input_:
        case Started():
            return stand(flow, state)
        case Answered(raw=raw, question=str(key)):
            return _pressed(flow, state, raw, key)
        case Answered(raw=raw):
            return _reply(flow, state, raw)
        case Added(words=words, question=key):
            return _add(flow, state, words, key)
        case Corrected(raw=raw, question=key):
            return _correct(flow, state, raw, key)
        case Reopened(question=key):
            return _reopen(flow, state, key)
        case Skipped():
            return stand(flow, replace(state, reopened=None, misunderstood=0))
        case Back():
            return _back(flow, state)
        case Stepped(question=key):
            return Turn(replace(state, answers=card.step(flow, state.answers, key)), (Show(),))
        case Filled():
            return Turn(replace(state, answers=card.fill(flow, state.answers)), (Show(),))
        case Confirmed():
            return _confirm(flow, state)
        case Cancelled():
            return Turn(State(closed=True), (End(),))
        case _:
            assert_never(input_)


def _reply(flow: Flow, state: State, raw: Raw) -> Turn:
    question = current(flow, state)
    if question is None and _asks(raw):
        return _explain(flow, state, raw)
    if question is None:
        return _misunderstand(flow, state, text(CHOOSE_BELOW))
    match understand(question, raw):
        case Accepted(value=value):
            return stand(flow, settle(flow, state, question, value))
        case Rejected() if _asks(raw):
            return _explain(flow, state, raw)
        case Rejected(reason=reason):
            return _misunderstand(flow, state, reason)
        case Likely(values=values):
            return Turn(replace(state, misunderstood=0), (Offer(question.key, values),))
        case Within(district=district):
            return Turn(replace(state, misunderstood=0), (Narrow(question.key, district),))


def _asks(raw: Raw) -> bool:
    return isinstance(raw, Typed) and asks(raw.words)


def _explain(flow: Flow, state: State, raw: Raw) -> Turn:
    """Answer what a person asks; that is no misunderstanding, and their question stands."""
    turn = stand(flow, state)
    question = current(flow, state)
    about = topic(raw.words) if isinstance(raw, Typed) else None
    return Turn(turn.state, (Explain(question.key if question else None, about), *turn.effects))


def _misunderstand(flow: Flow, state: State, reason: Text) -> Turn:
    turn = stand(flow, replace(state, misunderstood=state.misunderstood + 1))
    return Turn(turn.state, (Say(reason), *turn.effects))


def _pressed(flow: Flow, state: State, raw: Raw, key: str) -> Turn:
    """A button acts on its own question only; an older one opens it again at most."""
    question = current(flow, state)
    if question and question.key == key:
        return _reply(flow, state, raw)
    older = flow.by_key.get(key)
    if older is None or key not in state.answers:
        return stand(flow, state)
    if understand(older, raw) == Accepted(state.answers[key]):
        return Turn(state)
    return _reopen(flow, state, key)


def _add(flow: Flow, state: State, words: str, key: str) -> Turn:
    question = flow.by_key.get(key)
    if question is None or not isinstance(question.kind, FreeText) or key not in state.answers:
        return stand(flow, state)
    before = "" if state.answers[key] == SPOKEN else f"{state.answers[key]}\n"
    match understand(question, Typed(f"{before}{words}")):
        case Accepted(value=value):
            return Turn(replace(state, answers={**state.answers, key: value}))
        case Rejected(reason=reason):
            return _misunderstand(flow, state, reason)
        case _:
            return Turn(state)


def _correct(flow: Flow, state: State, raw: Raw, key: str) -> Turn:
    question = flow.by_key.get(key)
    if question is None or key not in state.answers:
        return Turn(state)
    match understand(question, raw):
        case Accepted(value=value) if value != state.answers[key]:
            changed = replace(state, answers={**state.answers, key: value})
            now = current(flow, changed)
            stands = now is not None and now is current(flow, state)
            return Turn(changed, (Changed(key), *(() if stands else stand(flow, changed).effects)))
        case Accepted():
            return Turn(state)
        case Rejected(reason=reason):
            return Turn(state, (Say(reason),))
        case _:
            return _reopen(flow, state, key)


def _reopen(flow: Flow, state: State, key: str) -> Turn:
    question = flow.by_key.get(key)
    if question is None or question not in flow.applying(state.answers):
        return stand(flow, state)
    return stand(flow, replace(state, reopened=key, misunderstood=0))


def _back(flow: Flow, state: State) -> Turn:
    question = current(flow, state)
    if question and state.reopened and flow.position(state.answers) is None:
        return stand(flow, replace(state, reopened=None, misunderstood=0))
    row = [q.key for q in flow.applying(state.answers) if not q.optional]
    place = row.index(question.key) if question and question.key in row else len(row)
    if place == 0:
        return Turn(replace(state, reopened=None), (Leave(),))
    return _reopen(flow, state, row[place - 1])


def _confirm(flow: Flow, state: State) -> Turn:
    if current(flow, replace(state, reopened=None)) is not None:
        return stand(flow, state)
    counting = flow.counting(state.answers)
    return Turn(State(counting, closed=True), (Submit(counting, advice(flow, state)),))
