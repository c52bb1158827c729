"""The coordinator's card: one proposal with all there is to know, in one message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.buttons import Verb, data
from bot.message import GAP, Button, Inline, Line, Look, Message, Style, message, rows
from bot.neighbour import Neighbour
from bot.office.reviewing import NEEDS_PROPOSER, Action, Actor, allowed
from bot.records import Proposal, ProposalStatus
from bot.views.asking import in_rows
from bot.views.fitting import shorten, units
from bot.views.queue import NEXT, choose_district
from bot.views.standing import STATUS, Moved, moved
from bot.views.summary import lines, reasons
from conversations.flow import Flow
from conversations.text import N_, Param, Text, text
from conversations.verdict import Advice

LONGEST, LEAST = 700, 100
"""UTF-16 units of one answer on the card, as far as there is room; a button shows it whole."""

ROOM = 2500
"""UTF-16 units of all answers and notes on the card; with what else it says, it fits in 4096."""

LABELS: Mapping[Action, str] = {
    Action.APPROVE: N_("Approve"),
    Action.DECLINE: N_("Decline"),
    Action.ASK: N_("Ask a question"),
    Action.MERGE: N_("Join with another"),
    Action.CLOSE: N_("Finish"),
    Action.REOPEN: N_("Consider again"),
}
STYLES = {Action.APPROVE: Style.SEND, Action.DECLINE: Style.DECLINE}


@dataclass(frozen=True)
class Dossier:
    """All that a coordinator sees of one proposal."""

    proposal: Proposal
    day: date
    answers: Mapping[str, str]
    advice: Advice
    photos: int
    notes: Sequence[tuple[str, date]]
    similar: Sequence[Neighbour]
    unreachable: bool
    may_undo: bool
    moved: Moved | None = None
    voices: int = 0


@dataclass(frozen=True)
class Place:
    """Where a proposal stands in the queue; None where there is no other that way."""

    number: int
    all: int
    before: int | None
    after: int | None
    district: str | None = None
    """The one district that the queue is shown of."""


def card(flow: Flow, dossier: Dossier, place: Place | None) -> Message:
    """Return the card, with what may be done with the proposal in its status."""
    return message(*_lines(flow, dossier, place), keyboard=_keyboard(dossier, place))


def _lines(flow: Flow, dossier: Dossier, place: Place | None) -> Iterator[Line]:
    proposal = dossier.proposal
    if place:
        yield Line(text(N_("To review: {n} of {all}"), n=place.number, all=place.all))
    yield Line(_head(proposal, dossier.day, place))
    if dossier.moved and proposal.status is not ProposalStatus.NEW:
        yield Line(moved(dossier.moved))
    if dossier.unreachable:
        yield Line(out_of_reach(proposal))
    yield GAP
    yield from lines(
        flow,
        dossier.answers,
        dossier.photos,
        longest=longest(dossier.answers, dossier.notes),
        voices=dossier.voices,
    )
    yield GAP
    yield from reasons(flow, dossier.answers, dossier.advice)
    yield from _beside(dossier)


def _head(proposal: Proposal, day: date, place: Place | None) -> Text:
    """Name it, and say how it stands; of what is in the queue, its place says that."""
    named: dict[str, Param] = {"reference": proposal.reference, "day": day}
    if place and proposal.status is ProposalStatus.NEW:
        return text(N_("**{reference}** · {day}"), **named)
    status = text(STATUS[proposal.status])
    return text(N_("**{reference}** · {day} · {status}"), status=status, **named)


def out_of_reach(proposal: Proposal) -> Text:
    """Return why the proposer of this proposal gets no message."""
    if proposal.orphaned:
        return text(
            N_("⚠️ The proposer had all personal data erased. Nobody can be asked any more.")
        )
    return text(N_("⚠️ The proposer has blocked the bot and cannot be reached here."))


def longest(answers: Mapping[str, str], notes: Sequence[tuple[str, date]]) -> int:
    """Return how much of each answer the card shows, so that the notes stand there whole."""
    room = ROOM - sum(units(words) for words, _ in notes)
    found = LONGEST
    while found > LEAST and sum(min(units(answer), found) for answer in answers.values()) > room:
        found -= 50
    return found


def _beside(dossier: Dossier) -> Iterator[Line]:
    if dossier.similar:
        yield GAP
        yield Line(text(N_("Looks like:")), Look.BOLD)
    for neighbour in dossier.similar:
        yield Line(name(neighbour))
    if dossier.notes:
        yield GAP
        yield Line(text(N_("Notes:")), Look.BOLD)
    for words, day in dossier.notes:
        yield Line(text(N_("{day}: {words}"), day=day, words=words))


def _keyboard(dossier: Dossier, place: Place | None) -> Inline:
    proposal = dossier.proposal
    actions = [
        Button(
            text(LABELS[action]),
            data(Verb.DECIDE, proposal.id, action.value, str(proposal.version)),
            style=STYLES.get(action),
        )
        for action in allowed(proposal.status, Actor.COORDINATOR)
        if (action is not Action.MERGE or dossier.similar)
        and not (action in NEEDS_PROPOSER and proposal.orphaned)
    ]
    undo = Button(text(N_("Undo")), data(Verb.UNDO, proposal.id, str(proposal.version)))
    note = Button(text(N_("Note")), data(Verb.NOTE, proposal.id))
    read = Button(text(N_("Read it all")), data(Verb.READ, proposal.id))
    photos = Button(text(N_("Photos: {n}"), n=dossier.photos), data(Verb.SEE_PHOTOS, proposal.id))
    voices = Button(
        text(N_("Voice messages: {n}"), n=dossier.voices), data(Verb.SEE_VOICES, proposal.id)
    )
    more = (
        [photos] * bool(dossier.photos)
        + [voices] * bool(dossier.voices)
        + [read] * _is_cut(dossier)
    )
    return rows(
        undo if dossier.may_undo else None,
        *in_rows([*actions, note, *more], 2),
        _turning(place),
        choose_district(place.district) if place else None,
    )


def _is_cut(dossier: Dossier) -> bool:
    shown = longest(dossier.answers, dossier.notes)
    return any(units(answer) > shown for answer in dossier.answers.values())


def _turning(place: Place | None) -> tuple[Button, ...] | None:
    if place is None:
        return (NEXT,)
    turns = []
    if place.before is not None:
        turns.append(Button(text(N_("Previous")), data(Verb.REVIEW, place.before)))
    if place.after is not None:
        turns.append(Button(text(N_("Next")), data(Verb.REVIEW, place.after)))
    return tuple(turns) or None


def name(neighbour: Neighbour) -> Text:
    """Return how a similar proposal is called on a button and in a list."""
    return text(
        N_("{reference} ({status}): {title}"),
        reference=neighbour.reference,
        status=text(STATUS[ProposalStatus(neighbour.status)]),
        title=shorten(" ".join(neighbour.description.split()), 40),
    )
