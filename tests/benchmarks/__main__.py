"""`python -m tests.benchmarks [NAME …]`: measure this bot and others, side by side."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping

from tests.benchmarks import figures, lasting
from tests.benchmarks.measuring import Figure

MEASURES: Mapping[str, Callable[[], Iterable[Figure]]] = {
    measure.__name__: measure
    for measure in (
        figures.start,
        figures.colleagues,
        figures.alone,
        figures.crowds,
        figures.far_away,
        figures.slow_disk,
        lasting.memory,
        lasting.large,
        lasting.long,
    )
}
SELDOM = {"large", "long"}


def main() -> int:
    """Measure; print a table. 1 when a figure is not reached."""
    parser = argparse.ArgumentParser("tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], metavar="NAME")
    chosen = parser.parse_args().names or [name for name in MEASURES if name not in SELDOM]
    found: list[Figure] = []
    for name in chosen:
        measure = MEASURES[name]
        print(f"{name}: {measure.__doc__}", flush=True)
        found += measure()
    if left_out := [name for name in MEASURES if name not in chosen]:
        print(f"\nleft out: {', '.join(left_out)} (make bench ARGS='{' '.join(left_out)}')")
    print("\n| figure | measured | ratio | to reach | |\n|---|---|---|---|---|")
    for figure in found:
        print(row(figure))
    return 0 if all(figure.reached for figure in found) else 1


def row(figure: Figure) -> str:
    """Return a figure as a line of the table."""
    limits = ((figure.at_least, "at least"), (figure.at_most, "at most"))
    wanted = next((f"{words} {limit:g}" for limit, words in limits if limit is not None), "")
    mark = ("✅" if figure.reached else "❌") if wanted else ""
    return f"| {figure.what} | {figure.found} | {figure.value:.2f} | {wanted} | {mark} |"


sys.exit(main())
