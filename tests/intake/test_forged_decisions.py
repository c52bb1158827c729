"""Buttons of review and re-check with forged data: never a fault of ours, never a decision."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.buttons import AT_MOST, MOST, Verb
from bot.office.plan import Plan
from bot.office.reviewing import Action
from bot.people import Role
from tests.dialogue import act, until_summary
from tests.stage import (
    COACH,
    COLLEAGUE,
    COORDINATOR,
    NEIGHBOUR,
    RESIDENT,
    Stage,
    on_stage,
    prepared_by,
    told,
)

ONE, TWO, MERGED = 1, 2, 3
"""Much alike, in one district: the resident's, the neighbour's, and one that was joined."""

OF_REVIEW = (
    Verb.REVIEW,
    Verb.QUEUE,
    Verb.FILTER,
    Verb.NOTE,
    Verb.DECIDE,
    Verb.REASON,
    Verb.ABOUT,
    Verb.TARGET,
    Verb.PREVIEW,
    Verb.CONFIRM,
    Verb.UNDO,
    Verb.SEE_PHOTOS,
    Verb.READ,
)
WORDS = (
    "",
    "::",
    "1",
    "x",
    "1:",
    "1:x",
    "1:not_weather",
    "1:OTHER",
    "1:name",
    f"1:{ONE}",
    f"1:{MERGED}",
    "1:999",
    "1:-2",
    "1:02",
    "1:2 ",
    "1:٢",
    "1:2.0",
    "2:other",
    "-1:other",
    "1.0:other",
    "١:other",
    "other:1",
    "approve",
    "approve:",
    "approve:2",
    "approve:x",
    "APPROVE:1",
    "answer:1",
    "withdraw:1",
    "still:1",
    "recheck:1",
    "return:1",
    "close:1",
    "*:*",
    "\u202e",
)
"""Never the word of a button on these proposals, which are in version 1."""
NAMING_ONE = ("", f"1:{ONE}")
"""Of those, on another proposal, what may come upon that one."""


async def prepare(stage: Stage) -> None:
    await stage.give(COORDINATOR, Role.COORDINATOR)
    await stage.give(COLLEAGUE, Role.COORDINATOR)
    await stage.give(COACH, Role.COACH)
    for user in (RESIDENT, NEIGHBOUR, NEIGHBOUR):
        await until_summary(stage, user)
        act(stage, user, "[Versturen]")
        await stage.settle()
    await write(stage, f"UPDATE proposals SET status = 'merged' WHERE id = {MERGED}")


@asynccontextmanager
async def reviewed(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path, await prepared_by(prepare)) as stage:
        yield stage
        assert await stage.query("SELECT error FROM failed_updates") == []


async def write(stage: Stage, sql: str) -> None:
    async with stage.parts.database.transaction() as tx:
        await tx.run(sql, ())


async def press(stage: Stage, user: int, carried: str) -> list[str]:
    """Press a button with this data; return what came of it."""
    stage.forget()
    stage.world.press_data(user, stage.last(user).message_id, carried)
    await stage.settle()
    calls = stage.calls()
    assert len([c for c in calls if c.method == "answerCallbackQuery"]) == 1
    return [told(c) for c in calls if c.method != "answerCallbackQuery"]


def confirm(stage: Stage, user: int) -> str:
    """Return what the button carries that confirms the decision on someone's screen."""
    button = stage.last(user).button("Versturen")
    assert button
    return str(button["callback_data"])


async def decided(stage: Stage) -> list[Any]:
    """Return all that a decision changes, and what proposers were told."""
    return [
        await stage.query(sql)
        for sql in (
            "SELECT * FROM proposals",
            "SELECT * FROM transitions",
            "SELECT * FROM questions",
            "SELECT * FROM notes",
            "SELECT id, status, reopened FROM conversations",
            "SELECT * FROM answers",
            f"SELECT id FROM outbox WHERE chat_id IN ({RESIDENT}, {NEIGHBOUR})",
        )
    ]


