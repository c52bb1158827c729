"""Asking the proposer of an approved task whether it still holds."""

from __future__ import annotations

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, Style, message, rows
from bot.records import Proposal
from conversations.flow import Flow
from conversations.text import N_, text


def ask(proposal: Proposal, title: str) -> Message:
    """Ask whether a task is still undone, unpaid and taking nobody's work."""
    return message(
        text(
            N_("Some time ago we approved your task **{reference}**: {title}"),
            reference=proposal.reference,
            title=title,
        ),
        GAP,
        Line(text(N_("Is this still so?")), Look.BOLD),
        text(N_("- Nobody does this work now.")),
        text(N_("- There is no money for it.")),
        text(N_("- It takes away nobody's work.")),
        keyboard=rows(
            Button(
                text(N_("Yes, it is still so")), data(Verb.STILL, proposal.id), style=Style.SEND
            ),
            Button(text(N_("No, something has changed")), data(Verb.CHANGED, proposal.id)),
            Button(text(N_("Withdraw my task")), data(Verb.WITHDRAW, proposal.id)),
        ),
    )


def which(proposal: Proposal, flow: Flow) -> Message:
    """Ask what is different now."""
    return message(
        text(N_("What is different now?")),
        keyboard=rows(
            *(
                Button(text(condition.short), data(Verb.CHANGED, proposal.id, condition.key))
                for condition in flow.rules.conditions
            )
        ),
    )


def thanks() -> Message:
    """Thank a proposer whose task still holds."""
    return message(text(N_("Thank you. Your task stays on our list.")))
