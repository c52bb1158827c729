"""About where each wijk or dorp lies, so that a spot on the map can propose one.

No boundaries: the centres are approximate, so that near its edge a neighbour may be nearer. Hence
the person is asked, and has up to three to choose from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians

KM_A_DEGREE = 111.2
AT_MOST = 3
OUTSIDE_KM = 4.0
"""Farther than this from every centre is not in the municipality."""

DOUBT_KM = 0.7
"""A place that is so much farther than the nearest one may be meant as well."""


@dataclass(frozen=True)
class Centre:
    """About the middle of a place, in degrees of WGS84."""

    name: str
    latitude: float
    longitude: float


def read_centres(csv_text: str) -> tuple[Centre, ...]:
    """Read the list; its first line names the columns name, latitude and longitude."""
    rows = csv.DictReader(csv_text.splitlines())
    return tuple(Centre(r["name"], float(r["latitude"]), float(r["longitude"])) for r in rows)


def near(centres: Iterable[Centre], latitude: float, longitude: float) -> tuple[str, ...]:
    """Return the one to three places that a spot may be in, nearest first; none: it is outside."""
    found = sorted((_km(centre, latitude, longitude), centre.name) for centre in centres)
    if not found or not found[0][0] <= OUTSIDE_KM:
        return ()
    farthest = found[0][0] + DOUBT_KM
    return tuple(name for km, name in found[:AT_MOST] if km <= farthest)


def _km(centre: Centre, latitude: float, longitude: float) -> float:
    """Return the distance, as if the earth were flat here."""
    up = latitude - centre.latitude
    across = (longitude - centre.longitude) * cos(radians(centre.latitude))
    return KM_A_DEGREE * hypot(up, across)
