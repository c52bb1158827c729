"""A coach checks whether a candidate meets the conditions, all on one card."""

from conversations.conditions.candidate import CANDIDATE
from conversations.flow import Flow, OneOf, Question, Shape
from conversations.text import N_
from conversations.verdict import Condition


def line(condition: Condition) -> Question:
    """Return the line on the card for a condition."""
    return Question(
        key=condition.key,
        ask=condition.ask,
        short=condition.short,
        kind=OneOf(condition.options),
        optional=True,
        condition=condition,
    )


check_candidate = Flow(
    key="check_candidate",
    title=N_("Check a candidate"),
    questions=tuple(line(condition) for condition in CANDIDATE.conditions),
    rules=CANDIDATE,
    shape=Shape.CARD,
)
