"""What is made only when it is sent: a chart, an export, a work list. Pure."""

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


Product = Made | Message | None
"""What comes of it: a file, a message, or nothing, when there is nothing left to send."""

Make = Callable[[Delivery], Awaitable[Product]]
"""Makes what a delivery asks for, off the event loop."""
