import warnings
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.retry import (
    LONGEST_WAIT,
    Again,
    Done,
    NotSentError,
    Refused,
    RetryDecision,
    Stop,
    Unreachable,
    answers_within,
    backoff,
    decide,
    in_short,
)

OUTAGES = [
    TimedOut(),
    NetworkError("HTTP failed (ClientConnectorError: ConnectionRefusedError)"),
    NetworkError("Bad Gateway (502)"),
    NetworkError("Internal Server Error"),
    Conflict("Conflict: terminated by other getUpdates request"),
    TimeoutError(),
    ConnectionResetError(),
    NotSentError("ConnectionRefusedError"),
]


@pytest.mark.parametrize(
    ("error", "decision"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Unreachable()),
        (Forbidden("Forbidden: user is deactivated"), Unreachable()),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Unreachable()),
        (BadRequest("Bad Request: chat not found"), Unreachable()),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Unreachable()),
        (
            BadRequest(
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of the message"
            ),
            Done(),
        ),
        (BadRequest("Bad Request: message to edit not found"), Done()),
        (BadRequest("Bad Request: message can't be edited"), Done()),
        (BadRequest("Bad Request: message to delete not found"), Done()),
        (BadRequest("Bad Request: message can't be deleted for everyone"), Done()),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), Done()),
        (
            BadRequest(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            ),
            Done(),
        ),
        (BadRequest("Bad Request: can't parse entities: unclosed tag"), Refused("markup")),
        (BadRequest("Bad Request: message is too long"), Refused("too long")),
        (BadRequest("Bad Request: message caption is too long"), Refused("too long")),
        (BadRequest("Bad Request: message text is empty"), Refused("empty")),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Refused("button")),
        (BadRequest("Bad Request: wrong file identifier/HTTP URL specified"), Refused("file")),
        (BadRequest("Bad Request: message to be replied not found"), Refused("reply target")),
        (BadRequest("Bad Request: something that is new"), Refused("bad request")),
        (NetworkError("Request Entity Too Large"), Refused("too large")),
        (InvalidToken("Unauthorized"), Stop("token")),
        (InvalidToken(), Stop("token")),
        (ChatMigrated(-100), Refused("ChatMigrated")),
        (EndPointNotFound("sendFoo"), Refused("EndPointNotFound")),
        (TelegramError("whatever"), Refused("TelegramError")),
        (ValueError("Piet de Vries"), Refused("bug: ValueError")),
        *((outage, Again(1.0)) for outage in OUTAGES),
    ],
)
def test_what_becomes_of_an_error(error: Exception, decision: RetryDecision) -> None:
    assert decide(error, attempt=1, jitter=1.0) == decision


def test_each_wait_is_longer_up_to_a_minute() -> None:
    waits = [backoff(attempt, jitter=1.0) for attempt in range(1, 10)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert backoff(3, jitter=0.0) == 2


def test_a_slow_telegram_is_given_ever_more_time_to_take_a_message() -> None:
    assert [answers_within(attempt) for attempt in range(1, 5)] == [30, 60, 120, 120]


def test_the_log_calls_an_error_by_its_kind_and_never_in_telegrams_words() -> None:
    assert in_short(BadRequest("Rita woont in Selwerd")) == "BadRequest"
    assert in_short(NotSentError("gaierror")) == "gaierror"


@given(st.sampled_from(OUTAGES), st.integers(), st.floats(0, 1))
def test_an_outage_is_waited_out_however_long(
    error: Exception, attempt: int, jitter: float
) -> None:
    match decide(error, attempt, jitter):
        case Again(after_seconds):
            assert 0.5 <= after_seconds <= LONGEST_WAIT
        case decision:
            pytest.fail(f"given up: {decision}")


@pytest.mark.parametrize("as_timedelta", ["true", "false"])
@pytest.mark.parametrize("attempt", [1, 50])
def test_telegrams_own_wait_is_kept(
    as_timedelta: str, attempt: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        monkeypatch.setenv("PTB_TIMEDELTA", as_timedelta)
        error = RetryAfter(timedelta(seconds=300))
    for jitter in (0.0, 1.0):
        decision = decide(error, attempt, jitter)
        assert isinstance(decision, Again)
        assert 300 < decision.after_seconds <= 301


@given(st.text())
def test_no_reason_repeats_what_telegram_wrote(text: str) -> None:
    description = f"Bad Request: {text}QZX"
    assert "QZX" not in repr(decide(BadRequest(description), 1, 0.5))
