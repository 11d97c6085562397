"""What stands between the cells of a text table, found out from its first lines.

The right delimiter is the one under which the rows agree on how many cells they have. Excel's
`sep=;` in the first line says it outright.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from journeymap.metrics.table import Sure, Unusable
from journeymap.model.text import M

CANDIDATES = (",", ";", "\t", "|", "،", "؛")
NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
SEP_LINE = re.compile(r'"?sep=(.)"?\s*\Z')
_ROWS = 200


class Delimiter(NamedTuple):
    """The character between two cells, and how sure that is."""

    mark: str
    sure: Sure


def told(text: str) -> str:
    """Return the delimiter that an option names: itself, or `tab`, `comma`, `semicolon`, `pipe`.

    Raises Unusable for anything that cannot stand between cells.
    """
    mark = NAMES.get(text.strip().lower(), text if text == "\t" else text.strip())
    if len(mark) != 1 or mark.isalnum() or mark in "\"'\r\n\0 ":
        raise Unusable(
            M(
                "{text} cannot stand between cells; use one character, or the word “tab”",
                text=text,
            )
        )
    return mark


def found(lines: Sequence[str]) -> Delimiter:
    """Return what separates the cells of `lines`, the first ones of a text.

    A text with one cell a line gets the comma: there is nothing to separate.
    """
    scores = {mark: _agreement(lines, mark) for mark in CANDIDATES}
    ranked = sorted(CANDIDATES, key=lambda mark: scores[mark], reverse=True)
    best, second = ranked[0], ranked[1]
    if scores[best] <= (0.0, 0):
        return Delimiter(",", "likely")
    certain = scores[best][0] > 0.9 and scores[second][0] < 0.5
    return Delimiter(best, "certain" if certain else "likely")


def _agreement(lines: Sequence[str], mark: str) -> tuple[float, int]:
    """Return the share of rows with the commonest number of cells, and that number."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(lines, delimiter=mark):
            if row:
                widths[len(row)] += 1
            if widths.total() >= _ROWS:
                break
    except csv.Error:
        pass  # what was read until then decides
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return round(count / widths.total(), 1), width
