"""Which of someone's open conversations their words are for: what stands lowest on the screen."""

from __future__ import annotations

from collections.abc import Iterable

from bot.records import Conversation, Sent, Status


def is_sent(sent: Sent | None) -> bool:
    """Tell whether Telegram has a message."""
    return sent is not None and sent.message_id is not None


def is_above(sent: Sent | None, other: int) -> bool:
    """Tell whether a message stands above the one with this number."""
    return sent is not None and sent.message_id is not None and sent.message_id < other


def lowest(conversations: Iterable[Conversation], said: int | None = None) -> Conversation | None:
    """Return the one that words go to; one asked back once its question is seen.

    `said`: the number of the message with the words. A question that a coordinator asked after it
    does not draw them away from a proposal that someone is busy with.
    """
    asking = [c for c in conversations if _asks(c)]
    if len(asking) < 2:
        return asking[0] if asking else None
    busy = any(c.status is Status.OPEN and c.prompt for c in asking)
    if busy and said is not None:
        asking = [c for c in asking if c.status is Status.OPEN or is_above(c.prompt, said)]
    return max(asking, key=_place)


def _asks(conversation: Conversation) -> bool:
    if conversation.status is Status.ASKED:
        return is_sent(conversation.prompt)
    return conversation.status is Status.OPEN


def _place(conversation: Conversation) -> float:
    """Order conversations by where their open message stands; one on its way comes last."""
    prompt = conversation.prompt
    if prompt is None:
        return -1
    return prompt.message_id if prompt.message_id is not None else float("inf")
