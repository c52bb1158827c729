"""Every path through every flow, walked to its end.

Branches and conditions are walked in every combination; what else can be answered is drawn anew
on each path, and the walk asserts that every option, and every pair of options, had its turn.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product

import pytest

from conversations import advance, current, flows
from conversations.answers import in_district
from conversations.flow import (
    UNSURE,
    WHOLE_MUNICIPALITY,
    Flow,
    FreeText,
    HoursAWeek,
    InPlace,
    MailAddress,
    OneOf,
    PhoneNumber,
    Question,
    Shape,
)
from conversations.replies import Chosen, Dialled, Raw, Typed
from conversations.turn import (
    Answered,
    Ask,
    Confirmed,
    Effect,
    Filled,
    Input,
    Reopened,
    Show,
    Started,
    State,
    Stepped,
    Submit,
    Turn,
)
from conversations.verdict import Outcome
from tests.conversations.test_places import PLACES
from tests.counted import Counted

FLOWS = flows(PLACES)
PROPOSE, CHECK = FLOWS["propose_task"], FLOWS["check_candidate"]
DIALOGUES = [flow for flow in FLOWS.values() if flow.shape is Shape.DIALOGUE]
CARDS = [flow for flow in FLOWS.values() if flow.shape is Shape.CARD]
OUTSIDE_THE_QUESTIONS = ("/start", "Taak voorstellen", "Versturen")


def replies(question: Question) -> list[Raw]:
    """Every option of a question, and what stands for all that can be typed."""
    chosen = [Chosen(option.key) for option in question.options]
    match question.kind:
        case OneOf():
            return [*chosen]
        case HoursAWeek():
            return [*chosen, Typed("6"), Typed("4-6"), Typed("meer dan 20")]
        case FreeText():
            return [Typed("blad en rommel opruimen op het plein"), Typed("ramen")]
        case InPlace(places=places):
            districts = [Chosen(in_district(district)) for district in places.districts]
            named = [Chosen(place.name) for place in places.places]
            return [Chosen(WHOLE_MUNICIPALITY), Typed("selwerd"), *districts, *named]
        case PhoneNumber():
            return [Dialled("+31 6 12345678")]
        case MailAddress():
            return [Typed("rita@example.nl")]


def branching(flow: Flow) -> list[Question]:
    """The questions that decide which others are asked."""
    on = {question.asked_if.question for question in flow.questions if question.asked_if}
    return [question for question in flow.questions if question.key in on]


@dataclass
class Walk:
    """One path: what was asked, what was answered, and everything that the engine made of it."""

    flow: Flow
    replies: Mapping[str, Raw]
    asked: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    state: State = field(default_factory=State)

    def take(self, input_: Input) -> Turn:
        turn = advance(self.flow, stored(self.state), input_)
        self.state = turn.state
        self.effects += turn.effects
        return turn

    @property
    def submitted(self) -> list[Submit]:
        return [effect for effect in self.effects if isinstance(effect, Submit)]


def stored(state: State) -> State:
    """The state as a restart finds it: answers as rows in the order of their keys."""
    answers = {key: state.answers[key] for key in sorted(state.answers)}
    return State(answers, state.reopened, state.misunderstood, state.closed)


def walk(flow: Flow, chosen: Mapping[str, Raw]) -> Walk:
    path = Walk(flow, chosen)
    turn = path.take(Started())
    while (question := flow.position(path.state.answers)) is not None:
        assert turn.effects == (Ask(question.key),)
        assert current(flow, path.state) is question
        path.asked += (question.key,)
        turn = path.take(Answered(chosen[question.key]))
    assert turn.effects == (Show(),)
    path.take(Confirmed())
    return path


def walks(flow: Flow) -> list[Walk]:
    return _walks(flow.key)


@cache
def _walks(key: str) -> list[Walk]:
    flow = FLOWS[key]
    whole = {q.key: replies(q) for q in (*branching(flow), *_conditions(flow))}
    chance = random.Random(flow.key)
    paths = []
    for chosen in product(*whole.values()):
        drawn = {q.key: chance.choice(replies(q)) for q in flow.questions}
        paths.append(walk(flow, drawn | dict(zip(whole, chosen, strict=True))))
    return paths


def _conditions(flow: Flow) -> Iterator[Question]:
    return (question for question in flow.questions if question.condition)


def options_given(path: Walk) -> Iterator[tuple[str, str]]:
    for key in path.asked:
        reply = path.replies[key]
        if isinstance(reply, Chosen) and path.flow.by_key[key].option(reply.key):
            yield key, reply.key


dialogue = pytest.mark.parametrize("flow", DIALOGUES, ids=lambda flow: flow.key)
card = pytest.mark.parametrize("flow", CARDS, ids=lambda flow: flow.key)


@dialogue
def test_every_path_hands_in_exactly_once_and_ends(flow: Flow, counted: Counted) -> None:
    for path in walks(flow):
        assert len(path.submitted) == 1
        assert path.state.closed
        path.take(Confirmed())
        assert len(path.submitted) == 1
    counted(f"{len(walks(flow))} paths")


@dialogue
def test_every_branch_and_every_option_is_on_a_path(flow: Flow) -> None:
    asked = {key for path in walks(flow) for key in path.asked}
    given = {option for path in walks(flow) for option in options_given(path)}
    assert asked == {question.key for question in flow.questions if not question.optional}
    assert given == {(q.key, o.key) for q in flow.questions for o in q.options}


@dialogue
def test_every_two_options_meet_on_a_path(flow: Flow, counted: Counted) -> None:
    met = {pair for path in walks(flow) for pair in combinations(options_given(path), 2)}
    questions = [question for question in flow.questions if question.options]
    never = [
        (one.key, a.key, other.key, b.key)
        for one, other in combinations(questions, 2)
        for a, b in product(one.options, other.options)
        if ((one.key, a.key), (other.key, b.key)) not in met
    ]
    assert not never
    counted(f"{len(met)} pairs of options")


@dialogue
def test_every_place_is_on_a_path(flow: Flow) -> None:
    for question in flow.questions:
        if isinstance(question.kind, InPlace):
            given = {path.replies[question.key] for path in walks(flow)}
            assert given == set(replies(question))


@dialogue
def test_no_question_is_asked_twice(flow: Flow) -> None:
    assert not [path.asked for path in walks(flow) if max(Counter(path.asked).values()) > 1]


@dialogue
def test_exactly_the_questions_that_were_asked_are_handed_in(flow: Flow) -> None:
    for path in walks(flow):
        (handed_in,) = path.submitted
        assert tuple(handed_in.answers) == path.asked


@dialogue
def test_not_knowing_never_ends_in_met(flow: Flow) -> None:
    for path in walks(flow):
        (handed_in,) = path.submitted
        doubts = {c.key for c in flow.rules.conditions if handed_in.answers[c.key] == UNSURE}
        assert {handed_in.advice.verdicts[key] for key in doubts} <= {Outcome.UNCLEAR}
        if doubts:
            assert handed_in.advice.overall is not Outcome.MET


@dialogue
def test_the_next_question_follows_from_the_answers_alone(flow: Flow) -> None:
    """Whatever was answered in whatever order: the first that applies and is open is asked."""
    for path in walks(flow)[::97]:
        for kept in range(len(path.asked)):
            answers = dict(list(path.submitted[0].answers.items())[:kept])
            backwards = State({key: answers[key] for key in reversed(answers)})
            turn = advance(flow, backwards, Started())
            assert turn.effects == (Ask(path.asked[kept]),)


@dialogue
def test_what_is_optional_is_only_asked_on_request_and_leads_back_to_the_summary(
    flow: Flow,
) -> None:
    for question in (q for q in flow.questions if q.optional):
        path = walks(flow)[0]
        whole = State(path.submitted[0].answers)
        opened = advance(flow, whole, Reopened(question.key))
        assert opened.effects == (Ask(question.key),)
        for reply in replies(question):
            told = advance(flow, stored(opened.state), Answered(reply))
            assert told.effects == (Show(),)
            sent = advance(flow, told.state, Confirmed()).effects
            assert isinstance(sent[0], Submit)
            assert question.key in sent[0].answers


def test_the_shortest_proposal_takes_15_interactions(counted: Counted) -> None:
    shortest = min(walks(PROPOSE), key=lambda path: len(path.asked))
    interactions = len(shortest.asked) + len(OUTSIDE_THE_QUESTIONS)
    counted(f"{interactions} interactions, of which {len(shortest.asked)} answers")
    assert interactions == 15


def test_a_proposal_has_twelve_questions_and_thirteen_with_the_name_of_an_organisation() -> None:
    numbered = {
        (path.submitted[0].answers["who"], len(PROPOSE.numbered(path.submitted[0].answers)))
        for path in walks(PROPOSE)
    }
    assert numbered == {("resident", 12), ("organisation", 13), ("company", 13)}


def test_a_name_a_phone_number_and_a_mail_address_are_asked_only_of_whom_they_concern() -> None:
    for path in walks(PROPOSE):
        answers = path.submitted[0].answers
        assert ("name" in path.asked) == (answers["who"] in {"organisation", "company"})
        assert ("phone" in path.asked) == (answers["contact"] == "phone")
        assert ("mail" in path.asked) == (answers["contact"] == "mail")


@card
def test_every_state_of_a_card_is_reached_by_taps_and_saved_once(
    flow: Flow, counted: Counted
) -> None:
    states = [[None, *(o.key for o in q.options)] for q in flow.questions]
    saved = Counter[str]()
    for wanted in product(*states):
        path = Walk(flow, {})
        for question, state in zip(flow.questions, wanted, strict=True):
            for _ in range([None, *(o.key for o in question.options)].index(state)):
                assert path.take(Stepped(question.key)).effects == (Show(),)
        path.take(Confirmed())
        path.take(Confirmed())
        (handed_in,) = path.submitted
        keys = [question.key for question in flow.questions]
        given = {k: v for k, v in zip(keys, wanted, strict=True) if v is not None}
        assert dict(handed_in.answers) == given
        if len(given) < len(keys):
            assert handed_in.advice.overall is not Outcome.MET
        saved[handed_in.advice.overall.value] += 1
    counted(f"{saved.total()} cards {dict(saved)}")


@card
def test_a_line_that_is_tapped_through_ends_where_it_began(flow: Flow) -> None:
    for question in flow.questions:
        path = Walk(flow, {})
        seen = []
        for _ in range(len(question.options) + 1):
            seen.append(path.state.answers.get(question.key))
            path.take(Stepped(question.key))
        assert seen == [None, *(option.key for option in question.options)]
        assert path.state.answers == {}


def test_a_check_takes_three_interactions_when_all_is_well_and_nine_by_hand() -> None:
    by_hand: list[Input] = [*(Stepped(question.key) for question in CHECK.questions), Confirmed()]
    at_once: list[Input] = [Filled(), Confirmed()]
    for taps, interactions in ((at_once, 3), (by_hand, 9)):
        path = Walk(CHECK, {})
        for tap in taps:
            path.take(tap)
        assert path.submitted[0].advice.overall is Outcome.MET
        assert len(("/check", *taps)) == interactions
