"""What the bot holds on a person, in words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.held import Had, Held
from bot.message import GAP, Line, Look, Message, message, rows
from bot.views.fitting import room
from bot.views.joining import ROLE
from bot.views.menu import ERASE, OWN_DATA
from bot.views.own_proposals import DayOf, answered, handed_in
from bot.views.tasks import STATUS, title
from bot.views.team import CHECKS
from bot.views.wishes import how, limits
from conversations.flow import Flow
from conversations.text import N_, NN_, Text, text

FITS = 3000
"""UTF-16 units of all that is held, before translation, for it to stand in one message."""

IN_CHAT = 2
"""Proposals and drafts that stand in full in one message; more are listed."""

LANGUAGE = {"nl": N_("Dutch"), "en": N_("English")}

KINDS = {
    "messages": NN_(
        "{n} message from me, without its words", "{n} messages from me, without words"
    ),
    "decisions": NN_("{n} decision on a proposal", "{n} decisions on proposals"),
    "notes": NN_("{n} note on a proposal", "{n} notes on proposals"),
    "questions": NN_("{n} question to a proposer", "{n} questions to proposers"),
    "overrides": NN_("{n} verdict that you changed", "{n} verdicts that you changed"),
    "invites": NN_("{n} invitation", "{n} invitations"),
    "numbers at work": NN_("{n} number of people at work", "{n} numbers of people at work"),
    "log": NN_("{n} line in the log", "{n} lines in the log"),
}
"""What else there is, of which the number is told."""


def own(held: Held, flow: Flow, day: DayOf) -> Message:
    """Return what is held on a person, in full where it fits; the file has all of it."""
    talks = [*(h.conversation for h in held.proposals), *held.drafts]
    found = list(everything(held, flow, day)) if len(talks) <= IN_CHAT else []
    if not found or room(line.words for line in found) > FITS:
        found = list(_listed(held, day))
    return message(
        *found,
        GAP,
        text(N_("The file has all of it. You can keep it.")),
        keyboard=rows(ERASE),
    )


def _listed(held: Held, day: DayOf) -> Iterator[Line]:
    yield from _about(held, day)
    yield GAP
    for handed in held.proposals[:LISTED]:
        name = title(handed.conversation.state.answers)
        yield Line(
            text(
                N_("**{reference}** {title}, {status} ({day})"),
                reference=handed.proposal.reference,
                title=name,
                status=text(STATUS[handed.proposal.status]),
                day=day(handed.proposal.submitted_at),
            )
        )
    for draft in held.drafts[:LISTED]:
        name = title(draft.state.answers)
        yield Line(text(N_("Not sent yet: {title}"), title=name))
    yield from _rest(held)


LISTED = 15
"""Proposals in a message that does not hold all; the file does."""


def file_caption() -> Message:
    """Return the words under the file."""
    return message(text(N_("All that I keep of you, in one file.")))


def not_made() -> Message:
    """Return what comes in place of a file that could not be made."""
    return message(
        text(N_("The file with your data could not be made. Try again later.")),
        keyboard=rows(OWN_DATA),
    )


FILE_NAME = N_("my-data.txt")


def everything(held: Held, flow: Flow, day: DayOf) -> Iterator[Line]:
    """Yield all that is held on a person, line by line."""
    yield from _about(held, day)
    for handed in held.proposals:
        yield from handed_in(handed, flow, day)
    for draft in held.drafts:
        yield GAP
        yield Line(text(N_("Not sent yet, since {day}"), day=day(draft.started_at)), Look.BOLD)
        yield from answered(draft, flow)
    yield from _rest(held)


def _about(held: Held, day: DayOf) -> Iterator[Line]:
    yield Line(text(N_("What I keep of you")), Look.BOLD)
    yield Line(text(N_("Your number in Telegram: {number}"), number=str(held.person_id)))
    yield Line(text(N_("Known here since: {day}"), day=day(held.since)))
    yield Line(text(N_("Your language: {language}"), language=text(LANGUAGE[held.language])))
    if held.name:
        yield Line(text(N_("Your name in the team: {name}"), name=held.name))
    yield from (Line(_role(had, day)) for had in held.roles)
    if held.district:
        yield Line(text(N_("You see proposals from: {district}"), district=held.district))
    if held.wishes:
        yield Line(text(N_("Your choice for messages: {how}"), how=how(held.wishes)))
        yield from (Line(limit) for limit in limits(held.wishes))
    if held.asked_for_staff:
        asked = held.asked_for_staff
        yield Line(text(N_("You asked for a member of staff on {day}."), day=asked))


def _role(had: Had, day: DayOf) -> Text:
    role, since = text(ROLE[had.role]), day(had.since)
    if had.until is None:
        return text(N_("Your role: {role}, since {day}"), role=role, day=since)
    until = day(had.until)
    return text(
        N_("Your role earlier: {role}, from {day} to {until}"), role=role, day=since, until=until
    )


def _rest(held: Held) -> Iterator[Line]:
    counted = [text(KINDS[kind], n=n) for kind, n in held.counts.items() if n]
    if held.checks:
        counted.insert(0, text(CHECKS, n=held.checks))
    if counted:
        yield GAP
        yield Line(text(N_("Also kept:")))
    yield from (Line(said) for said in counted)
