"""Who walks: ten people, each with a phone and a way of doing things."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from tests.acceptance.phone import COACH, COORDINATOR, RESIDENT
from tests.walks import coaches, coordinators, residents, steady
from tests.walks.walker import Walker


@dataclass(frozen=True)
class Person:
    """A phone, and what its owner does with it."""

    user_id: int
    walk: Callable[[Walker], Awaitable[None]]


PEOPLE: Mapping[str, Person] = {
    "secretary": Person(RESIDENT, residents.hurried_secretary),
    "all_at_once": Person(RESIDENT, residents.all_in_one_message),
    "yes_man": Person(RESIDENT, residents.says_yes_to_all),
    "three_proposals": Person(RESIDENT, steady.three_proposals),
    "changes_mind": Person(RESIDENT, steady.changes_his_mind),
    "english": Person(RESIDENT, steady.speaks_english),
    "corridor": Person(COACH, coaches.in_a_corridor),
    "five_in_a_row": Person(COACH, coaches.five_in_a_row),
    "monday": Person(COORDINATOR, coordinators.monday_morning),
    "misclicks": Person(COORDINATOR, coordinators.misclicks),
}
