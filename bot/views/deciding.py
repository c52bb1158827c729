"""A decision step by step: the choice, the words, the exact message, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, Style, message, rows
from bot.office.plan import Plan
from bot.records import Proposal
from bot.views.asking import in_rows
from bot.views.opening import open_here
from bot.views.queue import NEXT, NEXT_BESIDE
from bot.views.standing import STATUS, Moved, meanwhile
from conversations.text import N_, Text, text

BOLD = Look.BOLD
BACK = N_("Back")


def choose(
    proposal: Proposal,
    title: str,
    asked: Sequence[Text],
    options: Sequence[tuple[Text, str]],
    verb: Verb,
    across: int = 1,
) -> Message:
    """Ask a coordinator to choose one of these, each a button with its word."""
    version = str(proposal.version)
    buttons = (Button(label, data(verb, proposal.id, version, word)) for label, word in options)
    return message(
        *_asking(proposal, title, asked),
        keyboard=rows(*in_rows(buttons, across), _back(proposal)),
    )


def _asking(proposal: Proposal, title: str, asked: Sequence[Text]) -> Iterator[Line]:
    """Yield which proposal it is about, and what is asked."""
    question, *more = asked
    yield Line(text(N_("**{reference}**: {title}"), reference=proposal.reference, title=title))
    yield Line(question, BOLD)
    yield from (Line(said) for said in more)


def _back(proposal: Proposal) -> Button:
    return Button(text(BACK), data(Verb.REVIEW, proposal.id))


def write(
    proposal: Proposal, title: str, asked: Text, go_on: Button | None, begun: str = ""
) -> Message:
    """Ask a coordinator to type something, which may also be left out.

    `begun`: the action that this is the second step of; back is its first step then.
    """
    words = [begun, str(proposal.version)]
    first = Button(text(BACK), data(Verb.DECIDE, proposal.id, *words))
    back = first if begun else _back(proposal)
    return message(*_asking(proposal, title, [asked]), keyboard=rows(go_on, back))


def preview(
    proposal: Proposal,
    said: Message,
    plan: Plan,
    to_other: Message | None = None,
    to_joined: Sequence[Message] = (),
    *,
    unreachable: bool,
) -> Message:
    """Show the exact message that the proposer will get, and others', before it counts."""
    gone = (
        text(N_("⚠️ The proposer's data are erased. This message goes to nobody."))
        if proposal.orphaned
        else text(N_("⚠️ The proposer has blocked the bot. This message will not arrive."))
    )
    return message(
        Line(text(N_("The proposer gets this message:")), BOLD),
        GAP,
        *said.lines,
        *_to_others(to_other, to_joined),
        *([GAP, Line(gone)] if unreachable else []),
        keyboard=rows(
            Button(
                text(N_("Send it")),
                data(
                    Verb.CONFIRM, proposal.id, plan.action.value, str(proposal.version), plan.mark
                ),
                style=Style.SEND,
            ),
            _back(proposal),
        ),
    )


def _to_others(to_other: Message | None, to_joined: Sequence[Message]) -> Iterator[Line]:
    """Yield what proposers of other proposals get; of several that are alike the first."""
    if to_other:
        yield from (GAP, Line(text(N_("The proposer of the other one gets this message:")), BOLD))
        yield from (GAP, *to_other.lines)
    if to_joined:
        yield from (GAP, Line(text(N_("Who proposed what was joined with it gets this:")), BOLD))
        yield from (GAP, *to_joined[0].lines)
    if len(to_joined) > 1:
        more = len(to_joined) - 1
        yield from (GAP, Line(text(N_("And {n} more, each about their own."), n=more)))


def decided(proposal: Proposal, goes_at: str) -> Message:
    """Confirm a decision, and offer to take it back until its message goes, at this time."""
    return message(
        text(
            N_("**{reference}**: {status}."),
            reference=proposal.reference,
            status=text(STATUS[proposal.status]),
        ),
        text(N_("The message goes out at {time}. Until then you can undo it."), time=goes_at),
        keyboard=rows(
            Button(text(N_("Undo")), data(Verb.UNDO, proposal.id, str(proposal.version))),
            NEXT_BESIDE,
        ),
    )


def overtaken(proposal: Proposal, by: Moved | None = None) -> Message:
    """Tell a coordinator that somebody else was first, and what they did."""
    return message(
        meanwhile(proposal, by),
        text(N_("Nothing of yours was changed.")),
        keyboard=rows(
            open_here(proposal),
            NEXT,
        ),
    )


def lapsed(proposal: Proposal) -> Message:
    """Tell a coordinator that something else was begun meanwhile, so that this no longer counts."""
    return message(
        text(N_("This choice no longer counts: you began something else meanwhile.")),
        text(N_("Nothing was changed. Open **{reference}** again."), reference=proposal.reference),
        keyboard=rows(
            open_here(proposal),
            NEXT,
        ),
    )


def restored(proposal: Proposal) -> Message:
    """Confirm that a decision was taken back, its message with it."""
    return message(
        text(
            N_("Undone. **{reference}** is: {status}."),
            reference=proposal.reference,
            status=text(STATUS[proposal.status]),
        ),
        text(N_("The proposer gets no message.")),
        keyboard=rows(
            open_here(proposal),
            NEXT,
        ),
    )


def too_late(proposal: Proposal) -> Message:
    """Tell a coordinator that a decision can no longer be taken back."""
    return message(
        text(N_("The message has gone out. It can no longer be undone.")),
        keyboard=rows(_back(proposal)),
    )
