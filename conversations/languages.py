"""In which language someone wants to go on, where they say so beside an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from conversations.words import phrases, plain_words

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "nl": phrases("nederlands|in het nederlands|nederlands graag|dutch|in dutch"),
    "en": phrases(
        "english|in english|english please|engels|in het engels|do you speak english"
        "|can i do this in english|i dont speak dutch|i do not speak dutch|no dutch"
    ),
}
LANGUAGE_NAMES = phrases("nederlands|dutch|english|engels")
"""One of them is in each of these."""
LANGUAGE_AT_MOST = 60
"""Characters of a text that may ask for another language."""
ENGLISH = frozenset({"english", "engels"})
AROUND_ENGLISH = ENGLISH | frozenset(
    phrases(
        "hi|hello|hey|hallo|hoi|sorry|please|do|can|does|could|you|this|it|is|there|i|we|am|only"
        "|just|speak|speaking|understand|read|know|write|talk|in|a|an|the|version|available|possible"
        "|also|too|dont|not|cannot|cant|dutch|no|or|spreekt|spreek|spreken|praat|praten|u|je|jij"
        "|jullie|kunt|kan|mag|het|dit|ook|iemand|anyone|someone|here|graag|aub|alleen|geen|ik|wil"
        "|nederlands|would|like|want|to|language|page"
    )
)
"""Words of a text that asks for English; "Engels leren aan buren" is a task."""


def wants_language(typed: str) -> str | None:
    """Return the language that a text asks for, and nothing else."""
    if len(typed) > LANGUAGE_AT_MOST:
        return None
    said = typed.casefold().replace("'", "").replace("’", "")
    if not any(name in said for name in LANGUAGE_NAMES):
        return None
    bare = " ".join(re.findall(r"[^\W_]+", said))
    return next((language for language, asked in LANGUAGES.items() if bare in asked), None)


def asks_for_english(typed: str) -> bool:
    """Tell whether a short text asks for English, in whatever words."""
    if len(typed) > LANGUAGE_AT_MOST:
        return False
    said = plain_words(typed)
    return not ENGLISH.isdisjoint(said) and AROUND_ENGLISH.issuperset(said)
