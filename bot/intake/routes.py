"""Which command or button leads where, and what a person must be allowed to do for it.

The one table of permissions in use: `dispatch.py` asks for each of them before anything happens.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.buttons import Press, Verb
from bot.intake import (
    checking,
    following,
    informing,
    joining,
    pausing,
    playing,
    proposing,
    steering,
)
from bot.intake.moment import Moment
from bot.people import Deed
from bot.records import Conversation

Command = Callable[[Moment, str], Awaitable[None]]
Pressing = Callable[[Moment, Press], Awaitable[None]]
InConversation = Callable[[Moment, Conversation, Press], Awaitable[None]]


@dataclass(frozen=True)
class Route:
    """What a command leads to, and what it takes."""

    deed: Deed
    go: Command


@dataclass(frozen=True)
class PressRoute:
    """What a button leads to that stands on its own."""

    deed: Deed
    go: Pressing


@dataclass(frozen=True)
class ConversationRoute:
    """What a button leads to that belongs to a conversation of the person's own."""

    deed: Deed
    flow: str
    go: InConversation


COMMANDS: Mapping[str, Route] = {
    "start": Route(Deed.READ, informing.start),
    "join": Route(Deed.JOIN, joining.join),
    "help": Route(Deed.READ, informing.help_),
    "over": Route(Deed.READ, informing.about),
    "privacy": Route(Deed.READ, informing.privacy),
    "taak": Route(Deed.PROPOSE, proposing.propose),
    "stop": Route(Deed.PROPOSE, pausing.stop_command),
    "mijntaken": Route(Deed.FOLLOW, following.mine),
    "check": Route(Deed.CHECK, checking.check),
    "checks": Route(Deed.CHECK, checking.saved_checks),
    "uitnodigen": Route(Deed.INVITE, joining.choose_role),
}

MENU: Mapping[str, str] = {
    "propose": "taak",
    "tasks": "mijntaken",
    "about": "over",
    "privacy": "privacy",
    "check": "check",
    "invite": "uitnodigen",
}
"""What the buttons of the menu stand for: a command, with the permission that it takes."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "taak": ("taak voorstellen", "taak", "voorstel", "nieuwe taak", "propose a task"),
    "mijntaken": ("mijn taken", "mijn voorstellen", "my tasks"),
    "over": ("over de basisbaan", "basisbaan", "wat is een basisbaan"),
    "privacy": ("privacy",),
    "help": ("help", "hulp", "menu", "uitleg"),
    "check": ("kandidaat toetsen", "toetsen", "nieuwe toets"),
    "checks": ("mijn toetsen", "toetsen bekijken"),
    "start": ("hallo", "hoi", "goedendag", "goedemorgen", "goedemiddag", "hello", "start"),
}
"""What people type outside a conversation instead of a command."""


def _propose(verb_goes: InConversation) -> ConversationRoute:
    return ConversationRoute(Deed.PROPOSE, playing.FLOW, verb_goes)


def _check(verb_goes: InConversation) -> ConversationRoute:
    return ConversationRoute(Deed.CHECK, checking.FLOW, verb_goes)


VERBS: Mapping[Verb, PressRoute | ConversationRoute] = {
    Verb.ANSWER: _propose(steering.answered),
    Verb.EXPLAIN: _propose(steering.explain),
    Verb.AGAIN: _propose(steering.again),
    Verb.CHANGE: _propose(steering.change),
    Verb.LINES: _propose(steering.choose_line),
    Verb.SUMMARY: _propose(steering.show_summary),
    Verb.PHOTOS: _propose(steering.ask_photos),
    Verb.BACK: _propose(steering.back),
    Verb.KEEP: _propose(steering.keep),
    Verb.STOP: _propose(pausing.stop_pressed),
    Verb.RESUME: _propose(pausing.resume),
    Verb.PARK: _propose(pausing.park),
    Verb.DROP: _propose(pausing.drop),
    Verb.ANEW: _propose(pausing.anew),
    Verb.SEND: _propose(steering.send),
    Verb.STEP: _check(checking.step),
    Verb.FILL: _check(checking.fill),
    Verb.CARD_HELP: _check(checking.explain),
    Verb.SAVE: _check(checking.save),
    Verb.CARD_STOP: _check(checking.stop),
    Verb.TASK: PressRoute(Deed.FOLLOW, following.open_task),
    Verb.WITHDRAW: PressRoute(Deed.FOLLOW, following.ask_to_withdraw),
    Verb.WITHDRAW_YES: PressRoute(Deed.FOLLOW, following.withdraw),
    Verb.CHECK: PressRoute(Deed.CHECK, checking.open_check),
    Verb.CHECKS: PressRoute(Deed.CHECK, checking.page),
    Verb.INVITE: PressRoute(Deed.INVITE, joining.make_invite),
}
