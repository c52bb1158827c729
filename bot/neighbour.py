"""A proposal beside another, as far as it takes to see whether they are about the same. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Neighbour:
    """A proposal in the same district that may be about the same."""

    id: int
    reference: str
    status: str
    description: str
