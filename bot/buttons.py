"""What a button carries: a verb and a few words, at most 64 bytes.

Pure. It can be forged and proves nothing: `intake/routes.py` asks for permission, the store for
ownership.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

AT_MOST = 64
"""Bytes that Telegram allows; python-telegram-bot does not check it."""

MOST = 2**63 - 1
"""The largest number that SQLite holds."""


class Verb(StrEnum):
    """What pressing a button asks for."""

    MENU = "menu"
    ANSWER = "answer"
    EXPLAIN = "explain"
    AGAIN = "again"
    CHANGE = "change"
    LINES = "lines"
    SUMMARY = "summary"
    PHOTOS = "photos"
    BACK = "back"
    KEEP = "keep"
    STOP = "stop"
    RESUME = "resume"
    PARK = "park"
    DROP = "drop"
    ANEW = "anew"
    SEND = "send"
    NOT_BSN = "not_bsn"
    STEP = "step"
    FILL = "fill"
    CARD_HELP = "card_help"
    SAVE = "save"
    CARD_STOP = "card_stop"
    CARD_ON = "card_on"
    CARD_NEW = "card_new"
    TASK = "task"
    WITHDRAW = "withdraw"
    WITHDRAW_YES = "withdraw_yes"
    CHECK = "check"
    CHECKS = "checks"
    INVITE = "invite"
    FIGURES = "figures"
    EXPORT = "export"
    MAKE_EXPORT = "make_export"
    CHECK_AGAIN = "check_again"
    CHECK_DELETE = "check_delete"
    CHECK_GONE = "check_gone"
    OVERRIDE = "override"
    BROWSE = "browse"
    BROWSE_BY = "browse_by"
    BROWSE_TASK = "one_task"
    TEAM = "team"
    MEMBER = "member"
    REVOKE = "revoke"
    REVOKE_YES = "revoke_yes"
    HAND_OVER = "hand_over"
    RENAME = "rename"
    MY_NAME = "my_name"
    INVITES = "invites"
    UNINVITE = "uninvite"
    REVIEW = "review"
    QUEUE = "queue"
    FILTER = "filter"
    DECIDE = "decide"
    REASON = "reason"
    TARGET = "target"
    ABOUT = "about"
    PREVIEW = "preview"
    CONFIRM = "confirm"
    UNDO = "undo"
    NOTE = "note"
    SEE_PHOTOS = "see_photos"
    READ = "read"
    STILL = "still"
    CHANGED = "changed"
    DIGEST = "digest"
    ERASE = "erase"
    LOG = "log"
    UNPHOTO = "unphoto"
    UNVOICE = "unvoice"
    SEE_VOICES = "see_voices"
    LANGUAGE = "language"
    AS_TASK = "as_task"


@dataclass(frozen=True)
class Press:
    """A verb with its words, and with the number it is about if it has one."""

    verb: Verb
    number: int = 0
    words: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The first word, or nothing."""
        return self.words[0] if self.words else ""


def data(verb: Verb, number: int = 0, *words: str) -> str:
    """Return the data for a button. ValueError when it would not fit in one."""
    carried = ":".join((verb, str(number), *words))
    if len(carried.encode()) > AT_MOST:
        raise ValueError(carried)
    return carried


def read(carried: str) -> Press | None:
    """Return what a button asks for; None for anything that no button of ours carries."""
    verb, _, rest = carried.partition(":")
    number, _, words = rest.partition(":")
    if verb not in set(Verb) or not (number.isascii() and number.isdigit() and len(number) < 20):
        return None
    if int(number) > MOST:
        return None
    return Press(Verb(verb), int(number), tuple(words.split(":")) if words else ())
