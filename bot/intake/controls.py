"""What typed words stand for instead of a button: "terug", "versturen", yes to the summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.intake.conversing import Conversing
from bot.intake.moment import Moment
from bot.intake.onscreen import is_above
from bot.intake.pausing import stop
from bot.intake.playing import LINES, PHOTOS, play
from bot.records import SUMMARY, Conversation, Status
from bot.views import confirming, pausing
from conversations import advice
from conversations.flow import FreeText
from conversations.turn import Back, Confirmed, Skipped
from conversations.verdict import Outcome
from conversations.words import NO, YES, match

LONGEST_CONTROL = 24
"""Characters of typed words that may stand for a button."""

CONTROLS: Mapping[str, tuple[str, ...]] = {
    "back": ("terug", "vorige", "back"),
    "stop": ("stop", "stoppen", "annuleren", "cancel"),
    "keep": ("overslaan", "zo laten", "skip"),
    "send": ("versturen", "verstuur", "toch versturen", "send"),
}
BARE_CONTROLS = {word: control for control, said in CONTROLS.items() for word in said}
AS_IT_IS = "as it is"
"""What is offered to who says yes to a summary that is not all right."""

WAYS_OUT = frozenset({"back", "stop", "send"})
"""What a question of a coordinator has no button for."""

AT_THE_SUMMARY: Mapping[str, tuple[str, ...]] = {
    "change": ("aanpassen", "iets aanpassen", "iets anders aanpassen", "change something"),
    "photos": ("foto's toevoegen", "foto toevoegen", "foto's", "photos", "add photos"),
}
"""What typed words may stand for beside that, where the summary stands."""


def control_of(moment: Moment, conversation: Conversation, words: str) -> str | None:
    """Return the button that typed words stand for; yes to a summary that is right sends it."""
    asked = moment.asked(conversation)
    if asked and isinstance(asked.kind, FreeText):
        bare = words.strip(" .!").casefold()
        if asked.optional and match(words, {"no": NO}):
            return "keep"
        return BARE_CONTROLS.get(bare)
    whole = conversation.showing in {SUMMARY, LINES}
    known = {**CONTROLS, **AT_THE_SUMMARY} if whole else CONTROLS
    found = match(words, known) if len(words) < LONGEST_CONTROL else None
    if found is None and conversation.showing == SUMMARY:
        return _confirmed(moment, conversation, words)
    return found


def _confirmed(moment: Moment, conversation: Conversation, words: str) -> str | None:
    """Return what yes or no to the summary stands for; yes sends it, if need be said twice."""
    meant = match(words, {"yes": YES, "no": NO})
    anyway = conversation.offered == AS_IT_IS
    if meant is None or (conversation.side and not anyway):
        return None  # below the summary stands another question
    if meant == "no":
        return "change"
    met = advice(moment.flow(conversation), conversation.state).overall is Outcome.MET
    twice = anyway and is_above(conversation.side, moment.incoming.message_id)
    return "send" if met or twice else "sure"


async def do(moment: Moment, conversation: Conversation, control: str) -> None:
    """Do what a button does that typed words stand for."""
    flow = moment.flow(conversation)
    if conversation.status is Status.ASKED:
        await play(moment, conversation, Skipped())
    elif control == "stop":
        await stop(moment, conversation)
    elif control == "back":
        await play(moment, conversation, Back())
    elif control == "change":
        lines = confirming.choose_line(
            conversation.id, flow, flow.counting(conversation.state.answers)
        )
        Conversing(moment, conversation).show(lines, LINES)
    elif control == "sure":
        _ask_whether_as_it_is(moment, conversation)
    elif control == "photos":
        Conversing(moment, conversation).show(pausing.photos(conversation.id), PHOTOS)
    elif control == "send" and conversation.showing == SUMMARY:
        await play(moment, conversation, Confirmed())
    else:
        await play(moment, conversation, Skipped())


def _ask_whether_as_it_is(moment: Moment, conversation: Conversation) -> None:
    if conversation.side:
        moment.delete(conversation.side)
    sent = moment.send(confirming.as_it_is(conversation.id))
    moment.save(replace(conversation, side=sent, offered=AS_IT_IS))
