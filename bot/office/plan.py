"""What a coordinator has chosen so far, before it is confirmed. Pure."""

from __future__ import annotations

import json
import zlib
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

    @property
    def mark(self) -> str:
        """A short word that only this plan has: a button shows that it belongs to it."""
        return f"{zlib.crc32(self.dump().encode()):08x}"

    def dump(self) -> str:
        """Return the stored form."""
        return json.dumps({**asdict(self), "action": self.action.value})

    @classmethod
    def load(cls, stored: str) -> Plan:
        """Return the plan of a stored form."""
        plain = json.loads(stored)
        return cls(**{**plain, "action": Action(plain["action"])})
