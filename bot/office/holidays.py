"""The Dutch public holidays, on which the municipality does not work."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from holidays import country_holidays


def public_holidays() -> Container[date]:
    """Return the public holidays of every year; each year is worked out when it is asked for."""
    return country_holidays("NL")
