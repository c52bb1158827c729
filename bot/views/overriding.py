"""A coach decides otherwise on one condition: which one, what it becomes, and why."""

from __future__ import annotations

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, message, rows
from bot.views.asking import BACK
from bot.views.checks import ADVICE
from bot.views.saved import REASON, Saved, short_of
from conversations.text import N_, text
from conversations.verdict import Outcome

NOTE_AT_MOST = 300
"""Characters of a note."""

COMPUTED = N_("The computed advice stays beside it.")


def which(saved: Saved) -> Message:
    """Ask which condition it is about."""
    conditions = (
        Button(
            text(
                N_("{short}: {advice}"),
                short=short_of(saved, key),
                advice=text(ADVICE[saved.outcome(key)]),
            ),
            data(Verb.OVERRIDE, saved.check.id, key),
        )
        for key in saved.advice.verdicts
    )
    return message(
        Line(text(N_("Which condition do you judge otherwise?")), Look.BOLD),
        text(COMPUTED),
        keyboard=rows(*conditions, Button(BACK, data(Verb.CHECK, saved.check.id))),
    )


def becomes(saved: Saved, condition: str) -> Message:
    """Ask what it becomes."""
    now = saved.outcome(condition)
    outcomes = (
        Button(
            text(ADVICE[outcome]),
            data(Verb.OVERRIDE, saved.check.id, condition, outcome.value),
        )
        for outcome in Outcome
        if outcome is not now
    )
    return message(
        Line(text(saved.flow.by_key[condition].short), Look.BOLD),
        text(N_("Computed: {advice}."), advice=text(ADVICE[saved.advice.verdicts[condition]])),
        text(N_("What is it according to you?")),
        keyboard=rows(*outcomes, Button(BACK, data(Verb.OVERRIDE, saved.check.id))),
    )


def why(saved: Saved, condition: str, outcome: Outcome) -> Message:
    """Ask for the reason."""
    reasons = (
        Button(
            text(REASON[reason]),
            data(Verb.OVERRIDE, saved.check.id, condition, outcome.value, reason.value),
        )
        for reason in REASON
    )
    return message(
        _chosen(saved, condition, outcome),
        text(N_("Why?")),
        keyboard=rows(*reasons, Button(BACK, data(Verb.OVERRIDE, saved.check.id, condition))),
    )


def note(saved: Saved, condition: str, outcome: Outcome) -> Message:
    """Ask for the note that goes with "something else"."""
    return message(
        _chosen(saved, condition, outcome),
        text(N_("Type in a few words why.")),
        text(N_("Give no name, no birth date and no BSN.")),
        keyboard=rows(
            Button(BACK, data(Verb.OVERRIDE, saved.check.id, condition, outcome.value)),
            Button(text(N_("Do not change")), data(Verb.CHECK, saved.check.id)),
        ),
    )


def _chosen(saved: Saved, condition: str, outcome: Outcome) -> Line:
    return Line(
        text(
            N_("**{short}**: {advice}"),
            short=short_of(saved, condition),
            advice=text(ADVICE[outcome]),
        )
    )


def too_long() -> Message:
    """Ask for a shorter note."""
    return message(
        text(N_("Your note is too long. Use at most {n} characters."), n=NOTE_AT_MOST),
    )


def names_someone() -> Message:
    """Ask for the note without what points to a person."""
    return message(
        text(N_("This looks like a name or a birth date. I may not keep that here.")),
        text(N_("Your message is gone. Write it once more, without it.")),
    )
