"""What the bot holds on a person's proposals, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from bot.held import Handed
from bot.message import GAP, Line
from bot.records import Conversation
from bot.views.decisions import reasons
from bot.views.fitting import shortened
from bot.views.summary import lines
from bot.views.tasks import STATUS
from conversations.flow import Flow
from conversations.shown import shown
from conversations.text import N_, Param, text

DayOf = Callable[[datetime], date]

WHOLE = 4096
"""Units of one answer where nothing is cut."""


def handed_in(handed: Handed, flow: Flow, day: DayOf) -> Iterator[Line]:
    """Yield all that is held on a proposal that was sent in."""
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
    yield from answered(handed.conversation, flow)
    yield from _decided(handed, flow, day)
    yield from _asked(handed, flow, day)
    for at, note in handed.notes:
        yield Line(text(N_("{day}, our own note: {words}"), day=day(at), words=note))


def _decided(handed: Handed, flow: Flow, day: DayOf) -> Iterator[Line]:
    known = reasons(flow)
    for step in handed.decided:
        why = known.get(step.reason or "")
        named: dict[str, Param] = {"day": day(step.at), "status": text(STATUS[step.became])}
        undone = text(N_("{day}: {status}, taken back again"), **named)
        yield Line(undone if step.undone else text(N_("{day}: {status}"), **named))
        if why:
            yield Line(text(N_("The reason: {why:lower}"), why=why[1]))
        if step.note:
            yield Line(text(N_("We wrote: {words}"), words=step.note))


def _asked(handed: Handed, flow: Flow, day: DayOf) -> Iterator[Line]:
    for asked in handed.asked:
        question = flow.by_key.get(asked.question)
        if question:
            yield Line(
                text(N_("{day}, we asked: {ask}"), day=day(asked.at), ask=text(question.ask))
            )
        if question and asked.old:
            old = shortened(shown(question, asked.old), WHOLE)
            yield Line(text(N_("Your answer was then: {answer}"), answer=old))
        if asked.words:
            yield Line(text(N_("We wrote: {words}"), words=asked.words))


def answered(talk: Conversation, flow: Flow) -> Iterator[Line]:
    """Yield the answers of a conversation, those that count no longer too."""
    answers = talk.state.answers
    yield from lines(flow, answers, len(talk.photos), longest=WHOLE, voices=len(talk.voices))
    counting = flow.counting(answers)
    for key, question in flow.by_key.items():
        if key in answers and key not in counting:
            label, answer = text(question.short), shortened(shown(question, answers[key]), WHOLE)
            yield Line(text(N_("No longer counts: {short}: {answer}"), short=label, answer=answer))
    for photo in talk.photos:
        if photo.caption:
            yield Line(text(N_("With a photo: {words}"), words=photo.caption))
