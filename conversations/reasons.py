"""An answer with its reason: "ja natuurlijk, het is nu een bende".

It counts when the words before the reason are exactly one choice, and the reason cannot mean
another. A reason for yes may be anything without a word of doubt. One for no must say no itself,
in plain words that are all known here: "nee, dat doet de gemeente al" says the contrary.
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
        clear = key not in _KNOWN or key == "unsure" or plain_words(lead)[0] in _CLEAR
        return key if clear and _supports(key, reason, choices) else None
    return _unbroken(typed, choices)


def explains(typed: str) -> bool:
    """Tell whether a text begins with yes or no and goes on: what follows was not understood."""
    said = plain_words(typed)
    return len(said) > 1 and said[0] in _YES_OR_NO


_LONGEST = 160
_MOST_WORDS = 10
_CLAUSE = re.compile(r"\s*[,.!;:\n–—]+\s*|\s+-+\s+")
_YES_OR_NO = frozenset(
    {"ja", "jaa", "jawel", "jazeker", "nee", "neen", "nope", "yes", "yeah", "no"}
)
_CLEAR = _YES_OR_NO | {"zeker", "natuurlijk", "tuurlijk", "uiteraard", "absoluut", "inderdaad"}
"""What a yes or no begins with that is not just an "all right" to go on."""


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
    closed = key in _KNOWN and key != "yes"
    return len(plain_words(reason)) <= _MOST_WORDS and all(
        match(clause, choices) == key
        or _is_set(key, clause)
        or (_says(key, plain_words(clause)) if closed else _open(key, plain_words(clause), choices))
        for clause in clauses
    )


def _is_set(key: str, clause: str) -> bool:
    said = " ".join(plain_words(clause))
    return said in _NEUTRAL or (key == "no" and said in _FOR_NO)


def _open(key: str, said: list[str], choices: Choices) -> bool:
    """Tell whether no word of these is a doubt, and none of them another choice."""
    others = (plain_words(p) for other, listed in choices.items() if other != key for p in listed)
    return _DOUBT.isdisjoint(said) and not any(_holds(said, phrase) for phrase in others)


def _holds(said: list[str], phrase: list[str]) -> bool:
    size = len(phrase)
    return size > 0 and any(said[at : at + size] == phrase for at in range(len(said)))


def _says(key: str, said: list[str]) -> bool:
    """Tell whether these words are all known, and for no: whether they say no once."""
    if not said or not _KNOWN.get(key, frozenset()).issuperset(said):
        return False
    return key != "no" or _denies(said)


def _denies(said: list[str]) -> bool:
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
            return after != ["van"]


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
_FOR_NO = frozenset(
    phrases(
        "het blijft liggen|dat blijft liggen|dit blijft liggen|blijft liggen"
        "|het blijft al jaren liggen|dat blijft al jaren liggen|blijft al jaren liggen"
        "|niemand wil dat doen|niemand wil het doen|niemand gaat dat doen"
    )
)
_DENIALS = _set("niet geen niemand niets niks nooit not no nobody nothing never")
_DOING = _set("doet doen gedaan gebeurt heeft hebben komt krijgt betaalt neemt kan wil werkt does")
_WITHOUT = _set("geld subsidie budget potje cent tijd zin werk baan banen plek money time work")
_KNOWN = {
    "yes": _set(
        "dat dit het er de een dan is wordt hier daar nu al veel heel erg echt zeker iedereen"
        " van voor in op buurt wijk straat plein park dorp hele schoner mooier beter veiliger"
        " gezelliger netter leuker fijner prettiger groener leuk fijn mooi nuttig doet gemeente"
        " buurman buurvrouw vrijwilligers subsidie geld betaalt vindt it is the that this"
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
_DOUBT = _set(
    "nee neen niet geen niemand niets niks nooit nergens nauwelijks zonder behalve maar tenzij"
    " alleen soms misschien of meestal vaak bijna deels gedeeltelijk beetje ooit vroeger vorig"
    " vorige toen was waren had hadden deed deden gaf geweest gehad straks later binnenkort"
    " volgend volgende morgen wellicht mogelijk denk dacht hoop hopelijk weet volgens lijkt"
    " schijnt zegt zeggen zogenaamd waarschijnlijk vermoedelijk vast ongeveer als wanneer mits"
    " indien hangt ligt eraan ervan twijfel toch wel nog kan kunnen kon zou zouden moet moeten mag"
    " wil willen zal zullen gaan gaat komt te slechter viezer minder zwaar zwaarder moeilijk lastig"
    " jammer helaas gevaarlijk hoezo waarom wat wie vraag snap begrijp bedoel stop stoppen terug"
    " help uitleg medewerker ook ander andere anders keer half helft sommige enkele weinig zomer"
    " winter herfst lente voorjaar najaar seizoen weekend aangevraagd aanvraag aanvragen wacht"
    " beloofd bezig plan plannen bedoeling geregeld nodig hallo hoi dag doei grapje theorie engels"
    " not no never nobody but unless except only sometimes maybe perhaps if or almost partly used"
    " could can might would should will think guess was were did had too less worse english"
)
