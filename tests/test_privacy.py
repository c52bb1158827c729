"""What must not be stored is found, and what people write about their wijk is let through."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import iban, phone_patterns, privacy
from bot.privacy import Private, scan
from tests.counted import Counted

if TYPE_CHECKING:
    from _typeshed import TraceFunction

ROWS = list(
    csv.DictReader(StringIO((Path(__file__).parent / "privacy_texts.csv").read_text("utf-8"), ""))
)


def kinds(written: str) -> frozenset[Private]:
    return frozenset(map(Private, written.split()))


def test_of_all_texts_nothing_is_missed_and_hardly_anything_wrongly_stopped(
    counted: Counted,
) -> None:
    missed = [row["text"] for row in ROWS if kinds(row["kinds"]) - scan(row["text"])]
    wrongly = [row for row in ROWS if scan(row["text"]) - kinds(row["kinds"])]
    found = sum(bool(kinds(row["kinds"])) for row in ROWS) - len(missed)
    counted(f"found {found} / missed {len(missed)} / wrongly stopped {len(wrongly)} of {len(ROWS)}")
    assert len(ROWS) >= 220
    assert missed == []
    assert [row["text"] for row in wrongly if not row["known_limit"]] == []
    assert len(wrongly) <= 0.02 * len(ROWS)


def test_a_known_limit_that_is_solved_leaves_the_list() -> None:
    limits = [row for row in ROWS if row["known_limit"]]
    assert [row["text"] for row in limits if scan(row["text"]) == kinds(row["kinds"])] == []


@pytest.mark.parametrize(
    ("text", "invited", "accept_number", "found"),
    [
        ("123456782", "", True, ""),
        ("123456782 of 06-12345678", "", True, "phone"),
        ("NL91ABNA0417164300", "", True, "iban"),
        ("06-12345678", "phone", False, ""),
        ("06-12345678 of jan@gmail.com", "phone", False, "email"),
        ("jan@gmail.com", "email", False, ""),
        ("jan@gmail.com, bsn 123456782", "email", False, "bsn"),
        ("06 12345678, bsn 123456782", "phone", False, "bsn"),
        ("123456782", "phone", False, "bsn"),
        ("", "", False, ""),
    ],
)
def test_what_was_asked_for_is_let_through(
    text: str, invited: str, accept_number: bool, found: str
) -> None:
    assert scan(text, kinds(invited), accept_number) == kinds(found)


def eleven(nine: str) -> bool:
    weighed = sum((9 - at) * int(digit) for at, digit in enumerate(nine[:8])) - int(nine[8])
    return any(map(int, nine)) and weighed % 11 == 0


BSNS = (
    st.integers(1, 99_999_999)
    .map(lambda n: f"{n:08}")
    .map(
        lambda eight: next(
            (eight + str(d) for d in range(10) if eleven(eight + str(d))), "123456782"
        )
    )
)
WORDS = st.text(alphabet="abc ,:;!?\n€@#()é😀", max_size=30)


@given(WORDS, BSNS, WORDS, st.sampled_from(["{}{}{}", "{} {} {}", "{}-{}-{}", "{}.{}.{}"]))
def test_a_bsn_among_words_is_always_found(before: str, bsn: str, after: str, shape: str) -> None:
    written = shape.format(bsn[:3], bsn[3:6], bsn[6:])
    assert Private.BSN in scan(f"{before} {written} {after}")


@given(st.integers(0, 999_999_999))
def test_only_the_11_proef_makes_nine_digits_a_bsn(number: int) -> None:
    assert (Private.BSN in scan(f"{number:09}")) == eleven(f"{number:09}")


@given(st.integers(0, 9_999_999))
def test_a_shorter_run_is_never_a_bsn(number: int) -> None:
    assert Private.BSN not in scan(f"nummer {number}")


@given(st.text(max_size=300) | st.text(alphabet="01269+-. /()@aNL\u200b", max_size=300))
def test_any_text_gives_kinds_and_the_same_ones_twice(text: str) -> None:
    assert scan(text) == scan(text)


HOSTILE = ["1", "12 ", "1.", "1-", "06 ", "a@a.", "@", "aa.", "NL91", "NL91 ", "+1 ", "(0) "]
HOSTILE += ["0(0)", "12-03-2024 ", "\ufdfa", "1.000.", "a at ", "ab12-", "١", " ", "123456789 "]


def steps(call: Callable[[], object]) -> int:
    """How many lines of our own code a call runs: the same on every machine."""
    counted = 0

    def line(_frame: FrameType, event: str, _: object) -> TraceFunction:
        nonlocal counted
        counted += event == "line"
        return line

    ours = {module.__file__ for module in (privacy, phone_patterns, iban)}

    def called(frame: FrameType, _event: str, _: object) -> TraceFunction | None:
        return line if frame.f_code.co_filename in ours else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        call()
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_hostile_text_costs_in_proportion_to_its_length(unit: str) -> None:
    short, long = ((unit * size)[:size] for size in (1024, 4096))
    assert steps(lambda: scan(long)) <= 5 * steps(lambda: scan(short)) + 100
