"""What the lives of tests/life.py name is there, and a death in the middle of a transaction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import test_every_step, test_power_loss
from tests.life import MODULES, NEVER, SLOWER, Failing, hurry
from tests.steps import steps_of

STEPS = [step for module in MODULES for step in steps_of(module)]


def test_each_step_that_a_life_never_comes_to_is_there() -> None:
    names = [str(step).split(" ", 1)[1] for step in STEPS]
    assert [never for never in NEVER if not any(name.startswith(never) for name in names)] == []


def test_each_function_in_which_the_power_fails_is_there() -> None:
    assert {step.function for step in STEPS} >= test_power_loss.WHERE_IT_COUNTS


@pytest.mark.soak
async def test_dying_in_the_middle_of_a_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    failing = Failing(monkeypatch)
    for module in SLOWER:
        await test_every_step.test_dying_at_every_step_early_and_late(module, tmp_path, failing)
