"""The state of each condition of a check: a sign, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.message import Line, Look
from conversations.flow import Flow, Question
from conversations.text import N_, Text, text
from conversations.verdict import Outcome, judge

OPEN, LESS = "❓", "🕐"
MARKS = {Outcome.MET: "✅", Outcome.NOT_MET: "❌", Outcome.UNCLEAR: LESS}
STATES = {
    OPEN: N_("still to decide"),
    LESS: N_("discuss"),
    "✅": N_("meets"),
    "❌": N_("does not meet"),
}
"""What each sign says: nobody has to know it by its shape or colour."""


def mark_of(question: Question, answer: str | None) -> str:
    """Return the sign of a line's state."""
    if answer is None or question.condition is None:
        return OPEN
    return MARKS[judge(question.condition, answer)]


def state(question: Question, answer: str | None) -> Text:
    """Return in words what the sign of a line says."""
    return text(STATES[mark_of(question, answer)])


def policies(flow: Flow, answers: Mapping[str, str]) -> Iterator[Line]:
    """Yield the policy texts in full, folded, each with its state in words."""
    for condition in flow.rules.conditions:
        yield Line(
            text(
                N_("**{short}** ({state}): {rule}"),
                short=text(condition.short),
                state=state(flow.by_key[condition.key], answers.get(condition.key)),
                rule=text(condition.rule, policy=condition.policy),
            ),
            Look.QUOTE,
        )


def states(flow: Flow, answers: Mapping[str, str]) -> Iterator[Line]:
    """Yield every line of a card with its state, in a sign and in words."""
    for question in flow.questions:
        answer = answers.get(question.key)
        option = question.option(answer or "")
        label = text(option.label if option else question.short)
        yield Line(
            text(
                N_("{mark} {label}: {state}"),
                mark=mark_of(question, answer),
                label=label,
                state=state(question, answer),
            )
        )
