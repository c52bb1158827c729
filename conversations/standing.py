"""Where a conversation stands: derived from its answers."""

from __future__ import annotations

from conversations.flow import Flow, Question
from conversations.turn import Ask, Show, State, Turn
from conversations.verdict import Advice, assess


def current(flow: Flow, state: State) -> Question | None:
    """Return the question that stands open; None means the summary, or the card."""
    if state.reopened:
        reopened = flow.by_key.get(state.reopened)
        if reopened and reopened in flow.applying(state.answers):
            return reopened
    return flow.position(state.answers)


def advice(flow: Flow, state: State) -> Advice:
    """Return the verdict on the answers that count."""
    return assess(flow.rules, flow.counting(state.answers))


def stand(flow: Flow, state: State) -> Turn:
    """Ask the question that stands open, or show the whole."""
    question = current(flow, state)
    return Turn(state, (Ask(question.key) if question else Show(),))


def settle(flow: Flow, state: State, question: Question, value: str) -> State:
    """Keep an answer; one that is changed makes what hangs on it be asked again."""
    answers = {**state.answers, question.key: value}
    if state.reopened == question.key:
        for other in flow.questions:
            when = other.asked_if
            if when and when.question == question.key and not other.counted:
                answers.pop(other.key, None)
    return State(answers)
