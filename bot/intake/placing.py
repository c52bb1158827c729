"""Someone shares a spot on the map: it proposes a wijk or dorp, and is kept nowhere."""

from __future__ import annotations

from bot.intake.hearing import unreadable
from bot.intake.moment import Moment
from bot.intake.playing import FLOW, play
from bot.intake.proposing import seen
from bot.message import message
from conversations.centres import near
from conversations.flow import InPlace
from conversations.replies import Nearby
from conversations.text import N_, text
from conversations.turn import Answered, Started

OUTSIDE = N_("This spot is not in our municipality. Type the name, or choose a district.")


async def located(moment: Moment, latitude: float, longitude: float) -> None:
    """Ask whether the task is in the place that lies nearest to the spot."""
    conversation = moment.talking(FLOW)
    asked = moment.asked(conversation) if conversation else None
    if (
        conversation is None
        or asked is None
        or not isinstance(asked.kind, InPlace)
        or not seen(conversation, moment.incoming.message_id)
    ):
        await unreadable(moment)
        return
    names = near(asked.kind.places.centres, latitude, longitude)
    if names:
        await play(moment, conversation, Answered(Nearby(names)))
    else:
        moment.send(message(text(OUTSIDE)))
        await play(moment, conversation, Started())
