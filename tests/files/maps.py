"""Generated maps for the tests of reading and writing: every field, and texts that YAML misreads."""

# ruff: noqa: E501 - the texts stand side by side, one subject a line

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import AfterValidator, BeforeValidator

from journeymap.model import fields
from journeymap.model.journey import JourneyMap, Record
from journeymap.model.shapes import keys_of

ADVERSARIAL = (
    "", " ", "a", "No", "yes", "on", "OFF", "y", "N", "null", "~", "NULL", "true", "False", "1", "-1",
    "007", "1.10", "1e3", "1_000", "0x1F", "0o17", "0b1", "12:30", "190:20:30", ".5", ".inf", "-.INF",
    ".nan", "+1", "2026-10-01", "2026-10-01 12:00:00", "2026-10", "=", "<<", "---", "...", "- a",
    "-", "--- a", "? a", ": a", "a: b", "a:", ":a", "a #b", "#a", "a#b", "&a", "*a", "!a", "|", ">",
    "%a", "@a", "`a", "'a'", '"a"', "it's", 'say "x"', "both ' and \"", "[a]", "{a}", "a, b", "a]",
    "C:\\new", "\\", "tab\there", "\ttab", "a\nb", "a\n", "a\n\nb\n", "\na", "a\n\n", " a\nb", "a \nb",
    "a\n\n\n\nb", "# x\ny", "a\n# b", "- x\n- y", "a\n  b\n c", "x" * 300, "long " * 60, "سلام دنیا",
    "می\u200cخواهم", "شروع: پایان", "中文，字", "\u202eabc", "e\u0301", "😀", "a\u00a0b", "\u00a0a", "a\u3000",
    "\u0085", "a\u2028b", "a\u2029", "\ufeffa", "100%", "%", "50% off", "a\tb: c", "key: |", "'", '"',
    "<<<<<<< ours", "a -> b", "x-y", "!!str a", "0.1.2", "1,000", "12e03", "1:2", "٣٤", "x: 'y", "0?", "a?", "a?b", "a'b\"c\\d",
)  # fmt: skip
texts = st.one_of(
    st.sampled_from(ADVERSARIAL),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30),
    st.text("ab :#-,[]{}'\"\\\n\t|>&*!%@`?\u0085\u2028", max_size=12),
)
words = st.sampled_from(("a", "b-1", "پرداخت", "pay_2", "007", "店", "می\u200cخواهم"))
names = texts.filter(bool)
_days = st.dates().map(str)
_BY_VALIDATOR: dict[Callable[..., Any], st.SearchStrategy[Any]] = {
    fields.whole_number: st.integers(0, 10**6).map(str),
    fields.percent_or_number: st.one_of(
        st.floats(-1e15, 1e15), st.sampled_from(("0.07", "-12.5", "1e-20"))
    ),
    fields.share: st.one_of(st.floats(0, 1), st.integers(0, 1000).map(lambda n: n / 1000)),
    fields.flag: st.sampled_from(("true", "false")),
    fields.day: _days,
    fields.identifier: words,
    fields.answers: st.dictionaries(
        st.sampled_from(("1", "-2", "10", "promoters", "passives", "detractors", "hits")),
        st.integers(0, 10**6).map(str),
        min_size=1,
    ),
    fields.duration: st.sampled_from(("45s", "5 working days", "6w..14w", "2.5h")),
    fields.period: st.sampled_from(("2026", "2026-Q4", "2026-10", "2026-W41", "2026-10-21", "2026..2027")),
    fields.color: st.sampled_from(("#fff", "#2f6fed")),
    fields.one_to_one: st.just("1"),
}  # fmt: skip


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Return values for a field's type, as source text."""
    if get_origin(annotation) is Annotated:
        base, *marks = get_args(annotation)
        return _marked(base, marks)
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return records(annotation)
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        size = None if Ellipsis in arguments else len(arguments)
        return st.lists(values(arguments[0]), min_size=size or 0, max_size=size or 3)
    if get_origin(annotation) is dict:
        keys = texts if arguments[0] is str else values(arguments[0])
        return st.dictionaries(keys, values(arguments[1]), max_size=2)
    if NoneType in arguments:
        rest = [argument for argument in arguments if argument is not NoneType]
        return values(Union[tuple(rest)])  # noqa: UP007 - built from a list of types
    return texts


def _marked(base: Any, marks: list[Any]) -> st.SearchStrategy[Any]:
    marks = [part for mark in marks for part in (mark, *getattr(mark, "metadata", ()))]
    for mark in reversed(marks):
        if isinstance(mark, AfterValidator | BeforeValidator) and mark.func in _BY_VALIDATOR:
            limits = {
                k: v for m in marks for k in ("ge", "le") if (v := getattr(m, k, None)) is not None
            }
            if limits and base is int:
                return st.integers(limits["ge"], limits.get("le", 60)).map(str)
            if limits:
                return st.floats(limits["ge"], 1e6)
            return _BY_VALIDATOR[mark.func]
    patterns = [getattr(mark, "pattern", None) for mark in marks]
    if any(p and p.startswith("^[A-Za-z]") for p in patterns):
        return st.sampled_from(("en", "fa", "zh-Hans"))
    if get_origin(base) or (isinstance(base, type) and issubclass(base, Record)):
        return values(base)
    if any(isinstance(mark, fields.Ref) for mark in marks):
        return words
    return names if any(getattr(mark, "min_length", None) for mark in marks) else texts


@st.composite
def records(draw: st.DrawFn, record_type: type[Record]) -> dict[str, Any]:
    """Draw a record as plain values."""
    found: dict[str, Any] = {}
    optional = {
        key: name for key, name in keys_of(record_type).items() if not _required(record_type, name)
    }
    chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=6)) if optional else set()
    for key, name in keys_of(record_type).items():
        if key in chosen or key not in optional:
            field = record_type.model_fields[name]
            annotation = (
                Annotated[(field.annotation, *field.metadata)]
                if field.metadata
                else field.annotation
            )
            found[key] = draw(values(annotation))
    if record_type.__name__ == "Reading":
        found.pop("value" if "counts" in found else "counts", None)
        found.setdefault("value", "1") if "counts" not in found else None
    if record_type.__name__ == "Metric":
        for key in ("target", "alarm", "benchmark") if found["kind"] == "ratio" else ():
            if key in found:
                found[key] = "15%"
    if record_type.__name__ == "CheckSettings":
        found["settings"] = {}
    return found


def _required(record_type: type[Record], name: str) -> bool:
    return record_type.model_fields[name].is_required()


maps = records(JourneyMap).map(JourneyMap.model_validate)
