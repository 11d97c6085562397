"""Where a number may be written with %: only where it is a share, and only ratios are shares.

`80%` is 0.8, and on a metric of 0..100 a target of 0.8 is met by everybody: a silent mistake of a
factor of 100. A number cannot see which metric it belongs to, so source texts are marked here,
before validation, and the number type refuses what is marked, at its very place. Values that were
read already carry no % and pass. This module knows plain values only, no records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from journeymap.model.fields import NotAShare

Kinds: TypeAlias = Mapping[str, str]  # id of a metric -> its kind
SHARES = "ratio"
OF_METRIC = ("target", "alarm", "benchmark")
OF_AIM = ("from", "to", "start", "goal")
OF_READING = ("value", "sd")


def kinds_of(metrics: Any) -> dict[str, str]:
    """Return the kind of each metric, of records as well as of plain values."""
    found: dict[str, str] = {}
    for metric in metrics if isinstance(metrics, Iterable) else ():
        values = metric if isinstance(metric, Mapping) else getattr(metric, "__dict__", {})
        name, kind = values.get("id"), values.get("kind")
        if isinstance(name, str) and isinstance(kind, str):
            found.setdefault(name, kind)
    return found


def in_map(values: Any) -> Any:
    """Return the values of a map with every % marked that stands at a metric without shares."""
    if not isinstance(values, Mapping):
        return values
    kinds = kinds_of(values.get("metrics"))
    if not kinds:
        return values
    changed = {}
    for name, mark in (("readings", in_reading), ("opportunities", in_opportunity)):
        listed = values.get(name)
        if isinstance(listed, (list, tuple)):
            marked = [mark(item, kinds) for item in listed]
            if any(a is not b for a, b in zip(marked, listed, strict=True)):
                changed[name] = marked
    return {**values, **changed} if changed else values


def in_metric(values: Any) -> Any:
    """Return the values of a metric with every % marked, unless it is a ratio."""
    if not isinstance(values, Mapping) or values.get("kind") in (None, SHARES):
        return values
    marked = _marked(values, OF_METRIC)
    targets = values.get("targets")
    if isinstance(targets, (list, tuple)):
        own = [_marked(item, OF_METRIC) for item in targets]
        if any(a is not b for a, b in zip(own, targets, strict=True)):
            marked = {**marked, "targets": own}
    return marked


def in_reading(values: Any, kinds: Kinds) -> Any:
    """Return the values of a reading with every % marked, unless its metric is a ratio."""
    return _marked_at(values, OF_READING, kinds)


def in_opportunity(values: Any, kinds: Kinds) -> Any:
    """Return the values of an opportunity with every % of its aims marked likewise."""
    if not isinstance(values, Mapping):
        return values
    aims = values.get("aims")
    marked = _marked_at(aims, OF_AIM, kinds)
    return values if marked is aims else {**values, "aims": marked}


def _marked_at(values: Any, names: tuple[str, ...], kinds: Kinds) -> Any:
    if not isinstance(values, Mapping):
        return values
    marked = _marked(values, names)
    if marked is values:
        return values
    metric = values.get("metric")
    kind = kinds.get(metric) if isinstance(metric, str) else None
    return values if kind in (None, SHARES) else marked


def _marked(values: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(values, Mapping):
        return values
    wrong = {
        name: NotAShare(value)
        for name in names
        if isinstance(value := values.get(name), str) and value.endswith("%")
    }
    return {**values, **wrong} if wrong else values
