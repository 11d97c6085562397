"""Which columns the table of each kind has, which are shown at first, and how wide they are.

A table only. Columns are the fields of the forms, so that both edit the same in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from journeymap.model.journey import Kind
from journeymap.model.text import M, Message
from journeymap.ui.field_edits import called
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.forms import FORMS, WITHOUT_TITLE

TABLES: Mapping[Kind, Message] = {
    "touchpoint": M("Touchpoints"),
    "flow": M("Flows"),
    "pain_point": M("Pain points"),
    "opportunity": M("Opportunities"),
    "backstage": M("Backstage"),
    "reading": M("Readings"),
}
# In this order before anybody chose; every other field comes after them, hidden.
USUAL: Mapping[Kind, tuple[str, ...]] = {
    "touchpoint": (
        *("name", "stage", "channel", "emotion", "success", "effort", "moment_of_truth"),
        *("owner", "doing"),
    ),
    "flow": ("source", "target", "kind", "when", "share", "waits", "personas"),
    "pain_point": ("name", "at", "severity", "reach", "status", "owner", "cause"),
    "opportunity": ("name", "solves", "at", "impact", "effort", "status", "owner", "due"),
    "backstage": ("name", "layer", "at", "owner", "systems", "takes"),
    "reading": ("metric", "at", "period", "segment", "counts", "value", "n"),
}
RATED = frozenset(("scale", "stars", "emotion"))
NUMBERS = frozenset(("number", "share", "amount")) | RATED
WORDS = frozenset(("choice", "maybe", "flag", "stage", "channel", "metric", "until"))
WIDTHS: Mapping[str, int] = {  # in pixels at the usual text size, by the name or by the editor
    "name": 230,
    "text": 240,
    "chips": 170,
    "record": 180,
    "list": 200,
    "counts": 150,
    "texts": 150,
    "period": 110,
    "scale": 84,
    "stars": 84,
    "emotion": 92,
    "flag": 84,
    "number": 84,
    "share": 84,
    "amount": 100,
}
WIDTH = 130
NAME = FormField("name")


@lru_cache(maxsize=16)
def columns_of(kind: Kind) -> tuple[FormField, ...]:
    """Return the columns of a kind: the usual ones, then all others in the order of its form."""
    fields = {} if kind in WITHOUT_TITLE else {"name": NAME}
    for group in FORMS[kind]:
        fields |= {each.name: each for each in group.fields if each.editor != "translations"}
    order = dict.fromkeys((*USUAL[kind], *fields))
    return tuple(fields[name] for name in order)


def title_of(field: FormField, kind: Kind) -> Message:
    """Return what stands over a column."""
    return called(field.name, kind)


def width_of(field: FormField) -> int:
    """Return how wide a column is before anybody chose, in pixels at the usual text size."""
    return WIDTHS.get(field.name) or WIDTHS.get(field.editor) or WIDTH


def empty_words(kind: Kind) -> Message:
    """Return what a table without rows says."""
    return {
        "touchpoint": M(
            "No touchpoints yet. Ctrl+T adds one; rows of a spreadsheet can be pasted."
        ),
        "flow": M("No flows yet. Ctrl+T adds one between two touchpoints."),
        "pain_point": M(
            "No pain points yet. Ctrl+T adds one; rows of a spreadsheet can be pasted."
        ),
        "opportunity": M("No opportunities yet. Ctrl+T adds one; rows can be pasted."),
        "backstage": M("No backstage steps yet. Ctrl+T adds one behind a touchpoint."),
        "reading": M("No readings yet. Ctrl+T adds one."),
    }.get(kind, M("Nothing here yet."))
