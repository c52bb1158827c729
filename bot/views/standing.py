"""Where a proposal stands, as coordinators say it among themselves, and who brought it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.office.reviewing import Actor
from bot.records import Proposal, ProposalStatus
from bot.views.tasks import STATUS as TOLD
from conversations.text import N_, Param, Text, text

STATUS: Mapping[ProposalStatus, str] = {
    **TOLD,
    ProposalStatus.NEW: N_("to be reviewed"),
    ProposalStatus.ASKED: N_("question asked"),
    ProposalStatus.RECHECKED: N_("asked again"),
}
"""Where a proposal stands, as coordinators say it among themselves."""


@dataclass(frozen=True)
class Moved:
    """Who brought a proposal where it stands, and on which day."""

    actor: Actor
    myself: bool
    day: date


def moved(by: Moved) -> Text:
    """Say who did it, and when."""
    match by.actor:
        case Actor.PROPOSER:
            return text(N_("The proposer did this on {day}."), day=by.day)
        case Actor.BOT:
            return text(N_("The bot did this on {day}, because it was time."), day=by.day)
        case _ if by.myself:
            return text(N_("You did this on {day}."), day=by.day)
        case _:
            return text(N_("A colleague did this on {day}."), day=by.day)


def meanwhile(proposal: Proposal, by: Moved | None) -> Text:
    """Say that a proposal is no longer as it was on the screen, and by whom."""
    now: dict[str, Param] = {
        "reference": proposal.reference,
        "status": text(STATUS[proposal.status]),
    }
    if by is None or by.actor is Actor.BOT:
        return text(N_("This has changed meanwhile. **{reference}** is now: {status}."), **now)
    if by.actor is Actor.PROPOSER:
        return text(N_("The proposer was first. **{reference}** is now: {status}."), **now)
    if by.myself:
        return text(N_("You did something else already. **{reference}** is now: {status}."), **now)
    return text(N_("A colleague was first. **{reference}** is now: {status}."), **now)
