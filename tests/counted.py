"""What a test counts is shown at the end of the run, also of tests that pass."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Counted = Callable[[str], None]
"""Keeps a line for the end."""

NAME = "counted"
"""Under which a line goes with the report of its test, from one process to another too."""


def lines(reports: Mapping[str, Iterable[Any]]) -> Sequence[str]:
    """The lines of all tests that ran, each after the name of its test."""
    called = [r for some in reports.values() for r in some if getattr(r, "when", None) == "call"]
    return [
        f"{report.nodeid.rpartition('::')[2]}: {line}"
        for report in sorted(called, key=lambda report: report.nodeid)
        for name, line in report.user_properties
        if name == NAME
    ]
