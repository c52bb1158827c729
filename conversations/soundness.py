"""What can be wrong with a flow before anybody has used it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from conversations.flow import UNSURE, Flow, Question, Shape, When
from conversations.verdict import Condition, Outcome


def problems(flow: Flow) -> list[str]:
    """Return every fault found in a flow; an empty list means that it is sound."""
    return [
        *_repeated_keys(flow),
        *_dead_branches(flow),
        *_questions(flow),
        *_conditions(flow),
    ]


def _repeated_keys(flow: Flow) -> Iterator[str]:
    for key, times in Counter(q.key for q in flow.questions).items():
        if times > 1:
            yield f"{flow.key}: {times} questions are called {key}"


def _dead_branches(flow: Flow) -> Iterator[str]:
    """A question must depend on an earlier one, on answers that can be given."""
    earlier: dict[str, Question] = {}
    for question in flow.questions:
        when = question.asked_if
        if when and not _can_be_met(when, earlier):
            yield f"{flow.key}.{question.key}: nothing before it can lead to it"
        earlier[question.key] = question


def _can_be_met(when: When, earlier: dict[str, Question]) -> bool:
    asked = earlier.get(when.question)
    return asked is not None and all(asked.option(key) for key in when.is_)


def _questions(flow: Flow) -> Iterator[str]:
    for question in flow.questions:
        keys = [option.key for option in question.options]
        if len(set(keys)) < len(keys):
            yield f"{flow.key}.{question.key}: two options have the same key"
        if not question.key.isidentifier() or len(question.key) > 20:
            yield f"{flow.key}.{question.key}: the key is too long for a button, or not a word"


def _conditions(flow: Flow) -> Iterator[str]:
    asked = {q.condition.key for q in flow.questions if q.condition}
    for condition in flow.rules.conditions:
        if condition.key not in asked:
            yield f"{flow.key}: nobody asks about {condition.key}"
        yield from (f"{flow.key}.{condition.key}: {fault}" for fault in _faults(flow, condition))


def _faults(flow: Flow, condition: Condition) -> Iterator[str]:
    if not condition.quotes:
        yield "no source"
    outcomes = set(condition.outcomes.values())
    if not {Outcome.MET, Outcome.NOT_MET} <= outcomes:
        yield "it cannot be met, or cannot fail"
    options = {option.key for option in condition.options}
    if not set(condition.outcomes) <= options:
        yield "an outcome stands for an answer that cannot be given"
    if flow.shape is Shape.DIALOGUE and UNSURE not in options:
        yield "nobody can say that they do not know"
    if condition.outcomes.get(UNSURE, Outcome.UNCLEAR) is not Outcome.UNCLEAR:
        yield "not knowing must stay unclear"
