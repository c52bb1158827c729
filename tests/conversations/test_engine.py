"""One turn of a conversation: what always holds, and the moments that need care."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import advance, current, flows
from conversations.answers import in_district
from conversations.flow import UNSURE, WHOLE_MUNICIPALITY, Flow, Shape
from conversations.replies import Chosen, Dialled, Raw, Typed
from conversations.turn import (
    Added,
    Answered,
    Ask,
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
from conversations.verdict import Outcome
from conversations.words import NO, YES
from conversations.words import UNSURE as UNSURE_WORDS
from tests.answered import ANSWERED
from tests.conversations.test_places import PLACES

FLOWS = flows(PLACES)
PROPOSE, CHECK = FLOWS["propose_task"], FLOWS["check_candidate"]
KEYS = [question.key for flow in FLOWS.values() for question in flow.questions]
OPTIONS = [o.key for flow in FLOWS.values() for q in flow.questions for o in q.options]
SPOKEN = [
    *("ja", "nee hoor", "geen idee", "bewoner", "selwerd", "selwert", "hoornse", "west", "overal"),
    *("4-6", "een uurtje of zes", "geen", "06 12 34 56 78", "rita@example.nl", "via deze chat"),
    *(" ", "\n", "👍", "{answer}", "**vet**", "x" * 4001),
]


anything = st.text(max_size=20)
keys = st.sampled_from(KEYS) | anything
typed = st.sampled_from([*SPOKEN, *YES[:3], *NO[:3], *UNSURE_WORDS[:3]]) | st.text(max_size=60)
chosen = st.sampled_from(
    [*OPTIONS, WHOLE_MUNICIPALITY, in_district("West"), "West", "Selwerd", "Haren", "Haren/*"]
)
raws: st.SearchStrategy[Raw] = (
    st.builds(Typed, typed)
    | st.builds(Chosen, chosen | anything)
    | st.builds(Dialled, st.sampled_from(["+31 6 12345678", "+31 50 123 4567"]) | anything)
)
inputs: st.SearchStrategy[Input] = st.one_of(
    st.builds(Answered, raws),
    st.builds(Answered, raws, keys),
    st.builds(Added, typed, keys),
    st.builds(Corrected, raws, keys),
    st.builds(Reopened, keys),
    st.builds(Stepped, keys),
    st.sampled_from([Started(), Skipped(), Back(), Filled(), Confirmed()]),
)
inputs_and_cancelling = inputs | st.just(Cancelled())
complete_or_partly = st.builds(
    lambda gone: {k: v for k, v in ANSWERED.items() if k not in gone},
    st.sets(st.sampled_from(list(ANSWERED)), max_size=4),
)
states = st.builds(
    State,
    st.dictionaries(keys, chosen | typed | anything, max_size=12) | complete_or_partly,
    st.none() | keys,
    st.integers(0, 3),
    st.booleans(),
)
any_flow = st.sampled_from(list(FLOWS.values()))


def stored(state: State) -> State:
    """The state as a restart finds it: answers as rows in the order of their keys."""
    answers = {key: state.answers[key] for key in sorted(state.answers)}
    return State(answers, state.reopened, state.misunderstood, state.closed)


def submits(turn: Turn) -> list[Submit]:
    return [effect for effect in turn.effects if isinstance(effect, Submit)]


def hold(flow: Flow, before: State, input_: Input, turn: Turn) -> None:
    """What holds of any turn."""
    after = turn.state
    if before.closed:
        assert after == before
        assert [type(effect) for effect in turn.effects] == [Say]
        return
    assert after.closed == any(isinstance(effect, Submit | End) for effect in turn.effects)
    if not after.closed:
        changed = {k for k in {*before.answers, *after.answers} if _differs(k, before, after)}
        assert changed <= set(flow.by_key)
    for handed_in in submits(turn):
        assert isinstance(input_, Confirmed)
        assert flow.position(before.answers) is None
        assert list(handed_in.answers) == list(flow.counting(before.answers))
        assert set(handed_in.advice.verdicts) == {c.key for c in flow.rules.conditions}
    if isinstance(input_, Back | Reopened | Skipped | Started):
        assert after.answers == before.answers
    for effect in turn.effects:
        if isinstance(effect, Ask | Offer | Narrow | Changed):
            assert effect.question in flow.by_key
    asked = [effect.question for effect in turn.effects if isinstance(effect, Ask)]
    if not after.closed and current(flow, after) is not current(flow, before):
        assert any(isinstance(effect, Ask | Show | Leave) for effect in turn.effects)
    if asked:
        now = current(flow, after)
        assert now is not None
        assert asked == [now.key]


def _differs(key: str, before: State, after: State) -> bool:
    return before.answers.get(key) != after.answers.get(key)


@settings(max_examples=500, deadline=None)
@given(any_flow, states, inputs_and_cancelling)
def test_any_input_in_any_state_gives_a_turn(flow: Flow, state: State, input_: Input) -> None:
    hold(flow, state, input_, advance(flow, state, input_))


@settings(max_examples=300, deadline=None)
@given(any_flow, states, st.lists(inputs_and_cancelling, max_size=25))
def test_any_conversation_keeps_its_promises(flow: Flow, state: State, said: list[Input]) -> None:
    """At most one submission; and a restart between every two turns changes nothing."""
    handed_in = 0
    for input_ in said:
        turn = advance(flow, state, input_)
        hold(flow, state, input_, turn)
        assert advance(flow, stored(state), input_) == turn
        handed_in += len(submits(turn))
        state = turn.state
    assert handed_in <= 1


@settings(max_examples=200, deadline=None)
@given(any_flow, states, st.lists(inputs, max_size=10))
def test_nothing_but_throwing_away_and_sending_ends_a_conversation(
    flow: Flow, state: State, said: list[Input]
) -> None:
    for input_ in said:
        turn = advance(flow, replace(state, closed=False), input_)
        assert End() not in turn.effects
        assert turn.state.closed == isinstance(input_, Confirmed) & bool(submits(turn))
        state = turn.state


@settings(max_examples=200, deadline=None)
@given(complete_or_partly, st.lists(raws, min_size=1, max_size=4))
def test_a_misunderstanding_is_counted_and_an_understanding_ends_the_count(
    answers: dict[str, str], said: list[Raw]
) -> None:
    state = State(answers)
    for raw in said:
        turn = advance(PROPOSE, state, Answered(raw))
        not_understood = any(isinstance(effect, Say) for effect in turn.effects)
        explained = any(isinstance(effect, Explain) for effect in turn.effects)
        missed = state.misunderstood + not_understood
        assert turn.state.misunderstood == (missed if not_understood or explained else 0)
        assert not (not_understood and turn.state.answers != state.answers)
        state = turn.state


@settings(max_examples=200, deadline=None)
@given(any_flow, st.lists(inputs, max_size=15))
def test_not_knowing_is_never_counted_as_met(flow: Flow, said: list[Input]) -> None:
    state = State()
    for input_ in said:
        turn = advance(flow, state, input_)
        for handed_in in submits(turn):
            known = {k: v for k, v in handed_in.answers.items() if v != UNSURE}
            met = handed_in.advice.having(Outcome.MET)
            assert set(met) <= set(known)
        state = turn.state


def test_what_a_person_typed_is_kept_word_for_word() -> None:
    words = "<b>Blad</b> & rommel {answer} **weg** 'op' \"het\" plein"
    turn = advance(PROPOSE, State({"who": "resident"}), Answered(Typed(f"  {words}\n")))
    assert turn.state.answers["description"] == words


def test_two_misunderstandings_are_counted_and_the_question_stands() -> None:
    state = State()
    for times in (1, 2):
        turn = advance(PROPOSE, state, Answered(Typed("hallo")))
        assert isinstance(turn.effects[0], Say)
        assert turn.effects[1:] == (Ask("who"),)
        assert turn.state.misunderstood == times
        state = turn.state
    assert advance(PROPOSE, state, Answered(Typed("bewoner"))).state.misunderstood == 0


def test_an_old_button_with_the_same_answer_does_nothing() -> None:
    state = State({"who": "resident"})
    assert advance(PROPOSE, state, Answered(Chosen("resident"), "who")) == Turn(state)


def test_an_old_button_with_another_answer_opens_the_question_and_overwrites_nothing() -> None:
    state = State({"who": "resident", "description": "blad ruimen"})
    turn = advance(PROPOSE, state, Answered(Chosen("company"), "who"))
    assert turn == Turn(State(state.answers, reopened="who"), (Ask("who"),))


def test_a_forged_button_asks_again_what_stands_open() -> None:
    state = State({"who": "resident"})
    for key in ("suitable", "phone", "nothing", ""):
        turn = advance(PROPOSE, state, Answered(Chosen("yes"), key))
        assert turn == Turn(state, (Ask("description"),))


def test_back_goes_to_the_question_before_and_shows_it_with_its_answer() -> None:
    state = State({"who": "organisation", "name": "Buurtclub"})
    turn = advance(PROPOSE, state, Back())
    assert turn == Turn(replace(state, reopened="name"), (Ask("name"),))
    turn = advance(PROPOSE, turn.state, Back())
    assert turn == Turn(replace(state, reopened="who"), (Ask("who"),))
    assert advance(PROPOSE, turn.state, Back()) == Turn(state, (Leave(),))


def test_back_from_an_answer_that_is_changed_leads_to_the_summary() -> None:
    state = State(ANSWERED, reopened="hours")
    assert advance(PROPOSE, state, Back()) == Turn(State(ANSWERED), (Show(),))


def test_changing_one_answer_from_the_summary_asks_nothing_else_again() -> None:
    opened = advance(PROPOSE, State(ANSWERED), Reopened("unfunded"))
    assert opened.effects == (Ask("unfunded"),)
    told = advance(PROPOSE, opened.state, Answered(Chosen("yes"), "unfunded"))
    assert told == Turn(State({**ANSWERED, "unfunded": "yes"}), (Show(),))


def test_an_answer_that_opens_a_branch_asks_only_that_branch() -> None:
    opened = advance(PROPOSE, State(ANSWERED), Reopened("who")).state
    turn = advance(PROPOSE, opened, Answered(Chosen("company"), "who"))
    assert turn.effects == (Ask("name"),)
    turn = advance(PROPOSE, turn.state, Answered(Typed("Bakker Bart")))
    assert turn.effects == (Show(),)


def test_answers_that_no_longer_apply_are_kept_but_not_handed_in() -> None:
    state = State({**ANSWERED, "name": "Bakker Bart"})
    (handed_in,) = submits(advance(PROPOSE, state, Confirmed()))
    assert "name" not in handed_in.answers
    again = advance(PROPOSE, replace(state, reopened="who"), Answered(Chosen("company"), "who"))
    assert again.effects == (Show(),)
    assert again.state.answers["name"] == "Bakker Bart"


def test_choosing_to_be_called_again_asks_for_the_number_again() -> None:
    state = State({**ANSWERED, "contact": "phone", "phone": "+31 6 12345678"}, reopened="contact")
    turn = advance(PROPOSE, state, Answered(Chosen("phone"), "contact"))
    assert turn.effects == (Ask("phone"),)


@pytest.mark.parametrize("missing", list(ANSWERED))
def test_what_is_not_complete_is_not_sent(missing: str) -> None:
    answers = {k: v for k, v in ANSWERED.items() if k != missing}
    assert advance(PROPOSE, State(answers), Confirmed()).effects == (Ask(missing),)


def test_sending_twice_is_impossible() -> None:
    sent = advance(PROPOSE, State(ANSWERED), Confirmed())
    assert len(submits(sent)) == 1
    again = advance(PROPOSE, sent.state, Confirmed())
    assert again.state == sent.state
    assert not submits(again)


def test_throwing_away_leaves_no_answers() -> None:
    turn = advance(PROPOSE, State(ANSWERED), Cancelled())
    assert turn == Turn(State(closed=True), (End(),))


def test_an_edited_message_changes_its_answer() -> None:
    state = State({"who": "resident", "description": "blad ruimen"})
    turn = advance(PROPOSE, state, Corrected(Typed("blad en takken ruimen"), "description"))
    assert turn.state.answers["description"] == "blad en takken ruimen"
    assert turn.effects == (Changed("description"),)


def test_an_edited_message_at_the_summary_shows_the_summary_anew() -> None:
    turn = advance(PROPOSE, State(ANSWERED), Corrected(Typed("8"), "hours"))
    assert turn.effects == (Changed("hours"), Show())


def test_an_edited_message_that_makes_another_question_stand_open_asks_it() -> None:
    """Else the next reply would count for a question that the person never saw."""
    state = State({"who": "resident", "description": "blad ruimen"})
    turn = advance(PROPOSE, state, Corrected(Typed("een stichting"), "who"))
    assert turn.effects == (Changed("who"), Ask("name"))
    turn = advance(PROPOSE, State(ANSWERED), Corrected(Typed("bel mij"), "contact"))
    assert turn.effects == (Changed("contact"), Ask("phone"))


def test_an_edited_message_that_is_not_understood_changes_nothing() -> None:
    state = State({"who": "resident"})
    turn = advance(PROPOSE, state, Corrected(Typed("hallo"), "who"))
    assert turn.state == state
    assert [type(effect) for effect in turn.effects] == [Say]


def test_an_edited_message_that_may_mean_several_places_opens_the_question() -> None:
    turn = advance(PROPOSE, State(ANSWERED), Corrected(Typed("selwert"), "place"))
    assert turn == Turn(State(ANSWERED, reopened="place"), (Ask("place"),))


def test_quick_messages_are_joined_to_the_task() -> None:
    state = State({"who": "resident", "description": "blad ruimen"})
    turn = advance(PROPOSE, state, Added("op het plein", "description"))
    assert turn == Turn(
        replace(state, answers={**state.answers, "description": "blad ruimen\nop het plein"})
    )


def test_quick_messages_that_grow_too_long_are_refused_and_what_was_there_stays() -> None:
    state = State({"who": "resident", "description": "x" * 3999})
    turn = advance(PROPOSE, state, Added("yy", "description"))
    assert turn.state.answers == state.answers
    assert isinstance(turn.effects[0], Say)


def test_a_card_is_saved_with_lines_open_and_never_met() -> None:
    (handed_in,) = submits(advance(CHECK, State(), Confirmed()))
    assert handed_in.answers == {}
    assert handed_in.advice.overall is Outcome.UNCLEAR
    assert CHECK.shape is Shape.CARD


def test_everything_fills_the_open_lines_and_leaves_the_others() -> None:
    turn = advance(CHECK, State({"hours": "fewer", "no_track": "not_met"}), Filled())
    assert turn.effects == (Show(),)
    assert turn.state.answers["hours"] == "fewer"
    assert turn.state.answers["no_track"] == "not_met"
    assert list(turn.state.answers.values()).count("met") == 5
