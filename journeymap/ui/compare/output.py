"""A comparison as a file for others: both maps on one picture, with the list under it."""

from __future__ import annotations

from collections.abc import Sequence

from journeymap.model.differences import Difference
from journeymap.model.journey import JourneyMap
from journeymap.picture.compared import Scene, list_under, marked
from journeymap.picture.layout import layout
from journeymap.picture.picture import Picture, View, view_of
from journeymap.picture.signs import without_signs
from journeymap.picture.svg import svg
from journeymap.picture.theme import THEMES, ThemeName
from journeymap.ui.compare.wording import Pair, spoken
from journeymap.ui.measure import QtMeasure
from journeymap.ui.output.pdf import pdf
from journeymap.ui.output.png import png

COLUMN = 620.0  # pixels of a line in the list


def view_for(new: JourneyMap, found: Sequence[Difference]) -> View:
    """Return how the newer map likes to be shown, with the lanes in which something differs."""
    view = view_of(new)
    kinds = {each.kind for each in found}
    lanes = list(view.lanes)
    if kinds & {"pain_point", "opportunity"} and "pains" not in lanes:
        lanes.append("pains")
    if "backstage" in kinds and "backstage" not in lanes:
        lanes.append("backstage")
    return view._replace(lanes=tuple(lanes), rows="channel")


def drawn(
    pair: Pair, found: Sequence[Difference], scene: Scene, view: View, heading: str
) -> Picture:
    """Return both maps as one picture with the list of what differs, in the map's language."""
    measure = QtMeasure(view.language)
    picture = without_signs(layout(pair.both.map, view, measure))
    picture = marked(picture, scene, measure)
    lines = [
        (each.whats[0], measure.wrap(spoken(each, pair, view.language), "subtitle", COLUMN))
        for each in found
    ]
    return list_under(picture, measure.wrap(heading, "stage", picture.bounds.w - 40), lines)


def written(
    pair: Pair,
    found: Sequence[Difference],
    scene: Scene,
    view: View,
    heading: str,
    form: str,
    theme: ThemeName,
) -> bytes:
    """Return a comparison as `form` (png, pdf or svg); raises Refused for an absurd size."""
    picture, dress = drawn(pair, found, scene, view, heading), THEMES[theme]
    if form == "svg":
        return svg(picture, dress).encode()
    if form == "pdf":
        return pdf(picture, dress, heading)
    return png(picture, dress, 2.0)
