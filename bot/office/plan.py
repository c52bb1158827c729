"""What a coordinator has chosen so far, before it is confirmed. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from bot.office.reviewing import Action


@dataclass(frozen=True)
class Plan:
    """A decision that is being made, on one version of a proposal."""

    action: Action
    version: int
    reason: str | None = None
    question: str | None = None
    target: int | None = None
    note: str = ""

    def dump(self) -> str:
        """Return the stored form."""
        return json.dumps({**asdict(self), "action": self.action.value})

    @classmethod
    def load(cls, stored: str) -> Plan:
        """Return the plan of a stored form."""
        plain = json.loads(stored)
        return cls(**{**plain, "action": Action(plain["action"])})
