"""A spot on the map proposes a wijk or dorp, and is kept nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import places
from bot.intake import placing
from bot.simulator import media
from conversations.centres import near
from tests.stage import RESIDENT, Stage, on_stage
from tests.test_side_moments import TO_MONEY, walk

PLACES = places()
BOX = (53.10, 53.33, 6.45, 6.79)
"""The municipality lies within these degrees: south, north, west, east."""


def test_each_place_has_one_centre_within_the_municipality() -> None:
    assert sorted(c.name for c in PLACES.centres) == sorted(p.name for p in PLACES.places)
    south, north, west, east = BOX
    for centre in PLACES.centres:
        assert south < centre.latitude < north, centre
        assert west < centre.longitude < east, centre
    assert len({(c.latitude, c.longitude) for c in PLACES.centres}) == len(PLACES.centres)


def test_each_centre_proposes_its_own_place_first() -> None:
    for centre in PLACES.centres:
        found = near(PLACES.centres, centre.latitude, centre.longitude)
        assert found[0] == centre.name
        assert len(found) <= 3


@pytest.mark.parametrize(
    ("spot", "proposed"),
    [
        ((53.2194, 6.5665), "Binnenstad"),
        ((53.1722, 6.6061), "Haren"),
        ((53.2767, 6.6935), "Ten Boer"),
        ((53.2116, 6.5035), "Hoogkerk"),
        ((53.2474, 6.5867), "Beijum"),
    ],
)
def test_a_known_spot_proposes_its_place(spot: tuple[float, float], proposed: str) -> None:
    assert proposed in near(PLACES.centres, *spot)


@pytest.mark.parametrize(
    "spot",
    [(52.37, 4.89), (53.33, 6.92), (53.0, 6.56), (0, 0), (90, 180), (float("nan"), 6.5)],
)
def test_a_spot_elsewhere_proposes_nothing(spot: tuple[float, float]) -> None:
    assert near(PLACES.centres, *spot) == ()
    assert near((), 53.2, 6.5) == ()


@pytest.fixture
def spot(monkeypatch: pytest.MonkeyPatch) -> tuple[float, float]:
    """Where people are who share a location: beside the church of Garmerwolde."""
    at = (53.249321, 6.652837)
    monkeypatch.setitem(media.PLAIN, "location", {"latitude": at[0], "longitude": at[1]})
    return at


async def share(stage: Stage) -> list[str]:
    stage.forget()
    stage.world.send_other(RESIDENT, "location")
    await stage.settle()
    return [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]


def written(stage: Stage) -> bytes:
    """All that stands in the database, and in what is still to go into it."""
    path = stage.settings.database_path
    files = [path.with_name(path.name + end) for end in ("", "-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


async def test_a_location_proposes_a_place_and_is_not_kept(
    tmp_path: Path, spot: tuple[float, float], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]", "blad opruimen")
        assert (await share(stage))[-1] == "Bedoelt u Garmerwolde?"
        await walk(stage, "[Ja, Garmerwolde]")
        assert await stage.query("SELECT value FROM answers WHERE question = 'place'") == [
            ("Garmerwolde",)
        ]
        for degrees in spot:
            assert str(degrees)[:6].encode() not in written(stage)
            assert str(degrees)[:6] not in caplog.text
            assert not any(str(degrees) in str(call.params) for call in stage.world.calls)


async def test_a_location_that_fails_is_not_kept_aside(
    tmp_path: Path, spot: tuple[float, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]", "blad opruimen")
        monkeypatch.setattr(placing, "near", fails)
        assert "Er ging iets mis." in (await share(stage))[-1]
        assert await stage.query("SELECT content FROM failed_updates") == [(None,)]
        for degrees in spot:
            assert str(degrees)[:6].encode() not in written(stage)


async def test_a_location_outside_the_municipality_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(media.PLAIN, "location", {"latitude": 52.37, "longitude": 4.89})
    async with on_stage(tmp_path) as stage:
        await walk(stage, "/taak", "[Bewoner]", "blad opruimen")
        said = await share(stage)
        assert said[-2].startswith("Deze plek ligt niet in onze gemeente.")
        assert "Vraag 3 van 12" in said[-1]


async def test_at_another_question_a_location_is_no_answer(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await walk(stage, *TO_MONEY)
        said = await share(stage)
        assert said[-2].startswith("Dit kan ik niet lezen.")
        assert "Vraag 8 van 12" in said[-1]
