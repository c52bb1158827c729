"""What people do on their phones; each act becomes the update that Telegram makes of it."""

import re

from bot.simulator.chats import Chat, Message, User, message_json
from bot.simulator.files import sample_picture
from bot.simulator.formatting import as_html, units
from bot.simulator.keys import Keys, NotPossible
from bot.simulator.media import carried
from bot.simulator.refusals import Json

ENTITIES = {
    "bot_command": re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?(?!\S)"),
    "url": re.compile(r"(?:https?://|www\.)[^\s<>]+[^\s<>.,!?)]"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
}


class Acts(Keys):
    """The side of the people."""

    def add_user(
        self,
        user_id: int,
        first_name: str,
        language_code: str = "nl",
        phone: str = "+31612345678",
    ) -> User:
        """Someone with a phone, who has not started the bot yet."""
        user = User(user_id, first_name, language_code, phone)
        self.chats[user_id] = Chat(user)
        self.changed(user_id)
        return user

    def start(self, user_id: int, payload: str = "") -> int:
        """Presses START, or opens a link with a payload; ends a block."""
        if self.chats[user_id].blocked:
            self.unblock(user_id)
        return self.type(user_id, f"/start {payload}".strip())

    def type(self, user_id: int, text: str) -> int:
        """Types a text or a command and sends it."""
        message = Message(
            0, by_bot=False, date=self.time(), text=text, html=as_html(text), entities=found(text)
        )
        return self._send(user_id, message)

    def edit(self, user_id: int, message_id: int, text: str) -> None:
        """Changes one's own message."""
        chat = self.open_chat(user_id)
        message = chat.find(message_id)
        if message is None or message.by_bot:
            said = f"{message_id} is no message of {user_id}"
            raise NotPossible(said)
        message.text, message.html, message.entities = text, as_html(text), found(text)
        message.edit_date = self.time()
        self.queue.put("edited_message", message_json(chat, message, self.bot_json()))
        self.changed(user_id)

    def send_photos(self, user_id: int, n: int = 1, caption: str | None = None) -> list[int]:
        """Sends one picture, or more as an album: one update for each, with one group id."""
        group = self.next_number() if n > 1 else 0
        sent = []
        for number in range(n):
            carries = carried(self.files, "photo", sample_picture(self.next_number()))
            if group:
                carries["media_group_id"] = str(13_000_000_000_000_000 + group)
            text = caption or "" if number == 0 else ""
            message = Message(0, by_bot=False, date=self.time(), text=text, html=as_html(text))
            message.carries = carries
            sent.append(self._send(user_id, message))
        return sent

    def share_contact(self, user_id: int, phone: str | None = None, own: bool = True) -> int:
        """Shares one's own contact card, or somebody else's."""
        user = self.chats[user_id].user
        contact: Json = {"phone_number": phone or user.phone, "first_name": user.first_name}
        if own:
            contact["user_id"] = user_id
        else:
            contact["first_name"] = "Iemand anders"
        return self._send(user_id, self._carrying({"contact": contact}))

    def send_other(self, user_id: int, kind: str) -> int:
        """Sends a sticker, animation, poll, dice, voice, location, video, document or audio."""
        return self._send(user_id, self._carrying(carried(self.files, kind, None)))

    def block(self, user_id: int) -> None:
        """Blocks the bot."""
        self._membership(user_id, blocked=True)

    def unblock(self, user_id: int) -> None:
        """Ends the block."""
        self._membership(user_id, blocked=False)

    def _carrying(self, carries: Json) -> Message:
        return Message(0, by_bot=False, date=self.time(), carries=carries)

    def _send(self, user_id: int, message: Message) -> int:
        chat = self.open_chat(user_id)
        chat.started = True
        message.message_id = chat.next_id()
        chat.messages.append(message)
        chat.forced_placeholder = ""
        self.queue.put("message", message_json(chat, message, self.bot_json()))
        self.changed(user_id)
        return message.message_id

    def _membership(self, user_id: int, blocked: bool) -> None:
        chat = self.chats[user_id]
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        change = {
            "chat": chat.to_json(),
            "from": chat.user.to_json(),
            "date": self.time(),
            "old_chat_member": self._member(old),
            "new_chat_member": self._member(new),
        }
        self.queue.put("my_chat_member", change)
        self.changed(user_id)

    def _member(self, status: str) -> Json:
        member: Json = {"user": self.bot_json(), "status": status}
        return {**member, "until_date": 0} if status == "kicked" else member


def found(text: str) -> list[Json]:
    """The entities that Telegram finds by itself in what a person types."""
    return sorted(
        (
            {
                "type": kind,
                "offset": units(text[: match.start()]),
                "length": units(match.group()),
            }
            for kind, pattern in ENTITIES.items()
            for match in pattern.finditer(text)
        ),
        key=lambda entity: int(str(entity["offset"])),
    )
