"""The button that opens a proposal. It names it: several may stand under each other."""

from __future__ import annotations

from bot.buttons import Verb, data
from bot.message import Button
from bot.records import Proposal
from conversations.text import N_, Text, text

BESIDE = "beside"
"""The word of a button that opens a proposal in a new message, so that its own stays."""


def opening(proposal: Proposal) -> Button:
    """Return the button with which a coordinator opens this proposal beside what told of it."""
    return Button(_named(proposal), data(Verb.REVIEW, proposal.id, BESIDE))


def open_here(proposal: Proposal) -> Button:
    """Return the button with which the message that it stands under becomes the card again."""
    return Button(_named(proposal), data(Verb.REVIEW, proposal.id))


def _named(proposal: Proposal) -> Text:
    return text(N_("Open {reference}"), reference=proposal.reference)
