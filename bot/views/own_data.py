"""What the bot holds on a person, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from bot.held import Handed, Held
from bot.message import GAP, Line, Look, Message, message, rows
from bot.records import Conversation
from bot.views.decisions import reasons
from bot.views.fitting import units
from bot.views.joining import ROLE
from bot.views.menu import ERASE
from bot.views.summary import lines
from bot.views.tasks import STATUS, title
from bot.views.team import CHECKS
from conversations.flow import Flow
from conversations.text import N_, NN_, text

DayOf = Callable[[datetime], date]

FITS = 2500
"""UTF-16 units of what was typed, for all that is held to stand in one message."""

IN_CHAT = 2
"""Proposals and drafts that stand in full in one message; more are listed."""

WHOLE = 4096
"""Units of one answer where nothing is cut."""

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
    typed = sum(units(answer) for talk in talks for answer in talk.state.answers.values())
    fits = len(talks) <= IN_CHAT and typed <= FITS
    found = everything(held, flow, day) if fits else _listed(held, day)
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


FILE_NAME = N_("my-data.txt")


def everything(held: Held, flow: Flow, day: DayOf) -> Iterator[Line]:
    """Yield all that is held on a person, line by line."""
    yield from _about(held, day)
    for handed in held.proposals:
        yield from _proposal(handed, flow, day)
    for draft in held.drafts:
        yield GAP
        yield Line(text(N_("Not sent yet, since {day}"), day=day(draft.started_at)), Look.BOLD)
        yield from _answers(draft, flow)
    yield from _rest(held)


def _about(held: Held, day: DayOf) -> Iterator[Line]:
    yield Line(text(N_("What I keep of you")), Look.BOLD)
    yield Line(text(N_("Your number in Telegram: {number}"), number=str(held.person_id)))
    yield Line(text(N_("Known here since: {day}"), day=day(held.since)))
    yield Line(text(N_("Your language: {language}"), language=text(LANGUAGE[held.language])))
    if held.name:
        yield Line(text(N_("Your name in the team: {name}"), name=held.name))
    for role, since in held.roles.items():
        yield Line(
            text(N_("Your role: {role}, since {day}"), role=text(ROLE[role]), day=day(since))
        )
    if held.district:
        yield Line(text(N_("You see proposals from: {district}"), district=held.district))


def _proposal(handed: Handed, flow: Flow, day: DayOf) -> Iterator[Line]:
    proposal = handed.proposal
    yield GAP
    yield Line(
        text(
            N_("**{reference}** sent on {day}: {status}"),
            reference=proposal.reference,
            day=day(proposal.submitted_at),
            status=text(STATUS[proposal.status]),
        )
    )
    yield from _answers(handed.conversation, flow)
    known = reasons(flow)
    for step in handed.decided:
        why = known.get(step.reason or "")
        yield Line(
            text(N_("{day}: {status}"), day=day(step.at), status=text(STATUS[step.became])),
        )
        if why:
            yield Line(text(N_("The reason: {why:lower}"), why=why[1]))
        if step.note:
            yield Line(text(N_("We wrote: {words}"), words=step.note))
    for asked in handed.asked:
        question = flow.by_key.get(asked.question)
        if question:
            yield Line(
                text(N_("{day}, we asked: {ask}"), day=day(asked.at), ask=text(question.ask))
            )
        if asked.words:
            yield Line(text(N_("We wrote: {words}"), words=asked.words))
    for at, note in handed.notes:
        yield Line(text(N_("{day}, our own note: {words}"), day=day(at), words=note))


def _answers(talk: Conversation, flow: Flow) -> Iterator[Line]:
    yield from lines(
        flow, talk.state.answers, len(talk.photos), longest=WHOLE, voices=len(talk.voices)
    )
    for photo in talk.photos:
        if photo.caption:
            yield Line(text(N_("With a photo: {words}"), words=photo.caption))


def _rest(held: Held) -> Iterator[Line]:
    counted = [text(KINDS[kind], n=n) for kind, n in held.counts.items() if n]
    if held.checks:
        counted.insert(0, text(CHECKS, n=held.checks))
    if counted:
        yield GAP
        yield Line(text(N_("Also kept:")))
    yield from (Line(said) for said in counted)
