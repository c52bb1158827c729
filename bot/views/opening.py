"""The button that opens a proposal. It names it: several may stand under each other."""

from __future__ import annotations

from bot.buttons import Verb, data
from bot.message import Button
from bot.records import Proposal
from conversations.text import N_, text


def opening(proposal: Proposal) -> Button:
    """Return the button with which a coordinator opens this proposal."""
    label = text(N_("Open {reference}"), reference=proposal.reference)
    return Button(label, data(Verb.REVIEW, proposal.id))
