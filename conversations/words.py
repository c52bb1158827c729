"""What people type instead of pressing a button. Asking again is better than a wrong guess."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import filterfalse


def phrases(listed: str) -> tuple[str, ...]:
    """Return phrases that are written as one line, with | between them."""
    return tuple(listed.split("|"))


YES: tuple[str, ...] = phrases(
    "ja|ja hoor|ja zeker|jazeker|ja natuurlijk|ja tuurlijk|ja klopt|ja dat klopt|ja absoluut"
    "|ja zeker weten|j|ja helemaal|ja inderdaad|ja precies|ja denk het wel|ja ik denk het wel"
    "|jawel|ja wel|jep|jup|yep|yup|jo|joh ja|jaa|jaaa|jaja zeker|zeker|zeker wel|zeker weten"
    "|klopt|dat klopt|klopt helemaal|tuurlijk|natuurlijk|uiteraard|vanzelfsprekend|inderdaad"
    "|absoluut|helemaal|helemaal waar|juist|precies|akkoord|prima|is goed|goed|oke|ok|okee"
    "|denk van wel|ik denk van wel|ik denk het wel|denk het wel|volgens mij wel|eigenlijk wel"
    "|dat is zo|yes|yes please|yeah|yeah sure|yea|sure|of course|certainly|definitely|correct"
    "|right|indeed|absolutely|i think so|👍|👌|✅|✔"
)
NO: tuple[str, ...] = phrases(
    "nee|n|nee hoor|nee zeker niet|nee helaas|nee helaas niet|nee dank u|nee dankje|nee nee"
    "|nee absoluut niet|nee klopt niet|nee dat klopt niet|nee nog niet|nee denk het niet"
    "|nee ik denk het niet|neen|neehee|nope|nop|nah|nein|nee joh|neeee|neee|niet|nog niet"
    "|helaas niet|zeker niet|zeker weten niet|absoluut niet|helemaal niet|echt niet"
    "|natuurlijk niet|tuurlijk niet|klopt niet|dat klopt niet|niet waar|dat is niet zo"
    "|denk van niet|ik denk van niet|ik denk het niet|denk het niet|denk niet|ik denk niet"
    "|volgens mij niet|eigenlijk niet|liever niet|no|no thanks|not at all|of course not"
    "|i dont think so|certainly not|definitely not|not yet|never|👎"
)
UNSURE: tuple[str, ...] = phrases(
    "weet ik niet|ik weet het niet|weet niet|ik weet niet|weet het niet|dat weet ik niet"
    "|ik weet dat niet|weet ik nog niet|ik weet het nog niet|nog niet bekend|weet ik niet zeker"
    "|ik weet het niet zeker|niet zeker|ben niet zeker|geen idee|ik heb geen idee|echt geen idee"
    "|heb geen idee|geen flauw idee|idk|misschien|misschien wel|misschien niet"
    "|misschien wel misschien niet|wellicht|mogelijk|kan ik niet zeggen|dat kan ik niet zeggen"
    "|onbekend|onzeker|onduidelijk|moeilijk te zeggen|lastig te zeggen|ik twijfel|twijfel"
    "|twijfelachtig|zou kunnen|kan zijn|ik zou het niet weten|zou het niet weten"
    "|zou ik niet weten|weet ik eigenlijk niet|joost mag het weten|weet ik veel"
    "|dont know|i dont know|i do not know|do not know|not sure|im not sure|i am not sure|no idea"
    "|no clue|maybe|perhaps|possibly|dunno|unknown|🤷"
)


def match(text: str, choices: Mapping[str, Sequence[str]]) -> str | None:
    """The key of the one choice that a typed text means; None when in any doubt.

    Tried in turn: the phrase itself, the phrase but for words that add nothing, and one small
    mistake in one of its words. A "niet" is never lost and never mistaken for another word. A
    sign such as a thumb answers where it stands alone; beside words it must not contradict them.
    """
    if len(text) > _LONGEST_TEXT or "?" in text:
        return None
    words = plain_words(text)
    if text.isascii():  # and so without a sign
        return _meant(words, choices) if words else None
    signs = _SIGNS.intersection(text)
    by_sign = {key for key, phrases in choices.items() if not signs.isdisjoint(phrases)}
    if not words:
        alone = by_sign if all(sign in _MEANT_ALONE for sign in signs) else set()
        return alone.pop() if len(alone) == 1 else None
    meant = _meant(words, choices)
    contrary = signs - _AGREEING
    return meant if not contrary or (by_sign == {meant} and contrary <= _MEANT_ALONE) else None


def _meant(words: tuple[str, ...], choices: Mapping[str, Sequence[str]]) -> str | None:
    spelt = {key: _spelt(tuple(phrases)) for key, phrases in choices.items()}
    exact = [key for key, phrases in spelt.items() if words in phrases.whole]
    if len(exact) == 1:
        return exact[0]
    said = _without_fillers(words)
    if exact or not said or len(said) > _MOST_WORDS or _contradicts(words):
        return None
    near = {key: phrases.bare.get(len(said), ()) for key, phrases in spelt.items()}
    found = [key for key, phrases in near.items() if said in phrases and _says_whether(said)]
    alone = len(words) == 1
    found = found or [
        key
        for key, phrases in near.items()
        if any(_mistyped(said, phrase, alone=alone) for phrase in phrases)
    ]
    return found[0] if len(found) == 1 else None


_LONGEST_TEXT = 120
_MOST_WORDS = 5


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FILLERS = _set(
    "hoor denk wel eigenlijk volgens mij ik ben een graag k het de t wij we zijn"
    " alsjeblieft alstublieft aub svp bedankt meneer mevrouw gewoon als namens vanuit"
    " a an the i am im we are please"
)
_DENIALS = _set(
    "niet geen nee neen nooit niemand niets niks nergens zonder noch behalve nauwelijks"
    " no not dont nope never without"
)
# Words of their own, one letter from a phrase.
_OTHER_WORDS = frozenset({"zieker", "zekere", "onder", "liever", "anders", "sturen", "maybes"})
# Alone they answer nothing: "ik niet" says who, not whether.
_BARE = frozenset({"niet", "geen", "not", "niks", "niemand", "never", "kan", "zo"})
_AGREEING = frozenset("👍👌✅✔")
_MEANT_ALONE = _AGREEING | frozenset("👎🤷")
_SIGNS = _MEANT_ALONE | frozenset("❌🚫⛔🤔😕🙃😬✖✗")
_MISTYPED_NOT = frozenset({"neit", "nit", "nite", "nie", "niett", "niiet", "nieet"})


_NO_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´"))
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=8)  # what someone types is held to many phrases in a row
def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without capitals, accents and signs."""
    plain = text.casefold()
    if plain.isascii():
        letters = plain.replace("'", "").replace("`", "")
    else:
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        letters = plain.translate(_NO_APOSTROPHES)
    return tuple(["niet" if word in _MISTYPED_NOT else word for word in _WORD.findall(letters)])


