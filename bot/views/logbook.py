"""The log, for coordinators: who did what, when, to which record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, message, rows
from bot.views.team import called
from conversations.text import N_, Text, text

A_PAGE = 12
"""Lines on one page: what fits on a phone."""

DID: Mapping[str, str] = {
    "approve": N_("{who} approved {what}."),
    "decline": N_("{who} declined {what}."),
    "ask": N_("{who} asked a question about {what}."),
    "answer": N_("{who} answered a question about {what}."),
    "merge": N_("{who} joined {what} with another proposal."),
    "withdraw": N_("{who} withdrew {what}."),
    "recheck": N_("{who} asked whether {what} still holds."),
    "still": N_("{who} said that {what} still holds."),
    "close": N_("{who} finished {what}."),
    "reopen": N_("{who} took up {what} again."),
    "return": N_("{who} put {what} back in the queue."),
    "release": N_("{who} put {what} back: the other was withdrawn."),
    "undo": N_("{who} took back a decision on {what}."),
    "submitted": N_("{who} sent {what}."),
    "noted": N_("{who} wrote a note at {what}."),
    "looked at photos": N_("{who} looked at the photos of {what}."),
    "listened to voice messages": N_("{who} listened to the voice messages of {what}."),
    "saved": N_("{who} saved {what}."),
    "looked at": N_("{who} looked at {what}."),
    "checks again": N_("{who} did {what} again."),
    "overrode": N_("{who} set the advice of {what} aside."),
    "deleted": N_("{who} deleted {what}."),
    "purged": N_("{who} deleted {what}: kept long enough."),
    "handed over": N_("{who} handed over the checks of {what}."),
    "revoked": N_("{who} took a role away from {what}."),
    "named": N_("{who} changed the name of {what}."),
    "invited": N_("{who} made an invitation."),
    "joined": N_("{who} took up an invitation."),
    "took back": N_("{who} took back an invitation."),
    "exported": N_("{who} made an export."),
    "entered": N_("{who} entered the number of people at work."),
    "refused": N_("{who} asked for something that is not allowed."),
    "saw own data": N_("{who} looked at their own data."),
    "erased": N_("{who} erased their own data."),
}
"""Every action that the log knows, in words."""

BY_ITSELF = {"purged", "recheck", "return", "release"}
"""What nobody did: it was due."""

RECORD = {
    "proposal": N_("proposal {n}"),
    "check": N_("check {n}"),
    "conversation": N_("a draft"),
    "person": N_("a colleague"),
    "colleague": N_("the data of a former colleague"),
}


@dataclass(frozen=True)
class Entry:
    """One line, with the moment as people here call it."""

    day: date
    time: str
    by_colleague: bool
    name: str | None
    action: str
    subject: str
    about: str
    """What the record is called, where it has a name."""


def page(entries: Sequence[Entry], number: int, *, more: bool) -> Message:
    """Return one page of the log, newest first."""
    newer = Button(text(N_("Newer")), data(Verb.LOG, number - 1)) if number else None
    older = Button(text(N_("Older")), data(Verb.LOG, number + 1)) if more else None
    turn = tuple(button for button in (newer, older) if button)
    lines = [_line(entry) for entry in entries] or [text(N_("The log is empty."))]
    return message(Line(text(N_("Log")), Look.BOLD), *lines, keyboard=rows(turn) if turn else None)


def _line(entry: Entry) -> Text:
    known = entry.action in DID
    did = text(DID[entry.action], who=_who(entry), what=_what(entry)) if known else entry.action
    return text(N_("{day} {time} · {did}"), day=entry.day, time=entry.time, did=did)


def _who(entry: Entry) -> str | Text:
    if entry.by_colleague:
        return called(entry.name)
    return text(N_("The bot")) if entry.action in BY_ITSELF else text(N_("A resident"))


def _what(entry: Entry) -> str | Text:
    if entry.about:
        return entry.about
    kind, _, number = entry.subject.partition(" ")
    return text(RECORD[kind], n=number) if kind in RECORD else entry.subject
