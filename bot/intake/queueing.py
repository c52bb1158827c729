"""The coordinators' queue: one card in one message, paged by buttons."""

from __future__ import annotations

from datetime import date

from bot.buttons import Press
from bot.changes import Expected, Noted
from bot.intake.deciding import may_undo, moved_by
from bot.intake.moment import Moment
from bot.message import Message
from bot.office.similar import similar
from bot.records import Conversation, Proposal
from bot.store import conversations, neighbours, people, proposals, reviewing
from bot.views import queue as around
from bot.views import reviewing as views
from bot.views import tasks
from bot.views.deciding import write
from bot.views.fitting import shorten
from bot.views.opening import BESIDE
from conversations import advice
from conversations.flow import InPlace
from conversations.text import N_, text

FLOW = "propose_task"
COUNTED = 100
"""So far the queue is counted; what is beyond comes when there is room."""

COMPARED = 200
"""Neighbours that a proposal is compared with: the newest ones of its district."""

NOTES_SHOWN = 3
LONGEST_NOTE = 500
"""UTF-16 units of a note, or of what a coordinator adds to a reason or a question."""

TYPE_NOTE = N_("Type your note. Colleagues see it, and the proposer who types /mijngegevens.")


async def review(moment: Moment, rest: str = "") -> None:
    """Open the queue in a new message."""
    moment.send(await _first(moment))


async def queue(moment: Moment, press: Press) -> None:
    """Show the first of the queue: in the same message, or in a new one where undo stays."""
    shown = await _first(moment)
    if press.word == "new":
        moment.send(shown)
    else:
        moment.edit(moment.pressed(), shown)


async def _first(moment: Moment) -> Message:
    district = moment.person.district
    ids = await reviewing.queue(await moment.reading(), district, COUNTED)
    found = await card(moment, ids[0]) if ids else None
    return found or around.empty(district)


async def open_proposal(moment: Moment, press: Press) -> None:
    """Show one proposal: in the same message, or beside a list or notice, which stays."""
    found = await card(moment, press.number)
    if press.word == BESIDE:
        moment.send(found or around.purged())
    elif found:
        moment.edit(moment.pressed(), found)


async def load(moment: Moment, id_: int) -> tuple[Proposal, Conversation] | None:
    """Return a proposal with its conversation."""
    tx = await moment.reading()
    proposal = await proposals.one(tx, id_)
    if proposal is None:
        return None
    return proposal, await conversation_of(moment, proposal)


async def conversation_of(moment: Moment, proposal: Proposal) -> Conversation:
    """Return a proposal's conversation; one that is being answered now as it stands."""
    known = moment.batch.conversations.get(proposal.conversation_id)
    if known:
        return known
    tx = await moment.reading()
    loaded = await conversations.load(tx, "[]", f"[{proposal.conversation_id}]")
    moment.batch.know(loaded)
    return loaded[proposal.conversation_id]


async def card(moment: Moment, id_: int) -> Message | None:
    """Return the card of a proposal, with its place in the queue if it is there."""
    found = await load(moment, id_)
    if found is None:
        return None
    proposal, conversation = found
    flow = moment.setting.flows[FLOW]
    return views.card(
        flow, await _dossier(moment, proposal, conversation), await _place(moment, id_)
    )


async def _dossier(moment: Moment, proposal: Proposal, conversation: Conversation) -> views.Dossier:
    tx = await moment.reading()
    flow = moment.setting.flows[FLOW]
    answers = flow.counting(conversation.state.answers)
    others = await neighbours.nearby(tx, proposal.district, proposal.id, COMPARED)
    proposer = await people.load(tx, f"[{proposal.person_id}]")
    known = proposer.get(proposal.person_id)
    newest = await reviewing.newest(tx, proposal.id)
    return views.Dossier(
        proposal=proposal,
        day=moment.day(proposal.submitted_at),
        answers=answers,
        advice=advice(flow, conversation.state),
        photos=len(conversation.photos),
        voices=len(conversation.voices),
        notes=await _notes(moment, proposal.id),
        similar=similar(answers.get("description", ""), others),
        unreachable=known is None or known.unreachable,
        may_undo=may_undo(moment, newest),
        moved=moved_by(moment, newest),
    )


async def _notes(moment: Moment, id_: int) -> list[tuple[str, date]]:
    """Return the newest notes on a proposal, one that is being written now included."""
    kept = await reviewing.notes_on(await moment.reading(), id_)
    notes = [(words, moment.day(at)) for words, at in kept]
    fresh = [
        (n.words, moment.day(moment.now)) for n in moment.changes.notes if n.proposal_id == id_
    ]
    return (notes + fresh)[-NOTES_SHOWN:]


async def _place(moment: Moment, id_: int) -> views.Place | None:
    ids = await reviewing.queue(await moment.reading(), moment.person.district, COUNTED)
    if id_ not in ids:
        return None
    at = ids.index(id_)
    before = ids[at - 1] if at else None
    after = ids[at + 1] if at + 1 < len(ids) else None
    return views.Place(at + 1, len(ids), before, after, moment.person.district)


async def choose_district(moment: Moment, press: Press) -> None:
    """Show the queue of one district only, or ask of which."""
    kind = moment.setting.flows[FLOW].by_key["place"].kind
    names = kind.places.districts if isinstance(kind, InPlace) else ()
    if press.word in {*names, "*"}:
        moment.save_person(district=None if press.word == "*" else press.word)
        moment.edit(moment.pressed(), await _first(moment))
    else:
        moment.edit(moment.pressed(), around.districts(names))


async def see_photos(moment: Moment, press: Press) -> None:
    """Send the photos of a proposal."""
    found = await load(moment, press.number)
    if found and found[1].photos:
        moment.audit("looked at photos", f"proposal {press.number}")
        moment.send_photos(photo.file_id for photo in found[1].photos)


async def read_in_full(moment: Moment, press: Press) -> None:
    """Send the answers that the card had to cut."""
    found = await load(moment, press.number)
    if found:
        flow = moment.setting.flows[FLOW]
        answers = flow.counting(found[1].state.answers)
        cut_at = views.longest(answers, await _notes(moment, press.number))
        for whole in tasks.in_full(flow, answers, cut_at):
            moment.send(whole)


async def ask_note(moment: Moment, press: Press) -> None:
    """Ask for an internal note."""
    found = await load(moment, press.number)
    if found:
        moment.expect("note", press.number, prompt=moment.pressed())
        title = tasks.title(found[1].state.answers)
        moment.edit(moment.pressed(), write(found[0], title, text(TYPE_NOTE), None))


async def keep_note(moment: Moment, expected: Expected, words: str) -> None:
    """Keep an internal note, and show the proposal again."""
    if await load(moment, expected.subject) is None:
        moment.send(around.purged())
        return
    note = shorten(words, LONGEST_NOTE)
    moment.changes.notes.append(Noted(expected.subject, moment.person.id, note))
    moment.audit("noted", f"proposal {expected.subject}")
    found = await card(moment, expected.subject)
    if found:
        moment.send(found)
