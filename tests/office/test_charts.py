"""The pictures: sharp on a phone, nothing beside the sheet, calm when there is nothing to show."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.office import charts
from bot.office.canvas import SMALLEST, Canvas, Type
from bot.office.drawing import Drawing
from bot.office.poster import Bar, Bars, Course, Goal, Part, Picture, Poster, Tint
from bot.office.stretches import Period
from bot.store.database import Database
from bot.telegram import render
from conversations import flows
from conversations.text import Verbatim
from tests.conversations.test_places import PLACES
from tests.fakes import FakeClock
from tests.load import fill

LONG = "Iemand die heel lang geen werk had en begeleiding nodig heeft bij alles " * 3
CAPTION_AT_MOST = 1024


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


@pytest.mark.parametrize("proposals", [0, 3, 400])
@pytest.mark.parametrize("period", Period)
async def test_every_picture_is_made_of_any_number_of_proposals(
    tmp_path: Path, proposals: int, period: Period
) -> None:
    path = tmp_path / "bot.db"
    fill(path, proposals, proposals // 4)
    drawing = Drawing(Database(path), FakeClock(), flows(PLACES))
    for picture in Picture:
        asked = {"picture": picture, "period": period, "day": "2026-03-02"}
        made = await drawing.make(asked, "nl")
        assert size(made.content) == (charts.WIDTH, charts.HEIGHT)
        assert made.caption
        caption = render.text(made.caption, "nl")
        assert 0 < len(caption) <= CAPTION_AT_MOST
        assert "{" not in caption


def poster(*blocks: Bars | Goal | Course) -> Poster:
    return Poster(Verbatim(LONG), Verbatim("maart"), blocks, (Verbatim(LONG),))


def bar(label: str, *numbers: int) -> Bar:
    parts = tuple(Part(n, tint) for n, tint in zip(numbers, Tint, strict=False))
    return Bar(Verbatim(label), parts, Verbatim(str(sum(numbers))))


@pytest.mark.parametrize(
    "drawn",
    [
        Poster(Verbatim("Leeg"), Verbatim("maart"), nothing=Verbatim("Nog geen cijfers.")),
        poster(Bars((bar(LONG, 0),))),
        poster(Bars((bar("West", 1, 2, 3, 4), bar(LONG, 1_000_000, 0, 1)))),
        poster(Bars(tuple(bar(f"jan {n}", n, 1) for n in range(13)), Verbatim(LONG))),
        poster(Goal(251, 250, Verbatim(LONG), Verbatim("Het doel is bereikt."))),
        poster(
            Course(
                ((date(2026, 1, 1), 56), (date(2026, 1, 1), 300)),
                250,
                Verbatim("Aan het werk"),
                Verbatim("1 jan 2026"),
                Verbatim("1 jan 2026"),
            )
        ),
    ],
)
def test_the_odd_ones_are_drawn_too(drawn: Poster) -> None:
    assert size(charts.draw(drawn, "nl")) == (charts.WIDTH, charts.HEIGHT)


def test_long_names_fit() -> None:
    canvas = Canvas(charts.WIDTH, charts.HEIGHT)
    said, type_ = canvas.fit(LONG, Type(37), 300)
    assert said.endswith("…")
    assert type_.size == SMALLEST
    assert canvas.measure(said, type_) <= 300 * 1.03
    assert canvas.fit("West", Type(37), 300) == ("West", Type(37))
    lines = canvas.wrap(LONG, Type(37), 400)
    assert " ".join(lines) == LONG.strip()
    assert all(canvas.measure(line, Type(37)) <= 400 for line in lines)


def test_a_home_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    """On a server the bot's account may have no home; nothing is said about it."""
    program = (
        "from bot.office import charts; from bot.office.poster import Poster; "
        "from conversations.text import Verbatim as V; "
        "print(len(charts.draw(Poster(V('Cijfers'), V('nu'), nothing=V('Nog niets')), 'nl')))"
    )
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={
            "PATH": os.environ["PATH"],
            "HOME": "/dev/null",
            "TMPDIR": str(tmp_path),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert int(found.stdout) > 1000


def test_matplotlib_is_imported_only_when_something_is_drawn() -> None:
    program = "import sys, bot.app; sys.exit('matplotlib' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
