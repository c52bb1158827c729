"""Where account numbers (IBAN) stand in a text, known by their check digits. Pure."""

import re
from collections.abc import Iterator


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each account number starts and ends, in time linear in the text's length."""
    done = 0
    for found in _START.finditer(text):
        start = found.start()
        end = _end(text, start) if start >= done else None
        if end:
            yield start, end
            done = end


_START = re.compile(r"(?=[A-Z]{2}[0-9]{2}|NL [0-9]{2} ?[A-Z]{4})", re.IGNORECASE | re.ASCII)
_RUN = re.compile(r"[A-Z]{2} ?[0-9]{2}(?:[ .\-]{0,2}[A-Z0-9]){11,30}", re.IGNORECASE | re.ASCII)
_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FK FI FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ KW LT LU MN XK",
        21: "CH HR LI LV",
        22: "BH BG CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HN HU LB PL SV",
        29: "BR EG PS QA UA",
        30: "JO MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}


def _end(text: str, start: int) -> int | None:
    """Where the account number ends that starts here, if its check digits are right.

    Of a country whose length is not known only what is written as one word counts.
    """
    run = _RUN.match(text, start)
    if not run:
        return None
    length = _LENGTHS.get(run[0][:2].upper())
    account = run[0] if length else re.split(r"[ .\-]", run[0], maxsplit=1)[0]
    places = [at for at, sign in enumerate(account) if sign.isalnum()][:length]
    if len(places) < (length or 15):
        return None
    signs = [account[at] for at in places]
    rest = int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97
    return start + places[-1] + 1 if rest == 1 else None
