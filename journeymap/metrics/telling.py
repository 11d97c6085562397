"""What an import found and would do, in sentences for people and in values for programs.

The command line and the import assistant say the same. Nothing here decides anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from journeymap.metrics.importing import Prepared
from journeymap.metrics.matching import THE_MAP, Matching, Unmatched
from journeymap.metrics.plan import Changed, Plan
from journeymap.metrics.readings import Measured
from journeymap.metrics.table import Assumed, LongRow, Skipped, SurveyCounts, Table
from journeymap.model.journey import Reading
from journeymap.model.text import M, Message, literal

SHOWN = 8  # of each kind; a person asks for all of them where a few are not enough


class Line(NamedTuple):
    """One line of a report; `deep` ones stand under the one before."""

    message: Message
    deep: bool = False


def lines(found: Prepared, most: int = SHOWN, replace: bool = False) -> Iterator[Line]:
    """Yield what a person is told about an import before anything is changed.

    `replace` says that the source is right where the map has another value from elsewhere.
    """
    yield from _of_table(found)
    yield from _of_words(found.places, M("Not on the map"), most)
    yield from _of_words(found.metrics, M("No metric of the map"), most)
    yield from _of_plan(found.plan, most, replace)


# ---------------------------------------------------------------- for people


def table_lines(table: Table, columns: Mapping[str, str]) -> Iterator[Line]:
    """Yield how many rows a table has, what was assumed of it, and what its columns are."""
    yield Line(M("{n} row read", plural="{n} rows read", n=len(table.rows)))
    for each in table.assumed.said:
        yield Line(each.message, deep=True)
    for column, role in columns.items():
        if role:
            yield Line(M("column “{name}”: {role}", name=column, role=literal(role)), deep=True)


def _of_table(found: Prepared) -> Iterator[Line]:
    yield from table_lines(found.table, found.columns)
    yield from _unanswered(found.blank, found.unread)
    yield from skipped_lines(found.skipped)


def skipped_lines(skipped: Sequence[Skipped]) -> Iterator[Line]:
    """Yield how many lines were left out, and the first of them with their reasons."""
    if skipped:
        yield Line(M("{n} line left out", plural="{n} lines left out", n=len(skipped)))
        yield from _of_skipped(skipped)


def values_line(n: int) -> Line:
    """Return how many values a table holds."""
    return Line(M("{n} value", plural="{n} values", n=n))


def survey_lines(counted: SurveyCounts) -> Iterator[Line]:
    """Yield the answers to each question by score, all places and periods together."""
    totals: dict[str, Counter[int]] = {question: Counter() for question in counted.blank}
    for each in counted.answers:
        totals.setdefault(each.question, Counter()).update(each.counts)
    for question, total in totals.items():
        n = total.total()
        yield Line(
            M(
                "“{question}”: {n} answer",
                plural="“{question}”: {n} answers",
                n=n,
                question=question,
            )
        )
        if n:
            scores = ", ".join(f"{score}: {total[score]}" for score in sorted(total))
            yield Line(literal(scores), deep=True)
    yield from _unanswered(counted.blank, counted.unread)


def _unanswered(blank: Mapping[str, int], unread: Mapping[str, int]) -> Iterator[Line]:
    for question, n in blank.items():
        if n:
            yield Line(M("“{question}”: {n} did not answer", question=question, n=n), deep=True)
    for question, n in unread.items():
        if n:
            yield Line(
                M("“{question}”: {n} answers are no score", question=question, n=n), deep=True
            )


def _of_skipped(skipped: Sequence[Skipped], most: int = SHOWN) -> Iterator[Line]:
    for each in skipped[:most]:
        if each.line:
            message = M("line {line}: {reason}", line=each.line, reason=each.reason)
        else:
            message = each.reason
        yield Line(message, deep=True)
    yield from _and_more(len(skipped) - most)


def _and_more(n: int) -> Iterator[Line]:
    if n > 0:
        yield Line(M("and {n} more", n=n), deep=True)


def _of_words(matching: Matching, head: Message, most: int) -> Iterator[Line]:
    left = matching.unmatched
    if left:
        yield Line(M("{what}: {n}", what=head, n=len(left)))
        for each in left[:most]:
            yield Line(unmatched_said(each), deep=True)
        yield from _and_more(len(left) - most)


def unmatched_said(each: Unmatched) -> Message:
    """Return a word that means nothing known, its weight, and what it may have meant."""
    word = M("“{word}”", word=each.word) if each.word.strip() else M("(empty)")
    if each.ambiguous:
        return M(
            "{word} ({n}): {ids} are all called so", word=word, n=each.weight, ids=each.ambiguous
        )
    if each.gone:
        return M(
            "{word} ({n}): {id} is not on the map any more", word=word, n=each.weight, id=each.gone
        )
    if each.suggestions:
        offers = tuple(f"{offer.key} ({offer.score} %)" for offer in each.suggestions)
        return M("{word} ({n}): perhaps {ids}", word=word, n=each.weight, ids=offers)
    return M("{word} ({n})", word=word, n=each.weight)


def _of_plan(plan: Plan, most: int, replace: bool) -> Iterator[Line]:
    yield Line(M("{n} new reading", plural="{n} new readings", n=len(plan.new)))
    if plan.same:
        yield Line(
            M("{n} reading is there already", plural="{n} readings are there already", n=plan.same)
        )
    if plan.changed:
        n = len(plan.changed)
        yield Line(M("{n} reading changes", plural="{n} readings change", n=n))
        yield from _of_changes(plan.changed, most)
    if plan.conflicting:
        n = len(plan.conflicting)
        yield Line(
            M(
                "{n} reading stands in the map from elsewhere, with another value",
                plural="{n} readings stand in the map from elsewhere, with other values",
                n=n,
            )
        )
        yield from (_of_changes if replace else _of_conflicts)(plan.conflicting, most)
    if plan.outside:
        n = len(plan.outside)
        yield Line(
            M(
                "{n} value lies outside its scale",
                plural="{n} values lie outside their scales",
                n=n,
            )
        )
        yield from _of_skipped(plan.outside, most)
    if plan.unusable:
        n = len(plan.unusable)
        yield Line(M("{n} value cannot be used", plural="{n} values cannot be used", n=n))
        yield from _of_skipped(plan.unusable, most)
    if plan.few.readings:
        yield Line(
            M(
                "{n} reading of too few people is kept out",
                plural="{n} readings of too few people are kept out",
                n=plan.few.readings,
            )
        )


def _of_changes(changes: Sequence[Changed], most: int) -> Iterator[Line]:
    for each in changes[:most]:
        yield Line(
            M(
                "{what}: {before} becomes {after}",
                what=place_of(each.before),
                before=amount(each.before),
                after=amount(each.after.reading),
            ),
            deep=True,
        )
    yield from _and_more(len(changes) - most)


def _of_conflicts(changes: Sequence[Changed], most: int) -> Iterator[Line]:
    for each in changes[:most]:
        yield Line(
            M(
                "{what}: the map says {before} ({origin}), the source {after}",
                what=place_of(each.before),
                before=amount(each.before),
                origin=literal(each.before.source) if each.before.source else M("by hand"),
                after=amount(each.after.reading),
            ),
            deep=True,
        )
    yield from _and_more(len(changes) - most)


def place_of(reading: Reading) -> Message:
    """Return where and when a reading was taken, by ids."""
    parts = [reading.metric, reading.at or THE_MAP, reading.period]
    parts += [f"{name}={value}" for name, value in reading.segment.items()]
    return literal(" ".join(parts))


def amount(reading: Reading) -> Message:
    """Return what a reading says, as a map file says it."""
    if reading.counts is not None:
        return literal(", ".join(f"{name}: {n}" for name, n in reading.counts.items()))
    text = f"{reading.value:g}"
    return literal(f"{text} (n {reading.n})" if reading.n is not None else text)


# ---------------------------------------------------------------- for programs


def as_values(found: Prepared) -> dict[str, Any]:
    """Return all of an import in plain values, for JSON."""
    plan = found.plan
    return {
        "source": found.source.model_dump(mode="json", by_alias=True, exclude_none=True),
        **table_values(found.table),
        "as": found.shape,
        "columns": dict(found.columns),
        "skipped": skipped_values(found.skipped),
        "places": _matched(found.places),
        "metrics": _matched(found.metrics),
        "plan": {
            "new": [_measured(each) for each in plan.new],
            "changed": [_changed(each) for each in plan.changed],
            "conflicting": [_changed(each) for each in plan.conflicting],
            "same": plan.same,
            "outside": skipped_values(plan.outside),
            "unusable": skipped_values(plan.unusable),
            "too_few": {"readings": plan.few.readings, "people": plan.few.people},
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
    said = [
        {
            "what": each.what,
            "value": each.value,
            "sure": each.sure,
            "says": str(each.message),
            **({"option": each.option} if each.option else {}),
            **({"choices": list(each.choices)} if each.choices else {}),
            **({"column": each.column} if each.column else {}),
        }
        for each in assumed.said
    ]
    return {**fields, "said": said}


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


def _changed(each: Changed) -> dict[str, Any]:
    return {"before": _reading(each.before), "after": _measured(each.after)}


def _reading(reading: Reading) -> dict[str, Any]:
    return reading.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
