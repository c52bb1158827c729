"""Phone numbers as people type them. Pure."""

from __future__ import annotations

import phonenumbers

COUNTRY = "NL"
"""Where a number without a country code is from."""


def shared(number: str) -> str | None:
    """Return the number of a contact that was shared: it may lack its plus sign."""
    return read(number) or read(f"+{number.lstrip('+')}")


def read(typed: str) -> str | None:
    """Return the number in international form; None if it is not a possible number."""
    try:
        number = phonenumbers.parse(typed, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
