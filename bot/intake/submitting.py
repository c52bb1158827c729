"""A proposal is handed in: it gets a reference, the proposer a receipt, coordinators a notice."""

from __future__ import annotations

from bot.changes import Judged
from bot.intake.moment import Moment
from bot.intake.telling import tell_coordinators, who_hears
from bot.records import Conversation, Proposal, ProposalStatus
from bot.store import proposals
from bot.views import tasks
from conversations.flow import WHOLE_MUNICIPALITY, Flow, InPlace
from conversations.turn import Submit

ONE_IN = 10
"""Of the people in a batch, those who hand in a proposal: references for them are looked up at
once."""


async def submit(moment: Moment, conversation: Conversation, submitted: Submit) -> None:
    """Keep the proposal with its verdicts, thank the proposer and tell the coordinators."""
    flow = moment.flow(conversation)
    reference = await _reference(moment)
    proposal = Proposal(
        id=moment.batch.ids.next("proposals"),
        reference=reference,
        conversation_id=conversation.id,
        person_id=moment.person.id,
        status=ProposalStatus.NEW,
        district=district(flow, submitted.answers["place"]),
        submitted_at=moment.now,
    )
    moment.changes.proposals.append(proposal)
    moment.changes.judged.append(Judged(conversation.id, submitted.advice))
    moment.audit("submitted", f"proposal {proposal.id}")
    contact = submitted.answers.get("contact", "chat")
    moment.send(tasks.receipt(moment.setting.office, reference, contact))
    if await who_hears(moment, proposal):
        photos, voices = len(conversation.photos), len(conversation.voices)
        notice = tasks.notice(proposal, flow, submitted.answers, submitted.advice, photos, voices)
        whole = tasks.in_full(flow, submitted.answers)
        await tell_coordinators(moment, proposal, (notice, *whole))


async def _reference(moment: Moment) -> str:
    """Return a reference that no other proposal has, those of this batch included."""
    batch = moment.batch
    taken = {proposal.reference for proposal in batch.unwritten.proposals}
    while True:
        while batch.references:
            if (reference := batch.references.pop()) not in taken:
                return reference
        codes, many = moment.setting.codes, 1 + len(batch.people) // ONE_IN
        drawn = {codes.reference() for _ in range(many)}
        batch.references = sorted(drawn - await proposals.taken(batch.tx, drawn), reverse=True)


def district(flow: Flow, place: str) -> str | None:
    """Return the district that a place lies in; None for the whole municipality."""
    asked = flow.by_key["place"].kind
    if place == WHOLE_MUNICIPALITY or not isinstance(asked, InPlace):
        return None
    found = asked.places.named(place)
    return found.district if found else place.partition("/")[0]
