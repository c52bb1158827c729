"""The buttons under a question and under the summary."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Press
from bot.intake import voices
from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.playing import LINES, PHOTOS, play
from bot.records import SUMMARY, Conversation, Status
from bot.views import asking, confirming, pausing
from conversations import current
from conversations.replies import Chosen, Raw
from conversations.turn import Answered, Back, Confirmed, Reopened, Skipped, Started


async def answered(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Take the answer that a button stands for."""
    key, value = press.word, ":".join(press.words[1:])
    raw: Raw = Chosen(value)
    await play(moment, conversation, Answered(raw, key))


async def explain(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Show the help of the open question, in the question's own message."""
    _reshow(moment, conversation, press.word, explained=True)


async def again(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Show the open question as it was first asked, in its own message."""
    _reshow(moment, conversation, press.word, explained=False)


def _reshow(moment: Moment, conversation: Conversation, key: str, *, explained: bool) -> None:
    if conversation.showing != key or key not in moment.flow(conversation).by_key:
        return
    flow = moment.flow(conversation)
    alone = conversation.status is Status.ASKED
    said_again = asking.question(
        conversation.id, flow, conversation.state, key, explained=explained, alone=alone
    )
    moment.edit(moment.pressed(), said_again)


async def change(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Open a question again."""
    await play(moment, conversation, Reopened(press.word))


async def back(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Go to the question before; a button of an older question only shows the open one."""
    flow = moment.flow(conversation)
    asked = current(flow, conversation.state)
    open_one = asked is not None and asked.key == press.word
    await play(moment, conversation, Back() if open_one else Started())


async def keep(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Leave an answer as it was."""
    await play(moment, conversation, Skipped())


async def send(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Hand in the proposal."""
    await play(moment, conversation, Confirmed())


async def choose_line(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Show all answers as buttons, in the summary's own message where its button was pressed."""
    flow = moment.flow(conversation)
    if conversation.showing == SUMMARY:
        answers = flow.counting(conversation.state.answers)
        lines = confirming.choose_line(conversation.id, flow, answers)
        if _is_its_own(moment, conversation):
            moment.edit(moment.pressed(), lines)
            moment.save(replace(conversation, showing=LINES))
        else:
            Conversing(moment, conversation).show(lines, LINES)
    else:
        await play(moment, conversation, Started())


async def show_summary(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Go back to the summary: from its lines in place, else in a new message below."""
    own = _is_its_own(moment, conversation)
    if conversation.showing == LINES and own:
        conversing = Conversing(moment, moment.save(replace(conversation, showing=SUMMARY)))
        moment.edit(moment.pressed(), conversing.summary())
    else:
        if not own:
            moment.strip(moment.pressed())
        await play(moment, conversation, Skipped())


def _is_its_own(moment: Moment, conversation: Conversation) -> bool:
    """Tell whether the button stood under what the conversation shows, not under a reply."""
    return conversation.prompt is not None and conversation.prompt.message_id == (
        moment.incoming.message_id
    )


async def without_photos(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Take the photos off again; they can be sent once more."""
    none = replace(conversation, photos=(), photo_album=None, photo_reply=None)
    await voices.shown_again(moment, none)


async def without_voices(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Take the voice messages off again."""
    await voices.without_voices(moment, conversation)


async def ask_photos(moment: Moment, conversation: Conversation, press: Press) -> None:
    """Invite the person to send photos."""
    Conversing(moment, conversation).show(pausing.photos(conversation.id), PHOTOS)
