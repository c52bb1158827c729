"""How fast messages may leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pace import CHAT_BURST, EVERYBODY, PER_CHAT, Bucket, Pace

RATES = st.floats(0.1, 100)
PAUSES = st.lists(st.floats(0, 5), min_size=1, max_size=80)


@given(RATES, st.floats(0.1, 50), PAUSES)
def test_a_bucket_never_lets_more_through_than_its_burst_and_its_rate(
    per_second: float, burst: float, pauses: list[float]
) -> None:
    bucket = Bucket(per_second, burst)
    now, leaves = 1000.0, []
    for pause in pauses:
        now += pause
        leaves.append(now + bucket.take(now))
    for first, start in enumerate(leaves):
        for last in range(first, len(leaves)):
            allowed = max(burst, 1) + per_second * (leaves[last] - start)
            assert last - first + 1 <= allowed + 1 + 1e-6


@given(RATES, st.floats(1, 50), PAUSES)
def test_a_bucket_keeps_the_order(per_second: float, burst: float, pauses: list[float]) -> None:
    bucket = Bucket(per_second, burst)
    now, leaves = 0.0, []
    for pause in pauses:
        now += pause
        leaves.append(now + bucket.take(now))
    assert all(a <= b + 1e-6 for a, b in zip(leaves, leaves[1:], strict=False))


def test_a_full_bucket_lets_its_burst_through_at_once() -> None:
    bucket = Bucket(2, 3)
    assert [bucket.take(50) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    assert bucket.take(60) == 0


def test_each_chat_has_its_own_turn() -> None:
    pace = Pace(1000)
    waits = [pace.take(0, 1) for _ in range(7)]
    assert waits == [0, 0, 0, 0, 0, 1 / PER_CHAT, 2 / PER_CHAT]
    assert CHAT_BURST == 5
    assert pace.take(0, 2) == 0


def test_all_chats_together_stay_under_the_overall_limit() -> None:
    pace = Pace(30)
    waits = [pace.take(0, chat) for chat in range(60)]
    assert waits[:10] == [0] * 10
    assert waits[10] > 0
    assert waits[-1] == pytest.approx(50 / 30)


def test_edits_count_for_the_whole_but_not_for_their_chat() -> None:
    pace = Pace(12)
    assert [pace.take(0) for _ in range(4)] == [0] * 4
    assert pace.take(0, 1) == pytest.approx(1 / 12)


def test_nothing_waits_without_a_limit() -> None:
    assert {Pace(0).take(0, 1) for _ in range(100)} == {0.0}


def test_memory_stays_bounded() -> None:
    pace = Pace(30)
    for chat in range(20_100):
        pace.take(0, chat)
    assert len(pace._chats) <= 10_001


def test_one_chat_that_is_asked_to_wait_holds_up_nobody_else() -> None:
    pace = Pace(0)
    for _ in range(EVERYBODY):
        pace.asked_to_wait(10, 1, 30)
    assert not pace.holds(10)
    assert pace.take(10, 2) == 0


def test_several_chats_asked_to_wait_at_once_are_everybody() -> None:
    pace = Pace(30)
    for chat in range(EVERYBODY):
        assert not pace.holds(100)
        pace.asked_to_wait(100 + chat / 10, chat, 5)
    assert pace.holds(105)
    waits = [pace.take(101, chat) for chat in range(10, 50)]
    assert waits[0] == pytest.approx(4.2), "until the longest of the waits is over"
    assert waits[-1] == pytest.approx(4.2 + 30 / 30), "then no faster than ever"
    assert not pace.holds(105.2)


def test_chats_asked_to_wait_long_after_each_other_are_not_everybody() -> None:
    pace = Pace(30)
    for chat in range(20):
        pace.asked_to_wait(100 + chat, chat, 5)
    assert not pace.holds(120)
