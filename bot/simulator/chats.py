"""What stands in a chat: the messages as a person sees them, and the keyboard below."""

from dataclasses import dataclass, field

from bot.simulator.markup import Reply, Rows
from bot.simulator.refusals import Json


@dataclass
class User:
    """A person with a phone."""

    user_id: int
    first_name: str
    language_code: str = "nl"
    phone: str = ""

    def to_json(self) -> Json:
        """The Bot API's User."""
        return {
            "id": self.user_id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }


@dataclass
class Message:
    """One message that is in sight."""

    message_id: int
    by_bot: bool
    date: int
    text: str = ""
    html: str = ""
    entities: list[Json] = field(default_factory=list)
    carries: Json = field(default_factory=dict)  # what else the Bot API's Message has: photo, …
    inline: Rows = field(default_factory=list)
    editable: bool = True
    edit_date: int | None = None
    reaction: str = ""

    @property
    def photos(self) -> list[str]:
        """The file id of the largest size of its photo, in a list; empty without one."""
        sizes: list[Json] = self.carries.get("photo", [])
        return [sizes[-1]["file_id"]] if sizes else []

    @property
    def buttons(self) -> list[str]:
        """The labels of its inline buttons, in reading order."""
        return [button["text"] for row in self.inline for button in row]

    def button(self, label: str) -> Json | None:
        """The first inline button with this label."""
        found = (button for row in self.inline for button in row if button["text"] == label)
        return next(found, None)


@dataclass
class Chat:
    """A private chat with the bot."""

    user: User
    started: bool = False
    blocked: bool = False
    messages: list[Message] = field(default_factory=list)
    reply_keyboard: Reply | None = None
    reply_keyboard_from: int = 0  # the message that brought the keyboard
    forced_placeholder: str = ""
    last_id: int = 0
    typing: int = 0  # counts the chat actions
    action: str = ""

    def next_id(self) -> int:
        """A new message id, higher than every earlier one of both sides."""
        self.last_id += 1
        return self.last_id

    def find(self, message_id: int) -> Message | None:
        """The message with this id, if it is still in sight."""
        return next((m for m in reversed(self.messages) if m.message_id == message_id), None)

    @property
    def last(self) -> Message:
        """The newest message."""
        return self.messages[-1]

    @property
    def placeholder(self) -> str:
        """What the input field says while it is empty."""
        return self.reply_keyboard.placeholder if self.reply_keyboard else self.forced_placeholder

    @property
    def reply_labels(self) -> list[str]:
        """The labels of the reply keyboard."""
        rows = self.reply_keyboard.rows if self.reply_keyboard else []
        return [button["text"] for row in rows for button in row]

    def to_json(self) -> Json:
        """The Bot API's Chat."""
        return {"id": self.user.user_id, "first_name": self.user.first_name, "type": "private"}


def message_json(chat: Chat, message: Message, bot: Json) -> Json:
    """The Bot API's Message."""
    sent: Json = {
        "message_id": message.message_id,
        "from": bot if message.by_bot else chat.user.to_json(),
        "chat": chat.to_json(),
        "date": message.date,
        **message.carries,
    }
    captioned = any(kind in message.carries for kind in CAPTIONED)
    if message.text:
        sent["caption" if captioned else "text"] = message.text
    if message.entities:
        sent["caption_entities" if captioned else "entities"] = message.entities
    if message.edit_date is not None:
        sent["edit_date"] = message.edit_date
    if message.inline:
        sent["reply_markup"] = {"inline_keyboard": message.inline}
    return sent


CAPTIONED = ("photo", "document", "voice", "video", "audio", "animation")
