"""The lanes under each other: their grounds and heads, the curve, and all that is stacked.

What stands inside a lane is made elsewhere, from 0 down; here it gets its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from journeymap.model.readings import Readings
from journeymap.model.text import M, Message, say
from journeymap.model.vocabulary import NAMES, Lane
from journeymap.picture import faces
from journeymap.picture import spacing as px
from journeymap.picture.curve import curve, rating
from journeymap.picture.face import Fold
from journeymap.picture.frame import curve_key, lane_head, lane_parts
from journeymap.picture.lanes import ICONS, PLAIN, lane_name
from journeymap.picture.notes import (
    IMAGES,
    METRICS,
    NOTES,
    STEPS,
    Spots,
    image_things,
    layers,
    metric_things,
    pain_things,
    quote_things,
    quotes,
    said,
    step_things,
)
from journeymap.picture.picture import LaneBand, Part, Token
from journeymap.picture.piles import Heap, Thing, heap_of, pile
from journeymap.picture.sheet import Sheet, listed

CURVE_Z, LINE_Z = 25, 5


class Page:
    """The lanes as they are put under each other; it lives for one layout."""

    def __init__(
        self, sheet: Sheet, parts: list[Part], spots: Spots, readings: Readings | None
    ) -> None:
        self.sheet = sheet
        self.parts = parts
        self.heaps: list[Heap] = []
        self.bands: list[LaneBand] = []
        self.marks: frozenset[str] = frozenset()  # on the curve
        self._spots = spots
        self._readings = readings

    def ground(
        self,
        kind: Lane,
        key: str,
        name: str,
        icon: str,
        color: Token,
        details: tuple[str | tuple[Token, str], ...],
        alt: Message,
        y: float,
        height: float,
        fold: Fold = "",
        text: str = "",
    ) -> None:
        """Put down the ground and the head of one lane."""
        shade = len(self.bands) % 2
        self.bands.append(LaneBand(kind, key, y, height))
        sheet = self.sheet
        made_of = (name, icon, color, details, alt, y, height, shade, fold, text)
        self.parts += sheet.kept.of(
            f"lane {kind} {key}", None, (*made_of, sheet.width),
            lambda: lane_parts(sheet, key, *made_of),
        )  # fmt: skip

    def folded(self, kind: Lane, y: float) -> float:
        """Put down the low strip of a folded lane: its head, and what it holds in one line."""
        name = lane_name(kind, self.sheet.ink.language)
        head = lane_head(self.sheet, name, ICONS[kind], PLAIN, (), "folded")
        height = float(-(-max(head.h, px.STRIP) // 1))
        held = say(self._held(kind), self.sheet.ink.language)
        alt = M("{name}, folded: {text}", name=NAMES["lane"][kind], text=held)
        self.ground(kind, "", name, ICONS[kind], PLAIN, (), alt, y, height, "folded", held)
        return y + height + px.LANE_GAP

    def _held(self, kind: Lane) -> Message:
        """Return what a lane holds, in a few words."""
        m, persona = self.sheet.whole, self.sheet.view.persona
        if kind == "pains":
            pains, chances = len(m.pain_points), len(m.opportunities)
            return listed(
                M("{n} pain point", plural="{n} pain points", n=pains),
                M("{n} opportunity", plural="{n} opportunities", n=chances),
            )
        if kind == "curve":
            return self._lowest()
        if kind == "quotes":
            n = sum(bool(said(t, persona)) for t in m.touchpoints)
            return M("{n} quote", plural="{n} quotes", n=n)
        if kind == "storyboard":
            n = sum(bool(t.image) for t in m.touchpoints)
            return M("{n} picture", plural="{n} pictures", n=n)
        if kind == "backstage":
            return M("{n} step", plural="{n} steps", n=len(m.backstage))
        return M("{n} metric", plural="{n} metrics", n=len(m.metrics))

    def _lowest(self) -> Message:
        """Return where the curve is lowest."""
        m, persona = self.sheet.whole, self.sheet.view.persona
        rated = [
            (value, t.name) for t in m.touchpoints if (value := rating(t, persona)) is not None
        ]
        if not rated:
            return M("nothing is rated")
        value, name = min(rated, key=lambda each: each[0])
        return M("lowest at {name}: {value}", name=name, value=value)

    def curve(self, path: Sequence[int], y: float) -> float:
        """Put down the lane of the curve and return where the next one begins."""
        sheet = self.sheet
        language = sheet.ink.language
        details = sheet.kept.step(
            "curve key",
            (),
            lambda: tuple((token, say(name, language)) for token, name in curve_key()),
        )
        left = float(px.MARGIN + px.HEAD + px.HEAD_GAP)
        face, self.marks = curve(sheet, path, left, sheet.width - px.MARGIN - left)
        height = self._plain("curve", details, y, face.h)
        top = y + (height - face.h) // 2
        alt = M("Experience curve: {names}", names=tuple(_touched(sheet, path)))
        self.parts.append(
            Part("", "curve", sheet.box(left, top, face.w, face.h), face, CURVE_Z, "", alt)
        )
        return y + height + px.LANE_GAP

    def stacked(self, kind: Lane, y: float) -> float:
        """Put down a lane of notes, quotes, pictures or metrics."""
        heap = self._notes(y) if kind == "pains" else self._cells(kind, y)
        height = self._plain(kind, (), y, heap.piled.height)
        self.heaps.append(heap)
        return y + height + px.LANE_GAP

    def _notes(self, y: float) -> Heap:
        sheet = self.sheet
        kept, m, bones = sheet.kept, sheet.m, sheet.bones
        named = (
            kept.settled("pains", m.pain_points), kept.settled("chances", m.opportunities),
            kept.settled("column", bones.grid.column), kept.settled("end", bones.grid.end),
            bones.ids, kept.settled("flows", m.flows),
            kept.settled("stages", m.stages), kept.settled("channels", m.channels),
            kept.settled("personas", m.personas), bones.channel, bones.columns,
            bones.keys, sheet.collapsed,
        )  # fmt: skip
        things = kept.settled(
            "notes", kept.step("notes", named, lambda: pain_things(sheet, self._spots))
        )
        first = kept.settled("first columns", bones.columns.first)
        piled = kept.step(
            "pile", (things, first, bones.wide, sheet.width),
            lambda: pile(sheet, "pains", things, NOTES),
        )  # fmt: skip
        for name in ("noted", "stood", "elsewhere", "pile pains", "pains by id"):
            kept.keep(name)
        return heap_of(sheet, "pains", piled, NOTES, y)

    def _cells(self, kind: Lane, y: float) -> Heap:
        sheet = self.sheet
        things: Iterable[Thing] = ()
        name, dress = str(kind), METRICS
        if kind == "quotes":
            things, dress = quote_things(sheet), quotes(sheet.view.persona)
            name = f"quotes {sheet.view.persona}"
        elif kind == "storyboard":
            things, dress = image_things(sheet), IMAGES
        elif self._readings is not None:
            things = metric_things(sheet, self._readings)
        return heap_of(sheet, name, pile(sheet, name, list(things), dress), dress, y)

    def backstage(self, y: float) -> float:
        """Put down the layers of the backstage, with the line of visibility.

        What staff do in front of the customer is seen, so the line runs under that layer where
        there is one; everything else is under the line.
        """
        sheet = self.sheet
        found = layers(sheet.m)
        if found[:1] != ["frontstage"]:
            y = self._line(y)
        for layer in found:
            name = NAMES["layer"][layer]
            steps = list(step_things(sheet, self._spots, layer))
            heap = heap_of(sheet, layer, pile(sheet, layer, steps, STEPS), STEPS, y)
            words = say(name, sheet.ink.language)
            least = lane_head(sheet, words, "backstage", PLAIN, (), "open").h
            height = float(-(-max(heap.piled.height, least) // 1))
            self.ground("backstage", layer, words, "backstage", PLAIN, (), name, y, height, "open")
            self.heaps.append(heap)
            y += height + px.LANE_GAP
            if layer == "frontstage":
                y = self._line(y)
        return y

    def _line(self, y: float) -> float:
        sheet = self.sheet
        face = faces.visibility(sheet.width - 2 * px.MARGIN, sheet.ink)
        box = sheet.box(px.MARGIN, y, face.w, face.h)
        alt = M("Line of visibility")
        self.parts.append(Part("", "visibility", box, face, LINE_Z, "", alt))
        return y + -(-face.h // 1) + px.LANE_GAP

    def _plain(
        self, kind: Lane, details: tuple[tuple[Token, str], ...], y: float, least: float
    ) -> float:
        name = lane_name(kind, self.sheet.ink.language)
        needs = lane_head(self.sheet, name, ICONS[kind], PLAIN, details, "open").h
        height = float(-(-max(least, needs, px.ROW) // 1))
        alt = NAMES["lane"][kind]
        self.ground(kind, "", name, ICONS[kind], PLAIN, details, alt, y, height, "open")
        return height


def _touched(sheet: Sheet, path: Sequence[int]) -> list[str]:
    return [sheet.m.touchpoints[i].name for i in path[:60]]
