"""What the cells of a table say, and what is copied out of them.

Pure functions of a map and a field; no widget. What `typed` returns, `reading_cells` reads back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from journeymap.model.estimates import Estimate, estimate
from journeymap.model.ids import look_alike
from journeymap.model.index import Index, Key
from journeymap.model.journey import Kind, Metric, Reading, Record
from journeymap.model.periods import spell_date, spell_duration, spell_period
from journeymap.model.scales import scale_of, spell
from journeymap.model.text import M, digits, say, say_list, say_number, say_percent, visible
from journeymap.ui.editors.basic import spelled
from journeymap.ui.editors.offers import PLACES, called
from journeymap.ui.field_edits import value_of
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import words_of
from journeymap.ui.record_cards.typed import typed_number, typed_segment

YES, NO = M("Yes"), M("No")
GROUPS = ("promoters", "passives", "detractors")
SHARES = ("hits", "of")


def value_in(record: Record, field: FormField, persona: Key = "") -> Any:
    """Return what a cell holds: the field of the record, for the persona in view where it can
    differ.
    """
    return value_of(record, field.name, persona)


def shown(index: Index, record: Record, field: FormField, persona: Key, lang: str) -> str:
    """Return what a cell says to people, on one line; empty where there is nothing."""
    value = value_in(record, field, persona)
    if isinstance(record, Reading) and value is None and field.name in ("value", "n"):
        return _derived(index, record, field, lang)
    if value is None or value == () or value == {}:
        return ""
    words = " ".join(_words(index, record, field, value, lang).split())
    return words if field.editor == "emotion" else visible(words)


def _words(index: Index, record: Record, field: FormField, value: Any, lang: str) -> str:
    match field.editor:
        case "emotion":
            sign = "+" if value > 0 else ""
            return f"\u2066{sign}{say_number(value, lang)}\u2069"
        case "flag":
            return say(YES, lang) if value else ""
        case "maybe":
            return say(YES if value else NO, lang)
        case "choice":
            words = words_of(field.vocabulary)
            return say(words[value], lang) if value in words else str(value)
        case "stage" | "channel" | "metric" | "until" | "record":
            return called(index, value)
        case "chips" if field.offers in ("used", "language"):
            return say_list(value, lang)
        case "chips":
            return say_list((called(index, each) for each in value), lang)
        case "share":
            return say_percent(value, lang, 1)
        case "amount":
            metric = metric_of(index, record)
            return spell(metric, value, lang) if metric else say_number(float(value), lang)
        case "scale" | "stars" | "number":
            return say_number(value, lang)
        case "duration":
            return _duration(value, lang)
        case "date":
            return spell_date(value, lang, index.map.calendar)
        case "period":
            return spell_period(value, lang, index.map.calendar)
        case "counts":
            return digits(typed_counts(metric_of(index, record), value), lang)
        case "texts":
            return typed_segment(value)
        case "list":
            return " · ".join(value)
    return str(value)


def _duration(text: str, lang: str) -> str:
    try:
        return spell_duration(text, lang)
    except ValueError:
        return text


def metric_of(index: Index, record: Record) -> Metric | None:
    """Return the metric by which the amounts of a record are meant, None where it names none."""
    named = getattr(record, "aims", None) or record
    entry = index.get(getattr(named, "metric", "") or "")
    return entry.record if entry and isinstance(entry.record, Metric) else None


def counted(index: Index, reading: Reading) -> Estimate | None:
    """Return what the counts of a reading come to, None where it has none."""
    metric = metric_of(index, reading)
    return estimate(metric, reading) if metric and reading.counts is not None else None


def _derived(index: Index, reading: Reading, field: FormField, lang: str) -> str:
    """Return the value or the number of answers that follows from counts."""
    found, metric = counted(index, reading), metric_of(index, reading)
    if found is None or metric is None:
        return ""
    if field.name == "value":
        return spell(metric, found.value, lang)
    return "" if found.n is None else say_number(found.n, lang)


# ---------------------------------------------------------------- as it is typed


class Names:
    """What records are called, and which is meant by a name: made for one use of one map."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._keys: dict[tuple[Kind, ...], dict[str, list[Key]]] = {}

    def name_for(self, key: Key, kinds: tuple[Kind, ...]) -> str:
        """Return the name of a record where that means no other one, else its key."""
        name = called(self.index, key)
        same = self._known(kinds).get(look_alike(name), [])
        return name if same == [key] and not self._is_key(name, key) else key

    def meant(self, text: str, kinds: tuple[Kind, ...]) -> Key | None:
        """Return the record that a name or a key means, None where it means none or several."""
        entry = self.index.resolve(text)
        if entry is not None and entry.kind in kinds:
            return entry.key
        if text == "map" and kinds == PLACES:
            return text
        found = self._known(kinds).get(look_alike(text), [])
        return found[0] if len(found) == 1 else None

    def several(self, text: str, kinds: tuple[Kind, ...]) -> bool:
        """Return whether more than one record is called so."""
        return len(self._known(kinds).get(look_alike(text), [])) > 1

    def _is_key(self, name: str, key: Key) -> bool:
        return name != key and name in self.index.entries

    def _known(self, kinds: tuple[Kind, ...]) -> dict[str, list[Key]]:
        known = self._keys.get(kinds)
        if known is None:
            known = self._keys[kinds] = {}
            for kind in kinds:
                for entry in self.index.of_kind(kind):
                    name = look_alike(called(self.index, entry.key))
                    known.setdefault(name, []).append(entry.key)
            if kinds == PLACES:
                known.setdefault(look_alike(self.index.map.title), []).append("map")
        return known


