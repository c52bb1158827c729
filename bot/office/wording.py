"""How the values of records are written in a file: in which language, on which clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.clock import parse_stamp
from bot.office import labels
from bot.office.sheets import Column
from bot.records import ProposalStatus
from bot.translate import words
from conversations.text import N_, Text, text
from conversations.verdict import Outcome

NUMBER = Column(text(N_("Number")), text(N_("What the proposal is called, as in BB-7K2MX.")), 12)
RULES = Column(text(N_("Rules")), text(N_("The version of the rules behind the advice.")), 18)


@dataclass(frozen=True)
class Wording:
    """How values are written: in which language, on which clock."""

    language: str
    local: Callable[[datetime], datetime]

    def say(self, said: Text) -> str:
        """Return a sentence of the catalogue in the language of the file."""
        return words(said, self.language)

    def at(self, stamp: str | None) -> datetime | None:
        """Return a moment as the clock on the wall showed it, to the second."""
        if stamp is None:
            return None
        return self.local(parse_stamp(stamp)).replace(tzinfo=None, microsecond=0)

    @cached_property
    def statuses(self) -> Mapping[str, str]:
        """What each status is called."""
        return {s.value: self.say(text(labels.STATUS[s])) for s in ProposalStatus}

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        """What each outcome is called."""
        return {o.value: self.say(text(labels.OUTCOME[o])) for o in Outcome}
