"""Names and birth dates in a short note, seen well enough to ask to leave them out. Pure.

A first name that stands alone at the start of a sentence looks like any first word, and is not
seen. What is mistaken for a name costs one more sentence without capitals.
"""

from __future__ import annotations

import re
from collections.abc import Set

TITLE = re.compile(
    r"\b(?:dhr|mevr|mw|mej|meneer|mevrouw|heer|juffrouw|mr|mrs|ms)\b\.?\s+[^\W\d_]", re.IGNORECASE
)
INITIALS = re.compile(r"\b(?:[A-Z]\.\s?)+(?:(?:van|de|der|den|ten|ter|el)\s+)*[A-Z][^\W\d_]+")
CAPITAL_INSIDE = re.compile(r"(?<=[^\s.!?:\"'“‘(])[ \t,]+([A-ZÀ-ÖØ-Þ][^\W\d_]*[a-zà-öø-ÿ][\w-]*)")
BORN = re.compile(
    r"\bgeboren\b|\bgeb\.|\bborn\b"
    r"|(?<!\d)\d{1,2}\s?[-/. ]\s?\d{1,2}\s?[-/. ]\s?(?:19\d\d|200\d)(?!\d)",
    re.IGNORECASE,
)

NO_PERSON = frozenset(
    {
        "Basisbaan",
        "Bijstand",
        "Gemeente",
        "Groningen",
        "Nederlands",
        "Nederlandse",
        "Participatie",
        "Participatiewet",
        "Saaksumborg",
        "Werk",
        "WerkPro",
        "Wijkbedrijf",
        "Wijkdeal",
    }
)
"""Words with a capital that people who write such notes need."""


def names_someone(note: str, places: Set[str] = frozenset()) -> bool:
    """Tell whether a note seems to hold a name or a birth date; names of places are welcome."""
    if TITLE.search(note) or INITIALS.search(note) or BORN.search(note):
        return True
    known = NO_PERSON | {word for place in places for word in place.split()}
    return any(found[1] not in known for found in CAPITAL_INSIDE.finditer(note))
