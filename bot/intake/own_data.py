"""Someone sees all that is held on them, and has it erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.buttons import Press
from bot.changes import Erased
from bot.clock import Clock
from bot.held import Held
from bot.intake.clearing import clear
from bot.intake.deciding import change, close_question
from bot.intake.moment import Moment
from bot.intake.playing import FLOW
from bot.intake.telling import tell_coordinators
from bot.made import Made
from bot.message import Message
from bot.office.reviewing import Action, after
from bot.office.workshop import Maker
from bot.people import NOBODY, Person
from bot.records import Kind, Proposal, ProposalStatus
from bot.store import conversations, erasing, proposals
from bot.store.database import Database
from bot.store.own_data import ALL, held
from bot.translate import words
from bot.views import erasing as asking
from bot.views import own_data as views
from conversations.flow import Flow
from conversations.text import text

MAKER = "own data"

UNDECIDED = frozenset({ProposalStatus.NEW, ProposalStatus.ASKED})


async def see(moment: Moment, rest: str = "") -> None:
    """Tell all that is held on a person, in words and as a file."""
    person = moment.person
    known = await held(await moment.reading(), person.id)
    found = known or Held(person.id, moment.now, person.language, None, None)
    moment.audit("saw own data", "own data")
    moment.send(views.own(found, moment.setting.flows[FLOW], moment.day))
    moment.send_made(Kind.FILE, MAKER, person=moment.person.id)


async def ask(moment: Moment, rest: str = "") -> None:
    """Say what erasing does, and ask whether to."""
    moment.send(await _asked(moment))


async def pressed(moment: Moment, press: Press) -> None:
    """Ask, ask once more, and erase."""
    match press.word:
        case "yes":
            await _erase(moment)
        case "sure":
            moment.edit(moment.pressed(), asking.are_you_sure())
        case "ask":
            moment.send(await _asked(moment))
        case _:
            moment.edit(moment.pressed(), asking.left_alone())


async def _asked(moment: Moment) -> Message:
    tx = await moment.reading()
    own = await proposals.of_person(tx, moment.person.id, ALL)
    standing = any(p.status in erasing.STANDING for p in own)
    staff = await erasing.was_staff(tx, moment.person.id)
    return asking.ask_to_erase(staff=staff, standing=standing)


async def _erase(moment: Moment) -> None:
    tx = await moment.reading()
    moment.changes.cancelled += await erasing.resting(tx, moment.person.id)
    for conversation in moment.batch.own(moment.person.id):
        if conversation.flow == FLOW:
            clear(moment, conversation)
            if conversation.side:
                moment.strip(conversation.side)
    await _withdraw_undecided(moment)
    moment.audit("erased", "own data")
    staff = bool(moment.person.roles)
    before = moment.batch.ids.next("outbox")
    moment.edit(moment.pressed(), asking.erased(moment.setting.office, staff=staff))
    if not staff:  # the language of their menu was a choice of theirs too
        moment.set_menu(Person(moment.person.id, moment.setting.language))
    moment.changes.erased.append(Erased(moment.person.id, before))


async def _withdraw_undecided(moment: Moment) -> None:
    """Withdraw what nobody decided on yet; the coordinators hear so, and of what stays."""
    tx = await moment.reading()
    own = await proposals.of_person(tx, moment.person.id, ALL)
    for proposal in own:
        if proposal.status in erasing.STANDING and proposal.status is not ProposalStatus.CLOSED:
            await _tell(moment, proposal, stays=True)
    open_ = [p for p in own if p.status in UNDECIDED and after(p.status, Action.WITHDRAW)]
    ids = ",".join(str(p.conversation_id) for p in open_)
    talks = await conversations.load(tx, "[]", f"[{ids}]")
    for proposal in open_:
        talk = talks[proposal.conversation_id]
        gone = change(moment, proposal, Action.WITHDRAW)
        await close_question(moment, proposal, talk)
        if gone:
            await _tell(moment, gone, stays=False)


async def _tell(moment: Moment, proposal: Proposal, *, stays: bool) -> None:
    """Tell the coordinators, in a message about nobody: it outlives the erasure."""
    orphan = replace(proposal, person_id=NOBODY)
    said = [asking.notice(orphan, stays=stays)]
    await tell_coordinators(moment, orphan, said, listed=not stays)


def makers(database: Database, clock: Clock, flows: Mapping[str, Flow]) -> Mapping[str, Maker]:
    """Return who makes the file, from what is held when it is sent."""

    async def file(asked: Mapping[str, Any], language: str) -> Made | None:
        async with database.reading() as tx:
            found = await held(tx, asked["person"])
        if found is None:
            return None
        lines = views.everything(found, flows[FLOW], lambda at: clock.local(at).date())
        said = "\n".join(words(line.words, language).replace("**", "") for line in lines)
        name = words(text(views.FILE_NAME), language)
        return Made(name, said.encode("utf-8"), views.file_caption())

    return {MAKER: file}
