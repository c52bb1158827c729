"""A sheet that is measured in pixels from its upper left corner. The only place with matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from bot.office.poster import Tint

INK, SOFT, PALE, PAPER = "#1a1a1a", "#4d4d4d", "#dcdcdc", "#ffffff"

FONTS = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
"""By whether it is bold; they come with matplotlib."""

SMALLEST = 26
"""Pixels below which letters cannot be read on a phone."""


@dataclass(frozen=True)
class Paint:
    """A colour of Okabe and Ito's, its pattern, and the colour of words on it."""

    colour: str
    hatch: str
    hatch_colour: str
    ink: str


PAINT = {
    Tint.MAIN: Paint("#0072B2", "", "#0072B2", PAPER),
    Tint.SECOND: Paint("#E69F00", "//", "#a87100", INK),
    Tint.THIRD: Paint("#56B4E9", "..", "#14709f", INK),
    Tint.QUIET: Paint("#b8b8b8", "xx", "#8c8c8c", INK),
}


@dataclass(frozen=True)
class Type:
    """How letters look."""

    size: float
    bold: bool = False
    colour: str = INK


class Canvas:
    """One picture."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=PAPER)
        self._agg = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        self._fonts = {bold: folder / name for bold, name in FONTS.items()}

    def _font(self, type_: Type) -> FontProperties:
        return FontProperties(fname=self._fonts[type_.bold], size=type_.size)

    def measure(self, said: str, type_: Type) -> float:
        """Return how wide words are."""
        renderer = self._agg.get_renderer()  # type: ignore[no-untyped-call]
        width, _, _ = renderer.get_text_width_height_descent(said, self._font(type_), False)
        return float(width)

    def fit(self, said: str, type_: Type, width: float) -> tuple[str, Type]:
        """Return words that are not wider: smaller if need be, and then shortened."""
        size = min(type_.size, type_.size * width / max(1, self.measure(said, type_)))
        fitting = Type(max(size, SMALLEST), type_.bold, type_.colour)
        while len(said) > 1 and self.measure(said, fitting) > width * 1.03:
            said = said.rstrip("…")[:-1].rstrip() + "…"
        return said, fitting

    def wrap(self, said: str, type_: Type, width: float) -> list[str]:
        """Return words broken into lines that are not wider."""
        lines = [""]
        for word in said.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.measure(longer, type_) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def write(
        self, at: tuple[float, float], said: str, type_: Type, *, align: str = "left"
    ) -> None:
        """Write words; the point is at the middle of their height, and left, centre or right."""
        self._axes.text(
            *at,
            said,
            fontproperties=self._font(type_),
            color=type_.colour,
            horizontalalignment=align,
            verticalalignment="center_baseline",
            parse_math=False,
        )

    def box(self, at: tuple[float, float], width: float, height: float, tint: Tint | None) -> None:
        """Fill a rectangle; without a tint it is a pale track."""
        paint = PAINT[tint] if tint else Paint(PALE, "", PALE, INK)
        self._axes.add_patch(
            Rectangle(
                at,
                width,
                height,
                facecolor=paint.colour,
                hatch=paint.hatch,
                edgecolor=paint.hatch_colour,
                linewidth=0,
            )
        )

    def plain_box(self, at: tuple[float, float], width: float, height: float, tint: Tint) -> None:
        """Fill a rectangle without the pattern, for words to stand on."""
        self._axes.add_patch(
            Rectangle(at, width, height, facecolor=PAINT[tint].colour, linewidth=0)
        )

    def line(self, points: Sequence[tuple[float, float]], colour: str, *, dashed: bool) -> None:
        """Draw a line through points; one that is not dashed has a dot at each."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        style: Literal["--", "-"] = "--" if dashed else "-"
        marker, width = ("", 4.0) if dashed else ("o", 7.0)
        self._axes.add_line(
            Line2D(
                xs, ys, color=colour, linestyle=style, marker=marker, markersize=16, linewidth=width
            )
        )

    def png(self) -> bytes:
        """Return the picture."""
        made = BytesIO()
        self._figure.savefig(made, format="png", dpi=72, metadata={"Software": None})
        return made.getvalue()
