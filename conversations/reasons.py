"""An answer with its reason: "ja natuurlijk, het is nu een bende".

It counts when the words before the reason are exactly one choice, and every word of the reason is
known here. A reason for yes says that it is a mess, that it gets nicer, or who does it; one for no
must say no itself: "nee, dat doet de gemeente al" says the contrary. What follows any other choice
must add nothing: "één keer, per week" is no single time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from conversations.words import match, phrases, plain_words

Choices = Mapping[str, Sequence[str]]


def with_reason(typed: str, choices: Choices) -> str | None:
    """Return the key of the choice that a text means by its first words; None when in doubt."""
    if len(typed) > _LONGEST or "?" in typed or any(sign.isdigit() for sign in typed):
        return None
    lead, *rest = _CLAUSE.split(typed.strip(), maxsplit=1)
    reason = rest[0] if rest else ""
    key = match(lead + _signs(reason), choices)
    if key and plain_words(reason):
        clear = key not in _KNOWN or key == "unsure" or _is_clear(lead)
        return key if clear and _supports(key, reason, choices) else None
    return _unbroken(typed, choices)


def explains(typed: str) -> bool:
    """Tell whether a text begins with yes or no and goes on: what follows was not understood."""
    said = plain_words(typed)
    return len(said) > 1 and said[0] in _CLEAR


_LONGEST = 160
_MOST_WORDS = 10
_CLAUSE = re.compile(r"\s*[,.!;:\n–—]+\s*|\s+-+\s+")
_YES_OR_NO = frozenset(
    {"ja", "jaa", "jawel", "jazeker", "nee", "neen", "nope", "yes", "yeah", "no"}
)
_CLEAR = _YES_OR_NO | {"zeker", "natuurlijk", "tuurlijk", "uiteraard", "absoluut", "inderdaad"}
"""What a yes or no begins with that is not just an "all right" to go on."""


def _is_clear(lead: str) -> bool:
    """Tell whether a reason follows a yes or no in words; a thumb may be an "all right"."""
    return not _CLEAR.isdisjoint(plain_words(lead)[:1])


def _unbroken(typed: str, choices: Choices) -> str | None:
    """Read a text without a comma after its yes or no: then every word of it must be known."""
    said = plain_words(typed)
    if not said or said[0] not in _YES_OR_NO:
        return None
    for size in range(min(4, len(said) - 1), 0, -1):
        key = match(" ".join(said[:size]) + _signs(typed), choices)
        reason = " ".join(said[size:])
        if key and (_is_set(key, reason) or _says(key, reason.split())):
            return key
    return None


def _supports(key: str, reason: str, choices: Choices) -> bool:
    """Tell whether each clause of a reason goes with the choice before it."""
    clauses = [clause for clause in _CLAUSE.split(reason) if plain_words(clause)]
    return len(plain_words(reason)) <= _MOST_WORDS and all(
        match(clause, choices) == key or _is_set(key, clause) or _says(key, plain_words(clause))
        for clause in clauses
    )


def _is_set(key: str, clause: str) -> bool:
    said = " ".join(plain_words(clause))
    return said in _NEUTRAL or said in _SET.get(key, _ABOUT_PLACE)


def _says(key: str, said: Sequence[str]) -> bool:
    """Tell whether these words are all known, and say what the answer says."""
    if key == "yes" and _SOMEONE_DOES.fullmatch(" ".join(said)):
        return True
    if not said or not _KNOWN.get(key, frozenset()).issuperset(said):
        return False
    match key:
        case "yes":
            return _affirms(said)
        case "no":
            return _denies(said)
        case _:
            return True


def _affirms(said: Sequence[str]) -> bool:
    """A mess now, or nicer then: "dan wordt het een bende" and "het is nu mooi" are contrary."""
    then = "dan" in said or "wordt" in said
    now = "is" in said or "ziet" in said
    if not _MESS.isdisjoint(said):
        return not then and _NICE.isdisjoint(said)
    return not _NICE.isdisjoint(said) and (then or not now)


def _denies(said: Sequence[str]) -> bool:
    """One denial, of the whole: "niet de gemeente" and "geen vrijwilligers" are of a part."""
    where = [at for at, word in enumerate(said) if word in _DENIALS]
    if len(where) != 1 or sum(word in _DOING for word in said) > 1:
        return False
    denial, after = said[where[0]], said[where[0] + 1 : where[0] + 2]
    match denial:
        case "niet" | "not":
            return not after and not _DOING.isdisjoint(said)
        case "geen" | "no":
            return bool(after) and after[0] in _WITHOUT
        case _:
            return "van" not in after


def _signs(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) == "So")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEUTRAL = frozenset(
    phrases(
        "dat zeg ik toch|zeg ik toch|dat zei ik al|zei ik al|dat zei ik toch|zoals ik zei"
        "|zoals ik al zei|echt waar|dat weet ik zeker|weet ik zeker|zeker weten|heel zeker|hoor"
        "|dank u|dank u wel|bedankt|dank je|meneer|mevrouw|as i said|i said so"
    )
)
_SET = {
    "yes": phrases(
        "iedereen|voor iedereen|al jaren|al heel lang|al lang|dat is zo|zo is het|dat is waar"
        "|het is zo|met begeleiding|denk ik|dat denk ik|dat denk ik wel"
        "|natuurlijk|uiteraard"
    ),
    "no": phrases(
        "het blijft liggen|dat blijft liggen|dit blijft liggen|blijft liggen"
        "|het blijft al jaren liggen|dat blijft al jaren liggen|blijft al jaren liggen"
        "|niemand wil dat doen|niemand wil het doen|niemand gaat dat doen"
    ),
    "unsure": (),
}
_ABOUT_PLACE = phrases("in de wijk|in de buurt|in het dorp|ik woon hier|wij wonen hier")
"""What may follow another choice than yes or no."""
_MESS = _set("bende troep rommel rommelig vies vieze smerig lelijk vreselijk verschrikkelijk mess")
_NICE = _set(
    "schoon schoner mooi mooier beter veilig veiliger gezellig gezelliger netjes netter leuk"
    " leuker fijn fijner prettig prettiger groen groener fris frisser nuttig plezier opgeruimd"
)
_SOMEONE = (
    r"(?:(?:de|een|mijn|onze) (?:gemeente|buurman|buurvrouw|kerk|school)|vrijwilligers|buren)"
)
_SOMEONE_DOES = re.compile(
    rf"(?:(?:dat|dit|het) doe(?:t|n) {_SOMEONE}|{_SOMEONE} doe(?:t|n) (?:dat|dit|het)"
    rf"|{_SOMEONE} betaalt(?: dat| dit| het)?|(?:dat|dit|het) betaalt {_SOMEONE}"
    r"|er is (?:al )?(?:subsidie|geld)(?: voor)?)(?: al)?(?: jaren)?"
)
_DENIALS = _set("niet geen niemand niets niks nooit not no nobody nothing never")
_DOING = _set("doet doen gedaan gebeurt heeft hebben komt krijgt betaalt neemt kan wil werkt does")
_WITHOUT = _set("geld subsidie budget potje cent tijd zin werk baan banen plek money time work")
_KNOWN = {
    "yes": _MESS
    | _NICE
    | _set(
        "dat dit het er de een dan is wordt ziet uit hier daar nu veel heel erg echt zeker"
        " eindelijk eens iedereen heeft vindt van voor in buurt wijk straat plein park dorp hele"
        " en want it a the"
    ),
    "no": _DENIALS
    | _DOING
    | _WITHOUT
    | _set(
        "dat dit die het er t de een ik we wij ze men is zijn weg voor aan om van tot nu hier daar"
        " eraan ervoor iets iemand taak vrijwilligers vrijwilliger buren bewoners gemeente nog"
        " helaas hoor echt want omdat dus hiervoor daarvoor it this that there is for now"
    ),
    "unsure": _set(
        "dat daar ik ga niet over moet u vragen aan de gemeente vraag het woon hier net pas echt"
        " sorry helaas geen idee"
    ),
}
