"""Which proposals may be about the same work. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from bot.neighbour import Neighbour

ENOUGH = 55
"""How alike two descriptions are, of 100, before one is worth a look."""

AT_MOST = 3


def similar(description: str, others: Sequence[Neighbour]) -> list[Neighbour]:
    """Return the most similar of these proposals, the most similar first; three at most."""
    found = process.extract(
        description,
        [other.description for other in others],
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=AT_MOST,
        score_cutoff=ENOUGH,
    )
    return [others[index] for _, _, index in found]
