"""Each condition, and all of them together, against the policy's own table.

The tables below are copied from `product.md`, not from the code: they are the oracle.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from itertools import product

import pytest

from bot.translate import words
from bot.views import card, summary
from conversations.conditions.candidate import CANDIDATE
from conversations.conditions.task import TASK
from conversations.flow import Flow
from conversations.flows.check_candidate import check_candidate
from conversations.flows.propose_task import propose_task
from conversations.text import Text, text
from conversations.verdict import Advice, Condition, Outcome, Rules, assess
from tests.conversations.test_places import PLACES

TASK_FLOW = propose_task(PLACES)

TASK_POLICY = {
    "liveability": [
        "ze moeten een positieve bijdrage leveren aan de leefbaarheid van de wijk of het dorp"
    ],
    "not_done_now": ["ze mogen op het moment nog niet uitgevoerd worden"],
    "unfunded": ["er mag geen vorm van financiering tegenover staan"],
    "displaces_no_work": [
        "ze mogen geen regulier werk vervangen",
        "Het werk mag geen betaalde banen of vrijwilligerswerk verdringen",
    ],
    "suitable": [
        "ze moeten geschikt zijn voor mensen die meestal langdurig werkloos zijn en begeleiding nodig hebben om taken uit te voeren"
    ],
}

CANDIDATE_POLICY = {
    "on_benefit": ["moet een bijstandsuitkering ontvangen"],
    "aged_27": ["moet 27 jaar of ouder zijn"],
    "no_track": ["mag geen lopend re-integratietraject volgen richting regulier werk"],
    "no_prospect": ["heeft geen perspectief meer op de regulier werk"],
    "supported_before": [
        "heeft diverse re-integratie ondersteuning gehad, maar dit heeft niet geleid tot regulier werk"
    ],
    "hours": ["is 32 tot 36 uur in de week beschikbaar (minder uren in overleg)"],
    "diverse_tasks": ["moet diverse taken in een wijk/dorp kunnen uitvoeren"],
}

TASK_ASKED = {
    "liveability": "Wordt de wijk of het dorp prettiger door deze taak?",
    "not_done_now": "Doet iemand deze taak nu al?",
    "unfunded": "Is er al geld voor deze taak?",
    "displaces_no_work": "Neemt deze taak werk weg van iemand met een baan of van een vrijwilliger?",
    "suitable": "Kan iemand dit doen die lang geen werk had en begeleiding nodig heeft?",
}

CARD_LINES = {
    "on_benefit": "Bijstandsuitkering",
    "aged_27": "27 jaar of ouder",
    "no_track": "Geen lopend traject",
    "no_prospect": "Geen kans op regulier werk",
    "supported_before": "Eerdere hulp, geen werk",
    "hours": "32 tot 36 uur",
    "diverse_tasks": "Diverse taken",
}

TASK_MET_BY = {
    "liveability": "yes",
    "not_done_now": "no",
    "unfunded": "no",
    "displaces_no_work": "no",
    "suitable": "yes",
}
TASK_ANSWERS = ("yes", "no", "unsure", None)

STATES = {"met": "met", "not_met": "not_met", None: "unclear"}
HOURS = {"met": "met", "fewer": "unclear", "none": "not_met", None: "unclear"}
CANDIDATE_TABLE = {key: HOURS if key == "hours" else STATES for key in CANDIDATE_POLICY}

Answers = Mapping[str, str | None]


def task_verdict(key: str, answer: str | None) -> str:
    if answer in {"unsure", None}:
        return "unclear"
    return "met" if answer == TASK_MET_BY[key] else "not_met"


def by_counting(verdicts: Mapping[str, str]) -> str:
    count = Counter(verdicts.values())
    if count["met"] == len(verdicts):
        return "met"
    return "not_met" if count["not_met"] > 0 else "unclear"


def given(answers: Answers) -> dict[str, str]:
    return {key: answer for key, answer in answers.items() if answer is not None}


def disagreement(rules: Rules, answers: Answers, expected: Mapping[str, str]) -> str | None:
    found = assess(rules, given(answers))
    if dict(found.verdicts) != expected:
        return f"{answers}: {dict(found.verdicts)}, not {expected}"
    if found.overall != by_counting(expected):
        return f"{answers}: overall {found.overall}"
    return None


def all_answers(table: Mapping[str, tuple[str | None, ...]]) -> list[Answers]:
    return [dict(zip(table, chosen, strict=True)) for chosen in product(*table.values())]


def test_all_243_answers_about_a_task() -> None:
    combinations = all_answers(dict.fromkeys(TASK_MET_BY, ("yes", "no", "unsure")))
    expected = [{k: task_verdict(k, a) for k, a in answers.items()} for answers in combinations]
    overall = Counter(by_counting(verdicts) for verdicts in expected)

    assert len(combinations) == 243
    assert overall == {"met": 1, "unclear": 2**5 - 1, "not_met": 3**5 - 2**5}
    assert not [
        wrong
        for answers, verdicts in zip(combinations, expected, strict=True)
        if (wrong := disagreement(TASK, answers, verdicts))
    ]


def test_a_question_about_a_task_that_was_not_answered_is_unclear_like_a_weet_ik_niet() -> None:
    for answers in all_answers(dict.fromkeys(TASK_MET_BY, TASK_ANSWERS)):
        expected = {key: task_verdict(key, answer) for key, answer in answers.items()}
        assert disagreement(TASK, answers, expected) is None


def test_all_2916_cards_of_a_candidate() -> None:
    cards = all_answers({key: tuple(states) for key, states in CANDIDATE_TABLE.items()})
    expected = [{k: CANDIDATE_TABLE[k][state] for k, state in card.items()} for card in cards]
    overall = Counter(by_counting(verdicts) for verdicts in expected)

    assert len(cards) == 3**6 * 4 == 2916
    assert overall == {"met": 1, "unclear": 2**6 * 3 - 1, "not_met": 2916 - 2**6 * 3}
    assert not [
        wrong
        for answers, verdicts in zip(cards, expected, strict=True)
        if (wrong := disagreement(CANDIDATE, answers, verdicts))
    ]


@pytest.mark.parametrize("rules", [TASK, CANDIDATE], ids=lambda rules: rules.version)
@pytest.mark.parametrize("nonsense", ["", "ja", "YES", "unsure", "maybe", "met ", "*", "1"])
def test_what_is_not_one_of_the_answers_is_never_counted_as_a_yes_or_a_no(
    rules: Rules, nonsense: str
) -> None:
    assert set(assess(rules, {c.key: nonsense for c in rules.conditions}).verdicts.values()) == {
        Outcome.UNCLEAR
    }


@pytest.mark.parametrize(("key", "answer"), list(product(TASK_MET_BY, TASK_ANSWERS)))
def test_an_answer_about_a_task(key: str, answer: str | None) -> None:
    advice = assess(TASK, given({**TASK_MET_BY, key: answer}))
    assert advice.verdicts[key] == task_verdict(key, answer) == advice.overall


@pytest.mark.parametrize(
    ("key", "state"), [(key, state) for key, table in CANDIDATE_TABLE.items() for state in table]
)
def test_a_line_on_the_card(key: str, state: str | None) -> None:
    advice = assess(CANDIDATE, given({**dict.fromkeys(CANDIDATE_TABLE, "met"), key: state}))
    assert advice.verdicts[key] == CANDIDATE_TABLE[key][state] == advice.overall


def test_fewer_hours_are_never_a_no_because_the_policy_says_in_consultation() -> None:
    advice = assess(CANDIDATE, {**dict.fromkeys(CANDIDATE_TABLE, "met"), "hours": "fewer"})
    assert advice.verdicts["hours"] is Outcome.UNCLEAR
    assert advice.overall is Outcome.UNCLEAR


def test_a_candidate_is_asked_nothing_by_the_word_unsure_and_a_task_always_may_be() -> None:
    assert all({o.key for o in c.options} == {"yes", "no", "unsure"} for c in TASK.conditions)
    for condition in CANDIDATE.conditions:
        states = {state for state in CANDIDATE_TABLE[condition.key] if state}
        assert {option.key for option in condition.options} == states


POLICIES = [(TASK, TASK_POLICY), (CANDIDATE, CANDIDATE_POLICY)]


@pytest.mark.parametrize(("rules", "policy"), POLICIES, ids=["task", "candidate"])
def test_the_conditions_are_those_of_the_policy_no_more_no_less(
    rules: Rules, policy: dict[str, list[str]]
) -> None:
    quoted = {c.key: [quote.words for quote in c.quotes] for c in rules.conditions}
    assert quoted == policy
    assert list(quoted) == list(policy)


CONDITIONS = [(rules, condition) for rules, _ in POLICIES for condition in rules.conditions]


@pytest.mark.parametrize(
    ("rules", "condition"), CONDITIONS, ids=lambda case: getattr(case, "key", "")
)
def test_a_condition_says_where_it_stands_what_helps_and_what_would_settle_it(
    rules: Rules, condition: Condition
) -> None:
    assert all(quote.source.address.startswith("https://") for quote in condition.quotes)
    assert all(quote.source.title for quote in condition.quotes)
    assert condition.remedy
    assert condition.if_unsure
    assert (condition.because is None) == (rules is CANDIDATE)


def dutch(said: str | Text, **params: str) -> str:
    return words(text(said, **params) if isinstance(said, str) else said, "nl")


@pytest.mark.parametrize(("key", "ask"), TASK_ASKED.items())
def test_a_task_is_asked_about_in_the_words_of_the_product(key: str, ask: str) -> None:
    assert dutch(TASK.condition(key).ask) == ask


@pytest.mark.parametrize(("key", "line"), CARD_LINES.items())
def test_a_line_of_the_card_has_the_words_of_the_product(key: str, line: str) -> None:
    condition = CANDIDATE.condition(key)
    assert dutch(condition.short) == line
    assert dutch(condition.options[0].label) == line


def shown(flow: Flow, advice: Advice, answers: Answers) -> list[str]:
    if flow is check_candidate:
        lines = card.verdict(flow, given(answers), advice)
    else:
        lines = summary.verdict(flow, advice)
    return [words(line.words, "nl") for line in lines]


def lower(said: str) -> str:
    return said[:1].lower() + said[1:]


def test_the_summary_gives_reason_and_remedy_for_what_fails_and_what_settles_the_unclear() -> None:
    for answers in all_answers(dict.fromkeys(TASK_MET_BY, ("yes", "no", "unsure"))):
        lines = shown(TASK_FLOW, assess(TASK, given(answers)), answers)
        for key, answer in answers.items():
            condition, verdict = TASK.condition(key), task_verdict(key, answer)
            rule = dutch(condition.rule)
            about = [line for line in lines if rule in line]
            if verdict == "not_met":
                (line,) = about
                assert line.startswith("❌")
                assert dutch(condition.because or "") in line
                assert f"Wat helpt: {lower(dutch(condition.remedy))}" in line
            elif verdict == "unclear":
                (line,) = about
                assert line == f"❓ {rule} {dutch(condition.if_unsure)}"
            else:
                assert not about


def test_the_card_gives_the_policy_in_full_with_the_remedy_or_what_would_settle_it() -> None:
    for answers in all_answers({key: tuple(states) for key, states in CANDIDATE_TABLE.items()}):
        verdicts = {key: CANDIDATE_TABLE[key][state] for key, state in answers.items()}
        lines = shown(check_candidate, assess(CANDIDATE, given(answers)), answers)
        deciding = [key for key, verdict in verdicts.items() if verdict == by_counting(verdicts)]
        if by_counting(verdicts) == "met":
            assert lines == ["**Advies: voldoet**", "Alle 7 voorwaarden."]
            continue
        assert (
            lines[0]
            == {
                "not_met": "**Advies: voldoet niet**",
                "unclear": "**Advies: bespreken**",
            }[by_counting(verdicts)]
        )
        still_open = [key for key in deciding if not answers[key]]
        told = lines[1:]
        if len(still_open) > 3 and by_counting(verdicts) == "unclear":
            named, told = told[: len(still_open) + 1], told[len(still_open) + 1 :]
            assert named[0] == f"Nog te bepalen: {len(still_open)} van 7"
            assert named[1:] == [
                f"❓ {dutch(CANDIDATE.condition(key).short)}" for key in still_open
            ]
            deciding = [key for key in deciding if answers[key]]
        for key, line in zip(deciding, told, strict=True):
            condition = CANDIDATE.condition(key)
            assert f"De kandidaat {CANDIDATE_POLICY[key][0]}." in line
            if verdicts[key] == "not_met":
                assert f"Wat helpt: {lower(dutch(condition.remedy))}" in line
            else:
                assert line.startswith("🕐" if answers[key] else "❓")
                assert line.endswith(dutch(condition.if_unsure))


def test_advice_carries_the_version_of_its_rules() -> None:
    assert assess(TASK, {}).rules_version == TASK.version
    assert assess(CANDIDATE, {}).rules_version == CANDIDATE.version


FINGERPRINTS = {
    "task-2023.1": "4aa53ce8281b3c73",
    "candidate-2023.1": "b90ffd21f8bd2f18",
}
"""What was ever in force. Never change a line: add one under a new version."""


def fingerprint(rules: Rules) -> str:
    """A digest of all that people read or that decides: in Dutch, as they read it."""
    content = [
        {
            "key": c.key,
            "said": [
                dutch(said)
                for said in (
                    c.ask,
                    c.short,
                    c.rule,
                    c.remedy,
                    c.if_unsure,
                    c.because,
                    c.example,
                    c.help,
                )
                if said
            ],
            "options": [[o.key, dutch(o.label)] for o in c.options],
            "outcomes": sorted((answer, outcome.value) for answer, outcome in c.outcomes.items()),
            "quotes": [[q.words, q.source.title, q.source.address] for q in c.quotes],
        }
        for c in rules.conditions
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


@pytest.mark.parametrize("rules", [TASK, CANDIDATE], ids=lambda rules: rules.version)
def test_rules_that_change_get_a_new_version(rules: Rules) -> None:
    assert FINGERPRINTS.get(rules.version) == fingerprint(rules), (
        f"The words or the outcomes of {rules.version} changed. Give the rules a new version, "
        f"and add it to FINGERPRINTS with {fingerprint(rules)!r}."
    )
