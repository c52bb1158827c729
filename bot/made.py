"""What is expensive to make, and so is made when it is sent: a chart, an export. Pure."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.message import Message
from bot.records import Delivery


@dataclass(frozen=True)
class Made:
    """A file ready to be sent, with the words and buttons under it."""

    name: str
    content: bytes
    caption: Message | None = None


Make = Callable[[Delivery], Awaitable[Made]]
"""Makes what a delivery asks for, off the event loop."""
