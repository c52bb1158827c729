"""A saved check, opened again: the advice, what the coach decided beside it, its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, Style, message, rows
from bot.records import Check
from bot.staff import Because, Override
from bot.views.card import headed, verdict
from bot.views.checks import ADVICE
from bot.views.states import states
from bot.views.summary import rules
from conversations.flow import Flow
from conversations.text import N_, Text, text
from conversations.verdict import Advice, Outcome

ALL = Button(text(N_("All checks")), data(Verb.CHECKS))
REASON: Mapping[Because, str] = {
    Because.AGREED: N_("Agreed with the employer"),
    Because.NEWS: N_("New information"),
    Because.MISTAKE: N_("Mistake in an answer"),
    Because.OTHER: N_("Something else, with a note"),
}
WORDS = {
    Outcome.MET: N_("**With the change: meets the conditions**"),
    Outcome.NOT_MET: N_("**With the change: does not meet the conditions**"),
    Outcome.UNCLEAR: N_("**With the change: discuss**"),
}
EARLIER_AT_MOST = 5
"""Older versions that have a button."""


@dataclass(frozen=True)
class Saved:
    """A saved check with all that belongs to it."""

    check: Check
    day: date
    flow: Flow
    answers: Mapping[str, str]
    advice: Advice
    """As it was computed; nothing that a coach decides changes it."""
    overrides: Mapping[str, Override]
    """By condition: what the coach decided last."""
    others: Sequence[tuple[Check, date]] = ()
    """The other versions, newest first."""

    @property
    def standing(self) -> Mapping[str, Override]:
        """What the coach decided and is not what was computed, in the order of the rules."""
        return {
            key: self.overrides[key]
            for key, computed in self.advice.verdicts.items()
            if key in self.overrides and self.overrides[key].outcome is not computed
        }

    def outcome(self, condition: str) -> Outcome:
        """Return what counts for a condition: the coach's decision, or else what was computed."""
        decided = self.standing.get(condition)
        return decided.outcome if decided else self.advice.verdicts[condition]


def opened(saved: Saved) -> Message:
    """Return a saved check with the state of every line, and what can be done with it."""
    check = saved.check
    return message(
        headed(check.code, check.version if saved.others else None, saved.day),
        *([] if check.newest else [text(N_("There is a newer version."))]),
        *verdict(saved.flow, saved.answers, saved.advice, listed=True),
        GAP,
        *_beside(saved),
        *states(saved.flow, saved.answers),
        GAP,
        rules(saved.advice),
        keyboard=rows(
            *(_actions(check) if check.newest else ()),
            *(_version(*other) for other in saved.others[:EARLIER_AT_MOST]),
            (Button(text(N_("Copy the code")), copy=check.code), ALL),
        ),
    )


def _beside(saved: Saved) -> Iterator[Line]:
    """Yield what the coach decided, beside the advice and never instead of it."""
    if not saved.standing:
        return
    counting = {key: saved.outcome(key) for key in saved.advice.verdicts}
    yield Line(text(WORDS[replace(saved.advice, verdicts=counting).overall]))
    for key, override in saved.standing.items():
        short = text(saved.flow.by_key[key].short)
        yield Line(
            text(
                N_("{short}: {advice}. Reason: {reason:lower}."),
                advice=text(ADVICE[override.outcome]),
                short=short,
                reason=text(REASON[override.reason]),
            )
        )
        if override.note:
            yield Line(text(N_("Note: {note}"), note=override.note), Look.QUOTE)
    yield GAP


def _actions(check: Check) -> Iterator[Button | tuple[Button, ...]]:
    yield (
        Button(text(N_("Check again")), data(Verb.CHECK_AGAIN, check.id)),
        Button(text(N_("Change advice")), data(Verb.OVERRIDE, check.id)),
    )
    yield Button(text(N_("Delete")), data(Verb.CHECK_DELETE, check.id))


def _version(other: Check, day: date) -> Button:
    return Button(
        text(N_("Version {version} · {day}"), version=other.version, day=day),
        data(Verb.CHECK, other.id),
    )


def deleting(check: Check) -> Message:
    """Ask once more before a check is deleted."""
    return message(
        text(N_("Do you want to delete **{code}**?"), code=check.code),
        text(N_("All answers and advice go, of earlier versions too.")),
        text(N_("Only the code stays, and that it was deleted.")),
        keyboard=rows(
            Button(text(N_("Yes, delete")), data(Verb.CHECK_GONE, check.id), style=Style.DECLINE),
            Button(text(N_("No, leave it")), data(Verb.CHECK, check.id)),
        ),
    )


def deleted(code: str, day: date | None = None) -> Message:
    """Return what is left of a check that was deleted; the day, unless that was just now."""
    just_now = text(N_("Check **{code}** is deleted."), code=code)
    return message(
        text(N_("**{code}** was deleted on {day}."), code=code, day=day) if day else just_now,
        keyboard=rows(ALL, Button(text(N_("New check")), data(Verb.MENU, 0, "check"))),
    )


def short_of(saved: Saved, condition: str) -> Text:
    """Return the name of a condition as the card has it."""
    return text(saved.flow.by_key[condition].short)
