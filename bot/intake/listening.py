"""A coordinator listens to the voice messages of a proposal."""

from __future__ import annotations

from bot.buttons import Press
from bot.intake.moment import Moment
from bot.intake.queueing import load


async def see_voices(moment: Moment, press: Press) -> None:
    """Send the voice messages of a proposal."""
    found = await load(moment, press.number)
    if found and found[1].voices:
        moment.audit("listened to voice messages", f"proposal {press.number}")
        for voice in found[1].voices:
            moment.send_voice(voice.file_id)
