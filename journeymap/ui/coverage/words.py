"""What the coverage view says of a cell: counts of each kind of knowledge, and what is missing.

Messages of plain counts; nothing of Qt is known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias, get_args

from journeymap.model.coverage import KNOWLEDGE, Coverage, Knowledge, Known
from journeymap.model.journey import Touchpoint
from journeymap.model.text import M, Message, literal, say, say_list, say_number, say_percent

Shown: TypeAlias = Literal["all", "touchpoints", "ratings", "evidence", "metrics", "pain", "owner"]
SHOWN: tuple[Shown, ...] = get_args(Shown)
NAMES: Mapping[Shown, Message] = {
    "all": M("All of it"),
    "touchpoints": M("Touchpoints"),
    "ratings": M("Ratings"),
    "evidence": M("Evidence"),
    "metrics": M("Metrics"),
    "pain": M("What hurts"),  # known also where nothing does
    "owner": M("Owner"),
}
ICONS: Mapping[Knowledge, str] = {
    "ratings": "curve",
    "evidence": "quote",
    "metrics": "metrics",
    "pain": "pain",
    "owner": "owner",
}
NAMED = 3  # touchpoints that lack something and are named; the rest are counted


class Cell(NamedTuple):
    """One cell: where it is, by name, the touchpoints in it, and what is known of them."""

    stage: str
    row: str
    touchpoints: tuple[Touchpoint, ...]
    known: Coverage


class Told(NamedTuple):
    """One line about a cell: what is said, after a sign."""

    words: Message
    icon: str = ""
    head: bool = False


def share_of(known: Coverage, shown: Shown, most: int = 1) -> float | None:
    """Return how dark a cell is, 0..1; None without touchpoints.

    For the touchpoints themselves, it is their number against the `most` of any cell.
    """
    if shown == "touchpoints":
        return known.touchpoints / most if known.touchpoints else None
    return known.share(None if shown == "all" else shown)


def figure_of(known: Coverage, shown: Shown, lang: str) -> str:
    """Return the figure of a cell: a share of all, a count of touchpoints, or how many of them."""
    if shown == "touchpoints":
        return say_number(known.touchpoints, lang)
    if shown == "all":
        return say_percent(known.share() or 0.0, lang)
    return say(M("{n}/{all}", n=known.of(shown), all=known.touchpoints), lang)


def lines_of(cell: Cell, known: Known, lang: str) -> list[Told]:
    """Return what there is to tell of a cell, line by line."""
    where = M("{stage} · {channel}", stage=cell.stage, channel=cell.row)
    lines = [Told(where if cell.row else literal(cell.stage), head=True)]
    n = cell.known.touchpoints
    if not n:
        return [*lines, Told(M("No touchpoint in this cell"))]
    lines.append(Told(M("{n} touchpoint", plural="{n} touchpoints", n=n), "touchpoint"))
    if n := cell.known.pains:
        lines.append(Told(M("{n} pain point", plural="{n} pain points", n=n), "pain"))
    share = say_percent(cell.known.share() or 0.0, lang)
    lines.append(Told(M("{what}: {value}", what=M("Known"), value=literal(share))))
    return lines + [Told(_line(kind, cell, known, lang), ICONS[kind]) for kind in KNOWLEDGE]


def _line(kind: Knowledge, cell: Cell, known: Known, lang: str) -> Message:
    lacking = [t.name for t in cell.touchpoints if kind not in known.at(t)]
    name, n, all_of = NAMES[kind], cell.known.of(kind), cell.known.touchpoints
    if not lacking:
        return M("{kind}: {n} of {all}", kind=name, n=n, all=all_of)
    return M(
        "{kind}: {n} of {all}, missing at {names}",
        kind=name,
        n=n,
        all=all_of,
        names=literal(_named(lacking, lang)),
    )


def _named(names: Iterable[str], lang: str) -> str:
    """Return the first names, and how many more there are."""
    names = list(names)
    said = [f"“{name}”" for name in names[:NAMED]]
    left = len(names) - NAMED
    if left > 0:
        said.append(say(M("{n} more", plural="{n} more", n=left), lang))
    return say_list(said, lang)


def summed_up(cell: Cell, known: Known, lang: str) -> Message:
    """Return a cell in one sentence, for one line and for those who listen."""
    lines = lines_of(cell, known, lang)
    return literal(". ".join(say(line.words, lang) for line in lines))