def forged(status: str) -> Iterator[str]:
    """All there is, of a new one; of the other statuses, whatever has to do with that one."""
    for verb in OF_REVIEW:
        for number in (ONE, MERGED, 0, 999, MOST):
            for word in WORDS if number == ONE or status == "new" else NAMING_ONE:
                carried = f"{verb}:{number}:{word}".rstrip(":")
                if len(carried.encode()) <= AT_MOST:
                    yield carried
        yield f"{verb}:{MOST + 1}"
        yield f"{verb}:BB-7K3M9"


@pytest.mark.parametrize("status", ["new", "asked", "approved", "rechecked", "declined", "closed"])
async def test_forged_data_decides_nothing(tmp_path: Path, status: str) -> None:
    async with reviewed(tmp_path) as stage:
        await write(stage, f"UPDATE proposals SET status = '{status}' WHERE id = {ONE}")
        before = await decided(stage)
        stage.forget()
        all_ = list(forged(status))
        for carried in all_:
            stage.world.press_data(COORDINATOR, stage.last(COORDINATOR).message_id, carried)
        await stage.settle()
        answers = [c for c in stage.calls() if c.method == "answerCallbackQuery"]
        assert len(answers) == len(all_)
        assert await decided(stage) == before
        assert await stage.query("SELECT * FROM expecting") == []


@pytest.mark.parametrize(
    "carried",
    [
        f"reason:{ONE}:1",
        f"reason:{ONE}:1:not_weather",
        f"reason:{ONE}:1:",
        f"about:{ONE}:1",
        f"about:{ONE}:1:name",
        f"about:{ONE}:1:weather",
        f"target:{ONE}:1",
        f"target:{ONE}:1:x",
        f"target:{ONE}:1:{ONE}",
        f"target:{ONE}:1:{MERGED}",
        f"target:{ONE}:1:999",
        f"decide:{ONE}:weather:1",
        "decide:999:approve:1",
        "review:999",
        "note:999",
        "undo:999:1",
        "confirm:999:approve:1",
    ],
)
async def test_a_word_that_no_button_has_is_answered_and_no_more(
    tmp_path: Path, carried: str
) -> None:
    async with reviewed(tmp_path) as stage:
        # An answer that no longer counts, left from before the proposer chose otherwise.
        await write(
            stage,
            "INSERT INTO answers SELECT conversation_id, 'name', 'Buurtclub', NULL, submitted_at"
            " FROM proposals",
        )
        assert await press(stage, COORDINATOR, carried) == []
        assert await stage.query("SELECT * FROM expecting") == []


@pytest.mark.parametrize(
    "carried",
    [
        f"decide:{ONE}:approve",
        f"decide:{ONE}:approve:2",
        f"decide:{ONE}:withdraw:1",
        f"decide:{ONE}:close:1",
        f"decide:{MERGED}:reopen:1",
        f"reason:{ONE}",
        f"reason:{ONE}:other:1",
        f"about:{ONE}:9:hours",
        f"target:{ONE}:0:{TWO}",
        f"preview:{ONE}",
        f"confirm:{ONE}",
        f"undo:{ONE}",
    ],
)
async def test_what_was_not_seen_or_chosen_is_not_decided(tmp_path: Path, carried: str) -> None:
    async with reviewed(tmp_path) as stage:
        before = await decided(stage)
        (seen,) = await press(stage, COORDINATOR, carried)
        assert OVERTAKEN in seen
        assert await decided(stage) == before
        assert await stage.query("SELECT * FROM expecting") == []


OVERTAKEN, LAPSED = " is nu: ", "Deze keuze geldt niet meer"


@pytest.mark.parametrize(
    "carried", [f"preview:{ONE}:1", f"confirm:{ONE}:approve:1", f"confirm:{ONE}:merge:1"]
)
async def test_a_choice_of_ones_own_that_is_gone_is_not_laid_at_a_colleagues_door(
    tmp_path: Path, carried: str
) -> None:
    async with reviewed(tmp_path) as stage:
        before = await decided(stage)
        (seen,) = await press(stage, COORDINATOR, carried)
        assert LAPSED in seen
        assert await decided(stage) == before


MARK = Plan(Action.APPROVE, 1).mark


