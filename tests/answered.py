"""A proposal in which all conditions are met: what its answers are kept as."""

from collections.abc import Mapping

ANSWERED: Mapping[str, str] = {
    "who": "resident",
    "description": "blad en rommel opruimen op het plein",
    "place": "Selwerd",
    "hours": "6",
    "season": "whole_year",
    "liveability": "yes",
    "not_done_now": "no",
    "unfunded": "no",
    "displaces_no_work": "no",
    "suitable": "yes",
    "guidance": "proposer",
    "contact": "chat",
}
"""In the order of its questions."""
