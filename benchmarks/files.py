"""Opening and saving against their floors: libyaml's bare parse, and CSafeLoader with pydantic.

Every figure is a ratio of processor time in one run, the median of five rounds that take turns,
because machines are noisy: only what ran side by side, on as busy a machine, can be compared.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import yaml
from yaml.cyaml import CParser

from benchmarks.generate import generate
from benchmarks.rows import Row, in_turns, ratio, size
from journeymap.files.reader import gc_paused, read_bytes
from journeymap.files.replacements import replaced
from journeymap.files.splice import spliced
from journeymap.files.writer import write
from journeymap.model.journey import JourneyMap


def opening() -> list[Row]:
    """O1: opening 10,000 touchpoints against CSafeLoader with pydantic, and against libyaml."""
    data = generate(size(10_000)).encode()
    plain, ours, bare = in_turns(
        lambda: _validated(yaml.load(data, yaml.CSafeLoader)),
        lambda: read_bytes(data, "big.yaml"),
        lambda: CParser(data).raw_parse(),
    )
    return [
        Row("O1", "open 10,000 ≤ 0.6 × (CSafeLoader + pydantic)", 0.6, ratio(ours, plain)),
        Row("O1", "open 10,000 ≤ 12 × libyaml's parse", 12, ratio(ours, bare)),
    ]


def growing() -> list[Row]:
    """O2: opening 50,000 against 10,000, and peak memory against CSafeLoader's."""
    large, small = generate(size(50_000)).encode(), generate(size(10_000)).encode()
    big, little = in_turns(
        lambda: read_bytes(large, "big.yaml"), lambda: read_bytes(small, "small.yaml"), rounds=3
    )
    ours = _peak(lambda: read_bytes(small, "small.yaml"))
    theirs = _peak(lambda: yaml.load(small, yaml.CSafeLoader))
    return [
        Row("O2", "open 50,000 ≤ 5.5 × 10,000", 5.5, ratio(big, little)),
        Row("O2", "peak memory ≤ 60 % of CSafeLoader's", 0.6, ours / theirs),
    ]


def saving() -> list[Row]:
    """W1: the text of a full save and of one edit, and the latter with its read-back."""
    data = generate(size(10_000)).encode()
    saved = read_bytes(data, "big.yaml")
    edited = _renamed(saved.map)

    full, one, whole, bare = in_turns(
        lambda: write(saved.map),
        lambda: replaced(saved, edited),
        lambda: spliced(saved, edited),
        lambda: CParser(data).raw_parse(),
    )
    return [
        Row("W1", "text of a full save ≤ 2 × libyaml's parse", 2, ratio(full, bare)),
        Row("W1", "text of a one-edit save ≤ 0.5 × libyaml's parse", 0.5, ratio(one, bare)),
        Row("W1", "one edit with read-back ≤ 12 × libyaml's parse", 12, ratio(whole, bare)),
    ]


MEASURES = {"O1": opening, "O2": growing, "W1": saving}


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


def _peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    with gc_paused():
        work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return float(peak)
