"""Segments, counts and numbers as people type them: `device = mobile`, `1: 21, 2: 29`, `18%`."""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.model.journey import Metric
from journeymap.model.problems import Refused
from journeymap.model.text import M
from journeymap.ui.editors.basic import spelled
from journeymap.ui.editors.values import plain

SIGNS = "=:："  # between the name and the value of a segment
COMMAS = ",;،؛，；"


def typed_segment(segment: Mapping[str, str]) -> str:
    """Return a segment as it is typed: `device = mobile, city = Rasht`."""
    return ", ".join(f"{name} = {value}" for name, value in segment.items())


def segment_of(text: str | None) -> dict[str, str]:
    """Return the segment that a text says; raises Refused where it says none."""
    made = {}
    for comma in COMMAS[1:]:
        text = (text or "").replace(comma, COMMAS[0])
    for part in (text or "").split(COMMAS[0]):
        sign = next((each for each in SIGNS if each in part), "")
        name, value = (side.strip() for side in part.split(sign, 1)) if sign else ("", "")
        if part.strip() and not (name and value):
            raise Refused(M("write a segment as name = value, such as device = mobile"))
        if name:
            made[name] = value
    return made


def typed_number(metric: Metric | None, value: float | None) -> str:
    """Return a number of a metric as it is typed: a share with its %."""
    if value is None:
        return ""
    return spelled(float(value), percent=bool(metric and metric.kind == "ratio"))


def typed_counts(counts: Mapping[str, int] | None) -> str:
    """Return counts of answers as they are typed: `1: 21, 2: 29`."""
    return ", ".join(f"{answer}: {count}" for answer, count in (counts or {}).items())


def counts_of(text: str | None) -> dict[str, str]:
    """Return the counts that a text says, by answer; raises Refused where it says none."""
    try:
        found = segment_of(text)
    except Refused:
        raise Refused(M("write counts as answer: count, such as 4: 81, 5: 56")) from None
    return {plain(answer): plain(count) for answer, count in found.items()}