def kinds_of(field: FormField) -> tuple[Kind, ...]:
    """Return the kinds of records that a field names, none where it names no records."""
    if field.editor in ("stage", "channel", "metric"):
        return (cast("Kind", field.editor),)
    if field.editor == "until":
        return ("stage",)
    if field.editor not in ("record", "chips"):
        return ()
    if field.offers == "place":
        return PLACES
    return () if field.offers in ("used", "language") else (cast("Kind", field.offers),)


def typed(names: Names, record: Record, field: FormField, value: Any, lang: str) -> str:
    """Return the text that a cell is copied as, from which the same value is read again."""
    if value is None or value == () or value == {}:
        return ""
    kinds, editor = kinds_of(field), field.editor
    if kinds and isinstance(value, tuple):
        return "; ".join(names.name_for(each, kinds) for each in value)
    if kinds:
        return names.name_for(value, kinds)
    if isinstance(value, bool):
        return say(YES if value else NO, lang)
    if editor == "choice":
        words = words_of(field.vocabulary)
        return say(words[value], lang) if value in words else str(value)
    if editor == "chips":
        return "; ".join(value)
    if editor == "amount":
        return typed_number(metric_of(names.index, record), value)
    if editor == "counts":
        return typed_counts(metric_of(names.index, record), value)
    if editor == "texts":
        return typed_segment(value)
    if isinstance(value, date):
        return value.isoformat()
    return spelled(value, percent=editor == "share")


def typed_counts(metric: Metric | None, counts: Mapping[str, int]) -> str:
    """Return counts as they are typed: `80/60/46/102/100` from the lowest score to the highest.

    Answers that are no whole scale are named: `3: 12, 5: 40`.
    """
    answers = answers_of(metric)
    for known in (*((answers,) if answers else ()), GROUPS, SHARES):
        if tuple(sorted(counts)) == tuple(sorted(known)):
            return "/".join(str(counts[answer]) for answer in known)
    return ", ".join(f"{answer}: {count}" for answer, count in counts.items())


def answers_of(metric: Metric | None) -> tuple[str, ...]:
    """Return the answers that a metric counts, the lowest first; empty where it counts none."""
    scale = scale_of(metric) if metric else None
    if metric is not None and metric.kind == "ratio":
        return SHARES
    if scale is None or scale[1] - scale[0] > 20:
        return ()
    return tuple(str(score) for score in range(int(scale[0]), int(scale[1]) + 1))
