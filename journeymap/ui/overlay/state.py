"""What lies over the map: which metric, in which period and segment, and the year being played.

Joins the overlay's controls (`top_bar.py`, `bar.py`) to the session's view and back. The
values on the cards are the picture's business; both ask `Readings.shown`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from journeymap.model.journey import Metric
from journeymap.model.overlays import Cut, cuts, offers, tally
from journeymap.model.periods import span, spell_period
from journeymap.model.readings import periods
from journeymap.model.text import M, Message, literal, say, say_list
from journeymap.model.timeline import finest
from journeymap.model.vocabulary import Voice
from journeymap.ui.canvas import accessible
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.overlay.bar import OverlayBar
from journeymap.ui.overlay.choice import Entry, Groups
from journeymap.ui.overlay.items import legend_of
from journeymap.ui.overlay.player import Player
from journeymap.ui.session import Session
from journeymap.ui.slices import Slices, at_once
from journeymap.ui.style import colors
from journeymap.ui.top_bar import TopBar

VOICES: dict[Voice, Message] = {"x": M("What customers say"), "o": M("What they do")}


class Overlays(QObject):
    """The overlay of one map in one window."""

    def __init__(self, session: Session, top: TopBar, canvas: Surface) -> None:
        super().__init__(canvas)
        self._session, self._top, self._canvas = session, top, canvas
        self._lang = session.lang
        self.bar = OverlayBar(session.lang)
        self.bar.hide()
        self.player = Player(self._play_on, canvas)
        self._stops: tuple[str, ...] = ()  # the periods of the metric, oldest first
        self._played: tuple[str, ...] = ()  # those of them that are played
        self._segments: Groups = ()
        self._made_of: tuple[Any, ...] = ()
        self._there = False
        self._later = Slices(self)
        self._listen()

    def _listen(self) -> None:
        session, bar, top = self._session, self.bar, self._top
        session.changed.connect(self._on_changed)
        session.view_changed.connect(self._on_view)
        session.theme_changed.connect(self._on_theme)
        session.document_changed.connect(self.player.stop)
        top.metric_chosen.connect(self.choose)
        top.overlay.opening.connect(self._count)
        bar.segment_chosen.connect(self._cut)
        bar.period_chosen.connect(self._go_to)
        bar.held.connect(self.player.stop)
        bar.newest_wished.connect(self._newest)
        bar.play_wished.connect(self.play)
        bar.step_wished.connect(self.step)
        self.player.changed.connect(bar.show_playing)
        bar.set_theme(session.theme)

    # ------------------------------------------------------------ wishes

    def choose(self, metric: str) -> None:
        """Lay a metric over the map, none where it is empty.

        Period and segment stay where it has them too, so that metrics can be compared.
        """
        session = self._session
        view, chosen = session.view, self._metric(metric)
        if chosen is None:
            session.set_view(metric="", period="", segment=())
            return
        period = view.period if view.period in periods(session.map, metric) else ""
        offered = {each.cut for each in cuts(session.map, chosen, session.readings)}
        segment = view.segment if view.segment in offered else ()
        session.set_view(metric=metric, period=period, segment=segment)

    def step(self, by: int) -> None:
        """Show the next period, or the one before."""
        self.player.stop()
        if self._stops:
            n = min(max(self._at() + by, 0), len(self._stops) - 1)
            if n != self._at():
                self._session.set_view(period=self._stops[n])
                self._announce()

    def play(self) -> None:
        """Play the periods from the one that is shown, from the oldest if that is the last; while
        they are played, stop.
        """
        if self.player.playing:
            self.player.stop()
            return
        if len(self._played) < 2:
            return
        if self._next_played() is None or not self._session.view.period:
            self._session.set_view(period=self._played[0])
        self.player.start()

    def _play_on(self) -> bool:
        following = self._next_played()
        if following is not None:
            self._session.set_view(period=following)
        return self._next_played() is not None

    def _next_played(self) -> str | None:
        """Return the next period that is played after the one that is shown."""
        after = self._stops[self._at() + 1 :]
        return next((each for each in self._played if each in after), None)

    def _go_to(self, n: int) -> None:
        if 0 <= n < len(self._stops):
            self._session.set_view(period=self._stops[n])

    def _newest(self) -> None:
        self.player.stop()
        self._session.set_view(period="")
        self._fill()  # the button, when it was down already

    def _cut(self, cut: object) -> None:
        self._session.set_view(segment=cut or ())

    def _announce(self) -> None:
        accessible.announce(self._canvas, literal(self.bar.words.text()))

    # ------------------------------------------------------------ showing

    def show(self, there: bool) -> None:
        """Show what belongs to the map, or take it away for a page."""
        self._there = there
        if not there:
            self.player.stop()
        self._fill()

    def _on_changed(self, *_: object) -> None:
        self.player.stop()
        self._later.begin(lambda: at_once(self._fill))  # the map is painted before

    def _on_view(self) -> None:
        playing_on = self._session.view.period in self._played
        if self.player.playing and not playing_on:
            self.player.stop()
        self._fill()

    def _on_theme(self) -> None:
        self.bar.set_theme(self._session.theme)
        self._fill()

    def _metric(self, id: str) -> Metric | None:
        return next((each for each in self._session.map.metrics if each.id == id), None)

    def _fill(self) -> None:
        if not self._there:
            self.bar.hide()
            return
        session = self._session
        metric = self._metric(session.view.metric)
        self._top.show_overlays(self._metrics(False), session.view.metric)
        if metric is None:
            self.bar.hide()
            return
        m = session.map
        made_of = (metric, m.readings, m.metrics, m.touchpoints, m.calendar, m.flows)
        if len(made_of) != len(self._made_of) or any(
            a is not b for a, b in zip(made_of, self._made_of, strict=True)
        ):
            self._made_of = made_of
            self._stops = periods(m, metric.id)
            self._played = finest(self._stops, m.calendar)
            self._segments = self._cuts(metric)
        self.bar.show_empty(None if self._stops else M("This metric has no readings yet."))
        self.bar.show_segments(self._segments, session.view.segment)
        self._show_periods()
        self._show_legend(metric)
        self.bar.show()

    def _metrics(self, counted: bool) -> Groups:
        """Return the metrics by voice; counting their touchpoints takes reading all readings."""
        session = self._session
        groups: list[tuple[str, list[Entry]]] = [("", [Entry(self._say(M("No overlay")), "")])]
        for voice, found in offers(session.map, session.readings if counted else None).items():
            entries = [
                Entry(
                    offer.metric.name,
                    offer.metric.id,
                    self._places(offer.touchpoints) if counted else "",
                    self._say(M("Overlay: {metric}", metric=offer.metric.name)),
                )
                for offer in found
            ]
            groups.append((self._say(VOICES[voice]), entries))
        return groups

    def _count(self) -> None:
        self._top.show_overlays(self._metrics(True), self._session.view.metric)

    def _places(self, n: int) -> str:
        if not n:
            return self._say(M("no touchpoint"))
        return self._say(M("{n} touchpoint", plural="{n} touchpoints", n=n))

    def _cuts(self, metric: Metric) -> Groups:
        session = self._session
        groups: dict[str, list[Entry]] = {}
        for cut, touchpoints in cuts(session.map, metric, session.readings):
            names = say_list((name for name, _ in cut), self._lang)
            values = say_list((value for _, value in cut), self._lang)
            said = values if len(cut) > 1 else f"{names}: {values}"
            groups.setdefault(names, []).append(Entry(values, cut, self._places(touchpoints), said))
        if not groups:
            return ()
        empty: Cut = ()
        return (("", [Entry(self._say(M("All segments")), empty)]), *groups.items())

    def _at(self) -> int:
        """Return the stop that is shown: of the newest the last, of no stop the last before it."""
        period, stops = self._session.view.period, self._stops
        if not period or not stops:
            return len(stops) - 1
        if period in stops:
            return stops.index(period)
        calendar = self._session.map.calendar
        last = span(period, calendar).last
        return max(sum(span(each, calendar).last <= last for each in stops) - 1, 0)

    def _show_periods(self) -> None:
        session = self._session
        calendar, at = session.map.calendar, self._at()
        words = [spell_period(each, self._lang, calendar) for each in self._stops]
        coarse = frozenset(n for n, each in enumerate(self._stops) if each not in self._played)
        newest = not session.view.period
        self.bar.show_periods(words, coarse, at, newest, words[at] if words else "")

    def _show_legend(self, metric: Metric) -> None:
        session = self._session
        view = session.view
        found = tally(session.map, session.readings, metric, view.period, view.segment)
        table = colors(session.theme)
        items = legend_of(metric, found, view.segment, table, self._lang, session.map.calendar)
        self.bar.show_legend(items, table["text.soft"])

    def _say(self, message: Message) -> str:
        return say(message, self._lang)


def handlers(overlays: Overlays, top: TopBar) -> dict[str, Callable[[], object]]:
    """Return what the actions of the overlay do."""

    def choose() -> None:
        top.overlay.setFocus()
        top.overlay.showPopup()

    return {
        "overlay": choose,
        "period-next": lambda: overlays.step(1),
        "period-previous": lambda: overlays.step(-1),
        "play": overlays.play,
    }
