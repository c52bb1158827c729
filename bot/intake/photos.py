"""Photos that go with a proposal: sent at any moment, an album in one go."""

from __future__ import annotations

from dataclasses import replace

from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.playing import FLOW, PHOTOS
from bot.intake.proposing import said
from bot.message import message, rows
from bot.records import PHOTOS_AT_MOST, SUMMARY, Conversation, Photo
from bot.views import menu, pausing
from conversations import current
from conversations.flow import FreeText
from conversations.text import N_, text

FIRST_A_TASK = N_("Do you want to propose a task? Press the button. Then send the photo again.")


async def pictured(moment: Moment, photo: Photo) -> None:
    """Keep a photo with the open proposal; its caption may answer the open question."""
    conversation = moment.open(FLOW)
    if conversation is None:
        moment.send(message(text(FIRST_A_TASK), keyboard=rows(menu.PROPOSE, menu.MY_TASKS)))
        return
    if photo.unique_id in {kept.unique_id for kept in conversation.photos}:
        return
    conversation = _add(moment, conversation, photo)
    asked = current(moment.flow(conversation), conversation.state)
    if photo.caption and asked and isinstance(asked.kind, FreeText):
        await said(moment, conversation, photo.caption)


def _add(moment: Moment, conversation: Conversation, photo: Photo) -> Conversation:
    before = conversation.photos
    full = len(before) >= PHOTOS_AT_MOST
    photos = before if full else (*before, photo)
    asked = conversation.showing == PHOTOS
    reply = pausing.photos_added(
        conversation.id, len(photos), asked=asked, full=full or len(photos) == PHOTOS_AT_MOST
    )
    same_album = photo.album and before and before[-1].album == photo.album
    if conversation.photo_reply and (same_album or full):
        sent = conversation.photo_reply
        moment.edit(sent, reply)
    else:
        sent = moment.send(reply)
        if asked and conversation.prompt:
            moment.strip(conversation.prompt)  # "Klaar" stands under the newest message only
            conversation = replace(conversation, prompt=sent)
    conversation = replace(conversation, photos=photos, photo_reply=sent)
    if conversation.showing == SUMMARY:
        Conversing(moment, conversation).refresh()
    return moment.save(conversation)
