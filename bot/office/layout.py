"""Where on the sheet each part of a poster stands, so that it fills it and nothing overlaps."""

from __future__ import annotations

from bot.office.canvas import PAINT, SOFT, Canvas, Type
from bot.office.poster import Bar, Bars, Block, Course, Goal, Part, Poster
from bot.office.progress import GAP, GOAL_HIGH, LABEL, MARGIN, NUMBER, course, goal
from bot.translate import words
from conversations.text import Words

TITLE, SUBTITLE, HEADING = Type(62, bold=True), Type(38, colour=SOFT), Type(42, bold=True)
FOOT = Type(38, colour=SOFT)
ON_BAR = 33
TALLEST_ROW = 118
"""Pixels; a few bars do not get fat."""
BESIDE, COLUMN = 560, 450
"""Pixels: a label that is wider stands above its bar; one beside it gets so much at most."""


class Layout:
    """Puts a poster on a canvas."""

    def __init__(self, canvas: Canvas, language: str) -> None:
        self._canvas = canvas
        self._language = language
        self._width = canvas.width - 2 * MARGIN

    def put(self, poster: Poster) -> None:
        """Draw all of it."""
        top = self._paragraph(MARGIN, poster.title, self._on_one_line(poster.title))
        top = self._paragraph(top, poster.subtitle, SUBTITLE) + GAP
        bottom = self._foot(poster.foot)
        if poster.nothing:
            self._nothing(poster.nothing, (top + bottom) / 2)
            return
        room = bottom - top - GAP
        fixed = sum(self._fixed(block) for block in poster.blocks)
        unit = (room - fixed) / max(1, sum(self._units(block) for block in poster.blocks))
        unit = min(unit, TALLEST_ROW)
        for block in poster.blocks:
            top = self._block(block, top, unit)

    def _say(self, said: Words) -> str:
        return words(said, self._language).replace("**", "")

    def _paragraph(self, top: float, said: Words, type_: Type) -> float:
        """Write words over as many lines as they need; return where they end."""
        for line in self._canvas.wrap(self._say(said), type_, self._width):
            self._canvas.write((MARGIN, top + type_.size * 0.6), line, type_)
            top += type_.size * 1.25
        return top

    def _on_one_line(self, title: Words) -> Type:
        """Return the type of a title; it may be a little smaller to fit on one line."""
        _, fitting = self._canvas.fit(self._say(title), TITLE, self._width)
        return fitting if fitting.size > 0.8 * TITLE.size else TITLE

    def _foot(self, notes: tuple[Words, ...]) -> float:
        lines = [
            line for note in notes for line in self._canvas.wrap(self._say(note), FOOT, self._width)
        ]
        top = self._canvas.height - MARGIN - len(lines) * FOOT.size * 1.3
        for number, line in enumerate(lines):
            self._canvas.write((MARGIN, top + (number + 0.5) * FOOT.size * 1.3), line, FOOT)
        return top - GAP

    def _nothing(self, said: Words, middle: float) -> None:
        lines = self._canvas.wrap(self._say(said), SUBTITLE, self._width - 120)
        top = middle - len(lines) * SUBTITLE.size * 0.7
        for line in lines:
            at = (self._canvas.width / 2, top)
            self._canvas.write(at, line, SUBTITLE, align="center")
            top += SUBTITLE.size * 1.4

    def _fixed(self, block: Block) -> float:
        """Return the height of a block that does not grow with the sheet."""
        if isinstance(block, Goal):
            return GOAL_HIGH
        heading = HEADING.size * 1.7 if block.heading else 0
        key = len(block.key) * 52 + 8 if isinstance(block, Bars) and block.key else 0
        return heading + key + GAP

    def _units(self, block: Block) -> float:
        """Return how many rows high the rest of a block is."""
        if isinstance(block, Bars):
            return len(block.bars) * self._row(block)
        return 5 if isinstance(block, Course) else 0

    def _block(self, block: Block, top: float, unit: float) -> float:
        if isinstance(block, Goal):
            goal(self._canvas, self._language, block, top)
        elif isinstance(block, Course):
            under = self._heading(block.heading, top)
            course(self._canvas, self._language, block, (under, unit * self._units(block)))
        else:
            self._bars(block, self._key(block, self._heading(block.heading, top)), unit)
        return top + self._fixed(block) + unit * self._units(block)

    def _heading(self, said: Words | None, top: float) -> float:
        if said is None:
            return top
        shown, type_ = self._canvas.fit(self._say(said), HEADING, self._width)
        self._canvas.write((MARGIN, top + HEADING.size * 0.7), shown, type_)
        return top + HEADING.size * 1.7

    def _key(self, block: Bars, top: float) -> float:
        """Say what each colour and pattern means, right above the bars."""
        for tint, said in block.key:
            self._canvas.box((MARGIN, top + 6), 56, 36, tint)
            shown, type_ = self._canvas.fit(self._say(said), LABEL, self._width - 76)
            self._canvas.write((MARGIN + 76, top + 24), shown, type_)
            top += 52
        return top + 8 if block.key else top

    def _row(self, block: Bars) -> float:
        """Return how many rows high one bar is with its label."""
        if self._beside(block):
            return 1
        return 1.1 + 0.4 * max(len(self._lines(bar)) for bar in block.bars)

    def _lines(self, bar: Bar) -> list[str]:
        return self._canvas.wrap(self._say(bar.label), LABEL, self._width)

    def _beside(self, block: Bars) -> bool:
        """Tell whether the labels are short enough to stand beside their bars."""
        return self._label_width(block) <= BESIDE

    def _label_width(self, block: Bars) -> float:
        return max(self._canvas.measure(self._say(bar.label), LABEL) for bar in block.bars)

    def _bars(self, block: Bars, top: float, unit: float) -> None:
        beside = self._beside(block)
        column = min(self._label_width(block), COLUMN) if beside else 0
        left = MARGIN + (column + GAP if beside else 0)
        said = max(self._canvas.measure(self._say(bar.said), NUMBER) for bar in block.bars)
        longest = max(sum(part.number for part in bar.parts) for bar in block.bars)
        scale = (self._canvas.width - MARGIN - left - said - GAP) / max(longest, 1)
        row = unit * self._row(block)
        above = 0.0 if beside else self._above(block)
        for bar in block.bars:
            if beside:
                shown, type_ = self._canvas.fit(self._say(bar.label), LABEL, column)
                self._canvas.write((MARGIN, top + row / 2), shown, type_)
            else:
                self._label_above(bar, top + above)
            self._bar(bar, (left, top + above), (row - above) * 0.74, scale)
            top += row

    def _above(self, block: Bars) -> float:
        """Return how high the labels above their bars are."""
        return LABEL.size * 1.15 * max(len(self._lines(bar)) for bar in block.bars)

    def _label_above(self, bar: Bar, bottom: float) -> None:
        lines = self._lines(bar)
        for number, line in enumerate(lines):
            up = LABEL.size * (1.15 * (len(lines) - number) - 0.7)
            self._canvas.write((MARGIN, bottom - up), line, LABEL)

    def _bar(self, bar: Bar, at: tuple[float, float], height: float, scale: float) -> None:
        x, top = at
        top += height * 0.16
        for part in bar.parts:
            width = part.number * scale
            self._canvas.box((x, top), width, height, part.tint)
            if part.said and len(bar.parts) > 1:
                self._on_bar(part, (x + width / 2, top + height / 2), width, height)
            x += width
        self._canvas.write((x + GAP * 0.7, top + height / 2), self._say(bar.said), NUMBER)

    def _on_bar(self, part: Part, middle: tuple[float, float], width: float, height: float) -> None:
        type_ = Type(min(ON_BAR, height * 0.8), bold=True, colour=PAINT[part.tint].ink)
        needed = self._canvas.measure(str(part.number), type_)
        if part.number and needed + 12 <= width:
            x, y = middle
            at = (x - needed / 2 - 5, y - type_.size * 0.5)
            self._canvas.plain_box(at, needed + 10, type_.size, part.tint)
            self._canvas.write(middle, str(part.number), type_, align="center")