@pytest.mark.parametrize(
    ("who", "carried", "said"),
    [
        (COLLEAGUE, f"confirm:{ONE}:approve:1:{MARK}", LAPSED),
        (COORDINATOR, f"confirm:{TWO}:approve:1:{MARK}", LAPSED),
        (COORDINATOR, f"confirm:{ONE}:decline:1:{MARK}", LAPSED),
        (COORDINATOR, f"confirm:{ONE}:approve:1", LAPSED),
        (COORDINATOR, f"confirm:{ONE}:approve:1:{MARK}0", LAPSED),
        (COORDINATOR, f"confirm:{ONE}:approve:2:{MARK}", OVERTAKEN),
        (COORDINATOR, f"confirm:{ONE}:approve", OVERTAKEN),
    ],
)
async def test_only_the_decision_that_was_shown_can_be_confirmed(
    tmp_path: Path, who: int, carried: str, said: str
) -> None:
    async with reviewed(tmp_path) as stage:
        await press(stage, COORDINATOR, f"decide:{ONE}:approve:1")
        before = await decided(stage)
        (seen,) = await press(stage, who, carried)
        assert said in seen
        assert await decided(stage) == before


async def test_two_proposals_are_not_joined_into_each_other(tmp_path: Path) -> None:
    async with reviewed(tmp_path) as stage:
        await press(stage, COORDINATOR, f"target:{ONE}:1:{TWO}")
        await press(stage, COLLEAGUE, f"target:{TWO}:1:{ONE}")
        await press(stage, COORDINATOR, confirm(stage, COORDINATOR))
        (seen,) = await press(stage, COLLEAGUE, confirm(stage, COLLEAGUE))
        assert "Een collega was u voor" in seen
        assert await stage.query("SELECT id, status, merged_into FROM proposals") == [
            (ONE, "merged", TWO),
            (TWO, "new", None),
            (MERGED, "merged", None),
        ]


@pytest.mark.parametrize(
    "carried", [f"note:{ONE}", f"reason:{ONE}:1:other", f"about:{ONE}:1:hours"]
)
async def test_words_of_who_is_no_coordinator_any_more_are_not_taken(
    tmp_path: Path, carried: str
) -> None:
    async with reviewed(tmp_path) as stage:
        await press(stage, COORDINATOR, carried)
        before = await decided(stage)
        await write(
            stage, f"UPDATE roles SET revoked_at = granted_at WHERE person_id = {COORDINATOR}"
        )
        stage.world.type(COORDINATOR, "dit hoort hier niet")
        await stage.settle()
        assert "alleen voor medewerkers" in stage.last(COORDINATOR).text
        assert await decided(stage) == before
        assert await stage.query("SELECT * FROM expecting") == []


RECHECK = (
    f"still:{ONE}",
    f"still:{ONE}:x",
    f"changed:{ONE}",
    f"changed:{ONE}:unfunded",
    f"changed:{ONE}:weather",
)


@pytest.mark.parametrize("user", [NEIGHBOUR, COACH, COLLEAGUE, COORDINATOR])
async def test_only_the_proposer_says_whether_a_task_still_holds(tmp_path: Path, user: int) -> None:
    async with reviewed(tmp_path) as stage:
        await write(stage, f"UPDATE proposals SET status = 'rechecked' WHERE id = {ONE}")
        before = await decided(stage)
        for carried in RECHECK:
            assert await press(stage, user, carried) == []
        assert await decided(stage) == before


async def test_a_proposer_says_it_of_this_task_only_and_once(tmp_path: Path) -> None:
    async with reviewed(tmp_path) as stage:
        await write(stage, "UPDATE proposals SET status = 'rechecked'")
        before = await decided(stage)
        for number in (TWO, MERGED, 0, 999, MOST):
            for verb in (Verb.STILL, Verb.CHANGED):
                assert await press(stage, RESIDENT, f"{verb}:{number}:unfunded") == []
        assert await decided(stage) == before
        (seen,) = await press(stage, RESIDENT, f"changed:{ONE}:weather")
        assert "Wat is er nu anders?" in seen
        await press(stage, RESIDENT, f"still:{ONE}")
        await press(stage, RESIDENT, f"still:{ONE}")
        await press(stage, RESIDENT, f"changed:{ONE}:unfunded")
        assert await stage.query("SELECT status, version FROM proposals WHERE id = ?", ONE) == [
            ("approved", 2)
        ]
