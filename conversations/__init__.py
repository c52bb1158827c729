"""The conversations: what is asked, how it is understood, and what the answers mean.

Pure: no I/O, no clock, no language, no Telegram. Start reading at `flows/propose_task.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from conversations.engine import advance
from conversations.flow import Flow
from conversations.flows.check_candidate import check_candidate
from conversations.flows.propose_task import propose_task
from conversations.places import Places
from conversations.standing import advice, current

__all__ = ["advance", "advice", "current", "flows"]


def flows(places: Places) -> Mapping[str, Flow]:
    """Return every flow by its key."""
    return {flow.key: flow for flow in (propose_task(places), check_candidate)}
