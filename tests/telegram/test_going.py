"""What fails alone is given up in the end; what everything fails by is waited out."""

import logging

import pytest
from telegram.error import NetworkError, RetryAfter

from bot.records import Delivery, Kind
from bot.telegram.going import AT_MOST, IN_A_ROW, MENTIONED, Going
from bot.telegram.retry import NotSentError

ONE, OTHER = (Delivery(n, n, Kind.SEND, "nl") for n in (1, 2))
BROKEN = NetworkError("Bad Gateway: somebody's words")


def test_an_outage_is_said_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    going = Going()
    for _ in range(1000):
        assert not going.failed(ONE, BROKEN)
        assert not going.failed(OTHER, BROKEN)
    going.left()
    going.left()
    assert caplog.messages == ['sends fail error="NetworkError"', "sends go again failures=2000"]


def test_a_failure_now_and_then_is_nothing_to_mention(caplog: pytest.LogCaptureFixture) -> None:
    going = Going()
    for _ in range(100):
        for _ in range(IN_A_ROW - 1):
            going.failed(ONE, BROKEN)
        going.over(ONE)
        going.left()
    assert caplog.messages == []


def test_what_fails_while_others_leave_is_mentioned_and_given_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)
    going = Going()
    assert not going.failed(ONE, BROKEN)
    for times in range(1, AT_MOST + 1):
        going.left()
        assert going.failed(ONE, BROKEN) is (times == AT_MOST)
    assert [f"times={times}" in said for said in caplog.messages for times in (MENTIONED,)] == [
        True,
        False,
    ]
    going.over(ONE)
    going.left()
    assert not going.failed(ONE, BROKEN), "tried anew by a person, it begins anew"


@pytest.mark.parametrize("error", [RetryAfter(5), NotSentError("no route")])
def test_who_was_asked_to_wait_or_not_reached_is_not_given_up(error: Exception) -> None:
    going = Going()
    for _ in range(3 * AT_MOST):
        going.left()
        assert not going.failed(ONE, error)
