"""A map as a file for others: what was asked for, checked against the map, then drawn.

The command line and the window export through here, so that both say no in the same words. It
returns bytes; writing them is the caller's, through `journeymap.files.save`. Each back end is
loaded when its form is asked for: SVG needs fonts to measure by, and nothing that paints.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from journeymap.model.index import Index, index_of
from journeymap.model.journey import JourneyMap, Kind
from journeymap.model.labels import KIND_NAMES
from journeymap.model.problems import Refused
from journeymap.model.text import M, Message
from journeymap.model.vocabulary import LANES, Lane
from journeymap.picture.layout import layout
from journeymap.picture.picture import Picture, View, view_of
from journeymap.picture.signs import without_signs
from journeymap.picture.theme import THEMES, Theme, ThemeName
from journeymap.ui.fonts import ensure_gui_app
from journeymap.ui.measure import QtMeasure

if TYPE_CHECKING:
    from journeymap.ui.output.pdf import Page


class NotExported(Exception):
    """Something was asked for that the map does not have; `message` says what it has."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Wishes(NamedTuple):
    """What is asked of an export; None or False leaves it to the map and to custom."""

    theme: str | None = None
    lanes: str | None = None  # names with commas
    overlay: str | None = None
    period: str | None = None
    persona: str | None = None
    scale: float = 1.0
    page: str | None = None
    landscape: bool = False


def export(
    m: JourneyMap,
    form: str,
    wishes: Wishes | None = None,
    folder: Path | None = None,
    view: View | None = None,
    step: Callable[[int, int], object] | None = None,
) -> bytes:
    """Return the map as `form` (png, pdf or svg); raises NotExported.

    `folder` is the map's, for the pictures that it names. A `view` stands in for what the wishes
    say about it. `step` is told how many parts of how many are done, and may raise to end it.
    """
    wishes = wishes or Wishes()
    view = view or view_for(m, wishes)
    theme = theme_for(m, wishes)
    ensure_gui_app()
    picture = drawn(m, view)
    if form == "svg":
        from journeymap.picture.svg import svg

        return svg(picture, theme).encode()
    from journeymap.ui.paint import images_in, no_images

    images = images_in(folder) if folder else no_images
    try:
        if form == "png":
            from journeymap.ui.output.png import png

            return png(picture, theme, wishes.scale, images, step)
        from journeymap.ui.output.pdf import pdf

        page = cast("Page", (wishes.page or "").upper())
        return pdf(picture, theme, m.title, page, wishes.landscape, images=images)
    except Refused as refusal:
        raise NotExported(refusal.message) from None


def drawn(m: JourneyMap, view: View) -> Picture:
    """Return the picture of a map as this machine's fonts set it."""
    return without_signs(layout(m, view, QtMeasure(view.language)))


def view_for(m: JourneyMap, wishes: Wishes) -> View:
    """Return the view that is asked for; raises NotExported, naming what the map has instead."""
    index = index_of(m)
    for kind, name in (("persona", wishes.persona), ("metric", wishes.overlay)):
        _must_be(index, cast("Kind", kind), name)
    if wishes.period and not wishes.overlay:
        raise NotExported(M("A period is one of a metric’s; name the metric with --overlay."))
    if wishes.period and wishes.overlay:
        periods = {reading.period for reading in m.readings if reading.metric == wishes.overlay}
        if wishes.period not in periods:
            raise NotExported(
                M(
                    "There is no reading for {period}; there are {periods}.",
                    period=wishes.period,
                    periods=tuple(sorted(periods)),
                )
            )
    return view_of(
        m,
        persona=wishes.persona,
        metric=wishes.overlay,
        period=wishes.period,
        lanes=_lanes(wishes.lanes) if wishes.lanes is not None else None,
    )


def theme_for(m: JourneyMap, wishes: Wishes) -> Theme:
    """Return the theme that is asked for, else the one that the map likes, else the light one."""
    name = wishes.theme or (m.look.theme if m.look and m.look.theme else "light")
    return THEMES[cast("ThemeName", name)]


def _lanes(text: str) -> tuple[Lane, ...]:
    lanes = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in lanes:
        if name not in get_args(Lane):
            raise NotExported(
                M("There is no lane “{name}”; there are {lanes}.", name=name, lanes=LANES)
            )
    if not lanes:
        raise NotExported(M("Name at least one lane; there are {lanes}.", lanes=LANES))
    return cast("tuple[Lane, ...]", lanes)


def _must_be(index: Index, kind: Kind, name: str | None) -> None:
    if not name:
        return
    there = [entry.key for entry in index.of_kind(kind)]
    if name in there:
        return
    what = KIND_NAMES[kind]
    if near := get_close_matches(name, there, n=1):
        raise NotExported(
            M(
                "{kind} “{name}” is not in this map; is “{near}” meant?",
                kind=what,
                name=name,
                near=near[0],
            )
        )
    if not there:
        raise NotExported(M("{kind} “{name}” is not in this map.", kind=what, name=name))
    raise NotExported(
        M(
            "{kind} “{name}” is not in this map; it has {there}.",
            kind=what,
            name=name,
            there=tuple(there),
        )
    )
