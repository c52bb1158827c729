"""The updates that wait for the bot: kept until it confirms them, as Telegram does."""

import asyncio

from bot.simulator.refusals import CONFLICT, Json, Refusal

UNASKED = ("chat_member", "message_reaction", "message_reaction_count")


class Queue:
    """Updates in order, redelivered until a higher offset confirms them."""

    def __init__(self, first_id: int = 100_000_001) -> None:
        self.waiting: list[Json] = []
        self.allowed: list[str] = []
        self._next_id = first_id
        self.news = asyncio.Event()
        """Set when there is an update more."""
        self._poll: asyncio.Future[None] | None = None

    def put(self, kind: str, payload: Json) -> int:
        """Adds an update, wakes the poll that waits, and returns its id."""
        update_id = self._next_id
        self._next_id += 1
        if kind in self.allowed if self.allowed else kind not in UNASKED:
            self.waiting.append({"update_id": update_id, kind: payload})
            self._wake()
        return update_id

    def jump(self, update_id: int) -> None:
        """Lets the ids go on from another number, as after an idle week."""
        self._next_id = update_id

    def repeat(self, update: Json) -> None:
        """Delivers an update again, as Telegram may."""
        self.waiting.append(update)
        self._wake()

    def confirm(self, offset: int) -> None:
        """Forgets the updates before the offset; a negative one keeps only the last few."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]

    def taken(self, update: Json) -> None:
        """Forgets one update, which the webhook took."""
        self.waiting = [other for other in self.waiting if other is not update]

    async def updates(self, offset: int = 0, limit: int = 100, wait: float = 0) -> list[Json]:
        """The oldest unconfirmed ones; waits until there is one or the time is over.

        A second poll ends the first with Telegram's 409.
        """
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refusal(409, CONFLICT))
        self.confirm(offset)
        if not self.waiting and wait > 0:
            await self._arrival(wait)
        return self.waiting[: limit if 1 <= limit <= 100 else 100]

    async def _arrival(self, wait: float) -> None:
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            await asyncio.wait({poll}, timeout=wait)
            if poll.done():
                poll.result()
        finally:
            poll.cancel()

    def _wake(self) -> None:
        self.news.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
