"""What can be wrong with a flow is found before anybody has used it."""

from dataclasses import replace

import pytest

from conversations import flows
from conversations.flow import Flow, OneOf, Question, When
from conversations.soundness import problems
from conversations.verdict import Condition, Option, Outcome, Rules
from tests.conversations.test_places import PLACES

FLOWS = flows(PLACES)
PROPOSE, CHECK = FLOWS["propose_task"], FLOWS["check_candidate"]


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
def test_our_flows_are_sound(flow: Flow) -> None:
    assert problems(flow) == []
    assert FLOWS[flow.key] is flow


def broken(change: Question) -> Flow:
    """The proposal with one of its questions changed."""
    return replace(
        PROPOSE,
        questions=tuple(change if q.key == change.key else q for q in PROPOSE.questions),
    )


def with_rule(condition: Condition, flow: Flow = PROPOSE) -> Flow:
    """A flow with one of its conditions changed."""
    conditions = tuple(condition if c.key == condition.key else c for c in flow.rules.conditions)
    return replace(flow, rules=Rules("changed", conditions))


NAME, WHO = PROPOSE.by_key["name"], PROPOSE.by_key["who"]
MONEY = PROPOSE.rules.condition("unfunded")
BENEFIT = CHECK.rules.condition("on_benefit")


@pytest.mark.parametrize(
    ("flow", "fault"),
    [
        (
            replace(PROPOSE, questions=(*PROPOSE.questions, WHO)),
            "propose_task: 2 questions are called who",
        ),
        (
            broken(replace(NAME, asked_if=When("contact", ("chat",)))),
            "propose_task.name: nothing before it can lead to it",
        ),
        (
            broken(replace(NAME, asked_if=When("who", ("club",)))),
            "propose_task.name: nothing before it can lead to it",
        ),
        (
            broken(replace(NAME, asked_if=When("nobody", ("yes",)))),
            "propose_task.name: nothing before it can lead to it",
        ),
        (
            broken(replace(WHO, kind=OneOf((Option("a", "A"), Option("a", "B"))))),
            "propose_task.who: two options have the same key",
        ),
        (
            replace(PROPOSE, questions=(*PROPOSE.questions, replace(WHO, key="a" * 21))),
            f"propose_task.{'a' * 21}: the key is too long for a button, or not a word",
        ),
        (
            replace(PROPOSE, questions=(*PROPOSE.questions, replace(WHO, key="a:b"))),
            "propose_task.a:b: the key is too long for a button, or not a word",
        ),
        (
            replace(PROPOSE, questions=tuple(q for q in PROPOSE.questions if q.key != "unfunded")),
            "propose_task: nobody asks about unfunded",
        ),
        (with_rule(replace(MONEY, quotes=())), "propose_task.unfunded: no source"),
        (
            with_rule(replace(MONEY, outcomes={"no": Outcome.MET})),
            "propose_task.unfunded: it cannot be met, or cannot fail",
        ),
        (
            with_rule(replace(MONEY, outcomes={**MONEY.outcomes, "maybe": Outcome.MET})),
            "propose_task.unfunded: an outcome stands for an answer that cannot be given",
        ),
        (
            with_rule(replace(MONEY, options=MONEY.options[:2])),
            "propose_task.unfunded: nobody can say that they do not know",
        ),
        (
            with_rule(replace(MONEY, outcomes={**MONEY.outcomes, "unsure": Outcome.MET})),
            "propose_task.unfunded: not knowing must stay unclear",
        ),
        (with_rule(replace(BENEFIT, quotes=()), CHECK), "check_candidate.on_benefit: no source"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_a_fault_is_found(flow: Flow, fault: str) -> None:
    assert fault in problems(flow)
