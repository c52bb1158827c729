"""Photos that go with a proposal: sent at any moment, an album in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.playing import FLOW, PHOTOS
from bot.intake.proposing import said
from bot.message import Button, Message, message, rows
from bot.records import PHOTOS_AT_MOST, SUMMARY, Conversation, Photo, ProposalStatus
from bot.store import proposals
from bot.views import menu, pausing, tasks
from conversations.flow import FreeText
from conversations.text import N_, text

FIRST_A_TASK = N_("Do you want to propose a task? Press the button. Then send it again.")
JUST_SENT = timedelta(hours=1)
"""How long after sending a photo is surely meant for that proposal."""


async def pictured(moment: Moment, photo: Photo) -> None:
    """Keep a photo with the open proposal; its caption may answer the open question."""
    conversation = moment.open(FLOW)
    if conversation is None:
        await first_a_task(moment, photo.album)
        return
    if photo.unique_id in {kept.unique_id for kept in conversation.photos}:
        _known(moment, conversation, photo)
        return
    conversation = _add(moment, conversation, photo)
    asked = moment.asked(conversation)
    if photo.caption and asked and isinstance(asked.kind, FreeText):
        await said(moment, conversation, photo.caption)


async def first_a_task(moment: Moment, album: str | None = None) -> None:
    """Say that a proposal comes first, or that it was just sent; once for a whole album."""
    if album is None or album != moment.person.album:
        first = message(text(FIRST_A_TASK), keyboard=rows(menu.PROPOSE, menu.MY_TASKS))
        moment.send(tasks.sent_already() if await _just_sent(moment) else first)
    if album and album != moment.person.album:
        moment.save_person(album=album)


async def _just_sent(moment: Moment) -> bool:
    newest = await proposals.of_person(await moment.reading(), moment.person.id, 1)
    return any(
        moment.now - proposal.submitted_at < JUST_SENT and proposal.status is ProposalStatus.NEW
        for proposal in newest
    )


def _known(moment: Moment, conversation: Conversation, photo: Photo) -> None:
    """Say that a photo is there already; in an album its one reply says enough."""
    if photo.album and photo.album == conversation.photo_album:
        return
    reply = pausing.photo_known(_way_on(conversation))
    conversation = _answered(moment, conversation, reply)
    moment.save(replace(conversation, photo_album=photo.album))


def _add(moment: Moment, conversation: Conversation, photo: Photo) -> Conversation:
    full = len(conversation.photos) >= PHOTOS_AT_MOST
    photos = conversation.photos if full else (*conversation.photos, photo)
    reply = pausing.photos_added(
        len(photos), _way_on(conversation), full=len(photos) >= PHOTOS_AT_MOST
    )
    same_album = photo.album is not None and photo.album == conversation.photo_album
    if conversation.photo_reply and same_album:
        moment.edit(conversation.photo_reply, reply)
    else:
        conversation = _answered(moment, conversation, reply)
    conversation = replace(conversation, photos=photos, photo_album=photo.album)
    if conversation.showing == SUMMARY:
        Conversing(moment, conversation).refresh()
    return moment.save(conversation)


def _way_on(conversation: Conversation) -> Button | None:
    """Return the button to the summary, where a photo pushes the way to it off the screen."""
    if conversation.showing == PHOTOS:
        return pausing.done(conversation.id)
    return pausing.to_summary(conversation.id) if conversation.showing == SUMMARY else None


def _answered(moment: Moment, conversation: Conversation, reply: Message) -> Conversation:
    """Reply in a new message; "Klaar" stands under the newest one only."""
    sent = moment.send(reply)
    if conversation.showing == PHOTOS and conversation.prompt:
        moment.strip(conversation.prompt)
        conversation = replace(conversation, prompt=sent)
    return replace(conversation, photo_reply=sent)
