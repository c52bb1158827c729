"""Voice messages: they may say what the task is, and go with a proposal for a colleague to hear."""

from __future__ import annotations

from dataclasses import replace

from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.once import send_once
from bot.intake.pausing import ask_whether_to_go_on
from bot.intake.photos import first_a_task
from bot.intake.playing import FLOW, LINES, PHOTOS, play
from bot.intake.proposing import TOO_EARLY, seen
from bot.message import message
from bot.records import SUMMARY, VOICES_AT_MOST, Conversation, Voice
from bot.views import pausing
from conversations.flow import SPOKEN, FreeText, Question
from conversations.replies import Spoken
from conversations.text import text
from conversations.turn import Answered, Started


async def spoken(moment: Moment, voice: Voice) -> None:
    """Keep a voice message where one can be used; elsewhere say so, and the question stands."""
    conversation = moment.talking(FLOW)
    if conversation is None:
        await first_a_task(moment)
        return
    if conversation.prompt is None:
        ask_whether_to_go_on(moment, conversation)
        return
    asked = moment.asked(conversation)
    if _can_be_spoken(asked) and seen(conversation, moment.incoming.message_id):
        conversation = _keep(moment, conversation, voice)
        answer = Answered(Spoken())
        await play(moment, conversation, answer, moment.incoming.message_id)
    elif _goes_with(moment, conversation):
        conversation = _keep(moment, conversation, voice)
        if conversation.showing == SUMMARY:
            Conversing(moment, conversation).refresh()
    elif not seen(conversation, moment.incoming.message_id):
        send_once(moment, message(text(TOO_EARLY)))
    else:
        await play(moment, conversation, Answered(Spoken()))


def _can_be_spoken(asked: Question | None) -> bool:
    return asked is not None and isinstance(asked.kind, FreeText) and asked.kind.spoken


def _goes_with(moment: Moment, conversation: Conversation) -> bool:
    """Tell whether it adds to what was just told, or to the whole."""
    if conversation.showing in {SUMMARY, LINES, PHOTOS}:
        return True
    return bool(conversation.joining) and not seen(conversation, moment.incoming.message_id)


def _keep(moment: Moment, conversation: Conversation, voice: Voice) -> Conversation:
    """Keep it, unless there are as many as can be; say which of the two."""
    known = voice.unique_id in {kept.unique_id for kept in conversation.voices}
    full = not known and len(conversation.voices) >= VOICES_AT_MOST
    way_on = pausing.to_summary(conversation.id) if conversation.showing == SUMMARY else None
    moment.send(pausing.too_many_voices() if full else pausing.voice_kept(way_on))
    if known or full:
        return conversation
    return moment.save(replace(conversation, voices=(*conversation.voices, voice)))


async def without_voices(moment: Moment, conversation: Conversation) -> None:
    """Take the voice messages off a proposal, and the answer that was only spoken."""
    flow = moment.flow(conversation)
    answers = {
        key: value
        for key, value in conversation.state.answers.items()
        if not (flow.by_key[key].optional and _is_spoken(flow.by_key[key], value))
    }
    state = replace(conversation.state, answers=answers)
    await shown_again(moment, replace(conversation, voices=(), state=state))


def _is_spoken(asked: Question, value: str) -> bool:
    return isinstance(asked.kind, FreeText) and value == SPOKEN


async def shown_again(moment: Moment, conversation: Conversation) -> None:
    """Keep a conversation from which something was taken away, and show what stands."""
    conversation = moment.save(conversation)
    if conversation.showing == SUMMARY:
        Conversing(moment, conversation).refresh()
    else:
        await play(moment, conversation, Started())
