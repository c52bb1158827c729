"""What a proposer reads of a decision, and what a coordinator chooses from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.message import GAP, Line, Message, message, rows
from bot.views.menu import MY_TASKS, Office, human
from conversations.flow import Flow
from conversations.text import N_, Text, Verbatim, text
from conversations.verdict import Advice, Outcome

READ = N_("We read your proposal **{reference}**: {title}")
FINISHED = N_("Your task **{reference}** is finished: {title}")
TOGETHER = text(N_("We looked at it together with another proposal."))

FAILS: Mapping[str, str] = {
    "liveability": N_("The neighbourhood gets no nicer"),
    "not_done_now": N_("Somebody does it already"),
    "unfunded": N_("There is money already"),
    "displaces_no_work": N_("Takes work away"),
    "suitable": N_("Not suitable"),
}
"""By condition: what a coordinator chooses when the task does not meet it."""

REASONS: Mapping[str, tuple[Text, Text]] = {
    "done": (
        text(N_("We know: it is done already")),
        text(N_("We know that somebody does this work already.")),
    ),
    "no_guidance": (
        text(N_("No guidance possible")),
        text(N_("Nobody can give guidance at this task.")),
    ),
    "elsewhere": (
        text(N_("Not in the municipality")),
        text(N_("The task is not in our municipality.")),
    ),
    "double": (text(N_("Double")), text(N_("Somebody proposed the same task already."))),
    "other": (text(N_("Something else")), text(N_("The task does not fit the Basisbaan."))),
}
"""By key: what the coordinator chooses, and what the proposer reads."""


def reasons(flow: Flow) -> Mapping[str, tuple[Text, Text]]:
    """Return every reason to decline, the conditions first, by the key that buttons carry."""
    conditions = {_of(c.key): (text(FAILS[c.key]), text(c.rule)) for c in flow.rules.conditions}
    return {**conditions, **REASONS}


def fitting(flow: Flow, advice: Advice) -> Iterator[tuple[Text, str]]:
    """Yield the reasons to choose from, with their keys: first what the advice found.

    What is met by the proposer's own answers is left out.
    """
    doubted = advice.having(Outcome.NOT_MET) + advice.having(Outcome.UNCLEAR)
    all_ = reasons(flow)
    for key in (*map(_of, doubted), *REASONS):
        yield all_[key][0], key


def _of(condition: str) -> str:
    return f"not_{condition}"


def approved(reference: str, title: str, *, together: bool = False) -> Message:
    """Tell a proposer that the task is approved, and what happens next.

    `together`: it was joined with another one, whose proposer is in touch about the work.
    """
    contact = [] if together else [text(N_("We contact you before somebody begins."))]
    return message(
        text(N_("Good news about **{reference}**: {title}"), reference=reference, title=title),
        *_together(together),
        text(N_("Your task is approved.")),
        GAP,
        text(N_("Now we look for someone who can do it. That may take a while.")),
        *contact,
        keyboard=rows(MY_TASKS),
    )


def _together(together: bool) -> list[Text]:
    """Say that the decision was made on another proposal that this one was joined with."""
    return [TOGETHER] if together else []


def declined(
    office: Office, reference: str, title: str, why: Text, note: str, *, together: bool = False
) -> Message:
    """Tell a proposer that the task is declined, why, and where to turn."""
    lines = [Line(Verbatim(note))] if note else []
    return message(
        text(
            N_("We read your proposal **{reference}**: {title}"), reference=reference, title=title
        ),
        *_together(together),
        text(N_("Sadly we cannot take up this task.")),
        GAP,
        text(N_("The reason: {why:lower}"), why=why),
        *lines,
        GAP,
        text(N_("You can always propose another task.")),
        human(office),
        keyboard=rows(MY_TASKS),
    )


def merged(reference: str, title: str) -> Message:
    """Tell a proposer that the task was joined with another one."""
    return message(
        text(
            N_("We read your proposal **{reference}**: {title}"), reference=reference, title=title
        ),
        text(N_("Somebody proposed nearly the same. We look at both together.")),
        text(N_("You need not do anything.")),
        keyboard=rows(MY_TASKS),
    )


def joined_by(reference: str, title: str) -> Message:
    """Tell the other proposer that somebody proposed nearly the same."""
    return message(
        text(N_("About your proposal **{reference}**: {title}"), reference=reference, title=title),
        text(N_("Somebody else proposed nearly the same. We look at both together.")),
        text(N_("You need not do anything.")),
        keyboard=rows(MY_TASKS),
    )


def asks(reference: str, title: str, note: str) -> tuple[Line, ...]:
    """Return the lines above a question that a coordinator asks back."""
    head = text(
        N_("A member of staff has a question about **{reference}**: {title}"),
        reference=reference,
        title=title,
    )
    words = (Line(text(N_("“{words}”"), words=note)),) if note else ()
    return (Line(head), *words, GAP)


def alone_again(reference: str, title: str) -> Message:
    """Tell a proposer that what the task was joined with is withdrawn."""
    return message(
        text(N_("About your proposal **{reference}**: {title}"), reference=reference, title=title),
        text(N_("The other proposal is withdrawn. We look at yours by itself now.")),
        text(N_("You need not do anything.")),
        keyboard=rows(MY_TASKS),
    )


def closed(reference: str, title: str, *, together: bool = False) -> Message:
    """Tell a proposer that an approved task has come to its end."""
    return message(
        text(FINISHED, reference=reference, title=title),
        *_together(together),
        text(N_("Thank you for proposing it.")),
        keyboard=rows(MY_TASKS),
    )
