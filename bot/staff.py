"""Colleagues with a role, and what happens to them and to their checks, as plain values. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people import Role
from conversations.verdict import Outcome


class Because(StrEnum):
    """Why a coach sets a verdict aside."""

    AGREED = "agreed"
    NEWS = "news"
    MISTAKE = "mistake"
    OTHER = "other"


@dataclass(frozen=True)
class Override:
    """What a coach decided on one condition, beside the computed verdict."""

    check_id: int
    condition: str
    outcome: Outcome
    reason: Because
    note: str | None
    by_id: int


@dataclass(frozen=True)
class Deleted:
    """A coach deletes a check of their own, in all its versions."""

    code: str
    coach_id: int


@dataclass(frozen=True)
class HandedOver:
    """All checks of one coach become another's."""

    coach_id: int
    to: int


@dataclass(frozen=True)
class Revoked:
    """Someone loses a role."""

    person_id: int
    role: Role


@dataclass(frozen=True)
class Named:
    """What a colleague is called; kept of staff only."""

    person_id: int
    name: str


@dataclass(frozen=True)
class Member:
    """A colleague as the team's list has them: never their checks, only how many."""

    id: int
    name: str | None
    language: str
    roles: frozenset[Role]
    checks: int


@dataclass(frozen=True)
class OpenInvite:
    """An invitation that nobody took up yet, known by the first part of its code's hash."""

    key: str
    role: Role
    expires_at: datetime
    by: str | None
    """The name of who made it; None: the command line, or someone without a name."""
