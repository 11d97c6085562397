"""Layout against validating the same map, and again after each of many edits.

Text is measured by Qt with nothing remembered, as when a file is opened. The edits are those of an
afternoon: mostly names and ratings, then moves and new cards, then what is connected, parted, taken
away and put elsewhere in the list; the memo is kept as the window keeps it.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from typing import Any

from benchmarks.generate import generate
from benchmarks.rows import Row, in_turns, ratio, size, unwatched, whole
from journeymap.files.reader import read_bytes
from journeymap.model.journey import Flow, JourneyMap, Touchpoint
from journeymap.picture.kept import let_go
from journeymap.picture.layout import layout
from journeymap.picture.picture import Box, view_of
from journeymap.ui.measure import QtMeasure

EDITS = 200
SEEN = Box(4_000, 1_500, 1_600, 900)  # what a screen shows of the map
OFTEN = {
    "rename": 8, "rate": 5, "move": 4, "add": 2, "connect": 1, "disconnect": 1, "delete": 1,
    "reorder": 1,
}  # fmt: skip
KINDS = tuple(kind for kind, often in OFTEN.items() for _ in range(often))
GROUPS = {"rename": "a rename", "rate": "a rating"}  # all else changes the structure


def laying_out() -> list[Row]:
    """L1: a whole layout of 10,000 against validation, and a layout after one edit on 1,000."""
    many, some = size(10_000), size(1_000)
    m = _map(many)
    plain = m.model_dump()
    view = view_of(m)
    laid, validated = in_turns(
        # with all parts, which are made when somebody looks at them
        lambda: len(layout(m, view, QtMeasure(view.language)).parts),
        lambda: JourneyMap.model_validate(plain),
    )
    times = _after_edits(_map(some))
    slow = statistics.quantiles([each for those in times.values() for each in those], n=20)[-1]
    rows = [
        Row(
            "L1", f"layout of {many:,} with text ≤ 5 × validating it", 5,
            ratio(laid, validated), whole(),
        ),
        Row(
            "L1", f"layout after one edit on {some:,}, p95 of {EDITS}, ≤ 12 ms", 12,
            slow * 1000, whole(),
        ),
    ]  # fmt: skip
    for group, those in sorted(times.items()):
        text = f"of these after {group}, median of {len(those)}, ≤ 12 ms"
        rows.append(Row("L1", text, 12, statistics.median(those) * 1000, whole()))
    return rows


MEASURES = {"L1": laying_out}


def _map(count: int) -> JourneyMap:
    return read_bytes(generate(count).encode(), "generated.yaml").map


def _after_edits(m: JourneyMap) -> dict[str, list[float]]:
    """Return the processor seconds of the layout after each edit by what it did.

    The collector is off meanwhile, and what is in view is looked at, as the window does.
    """
    rng = random.Random("edits")
    view = view_of(m)
    measure = QtMeasure(view.language)
    memo: dict[Any, Any] = {}
    layout(m, view, measure, memo).near(SEEN)
    gc.collect()
    gc.freeze()
    found: dict[str, list[float]] = {}
    for number in range(EDITS):
        kind = rng.choice(KINDS)
        m = _edited(m, kind, number, rng)
        gc.collect()
        with unwatched():
            started = time.thread_time()
            layout(m, view, measure, memo).near(SEEN)
            taken = time.thread_time() - started
        found.setdefault(GROUPS.get(kind, "a change of structure"), []).append(taken)
        let_go(memo)  # the window does so when nothing else is to do
    gc.unfreeze()
    return found


def _edited(m: JourneyMap, kind: str, number: int, rng: random.Random) -> JourneyMap:
    touchpoints, flows = list(m.touchpoints), list(m.flows)
    at = rng.randrange(len(touchpoints))
    old = touchpoints[at]
    if kind == "connect":
        flows.append(Flow(source=old.id, target=rng.choice(touchpoints).id))
    elif kind == "disconnect":
        del flows[rng.randrange(len(flows))]
    elif kind == "delete":
        del touchpoints[at]
        flows = [flow for flow in flows if old.id not in (flow.source, flow.target)]
    elif kind == "add":
        new = Touchpoint(id=f"new-{number}", name="One more", stage=old.stage, channel=old.channel)
        touchpoints.insert(at + 1, new)
        flows.append(Flow(source=old.id, target=new.id))
    elif kind == "reorder":
        touchpoints.insert(max(0, at - rng.randint(1, 5)), touchpoints.pop(at))
    elif kind == "rename":
        words = rng.choice(("Pay", "Pay in the app", "Pay in the app with the card on file"))
        touchpoints[at] = old.model_copy(update={"name": f"{words} {number}"})
    elif kind == "rate":
        touchpoints[at] = old.model_copy(update={"emotion": rng.randint(-2, 2)})
    else:
        touchpoints[at] = old.model_copy(
            update={"channel": rng.choice(m.channels).id, "stage": rng.choice(m.stages).id}
        )
    return m.model_copy(update={"touchpoints": tuple(touchpoints), "flows": tuple(flows)})
