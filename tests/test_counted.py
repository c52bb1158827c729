"""What green tests count is shown, from one process and from several."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
COUNTS = (
    "tests/test_privacy.py::test_of_all_texts_nothing_is_missed_and_hardly_anything_wrongly_stopped"
)


@pytest.mark.parametrize("workers", [[], ["-n", "1"]], ids=["one process", "workers"])
def test_a_run_ends_with_what_was_counted(workers: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *workers, COUNTS],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    *_, heading, line, last = [line for line in run.stdout.splitlines() if line]
    assert heading.strip("=") == " counts "
    assert line.startswith("test_of_all_texts_nothing_is_missed_and_hardly_anything_")
    assert ": found " in line
    assert "1 passed" in last
