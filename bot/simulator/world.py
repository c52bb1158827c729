"""The world on the other side of the Bot API: people, their chats, and what the bot did."""

from bot.simulator.acts import Acts
from bot.simulator.chats import Chat, Message, User
from bot.simulator.keys import NotPossible
from bot.simulator.refusals import Json
from bot.simulator.state import Call, Toast

__all__ = ["Call", "Chat", "Message", "NotPossible", "Toast", "User", "World"]


class World(Acts):
    """A Telegram of one bot. People act, the bot calls; both see the same chats."""

    def chat(self, user_id: int) -> Chat:
        """The chat as this person sees it."""
        return self.chats[user_id]

    def toasts(self, user_id: int) -> list[Toast]:
        """The answers to this person's presses that showed something, oldest first."""
        return self.notices.get(user_id, [])

    def clipboard(self, user_id: int) -> str:
        """What this person copied last."""
        return self.clipboards.get(user_id, "")

    def menu(self, user_id: int) -> list[Json]:
        """The commands in this person's menu: those of the most specific scope."""
        language = self.chats[user_id].user.language_code
        for scope, chat_id in (("chat", user_id), ("all_private_chats", 0), ("default", 0)):
            for code in (language, ""):
                if commands := self.commands.get((scope, chat_id, code)):
                    return commands
        return []

    def called(self, method: str, chat_id: int | None = None) -> list[Call]:
        """The calls of one method, to one chat or to all."""
        return [
            call
            for call in self.calls
            if call.method == method and chat_id in {None, call.params.get("chat_id")}
        ]

    def expire_queries(self) -> None:
        """Makes every press so far too old to be answered."""
        self.queries.clear()

    async def updates(self, offset: int = 0, limit: int = 100, wait: float = 0) -> list[Json]:
        """The updates that the bot has not confirmed; waits for one if there is none."""
        return await self.queue.updates(offset, limit, wait)
