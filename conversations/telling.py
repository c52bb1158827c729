"""Whether a text tells what needs to be done, or is only what people say around it."""

from conversations.asides import thanks
from conversations.wishing import Wish, wish
from conversations.words import NO, UNSURE, YES, match, phrases, plain_words

GREETINGS = phrases("hallo|hoi|hey|hi|goedendag|goedemorgen|goedemiddag|dag|hello|test|help")

SHORT = 5
"""Words of a question that can hardly describe anything."""


def says_nothing(text: str) -> bool:
    """Tell whether words describe nothing: a bare yes or no, a greeting, thanks, a wish."""
    short_question = text.endswith("?") and len(text.split()) <= SHORT
    bare = {"yes": YES, "no": NO, "unsure": UNSURE, "greeting": GREETINGS}
    return (
        short_question
        or thanks(text)
        or " ".join(plain_words(text)) in _WHOLE
        or wish(text) is Wish.PROPOSE
        or match(text, bare) is not None
    )


# Only as the whole of a text: "bedankjes rondbrengen in de wijk" is a task.
_WHOLE = frozenset(
    phrases(
        "bedankt|niks|niets|sorry|excuus|oeps|ik weet het niet meer|weet ik niet meer"
        "|ik begrijp het niet|ik begrijp dit niet|ik begrijp u niet|begrijp ik niet"
        "|ik snap het niet|ik snap dit niet|snap ik niet|i dont understand|i do not understand"
        "|ja dat wil ik|dat wil ik|ja dat wil ik graag|dat wil ik graag|ik wil graag|ja ik wil"
        "|goedemorgen allemaal|goedemiddag allemaal|goedenavond|goedenavond allemaal"
        "|goedendag allemaal|hallo allemaal|hoi allemaal|good morning|good afternoon"
        "|nothing"
    )
)
