import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import READABLE, Clock, Codes, parse_stamp, stamp
from tests.fakes import AMSTERDAM, FakeClock, FakeCodes

MOMENT = datetime(2026, 7, 1, 12, 30, 5, 123_999, tzinfo=UTC)


def test_a_stamp_is_utc_with_milliseconds() -> None:
    assert stamp(MOMENT) == "2026-07-01T12:30:05.123Z"
    assert stamp(MOMENT.astimezone(timezone(timedelta(hours=-3)))) == stamp(MOMENT)


@given(st.datetimes(timezones=st.timezones()).filter(lambda moment: 1 < moment.year < 9999))
def test_a_stamp_comes_back_the_same(moment: datetime) -> None:
    text = stamp(moment)
    assert stamp(parse_stamp(text)) == text
    assert parse_stamp(text).utcoffset() == timedelta(0)


def test_stamps_sort_as_time() -> None:
    moments = [MOMENT + timedelta(milliseconds=i * 333) for i in range(20)]
    assert sorted(map(stamp, moments)) == [stamp(m) for m in moments]


@pytest.mark.parametrize("text", ["2026-07-01T12:30:05.123", "2026-07-01T12:30:05+02:00", "Z", ""])
def test_what_is_not_a_stamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_stamp(text)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = MOMENT.replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a time zone"):
        stamp(naive)
    with pytest.raises(ValueError, match="without a time zone"):
        Clock(AMSTERDAM).local(naive)


def test_people_read_summer_and_winter_time() -> None:
    clock = Clock(AMSTERDAM)
    assert clock.local(MOMENT).hour == 14
    assert clock.local(datetime(2026, 1, 1, 12, tzinfo=UTC)).hour == 13


def test_the_clock_is_aware_and_goes_on() -> None:
    clock = Clock(AMSTERDAM)
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.monotonic() <= clock.monotonic()


def test_codes_are_readable_and_differ() -> None:
    codes = Codes()
    for _ in range(50):
        assert re.fullmatch(f"BB-[{READABLE}]{{5}}", codes.reference())
        assert re.fullmatch(f"K-[{READABLE}]{{4}}", codes.check_code())
        assert re.fullmatch(r"[A-Za-z0-9_-]{22}", codes.invite_code())
        assert 0 <= codes.jitter() < 1
    assert len({codes.invite_code() for _ in range(50)}) == 50
    assert not set(READABLE) & set("0O1ILUAE")


def test_the_fakes_stand_still_and_count() -> None:
    clock = FakeClock()
    before = clock.now(), clock.monotonic()
    clock.advance(timedelta(hours=1))
    assert clock.now() - before[0] == timedelta(hours=1)
    assert clock.monotonic() - before[1] == 3600
    codes = FakeCodes()
    assert [codes.reference(), codes.reference()] == ["BB-22222", "BB-22223"]
    assert codes.invite_code() != codes.invite_code()
