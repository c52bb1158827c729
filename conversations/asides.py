"""What people say beside an answer: they want a human being, thank, or ask something.

Heard at any question; none of it is an answer to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from conversations.words import match, phrases, plain_words

STAFF = phrases(
    "medewerker|medewerker spreken|ik wil een medewerker spreken|ik wil een medewerker"
    "|kan ik een medewerker spreken|mag ik een medewerker spreken|ik wil met een medewerker praten"
    "|ik wil praten met een medewerker|liever een medewerker|ik wil liever een medewerker"
    "|ik wil liever een medewerker spreken|mens|een mens spreken|ik wil een mens"
    "|ik wil een mens spreken|ik wil een echt mens spreken|ik wil met een mens praten"
    "|kan ik een mens spreken|kan ik met een mens praten|liever een mens|liever met een mens"
    "|iemand spreken|ik wil iemand spreken|ik wil graag met iemand spreken"
    "|ik wil met iemand spreken|ik wil met iemand praten|ik wil iemand van de gemeente spreken"
    "|kan ik iemand spreken|kan ik met iemand praten|kan ik met iemand spreken"
    "|mag ik iemand spreken|mag ik iemand bellen|kan ik iemand bellen|bel mij terug|bel me terug"
    "|bel terug|terugbellen|graag terugbellen|kunt u mij terugbellen|kunt u mij bellen"
    "|kunt u me bellen|wilt u mij bellen|wilt u mij terugbellen|kan iemand mij bellen"
    "|kan iemand mij helpen|kan iemand mij terugbellen|ik wil teruggebeld worden"
    "|ik wil gebeld worden|ik wil contact met een medewerker|contact met een medewerker"
    "|i want to speak with a member of staff|i want to speak to a member of staff"
    "|member of staff|staff|human|a human please|a person|real person|speak to a person"
    "|speak with a person|i want to speak to a person|i want to speak with a person"
    "|i want to talk to a person|i want to speak to someone|i want to speak with someone"
    "|i want to talk to someone|talk to a human|i want to talk to a human"
    "|i want to speak to a human|can i speak to someone|can i talk to someone"
    "|can i speak to a person|can i talk to a person|call me back|please call me back"
    "|can you call me|can someone call me|can you call me back"
)

THANKS = phrases(
    "dank u|dank u wel|dankuwel|dank je|dank je wel|dankjewel|hartelijk dank|ja dank u"
    "|ja dank u wel|ok dank u|oke dank u|ok dank u wel|oke dank u wel|dank|dankje|thanks|thank you"
    "|thank you very much|thanks a lot|thx|fijne dag|fijne dag nog|fijne dag verder|fijne avond"
    "|fijn weekend|prettige dag|nog een fijne dag|prettig weekend|tot ziens|tot horens|doei"
    "|groetjes|groeten|met vriendelijke groet|bye|goodbye|mooi|fijn|top|super|helder"
    "|duidelijk|👍|👌"
)
"""Thanks, and what people say when they go."""
BESIDE_THANKS = frozenset(
    phrases(
        "bedankt|ja|ok|oke|okay|prima|goed|fijn|mooi|top|super|heel|erg|zeer|hartelijk|ontzettend"
        "|alvast|hoor|u|voor|de|het|uw|moeite|hulp|antwoord|snelle|en|fijne|dag|avond"
    )
)
"""Words of a text with "bedankt" in it that only thanks; beside an answer it says nothing."""
GRATEFUL = frozenset(phrases("dank|bedankt|dankuwel|dankjewel|dankje|thanks|thank|thx"))
AROUND_GRATEFUL = GRATEFUL | frozenset(
    phrases(
        "u|je|wel|hartelijk|heel|erg|zeer|veel|alvast|hoor|voor|de|het|uw|moeite|hulp|you|very|much"
        "|a|lot|for|your|the|help"
    )
)

NOTED = phrases("ok|oke|okee|prima|goed|is goed|akkoord|goed zo|okay|fine|all right")
"""What answers something that was told; to an invitation it is a yes."""


class Topic(StrEnum):
    """What people ask about, where there is an answer of its own."""

    HELP = "help"
    COST = "cost"
    DURATION = "duration"
    SCHEME = "scheme"
    ANSWER = "answer"
    PRIVACY = "privacy"


TOPICS: Mapping[Topic, re.Pattern[str]] = {
    Topic.HELP: re.compile(
        r"^[\s?!.]*\?[\s?!.]*$"
        r"|\b(help|hulp|uitleg|bedoel\w*|snap|begrijp|you mean|don.?t understand)\b"
    ),
    Topic.COST: re.compile(r"\b(kost(en)?|gratis|betal(en|ing)|costs?|free|pay)\b"),
    Topic.DURATION: re.compile(
        r"\b(hoe ?lang|duurt|hoe ?veel vragen|how long|how many questions)\b"
    ),
    Topic.ANSWER: re.compile(
        r"\b(wanneer (hoor|krijg)|hoor ik|when do i hear|krijg ik antwoord)\b"
    ),
    Topic.PRIVACY: re.compile(
        r"\b(privacy|gegevens|bewaart|bewaard|wie leest|wie ziet|who reads|my data)\b"
    ),
    Topic.SCHEME: re.compile(r"\b(basisbaan|basisbanen)\b"),
}

INTERROGATIVE = frozenset(
    phrases(
        "wat|wie|waar|wanneer|waarom|waarvoor|welke|welk|hoe|hoeveel|hoezo"
        "|what|who|where|when|why|which|how"
    )
)
ASKING = INTERROGATIVE | frozenset(
    phrases(
        "moet|mag|kan|kun|kunt|is|zijn|heb|hebt|heeft|doet|krijg|krijgt|geldt|wordt"
        "|can|may|must|are|do|does|should"
    )
)
"""Words that a question begins with."""

ENOUGH_TO_TELL = 5
"""Words of a text that may be a task."""

MOST_WORDS, FEW_WORDS = 12, 6
"""Words of a question: more is a story; of one that is surely about the bot."""


def wants_staff(typed: str) -> bool:
    """Tell whether a text asks for a human being, and for nothing else."""
    return match(typed.replace("?", " "), {"staff": STAFF}) is not None


def thanks(typed: str) -> bool:
    """Tell whether a text thanks, and nothing else."""
    said = plain_words(typed)
    bare = "bedankt" in said and BESIDE_THANKS.issuperset(said) and "?" not in typed
    return bare or gratitude(typed) or match(typed, {"thanks": THANKS}) is not None


def gratitude(typed: str) -> bool:
    """Tell whether a text is thanks in so many words: with a yes beside it, it may be an answer."""
    said = plain_words(typed)
    grateful = not GRATEFUL.isdisjoint(said) and AROUND_GRATEFUL.issuperset(said)
    return grateful and "?" not in typed


def noted(typed: str) -> bool:
    """Tell whether a text only says that something was heard."""
    return match(typed, {"noted": NOTED}) is not None


def tells_much(typed: str) -> bool:
    """Tell whether a text that asks nothing is long enough to be what needs to be done."""
    return len(typed.split()) >= ENOUGH_TO_TELL and "?" not in typed and not asks(typed)


def asks(typed: str) -> bool:
    """Tell whether a text that is no answer is a question of one's own."""
    said = typed.casefold().split()
    bare = typed.strip()
    if not bare or len(said) > MOST_WORDS:
        return False
    if bare.endswith("?") or (said[0] in ASKING and len(said) > 1):
        return True
    return len(said) <= FEW_WORDS and _is_about(Topic.HELP, typed)


def asks_a_name(typed: str) -> bool:
    """Tell whether a text is a question where a name or a spot is asked: any words would do."""
    return _begins(typed) and (typed.strip().endswith("?") or asks_about_us(typed))


def asks_about_us(typed: str) -> bool:
    """Tell whether a text is a question where a story is asked: a short one about the bot."""
    return _begins(typed) and len(typed.split()) <= FEW_WORDS and topic(typed) is not None


def _begins(typed: str) -> bool:
    said = typed.casefold().split()
    return bool(said) and len(said) <= MOST_WORDS and said[0] in INTERROGATIVE


def topic(typed: str) -> Topic | None:
    """Return what a question is about, if there is an answer to it."""
    return next((topic for topic in TOPICS if _is_about(topic, typed)), None)


def _is_about(topic: Topic, typed: str) -> bool:
    return TOPICS[topic].search(typed.casefold()) is not None
