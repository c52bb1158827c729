"""Several quick messages that cannot be used get one answer, not one each."""

from __future__ import annotations

from bot.intake.moment import Moment
from bot.message import Message, dump
from bot.records import NEW_MESSAGES


def send_once(moment: Moment, said: Message) -> None:
    """Say something, unless it is the last thing said to the person in this batch of updates."""
    own = (
        delivery
        for delivery in reversed(moment.batch.deliveries)
        if delivery.chat_id == moment.person.id and delivery.kind in NEW_MESSAGES
    )
    last = next(own, None)
    if last is None or last.content != dump(said):
        moment.send(said)
