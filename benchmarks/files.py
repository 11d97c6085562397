"""Opening and saving against their floors: libyaml's bare parse, and CSafeLoader with pydantic.

Every figure is a ratio inside one run, the median of five rounds in which both sides take turns,
because machines are noisy and only what ran side by side can be compared.
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml
from yaml.cyaml import CParser

from benchmarks.generate import generate
from journeymap.files.reader import gc_paused, read_bytes
from journeymap.files.replacements import replaced
from journeymap.files.splice import spliced
from journeymap.files.writer import write
from journeymap.model.journey import JourneyMap

ROUNDS = 5


class Row(NamedTuple):
    """One goal: what it is called, in words, the ratio to reach, and the ratio measured."""

    id: str
    goal_text: str
    goal: float
    measured: float


def opening() -> list[Row]:
    """O1: opening 10,000 touchpoints against CSafeLoader with pydantic, and against libyaml."""
    data = generate(10_000).encode()
    plain, ours, bare = _ratios(
        lambda: _validated(yaml.load(data, yaml.CSafeLoader)),
        lambda: read_bytes(data, "big.yaml"),
        lambda: CParser(data).raw_parse(),
    )
    return [
        Row("O1", "open 10,000 ≤ 0.6 × (CSafeLoader + pydantic)", 0.6, _median(ours, plain)),
        Row("O1", "open 10,000 ≤ 12 × libyaml's parse", 12, _median(ours, bare)),
    ]


def growing() -> list[Row]:
    """O2: opening 50,000 against 10,000, and peak memory against CSafeLoader's."""
    large, small = generate(50_000).encode(), generate(10_000).encode()
    big, little = _ratios(
        lambda: read_bytes(large, "big.yaml"), lambda: read_bytes(small, "small.yaml"), rounds=3
    )
    ours = _peak(lambda: read_bytes(small, "small.yaml"))
    theirs = _peak(lambda: yaml.load(small, yaml.CSafeLoader))
    return [
        Row("O2", "open 50,000 ≤ 5.5 × 10,000", 5.5, _median(big, little)),
        Row("O2", "peak memory ≤ 60 % of CSafeLoader's", 0.6, ours / theirs),
    ]


def saving() -> list[Row]:
    """W1: the text of a full save and of one edit, and the latter with its read-back."""
    data = generate(10_000).encode()
    saved = read_bytes(data, "big.yaml")
    edited = _renamed(saved.map)

    full, one, whole, bare = _ratios(
        lambda: write(saved.map),
        lambda: replaced(saved, edited),
        lambda: spliced(saved, edited),
        lambda: CParser(data).raw_parse(),
    )
    return [
        Row("W1", "text of a full save ≤ 2 × libyaml's parse", 2, _median(full, bare)),
        Row("W1", "text of a one-edit save ≤ 0.5 × libyaml's parse", 0.5, _median(one, bare)),
        Row("W1", "one edit with read-back ≤ 12 × libyaml's parse", 12, _median(whole, bare)),
    ]


def rows() -> list[Row]:
    """Return every row of this module."""
    return [*opening(), *growing(), *saving()]


def _renamed(m: JourneyMap) -> JourneyMap:
    middle = len(m.touchpoints) // 2
    touchpoint = m.touchpoints[middle].model_copy(update={"name": "Renamed: once"})
    touchpoints = (*m.touchpoints[:middle], touchpoint, *m.touchpoints[middle + 1 :])
    return m.model_copy(update={"touchpoints": touchpoints})


def _validated(data: Any) -> JourneyMap:
    for reading in data["readings"]:
        if "counts" in reading:  # CSafeLoader made numbers of the scores
            reading["counts"] = {str(key): count for key, count in reading["counts"].items()}
    return JourneyMap.model_validate(_texts(data))


def _texts(data: Any) -> Any:
    data["reviewed"] = str(data["reviewed"])
    for reading in data["readings"]:
        reading["period"] = str(reading["period"])
    return data


def _ratios(*work: Callable[[], object], rounds: int = ROUNDS) -> list[list[float]]:
    """Return the times of each, taken in turns with the collector off."""
    times: list[list[float]] = [[] for _ in work]
    with gc_paused():
        for _ in range(rounds):
            for place, each in enumerate(work):
                started = time.perf_counter()
                result = each()
                times[place].append(time.perf_counter() - started)
                del result
                gc.collect()
    return times


def _median(above: list[float], below: list[float]) -> float:
    return statistics.median(above) / statistics.median(below)


def _peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    with gc_paused():
        work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return float(peak)
