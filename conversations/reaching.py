"""How someone can be reached, in what they type: an address, and what is no whole number."""

import re

_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
# On a phone the comma is beside the dot.
_WHOLE = r"(?<!\.nl)(?<!\.be)(?<!\.de)(?<!\.eu)(?<!\.com)(?<!\.org)(?<!\.net)(?<!\.info)(?<!\.frl)"
_COMMA = re.compile(
    rf"(@[\w.-]{{1,200}}){_WHOLE},(?=(?:nl|com|org|net|eu|be|de|info|frl)\b)", re.IGNORECASE
)
_BESIDE = re.compile(r"(?P<word>\w+)[^\w:<(\n]*\Z")
_BEFORE_ADDRESS = re.compile(
    "mail|mailen|email|e|adres|mailadres|emailadres|is|wordt|naar|via|op|aan|met|graag|ja|ok|oke"
    "|hallo|hoi|dit|dat|het|mij|me|u|dan|kan|address|my|at|to|yes|please"
)
"""Words that stand before an address; any other may be a piece of it."""
_DUTCH = re.compile(r"\+31 ?(?P<area>6(?=[ \d])|[1-9]\d{1,2}(?= ))(?P<rest>[ \d]{6,12})")
_BETWEEN_DIGITS = re.compile(r"[\s()/.+-]")
_DIGITS_OF_A_NUMBER = range(3, 10)


def mail_in(typed: str) -> str | None:
    """Return the mail address in a text; a comma before "nl" was meant as a dot."""
    found = _ADDRESS.search(_COMMA.sub(r"\1.", typed))
    return found.group().lower() if found else None


def own_mail(typed: str) -> str | None:
    """Return the address that someone gives as theirs; None where a piece of it may be lost.

    "rita,jansen@..." and "rita jansen@..." lack a dot: without it, it is the address of another.
    """
    meant = _COMMA.sub(r"\1.", typed)
    found = _ADDRESS.search(meant)
    beside = _BESIDE.search(meant[max(0, found.start() - 80) : found.start()]) if found else None
    if not found or (beside and not _BEFORE_ADDRESS.fullmatch(beside["word"].casefold())):
        return None
    return found.group().lower()


def national(reached_at: str) -> str:
    """Return a Dutch number as people here write it, "06 12 34 56 78"; anything else unchanged."""
    found = _DUTCH.fullmatch(reached_at)
    if not found:
        return reached_at
    rest = found["rest"].replace(" ", "")
    three = 3 * (len(rest) % 2)
    groups = (f"0{found['area']}", rest[:three], *re.findall(r"..", rest[three:]))
    return " ".join(group for group in groups if group)


def is_too_short(typed: str) -> bool:
    """Tell whether a text is a phone number that lacks some digits."""
    digits = _BETWEEN_DIGITS.sub("", typed)
    return digits.isdecimal() and len(digits) in _DIGITS_OF_A_NUMBER
