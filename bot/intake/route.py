"""What a command, a button or typed words lead to, and what a person must be allowed for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.buttons import Press
from bot.changes import Expected
from bot.intake.moment import Moment
from bot.people import Deed
from bot.records import Conversation

Typed = Callable[[Moment, Expected, str], Awaitable[None]]
Command = Callable[[Moment, str], Awaitable[None]]
Pressing = Callable[[Moment, Press], Awaitable[None]]
InConversation = Callable[[Moment, Conversation, Press], Awaitable[None]]


@dataclass(frozen=True)
class Route:
    """What a command leads to, and what it takes."""

    deed: Deed
    go: Command


@dataclass(frozen=True)
class TypedRoute:
    """What words lead to that someone was asked to type."""

    deed: Deed
    go: Typed


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
