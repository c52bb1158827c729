"""Pressing buttons: inline ones, those of the reply keyboard, and forged ones."""

from abc import abstractmethod
from dataclasses import dataclass

from bot.simulator.chats import Chat, Message, message_json
from bot.simulator.refusals import Json
from bot.simulator.state import State


class NotPossible(Exception):  # noqa: N818 - said to a test or a page
    """A person cannot do this now."""


@dataclass
class Query:
    """A press that waits for the bot's answer."""

    query_id: str
    user_id: int
    message_id: int
    data: str
    date: int
    answered: bool = False


class Keys(State):
    """The presses of people."""

    @abstractmethod
    def type(self, user_id: int, text: str) -> int:
        """Types a text."""

    @abstractmethod
    def share_contact(self, user_id: int, phone: str | None = None, own: bool = True) -> int:
        """Shares a contact card."""

    def open_chat(self, user_id: int) -> Chat:
        """The chat of a person who can write in it."""
        chat = self.chats[user_id]
        if chat.blocked:
            said = f"{user_id} has blocked the bot"
            raise NotPossible(said)
        return chat

    def press(self, user_id: int, label: str, message_id: int | None = None) -> str | int | None:
        """Presses the newest button with this label: in a message or on the reply keyboard.

        Returns the id of the callback query, or of the message that it sends; None when the
        bot hears nothing of it (copying, opening a link).
        """
        chat = self.open_chat(user_id)
        message = self._with_button(chat, label, message_id)
        replies = message_id is None and label in chat.reply_labels
        if replies and (message is None or message.message_id < chat.reply_keyboard_from):
            return self._press_reply(chat, label)
        if message is None:
            seen = [*chat.reply_labels, *(b for m in chat.messages for b in m.buttons)]
            said = f"no button {label!r} among {seen}"
            raise NotPossible(said)
        return self._press_inline(chat, message, message.button(label) or {})

    def press_data(self, user_id: int, message_id: int, data: str) -> str:
        """Sends button data for a message, whether it has such a button or not."""
        chat = self.open_chat(user_id)
        query = Query(str(self.next_number()), user_id, message_id, data, self.time())
        self.queries[query.query_id] = query
        message = chat.find(message_id)
        payload = {
            "id": query.query_id,
            "from": chat.user.to_json(),
            "message": message_json(chat, message, self.bot_json())
            if message
            else {"chat": chat.to_json(), "message_id": message_id, "date": 0},
            "chat_instance": str(-7_000_000_000_000_000 - user_id),
            "data": data,
        }
        self.queue.put("callback_query", payload)
        self.changed(user_id)
        return query.query_id

    @staticmethod
    def _with_button(chat: Chat, label: str, message_id: int | None) -> Message | None:
        wanted = (m for m in reversed(chat.messages) if message_id in {None, m.message_id})
        return next((m for m in wanted if m.button(label)), None)

    def _press_inline(self, chat: Chat, message: Message, button: Json) -> str | None:
        user_id = chat.user.user_id
        if "callback_data" in button:
            return self.press_data(user_id, message.message_id, button["callback_data"])
        if "copy_text" in button:
            self.clipboards[user_id] = button["copy_text"]["text"]
        return None

    def _press_reply(self, chat: Chat, label: str) -> int:
        keyboard = chat.reply_keyboard
        rows = keyboard.rows if keyboard else []
        button = next(b for row in rows for b in row if b["text"] == label)
        if keyboard and keyboard.one_time:
            chat.reply_keyboard = None
        user_id = chat.user.user_id
        if button.get("request_contact"):
            return self.share_contact(user_id)
        return self.type(user_id, label)
