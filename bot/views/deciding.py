"""A decision step by step: the choice, the words, the exact message, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, Style, message, rows
from bot.office.reviewing import Action
from bot.records import Proposal
from bot.views.tasks import STATUS
from conversations.text import N_, Text, text


def choose(
    question: Text, options: Sequence[tuple[Text, str]], proposal: Proposal, verb: Verb, *more: str
) -> Message:
    """Ask a coordinator to choose one of these, each a button with its word."""
    version = str(proposal.version)
    return message(
        Line(question, Look.BOLD),
        keyboard=rows(
            *(
                Button(label, data(verb, proposal.id, *more, version, word))
                for label, word in options
            ),
            _back(proposal),
        ),
    )


def _back(proposal: Proposal) -> Button:
    return Button(text(N_("Back")), data(Verb.REVIEW, proposal.id))


def write(proposal: Proposal, asked: Text, go_on: Button | None) -> Message:
    """Ask a coordinator to type something, which may also be left out."""
    return message(Line(asked, Look.BOLD), keyboard=rows(go_on, _back(proposal)))


def preview(proposal: Proposal, said: Message, action: Action) -> Message:
    """Show the exact message that the proposer will get, before it counts."""
    return message(
        Line(text(N_("The proposer gets this message:")), Look.BOLD),
        GAP,
        *said.lines,
        keyboard=rows(
            Button(
                text(N_("Send it")),
                data(Verb.CONFIRM, proposal.id, action.value, str(proposal.version)),
                style=Style.SEND,
            ),
            _back(proposal),
        ),
    )


def decided(proposal: Proposal) -> Message:
    """Confirm a decision, and offer to take it back while its message waits."""
    return message(
        text(
            N_("**{reference}**: {status}."),
            reference=proposal.reference,
            status=text(STATUS[proposal.status]),
        ),
        text(N_("The message goes out in a minute. Until then you can undo it.")),
        keyboard=rows(
            Button(text(N_("Undo")), data(Verb.UNDO, proposal.id, str(proposal.version))),
            Button(text(N_("To the queue")), data(Verb.QUEUE, 0, "new")),
        ),
    )


def overtaken(proposal: Proposal) -> Message:
    """Tell a coordinator that somebody else was first, and what they did."""
    return message(
        text(
            N_("A colleague was first. **{reference}** is now: {status}."),
            reference=proposal.reference,
            status=text(STATUS[proposal.status]),
        ),
        text(N_("Nothing of yours was changed.")),
        keyboard=rows(
            Button(text(N_("Open")), data(Verb.REVIEW, proposal.id)),
            Button(text(N_("To the queue")), data(Verb.QUEUE)),
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
            Button(text(N_("Open")), data(Verb.REVIEW, proposal.id)),
            Button(text(N_("To the queue")), data(Verb.QUEUE)),
        ),
    )


def too_late(proposal: Proposal) -> Message:
    """Tell a coordinator that a decision can no longer be taken back."""
    return message(
        text(N_("The message has gone out. It can no longer be undone.")),
        keyboard=rows(_back(proposal)),
    )
