"""A run of the checks lets others work between two checks, and can be ended there."""

from __future__ import annotations

import pytest

from journeymap.checks.known import known
from journeymap.checks.runner import run
from journeymap.model.journey import JourneyMap, Stage

MAP = JourneyMap(title="m", stages=(Stage(id="s", name="Start"),))


class Ended(Exception):
    """Nobody wants to know any more."""


def test_there_is_a_pause_before_each_check() -> None:
    begun: list[str] = []
    with_pauses = run(MAP, begun=begun.append)
    assert begun == list(known().checks)
    assert [f.check for f in with_pauses] == [f.check for f in run(MAP)]


def test_what_a_pause_raises_ends_the_run_and_is_no_finding() -> None:
    def end(check: str) -> None:
        raise Ended

    with pytest.raises(Ended):
        run(MAP, begun=end)
