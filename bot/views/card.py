"""The coach's card: seven lines with their state, the verdict live above them, one message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, Style, message, rows
from bot.records import Check
from bot.views.asking import STOP
from bot.views.states import LESS, OPEN, mark_of, policies
from conversations.flow import Flow, Question
from conversations.text import N_, Text, text
from conversations.verdict import Advice, Condition, Outcome

TITLE = N_("Check a candidate")
WORDS = {
    Outcome.MET: N_("**Advice: meets the conditions**"),
    Outcome.NOT_MET: N_("**Advice: does not meet the conditions**"),
    Outcome.UNCLEAR: N_("**Advice: discuss**"),
}
IN_FULL = 2
"""Conditions that decide, of which the card shows the policy text. More would push its buttons
off a phone's screen; then the texts are under the explanation."""

EXPLAINED = 3
"""Open conditions of a saved check that are told in full; of more only the names."""


def card(
    conversation: int,
    flow: Flow,
    answers: Mapping[str, str],
    advice: Advice,
    *,
    explained: bool = False,
    again: str | None = None,
) -> Message:
    """Return the card as it stands: the verdict, and a button for each line.

    `again` is the code of the check that is done once more.
    """
    lines = [*_headline(flow, answers, advice, again)]
    if explained:
        lines += [GAP, *policies(flow, answers)]
    return message(
        *lines,
        keyboard=rows(
            *(
                _line(conversation, question, answers.get(question.key))
                for question in flow.questions
            ),
            Button(text(N_("All are met")), data(Verb.FILL, conversation)),
            (
                Button(text(N_("Explanation")), data(Verb.CARD_HELP, conversation)),
                Button(text(N_("Save")), data(Verb.SAVE, conversation), style=Style.SEND),
                Button(STOP, data(Verb.CARD_STOP, conversation)),
            ),
        ),
    )


def _headline(
    flow: Flow, answers: Mapping[str, str], advice: Advice, again: str | None
) -> Iterator[Line]:
    yield Line(text(TITLE), Look.BOLD)
    if again:
        yield Line(
            text(N_("Check **{code}** once more. Change what is different now."), code=again)
        )
    still_open = sum(question.key not in answers for question in flow.questions)
    if still_open:
        yield Line(text(N_("Still to decide: {n} of {all}"), n=still_open, all=len(flow.questions)))
    if len(answers) == len(flow.questions) or advice.overall is Outcome.NOT_MET:
        failing = advice.having(Outcome.NOT_MET)
        in_short = len(failing) > IN_FULL
        yield from _in_short(flow, failing) if in_short else verdict(flow, answers, advice)
    if not answers:
        yield Line(text(N_("Give no name, no BSN, no reason.")))


def verdict(
    flow: Flow, answers: Mapping[str, str], advice: Advice, *, listed: bool = False
) -> Iterator[Line]:
    """Yield the advice, with the conditions that decide it in full.

    `listed`: the state of every condition is told below, so none is only named here.
    """
    yield Line(text(WORDS[advice.overall]))
    if advice.overall is Outcome.MET:
        yield Line(text(N_("All {n} conditions."), n=len(advice.verdicts)))
        return
    deciding = advice.having(advice.overall)
    still_open = [key for key in deciding if key not in answers]
    in_full = len(still_open) <= EXPLAINED
    if not in_full:
        yield from _open(flow, still_open, named=not listed)
    for key in (key for key in deciding if in_full or key in answers):
        condition = flow.rules.condition(key)
        yield Line(_deciding(condition, answers.get(key), advice.overall))


def _open(flow: Flow, keys: Sequence[str], *, named: bool) -> Iterator[Line]:
    """Yield the names of what is still to decide: who filled in little wants no long texts."""
    yield Line(text(N_("Still to decide: {n} of {all}"), n=len(keys), all=len(flow.questions)))
    for key in keys if named else ():
        short = text(flow.rules.condition(key).short)
        yield Line(text(N_("{mark} {label}"), mark=OPEN, label=short))


def _in_short(flow: Flow, failing: Sequence[str]) -> Iterator[Line]:
    """Yield the advice so that the buttons under it stay in sight: what fails, and what helps."""
    yield Line(text(WORDS[Outcome.NOT_MET]))
    for key in failing:
        condition = flow.rules.condition(key)
        short, remedy = text(condition.short), text(condition.remedy)
        yield Line(text(N_("❌ {short}: {remedy:lower}"), short=short, remedy=remedy))


def _deciding(condition: Condition, answer: str | None, outcome: Outcome) -> Text:
    rule = text(condition.rule, policy=condition.policy)
    if outcome is Outcome.NOT_MET:
        return text(
            N_("❌ {rule} What helps: {remedy:lower}"), rule=rule, remedy=text(condition.remedy)
        )
    mark = LESS if answer else OPEN
    return text(
        N_("{mark} {rule} {unsure}"), mark=mark, rule=rule, unsure=text(condition.if_unsure)
    )


def _line(conversation: int, question: Question, answer: str | None) -> Button:
    option = question.option(answer or "")
    label = text(option.label if option else question.short)
    return Button(
        text(N_("{mark} {label}"), mark=mark_of(question, answer), label=label),
        data(Verb.STEP, conversation, question.key),
    )


def headed(code: str, version: int | None, day: date) -> Text:
    """Return the first line of a saved check; its version where there are several."""
    if version is None:
        return text(N_("**{code}** · {day}"), code=code, day=day)
    return text(N_("**{code}** · version {version} · {day}"), code=code, version=version, day=day)


def result(
    flow: Flow, answers: Mapping[str, str], advice: Advice, saved: Check, day: date
) -> Message:
    """Return a check that was just saved: its code, the advice, and that a person decides."""
    return message(
        headed(saved.code, saved.version if saved.version > 1 else None, day),
        *verdict(flow, answers, advice),
        GAP,
        text(N_("This is advice. You decide.")),
        text(N_("Write the code in your own system.")),
        keyboard=rows(
            (
                Button(text(N_("Copy the code")), copy=saved.code),
                Button(text(N_("New check")), data(Verb.MENU, 0, "check")),
            ),
            Button(text(N_("Open")), data(Verb.CHECK, saved.id)),
        ),
    )


def stopped(again: str | None = None) -> Message:
    """Return what a card becomes that was not saved."""
    unchanged = text(N_("The check {code} stays as it was."), code=again or "")
    return message(
        text(N_("Stopped. Nothing was saved.")),
        *([unchanged] if again else []),
        keyboard=rows(
            Button(text(N_("New check")), data(Verb.MENU, 0, "check")),
            Button(text(N_("All checks")), data(Verb.CHECKS)) if again else None,
        ),
    )
