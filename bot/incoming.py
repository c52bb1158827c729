"""What came in, without Telegram: who, and what they did. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.records import Photo, Voice


@dataclass(frozen=True)
class Said:
    """Someone typed words."""

    words: str


@dataclass(frozen=True)
class Edited:
    """Someone changed the words of an earlier message."""

    words: str


@dataclass(frozen=True)
class Commanded:
    """Someone gave a command, with what stood behind it."""

    command: str
    rest: str = ""
    first_name: str = ""
    """What Telegram calls who comes with an invitation; of nobody else is it read."""


@dataclass(frozen=True)
class Pressed:
    """Someone pressed a button under a message."""

    data: str
    query_id: str


@dataclass(frozen=True)
class Pictured:
    """Someone sent a photo, alone or as one of an album."""

    photo: Photo


@dataclass(frozen=True)
class Spoken:
    """Someone sent a voice message."""

    voice: Voice
    caption: str = ""


@dataclass(frozen=True)
class Located:
    """Someone shared a place on the map. Used at once, kept nowhere."""

    latitude: float = field(repr=False)
    longitude: float = field(repr=False)


@dataclass(frozen=True)
class SharedContact:
    """Someone shared a contact; `own` when it is the sender's."""

    number: str
    own: bool


@dataclass(frozen=True)
class Unreadable:
    """Someone sent something that the bot cannot read: a sticker, a poll, a video."""

    caption: str = ""
    picture: bool = False
    """A photo that was sent as a file."""


@dataclass(frozen=True)
class Blocked:
    """Someone blocked the bot."""


@dataclass(frozen=True)
class Returned:
    """Someone lifted the block."""


@dataclass(frozen=True)
class Elsewhere:
    """The bot is in a group or a channel. Who is there, and what they say, is not read."""

    can_write: bool = True
    """Whether a word of goodbye is for those who talk there, and not for all who read a channel."""


@dataclass(frozen=True)
class Flooded:
    """Someone sent more than can be answered; it was not read."""

    query_id: str = ""
    """Of a button that was pressed."""
    told: bool = False
    """Whether they heard so already."""


What = (
    Said
    | Edited
    | Commanded
    | Pressed
    | Pictured
    | Spoken
    | Located
    | SharedContact
    | Unreadable
    | Blocked
    | Returned
    | Elsewhere
    | Flooded
)


@dataclass(frozen=True)
class Incoming:
    """One update of one person in a private chat, or of a chat of several people."""

    update_id: int
    person_id: int
    """Telegram's number of the person, and of their chat; below zero it is a group's."""
    what: What
    message_id: int = 0
    """The person's message, or the one under which a button was pressed."""
    doubtful: bool = False
    """Whether the person may have seen a message of which Telegram has not told the number."""
    language: str = ""
    """What their Telegram is set to, such as "nl" or "pt-br"; of newcomers only it is used."""
