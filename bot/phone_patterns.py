"""Where phone numbers stand in a text: Dutch ones, and those of abroad with + or 00. Pure."""

import re
from collections.abc import Iterator


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each phone number starts and ends, in time linear in the text's length."""
    for run in _RUN.finditer(text):
        yield from _in_run(run, list(_GROUP.finditer(text, *run.span())))


_MOST_GROUPS = 16
_MOST_DIGITS = 17
# Not the end of an account number with a mistake in it.
_RUN = re.compile(
    r"(?<![A-Za-z]{2}[0-9]{2}[A-Za-z]{4})(?<![A-Za-z]{2}[0-9]{2} [A-Za-z]{4} )(?<![0-9])"
    r"(?:\+ ?)?\d+(?:(?: {1,2}|\.| ?[-/] ?| ?\(0?\d{0,3}\) ?-? ?|\) ?-? ?)\d+)*"
)
_GROUP = re.compile(r"\d+")
# Dutch area codes and mobile numbers, also with 0031, and as WhatsApp shows them (316...).
# 0800 and 0900 belong to nobody in person.
_DUTCH = re.compile(r"0(?:[1-57]\d|6[1-9]|8[4578])\d{7}|0031[1-9]\d{8}|316[1-9]\d{7}")
_DUTCH_AFTER_PLUS = re.compile(rf"{_DUTCH.pattern}|31[1-9]\d{{8}}")
_ABROAD = re.compile(r"00[1-9]\d{7,13}")
_ABROAD_AFTER_PLUS = re.compile(r"[1-9]\d{8,14}")


def _in_run(run: re.Match[str], groups: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The phone numbers in a run of groups of digits; one may start at each group."""
    done = run.start()
    for first, group in enumerate(groups):
        if group.start() < done:
            continue
        plus = first == 0 and run[0].startswith("+")
        end = _end(groups[first : first + _MOST_GROUPS], plus=plus)
        if end:
            yield group.start(), end
            done = end


def _end(groups: list[re.Match[str]], *, plus: bool) -> int | None:
    """Where the phone number ends that starts with the first of these groups of digits.

    A Dutch one has a known length; of abroad it is the longest that may be one.
    """
    dutch, abroad = (_DUTCH_AFTER_PLUS, _ABROAD_AFTER_PLUS) if plus else (_DUTCH, _ABROAD)
    dialled, longest = "", None
    for at, group in enumerate(groups):
        if len(dialled) + len(group[0]) > _MOST_DIGITS:
            break
        dialled += group[0] if group[0] != "0" or at == 0 else ""
        if dialled.startswith(("310", "00310")):
            dialled = dialled.replace("310", "31", 1)
        if dutch.fullmatch(dialled):
            return group.end()
        if abroad.fullmatch(dialled):
            longest = group.end()
    return longest