def _without_fillers(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(filterfalse(_FILLERS.__contains__, words))


@dataclass(frozen=True)
class _Spelt:
    """The words of phrases of ours: whole, and by their number without those that add nothing."""

    whole: frozenset[tuple[str, ...]]
    bare: Mapping[int, Set[tuple[str, ...]]]


@cache
def _spelt(phrases: tuple[str, ...]) -> _Spelt:
    """Return the words of phrases: there are few, and all that is typed is held to them."""
    whole = [plain_words(phrase) for phrase in phrases]
    bare: dict[int, set[tuple[str, ...]]] = {}
    for words in map(_without_fillers, whole):
        bare.setdefault(len(words), set()).add(words)
    return _Spelt(frozenset(whole), bare)


def _contradicts(words: Sequence[str]) -> bool:
    """'nee wel' and 'niet wel': here 'wel' is not a filler."""
    return "wel" in words and not _DENIALS.isdisjoint(words)


def _says_whether(said: tuple[str, ...]) -> bool:
    return _BARE.isdisjoint(said) or not _BARE.union(("ja", "nee")).issuperset(said)


def _mistyped(said: tuple[str, ...], phrase: tuple[str, ...], *, alone: bool) -> bool:
    """As many words, equal but for one, which is one slip of the finger away."""
    different = [pair for pair in zip(said, phrase, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and _slip(*different[0], alone=alone)


def _slip(typed: str, meant: str, *, alone: bool) -> bool:
    """One letter added, left out or replaced, or two neighbours exchanged.

    In a short word only beside other words, with the same first letter, and nothing replaced: a
    short word with another letter is another word.
    """
    short = min(len(typed), len(meant)) < _LONG_WORD
    if short and (alone or min(len(typed), len(meant)) < 3 or typed[0] != meant[0]):
        return False
    if typed in _OTHER_WORDS or not _DENIALS.isdisjoint((typed, meant)):
        return False
    shared = 0
    while shared < min(len(typed), len(meant)) and typed[shared] == meant[shared]:
        shared += 1
    left, right = typed[shared:], meant[shared:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    replaced = left[1:] == right[1:] and not short
    return left[1:] == right or left == right[1:] or replaced or swapped


_LONG_WORD = 5


def without_signs(text: str) -> str:
    """Return a text without emoji and what belongs to them: "4 🙂" is "4", as is a keycap."""
    kept = (c for c in text if unicodedata.category(c) not in {"So", "Sk", "Me", "Cf", "Mn"})
    return "".join(kept).strip()
