"""What people say they want where nothing was asked: to propose a task, or to find work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from conversations.words import NO, YES, match, phrases, plain_words


class Wish(StrEnum):
    """What someone wants; each is named as the command that helps them."""

    PROPOSE = "taak"
    WORK = "over"


PROPOSING = frozenset(phrases("voorstellen|indienen|aanmelden|doorgeven|propose|suggest|submit"))
AROUND_PROPOSING = PROPOSING | frozenset(
    phrases(
        "hallo|hoi|hi|hello|ja|ik|wij|we|i|wil|willen|wilde|zou|kan|mag|graag|ook|weer|nog|hier|nu"
        "|een|nieuwe|taak|klus|iets|voorstel|bij|aan|u|jullie|de|gemeente|want|would|like|to|can|may"
        "|a|an|another|new|task|something|here|please|alsjeblieft|alstublieft"
    )
)
"""Words of a text that only says that someone wants to propose; "plein vegen" is none of them."""

_HELLO = r"^(?:(?:hallo|hoi|goedendag|goedemorgen|goedemiddag|hello|hi)[\s,.!]+)?"
_BESIDE = r"(?:(?:graag|ook|zelf|nu|al|lang|een|wel|naar|betaald|nieuwe|vaste?|leuke?)\s+)*"
FOR_WORK = re.compile(
    rf"{_HELLO}ik\s+(?:ben\s+op\s+)?zoek\s+{_BESIDE}(?:werk|baan|basisbaan|baantje|job)\b"
    rf"|{_HELLO}ik\s+(?:wil|zou)\s+{_BESIDE}(?:basisbaan|baan|solliciteren|aan\s+het\s+werk)\b"
    rf"|{_HELLO}i\s*(?:am|['’]?m)\s+(?:looking|searching)\s+for\s+(?:an?\s+)?"
    r"(?:job|work|basisbaan)\b"
    rf"|{_HELLO}i\s+(?:want|need)\s+(?:an?\s+)?(?:job|work|basisbaan)\b"
)

NO_FIRST = frozenset({"nee", "neen", "neenee", "nope"})
NO_IN_ENGLISH = frozenset(phrases("thanks|thank|i|it|that|this|not|sorry|please"))
"""What follows a "no" that is an answer; "no one sweeps here" is a story."""
NOT_THIS = phrases(
    "dat wil ik niet|ik wil dat niet|ik wil niets voorstellen|ik wil geen taak|dat hoeft niet"
    "|hoeft niet|dit is geen taak|dat is geen taak|het is geen taak|laat maar|this is no task"
    "|this is not a task"
)
YES_FIRST = frozenset(phrases("ja|jazeker|jawel|jaa|yes|yeah|yep"))
RESERVED = frozenset(phrases("niet|geen|maar|nee|not|but|no|misschien|maybe"))
SHORT_YES = 8
"""Words of a yes with something around it: of more, they tell something."""
AS_TASK = (
    *YES,
    *phrases("ja als taak|als taak|yes as a task|as a task|ja voorstellen|graag|heel graag"),
)


def wish(typed: str) -> Wish | None:
    """Return what someone says they want, where they say nothing else."""
    said = set(plain_words(typed))
    if said & PROPOSING and said <= AROUND_PROPOSING:
        return Wish.PROPOSE
    if FOR_WORK.match(typed.strip().casefold()) and not said & {"taak", "task", *PROPOSING}:
        return Wish.WORK
    return None


def whether_task(typed: str) -> str | None:
    """Return yes or no to whether a text is the task that someone proposes; None in any doubt."""
    if "?" in typed:
        return None
    meant = match(typed, {"yes": AS_TASK, "no": NO})
    said = plain_words(typed)
    if meant or not said:
        return meant
    if _refuses(typed, said):
        return "no"
    agrees = said[0] in YES_FIRST and len(said) <= SHORT_YES and RESERVED.isdisjoint(said)
    return "yes" if agrees or wish(typed) is Wish.PROPOSE else None


def hesitates(typed: str) -> bool:
    """Tell whether a text begins as an answer, yet says neither yes nor no: it is no story."""
    said = plain_words(typed)
    return bool(said) and said[0] in YES_FIRST and not RESERVED.isdisjoint(said)


def _refuses(typed: str, said: Sequence[str]) -> bool:
    bare = " ".join(said)
    english = said[0] == "no" and (
        typed.strip()[2:3] in {",", "."} or NO_IN_ENGLISH.issuperset(said[1:2])
    )
    begins = any(f"{bare} ".startswith(f"{phrase} ") for phrase in NOT_THIS)
    return said[0] in NO_FIRST or english or begins
