"""Stopping and coming back: the answers stay until they are sent or thrown away."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Press
from bot.intake.checking import close_cards
from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.playing import FLOW, play
from bot.intake.settling import ALL_RIGHT
from bot.message import TakeAway, message
from bot.records import Conversation
from bot.views import card, menu, pausing
from bot.views.tasks import title
from conversations.flow import PhoneNumber
from conversations.text import text
from conversations.turn import Cancelled, Started


def ask_whether_to_go_on(moment: Moment, conversation: Conversation) -> None:
    """Show what someone was busy with, and ask: go on, or begin anew."""
    begun = title(conversation.state.answers, longest=80) or None
    sent = moment.send(pausing.unfinished(conversation.id, begun))
    if conversation.side:
        moment.delete(conversation.side)
    moment.save(replace(conversation, side=sent))


async def stop(moment: Moment, conversation: Conversation) -> None:
    """Ask whether to stop, and what becomes of the answers; without any there is nothing to ask."""
    if not conversation.state.answers and not conversation.photos:
        await play(moment, conversation, Cancelled())
        moment.send(pausing.stopped())
        return
    if conversation.side:
        moment.delete(conversation.side)
    days = moment.setting.office.keep_drafts_days
    sent = moment.send(pausing.stopping(conversation.id, days))
    moment.save(replace(conversation, side=sent))


async def stop_pressed(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Ask whether to stop."""
    await stop(moment, conversation)


async def stop_command(moment: Moment, rest: str = "") -> None:
    """Stop whatever is open; say so when nothing is."""
    cards = close_cards(moment, moment.person)
    if cards:
        moment.send(card.stopped(cards[-1].showing))
    conversation = moment.open(FLOW)
    if conversation:
        await stop(moment, conversation)
    elif not cards:
        moment.send(menu.menu(moment.person.roles))


async def resume(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Go on where the person was."""
    await play(moment, conversation, Started())


async def park(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Keep the answers for later, and take the question off the screen, a keyboard for it too."""
    conversing = Conversing(moment, conversation)
    asked = conversing.flow.by_key.get(conversation.showing or "")
    shared = asked is not None and isinstance(asked.kind, PhoneNumber)
    if shared:
        moment.send(message(text(ALL_RIGHT), keyboard=TakeAway()))
    kept = conversing.show(pausing.kept(conversation.id, agreed=shared), showing="")
    moment.save(replace(kept, prompt=None, showing=None, joining=None))


async def drop(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Throw the answers away."""
    await play(moment, conversation, Cancelled())
    moment.send(pausing.thrown_away())


async def anew(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Throw the answers away and begin again."""
    await play(moment, conversation, Cancelled())
    await play(moment, moment.begin(FLOW), Started())
