"""Someone types while nothing is open: a story is offered as the task, a yes begins one.

The text waits for their yes where all waits that words were asked for: until what they do next.
"""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Press
from bot.intake import proposing
from bot.intake.moment import Moment
from bot.intake.once import send_once
from bot.intake.playing import FLOW, play
from bot.store import proposals
from bot.views import explaining
from conversations.answers import Accepted, understand
from conversations.asides import noted, tells_much
from conversations.replies import Typed
from conversations.turn import Started, State
from conversations.wishing import hesitates, whether_task, wish

PURPOSE = "task"
"""The next words say whether what was typed is a task."""

DESCRIPTION = "description"


def offer(moment: Moment, words: str) -> None:
    """Ask whether this is the task that they propose."""
    sent = moment.send(explaining.as_task())
    moment.expect(PURPOSE, 0, words, sent)


async def answered(moment: Moment, words: str) -> bool:
    """Take a typed yes or no to the offer, or more of the story; other words are for else.

    What begins as an answer is never made part of the story.
    """
    awaited = moment.expected
    if awaited is None or awaited.purpose != PURPOSE:
        return False
    moment.expect_nothing()
    if awaited.prompt:
        moment.strip(awaited.prompt)
    meant = whether_task(words)
    if meant:
        await _decided(moment, awaited.content, yes=meant == "yes")
    elif tells_much(words) and not wish(words):
        if hesitates(words):
            return offered_again(moment)
        offer(moment, f"{awaited.content}\n{words}")
        return True
    return bool(meant)


def offered_again(moment: Moment) -> bool:
    """Ask once more, if an offer stands, after words that nobody understood: the text stays."""
    awaited = moment.expected
    if awaited is None or awaited.purpose != PURPOSE:
        return False
    moment.expect(PURPOSE, 0, awaited.content, moment.send(explaining.as_task(again=True)))
    return True


async def pressed(moment: Moment, press: Press) -> None:
    """Take the press; a button of an older offer begins a proposal without the text."""
    moment.strip(moment.pressed())
    awaited = moment.expected
    asks_it = awaited is not None and awaited.purpose == PURPOSE and awaited.prompt
    newest = asks_it and asks_it.message_id == moment.incoming.message_id
    words = awaited.content if awaited and newest else ""
    await _decided(moment, words, yes=press.word == "yes")


async def _decided(moment: Moment, words: str, *, yes: bool) -> None:
    if not yes:
        moment.send(explaining.not_kept())
    elif moment.open(FLOW) or not _describes(moment, words):
        await proposing.propose(moment)
    else:
        begun = moment.begin(FLOW)
        state = State({DESCRIPTION: words.strip()})
        await play(moment, replace(begun, state=state), Started())


def _describes(moment: Moment, words: str) -> bool:
    asked = moment.setting.flows[FLOW].by_key[DESCRIPTION]
    return isinstance(understand(asked, Typed(words)), Accepted)


async def agreed(moment: Moment, words: str) -> None:
    """Take a yes while nothing is open: the welcome invites to propose; who did so is asked."""
    if not await proposals.of_person(await moment.reading(), moment.person.id, 1):
        await proposing.propose(moment)
    elif noted(words):
        send_once(moment, explaining.welcome())
    else:
        send_once(moment, explaining.want_to())
