"""Someone wants to speak with a human being: what they hear, and what coordinators hear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.message import Line, Look, Message, message, rows
from bot.records import Proposal
from bot.views.menu import Office, reach
from bot.views.opening import opening
from bot.views.tasks import STATUS
from conversations.reaching import national
from conversations.text import N_, Text, text


@dataclass(frozen=True)
class Caller:
    """Who wants to speak with someone, as far as is known."""

    begun: str | None
    """What the open proposal is about; nothing, if that was not said yet. None: there is none."""
    proposals: Sequence[tuple[Proposal, str]]
    """The newest ones that were sent, each with its title."""
    reached_at: str | None
    """The phone number or the mail address that was given."""


def told(office: Office, caller: Caller) -> Message:
    """Say what happens now, and how to speak with someone at once."""
    lines = [text(N_("All right. I tell my colleagues that you want to speak with someone."))]
    if caller.reached_at:
        lines.append(text(N_("They reach you at {reach}."), reach=national(caller.reached_at)))
    else:
        lines.append(text(N_("Do you want us to call you? Then type your phone number.")))
    return message(*lines, _at_once(office))


def known_already(office: Office) -> Message:
    """Say that it is known: nobody is told twice on one day."""
    return message(
        text(N_("My colleagues know that you want to speak with someone.")), _at_once(office)
    )


def called_at(office: Office, number: str) -> Message:
    """Thank for a number, and say what happens with it."""
    return message(
        text(N_("Thank you. A member of staff calls {number}."), number=national(number)),
        _at_once(office),
    )


def _at_once(office: Office) -> Text:
    return text(N_("Do you not want to wait? {reach}"), reach=reach(office))


def notice(caller: Caller) -> Message:
    """Return what a coordinator hears: who it is as far as is known, and how to reach them."""
    lines = [Line(text(N_("Someone wants to speak with a member of staff")), Look.BOLD)]
    for proposal, name in caller.proposals:
        lines.append(
            Line(
                text(
                    N_("**{reference}** ({status}): {title}"),
                    reference=proposal.reference,
                    status=text(STATUS[proposal.status]),
                    title=name,
                )
            )
        )
    lines += [Line(words) for words in _also(caller)]
    return message(
        *lines,
        keyboard=rows(*(opening(proposal) for proposal, _ in caller.proposals))
        if caller.proposals
        else None,
    )


def _also(caller: Caller) -> list[Text]:
    lines = []
    if caller.begun:
        lines.append(text(N_("Is busy with a proposal: {begun}"), begun=caller.begun))
    elif caller.begun is not None:
        lines.append(text(N_("Is at the start of a proposal.")))
    elif not caller.proposals:
        lines.append(text(N_("Has not proposed anything yet.")))
    if caller.reached_at:
        lines.append(text(N_("To reach at: {reach}"), reach=national(caller.reached_at)))
    else:
        lines.append(text(N_("Gave no number yet. I asked for it, and pass it on.")))
    return lines


def notice_number(caller: Caller, number: str) -> Message:
    """Return the number that came after all, for the coordinators who were told."""
    about = [reference.reference for reference, _ in caller.proposals]
    who = text(N_("({about})"), about=", ".join(about)) if about else None
    lines = [
        text(N_("Who wants to speak with someone can be called: {number}"), number=national(number))
    ]
    return message(*lines, *([who] if who else []))
