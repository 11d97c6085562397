"""What an import found and would do in plain values, for programs that read JSON.

The sentences for people are those of `telling`. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from journeymap.metrics.importing import Prepared
from journeymap.metrics.matching import THE_MAP, Matching
from journeymap.metrics.plan import Changed, lost
from journeymap.metrics.readings import Measured
from journeymap.metrics.table import Assumed, Assumption, LongRow, Skipped, SurveyCounts, Table
from journeymap.metrics.telling import left_out
from journeymap.model.journey import JourneyMap, Metric, Reading


def as_values(found: Prepared, m: JourneyMap) -> dict[str, Any]:
    """Return all of an import into a map in plain values, for JSON."""
    plan = found.plan
    metrics = {metric.id: metric for metric in m.metrics}
    return {
        "source": found.source.model_dump(mode="json", by_alias=True, exclude_none=True),
        **table_values(found.table),
        "as": found.shape,
        "columns": dict(found.columns),
        "supposed": [assumption_values(each) for each in found.supposed],
        "left_out": left_out_values(found.table, found.columns),
        "skipped": skipped_values(found.skipped),
        "places": _matched(found.places),
        "metrics": _matched(found.metrics),
        "plan": {
            "new": [_measured(each) for each in plan.new],
            "changed": [_changed(each, metrics) for each in plan.changed],
            "conflicting": [_changed(each, metrics) for each in plan.conflicting],
            "same": plan.same,
            "outside": skipped_values(plan.outside),
            "unusable": skipped_values(plan.unusable),
            "too_few": {"readings": plan.few.readings, "people": plan.few.people},
            "beside_too_few": [_reading_of(each.reading) for each in plan.beside],
        },
    }


def table_values(table: Table) -> dict[str, Any]:
    """Return what a table is and what was assumed of it, without its rows."""
    return {
        "name": table.name,
        "rows": len(table.rows),
        "assumed": _assumed(table.assumed),
    }


def survey_values(counted: SurveyCounts) -> dict[str, Any]:
    """Return the counts of a survey: answers per score and question, and how many gave none."""
    return {
        "answers": [
            {
                "question": each.question,
                "touchpoint": each.touchpoint or None,
                "period": each.period or None,
                "segment": dict(each.segment),
                "n": each.n,
                "counts": {str(score): n for score, n in sorted(each.counts.items())},
            }
            for each in counted.answers
        ],
        "blank": counted.blank,
        "no_score": counted.unread,
        "skipped": skipped_values(counted.skipped),
    }


def _assumed(assumed: Assumed) -> dict[str, Any]:
    fields = {
        key: value for key, value in assumed._asdict().items() if key != "said" and value != ""
    }
    return {**fields, "said": [assumption_values(each) for each in assumed.said]}


def assumption_values(each: Assumption) -> dict[str, Any]:
    """Return one thing that was supposed, with the option that corrects it."""
    return {
        "what": each.what,
        "value": each.value,
        "sure": each.sure,
        "says": str(each.message),
        **({"option": each.option} if each.option else {}),
        **({"choices": list(each.choices)} if each.choices else {}),
        **({"column": each.column} if each.column else {}),
    }


def left_out_values(table: Table, columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the columns that nothing is taken from, each with the reason."""
    return [{"column": name, "reason": str(why)} for name, why in left_out(table, columns)]


def row_values(row: LongRow) -> dict[str, Any]:
    """Return a value of a table in the source's words, without what is not given."""
    given = {key: value for key, value in row._asdict().items() if value not in (None, "", ())}
    return {**given, **({"segment": dict(row.segment)} if row.segment else {})}


def skipped_values(skipped: Sequence[Skipped]) -> list[dict[str, Any]]:
    """Return the lines that were left out, each with its reason."""
    return [{"line": each.line or None, "reason": str(each.reason)} for each in skipped]


def _matched(matching: Matching) -> dict[str, Any]:
    found: Mapping[str, Any] = {
        word: {"at": None if each.at is None else each.at or THE_MAP, "how": each.how}
        for word, each in matching.found.items()
    }
    left = [
        {
            "word": each.word,
            "weight": each.weight,
            "suggestions": [offer._asdict() for offer in each.suggestions],
            "ambiguous": list(each.ambiguous),
            "gone": each.gone or None,
        }
        for each in matching.unmatched
    ]
    return {"matched": found, "unmatched": left}


def _measured(each: Measured) -> dict[str, Any]:
    return {**_reading(each.reading), "lines": list(each.lines)}


def _changed(each: Changed, metrics: Mapping[str, Metric]) -> dict[str, Any]:
    metric = metrics.get(each.before.metric)
    return {
        "before": _reading(each.before),
        "after": _measured(each.after),
        "loses": sorted(lost(metric, each)) if metric else [],
    }


def _reading_of(reading: Reading) -> dict[str, Any]:
    """Return which reading it is, without what it says."""
    return {"metric": reading.metric, "at": reading.at or THE_MAP, "period": reading.period,
            "segment": dict(reading.segment)}  # fmt: skip


def _reading(reading: Reading) -> dict[str, Any]:
    return reading.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
