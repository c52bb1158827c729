"""The parts of a picture that show a number on its way to a goal."""

from __future__ import annotations

from bot.office.canvas import PAINT, PALE, SOFT, Canvas, Type
from bot.office.poster import Course, Goal, Tint
from bot.translate import words

MARGIN, GAP = 56, 20
LABEL, NUMBER = Type(37), Type(37, bold=True)
GOAL_HIGH = 330
"""Pixels that a goal takes."""


def goal(canvas: Canvas, language: str, block: Goal, top: float) -> None:
    """Draw a number on its way to a goal, under `top`."""
    big = Type(150, bold=True, colour=PAINT[Tint.MAIN].colour)
    canvas.write((MARGIN, top + 90), str(block.number), big)
    left = MARGIN + canvas.measure(str(block.number), big) + GAP
    room = canvas.width - MARGIN - left
    shown, type_ = canvas.fit(words(block.reached, language), Type(44), room)
    canvas.write((left, top + 115), shown, type_)
    done = min(1.0, block.number / block.goal)
    canvas.box((MARGIN, top + 190), (canvas.width - 2 * MARGIN), 64, None)
    canvas.box((MARGIN, top + 190), (canvas.width - 2 * MARGIN) * done, 64, Tint.MAIN)
    canvas.write((MARGIN, top + 285), words(block.to_go, language), NUMBER)


def course(canvas: Canvas, language: str, block: Course, place: tuple[float, float]) -> None:
    """Draw numbers through time; `place` is its top and its height."""
    top, height = place
    days = [day.toordinal() for day, _ in block.points]
    most = max(block.goal, *(number for _, number in block.points)) * 1.08
    left, right, floor = MARGIN + 20, canvas.width - MARGIN - 60, top + height - 60
    top += 40
    span = max(1, days[-1] - days[0])

    def at(day: int, number: float) -> tuple[float, float]:
        across = left + (right - left) * (day - days[0]) / span
        return across, floor - (floor - top) * number / most

    goal = at(days[0], block.goal)[1]
    canvas.line([(MARGIN, floor), (canvas.width - MARGIN, floor)], PALE, dashed=True)
    canvas.line([(MARGIN, goal), (canvas.width - MARGIN, goal)], SOFT, dashed=True)
    canvas.write((MARGIN, goal - 28), str(block.goal), NUMBER)
    places = [at(day, n) for day, (_, n) in zip(days, block.points, strict=True)]
    canvas.line(places, PAINT[Tint.MAIN].colour, dashed=False)
    for number in {0, len(places) - 1}:
        x, y = places[number]
        people = str(block.points[number][1])
        canvas.write((x, y - 42), people, Type(40, bold=True), align="center")
    for said, edge, side in (
        (block.began, MARGIN, "left"),
        (block.ended, canvas.width - MARGIN, "right"),
    ):
        canvas.write((edge, floor + 36), words(said, language), LABEL, align=side)
