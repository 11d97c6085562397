"""Columns that are named after periods, and how a map keeps that they hold values.

Next month's table has another column, and perhaps not the oldest one any more. So the map does not
keep their names, but the rule: `{period}: value`, every column whose name is a period. A blank role
beside it leaves one of them out. Knows names only, and nothing of what the columns hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from journeymap.metrics import dates
from journeymap.metrics.dates import When

EVERY = "{period}"
_DAY_FIRST = dates.Order("day-first")


def period_of(name: str, order: dates.Order = _DAY_FIRST) -> When | None:
    """Return the period that the name of a column is, None where it is none."""
    return dates.when(name, order) or dates.when(name, _DAY_FIRST)


def is_day(name: str) -> bool:
    """Return whether the name of a column is one day."""
    found = period_of(name)
    return found is not None and found.is_day


def spread(columns: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Return column -> role with the rule applied to the columns that a table has."""
    rest = {column: role for column, role in columns.items() if column != EVERY}
    if EVERY not in columns:
        return rest
    role = columns[EVERY]
    return {**{name: role for name in names if name not in rest and period_of(name)}, **rest}


def gathered(columns: Mapping[str, str], names: Iterable[str] = ()) -> dict[str, str]:
    """Return column -> role with the rule in place of the columns that it stands for.

    `names` are those of the table. Where a column is the period, or a value is called otherwise,
    the names are what they are.
    """
    values = [column for column, role in columns.items() if role == "value"]
    if not values or "period" in columns.values() or not all(map(period_of, values)):
        return dict(columns)
    kept = {column: role for column, role in columns.items() if column not in values}
    left = {name: "" for name in names if name not in columns and period_of(name)}
    return {**kept, EVERY: "value", **left}
