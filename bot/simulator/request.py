"""One request to the Bot API: its parameters read, and the usual questions asked of it."""

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.simulator.chats import Chat
from bot.simulator.formatting import Formatted, parse_html, trimmed
from bot.simulator.refusals import BLOCKED, CHAT_NOT_FOUND, Json, Refusal, bad_request
from bot.simulator.state import State

STRUCTURED = {
    "allowed_updates",
    "caption_entities",
    "commands",
    "entities",
    "link_preview_options",
    "media",
    "menu_button",
    "message_ids",
    "reaction",
    "reply_markup",
    "reply_parameters",
    "scope",
}
INTEGERS = {
    "cache_time",
    "chat_id",
    "duration",
    "limit",
    "max_connections",
    "message_id",
    "message_thread_id",
    "offset",
    "timeout",
    "user_id",
}
FLAGS = {
    "allow_paid_broadcast",
    "disable_content_type_detection",
    "disable_notification",
    "drop_pending_updates",
    "has_spoiler",
    "is_big",
    "protect_content",
    "show_alert",
    "show_caption_above_media",
}


class Upload(NamedTuple):
    """A file in a request."""

    name: str
    content: bytes
    mime: str = ""


@dataclass
class Request:
    """A call with its parameters decoded."""

    world: State
    method: str
    params: Json
    files: dict[str, Upload] = field(default_factory=dict)

    def chat(self) -> Chat:
        """The chat that it is about, or Telegram's refusal."""
        chat_id = self.params.get("chat_id")
        if chat_id in {None, ""}:
            raise bad_request("chat_id is empty")
        chat = self.world.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not chat.started:
            raise bad_request(CHAT_NOT_FOUND)
        return chat

    def open_chat(self) -> Chat:
        """The same, of a person who has not blocked the bot."""
        chat = self.chat()
        if chat.blocked:
            raise Refusal(403, BLOCKED)
        return chat

    def formatted(self, name: str, params: Json | None = None) -> Formatted:
        """The text in a parameter, parsed as its parse_mode says."""
        given = self.params if params is None else params
        text = given.get(name) or ""
        mode = str(given.get("parse_mode") or "").lower()
        if mode == "html":
            return trimmed(parse_html(text))
        if mode in {"markdown", "markdownv2"}:
            raise bad_request("the simulator reads HTML only")
        if mode:
            raise bad_request("unsupported parse_mode")
        entities = given.get("entities" if name == "text" else f"{name}_entities")
        return trimmed(Formatted(text, list(entities or [])))

    def upload(self, reference: str) -> Upload | None:
        """The uploaded file that `attach://name` refers to."""
        scheme = "attach://"
        return self.files.get(reference.removeprefix(scheme)) if scheme in reference else None


def decoded(params: Json, files: dict[str, Upload]) -> Json:
    """The parameters with their JSON types, however the client wrote them.

    A file uploaded under the name of its parameter becomes `attach://name`.
    """
    read = {name: _decoded(name, value) for name, value in params.items()}
    referred = json.dumps(read)
    for name in files:
        if f"attach://{name}" not in referred:
            read[name] = f"attach://{name}"
    return read


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in STRUCTURED:
        try:
            return json.loads(value)
        except ValueError:
            said = f"can't parse {name.replace('_', ' ')} JSON object"
            raise bad_request(said) from None
    if name in INTEGERS and value.removeprefix("-").isdigit():
        return int(value)
    if name in FLAGS and value.lower() in {"true", "false", "1", "0"}:
        return value.lower() in {"true", "1"}
    return value
