"""The charts in a window of their own: which one, of which metric, and the picture, to be exported.

It stays open beside the map and follows it. Charts are drawn beside the window, in a thread; what
draws them is loaded with the first, because it takes half a second and may not be installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from journeymap.charts.album import NAMES, TAKES, Chart, ChartName, Choice, chart, suits
from journeymap.charts.funnel import funnel
from journeymap.charts.trend import spelled
from journeymap.files.problems import FilesError
from journeymap.files.save import save_file
from journeymap.metrics.matching import places
from journeymap.model.periods import spell_period
from journeymap.model.readings import periods
from journeymap.model.scales import voice_of
from journeymap.model.text import M, Message, say, say_list
from journeymap.ui import asking, controls
from journeymap.ui.aside import Aside
from journeymap.ui.controls import button
from journeymap.ui.controls import label as text_label
from journeymap.ui.session import Session
from journeymap.ui.when_seen import WhenSeen

if TYPE_CHECKING:
    from journeymap.charts.pen import Form
    from journeymap.picture.theme import ThemeName

PATIENCE = 120  # ms of rest before a chart is drawn for another size
NOT_INSTALLED = M("Charts need matplotlib; install it with: pip install 'journeymap[charts]'")
NOTHING = M("Nothing that this chart could show was measured on this map")


class Wanted(NamedTuple):
    """A chart as it is to be drawn: in a language and a theme, for a screen of some density."""

    chart: Chart
    lang: str
    theme: ThemeName
    scale: float  # pixels of the screen to one of a picture
    size: tuple[float, float]  # inches, at 100 pixels an inch


class Charts(QWidget):
    """A chart of the map, chosen by what it shows."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._session, self._lang = session, session.lang
        self._drawing: Aside[bytes] | None = None
        self._wanted: Wanted | None = None
        self._drawn: Wanted | None = None
        self._closed = False
        self.setObjectName("charts")
        self.setWindowTitle(f"{self._say(M('Charts'))} — {session.map.title}")
        self.resize(980, 640)
        self.kind = controls.Choice(self._say(M("Chart")), captioned=False)
        self.metric_choice = controls.Choice(self._say(M("Metric")), captioned=False)
        self.against = controls.Choice(self._say(M("Against")), captioned=False)
        self.place = controls.Choice(self._say(M("Place")), captioned=False)
        self.segment = controls.Choice(self._say(M("Segment")), captioned=False)
        self.period = controls.Choice(self._say(M("Period")), captioned=False)
        self._place: str | None = None  # what a person chose, kept while it is not there
        self._period = self._seen = session.view.period
        self.export = button(self._say(M("Export…")))
        self.copy = button(self._say(M("Copy")))
        self.sheet = Sheet(self)
        self.room = QScrollArea()
        self.room.setWidget(self.sheet)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = text_label("", "small", wrap=True)
        for name, words in NAMES.items():
            self.kind.addItem(self._say(words), name)
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        choices = (
            self.kind,
            self.metric_choice,
            self.against,
            self.place,
            self.segment,
            self.period,
        )
        for each in choices:
            top.addWidget(each, 2)
        bottom.addWidget(self.note, 1)
        bottom.addWidget(self.copy)
        bottom.addWidget(self.export)
        column.addLayout(top)
        column.addWidget(self.room, 1)
        column.addLayout(bottom)
        self._fresh = WhenSeen(self, self.refresh)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PATIENCE)
        self._rest.timeout.connect(self.refresh)
        for signal in (session.changed, session.theme_changed, session.view_changed):
            signal.connect(self._fresh.wait)
        session.document_changed.connect(self.close)
        for choice in choices:
            choice.activated.connect(self._fresh.wait)
        self.place.activated.connect(self._on_place)
        self.period.activated.connect(self._on_period)
        self.export.clicked.connect(self.write)
        self.copy.clicked.connect(self._copy)
        self.refresh()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    @property
    def drawn(self) -> bool:
        """Whether what is shown is what is wanted."""
        return self._drawing is None

    # ------------------------------------------------------------ choosing

    def _on_place(self) -> None:
        self._place = self.place.currentData()

    def _on_period(self) -> None:
        self._period = self.period.currentData()

    def refresh(self) -> None:
        """Show the chart of what there is now."""
        session = self._session
        if session.view.period != self._seen:  # what is chosen for the map is wanted here as well
            self._period = self._seen = session.view.period
        name = cast("ChartName", self.kind.currentData())
        self._offer(name)
        choice = Choice(
            self.metric_choice.currentData() or "",
            self.against.currentData() or "",
            self.place.currentData(),
            (self.period.currentData() or "") if name != "trend" else "",
            session.view.persona,
            (self.segment.currentData() or ()) if name == "trend" else (),
        )
        found = chart(name, session.map, session.readings, choice)
        for each in (self.export, self.copy):
            each.setEnabled(found is not None)
        if found is None:
            self._wanted = None
            self.sheet.put(None, self._say(NOTHING))
            return
        bar = self.room.verticalScrollBar().sizeHint().width()  # one may come, and takes its room
        room = self.room.maximumViewportSize() - QSize(bar, bar)
        self._wanted = Wanted(
            found,
            session.map.language,
            cast("ThemeName", session.theme),
            self.devicePixelRatioF(),
            (room.width() / 100, room.height() / 100),
        )
        self._draw()

    def _offer(self, name: ChartName) -> None:
        """Let only what suits the chart be chosen."""
        m, of_metric = self._session.map, name != "aims"
        self.metric_choice.setVisible(of_metric)
        self.against.setVisible(name == "voices")
        self.place.setVisible(name == "trend")
        self.period.setVisible(name != "trend")
        there = {reading.metric for reading in m.readings}
        mine = [each for each in m.metrics if each.id in there]
        mine_here = [each for each in mine if suits(name, each)]
        if name == "funnel":  # the first offered is the one that counts the most stages
            steps = {e.id: len(funnel(m, self._session.readings, metric=e.id)) for e in mine_here}
            mine_here = sorted((e for e in mine_here if steps[e.id]), key=lambda e: -steps[e.id])
        _fill(self.metric_choice, [(e.name, e.id) for e in mine_here])
        _fill(self.against, [(e.name, e.id) for e in mine if voice_of(e) == "o"])
        metric = self.metric_choice.currentData() if of_metric else ""
        self._offer_places(metric or "")
        self._offer_segments(metric or "", name)
        taken = [
            (spell_period(each, self._lang, m.calendar), each) for each in periods(m, metric or "")
        ]
        self.period.offer([(self._say(M("Newest")), ""), *reversed(taken)], self._period)
        if self.period.currentIndex() < 0:
            self.period.setCurrentIndex(0)

    def _offer_places(self, metric: str) -> None:
        """Offer the places at which a metric was measured; say it where the chosen one is gone."""
        session = self._session
        at = set(session.readings.places(metric)) if metric else set()
        names = {"": self._say(M("The whole map"))}
        names.update((each.key, each.name) for each in places(session.index))
        known = [(name, key) for key, name in names.items() if key in at]
        gone = self._place is not None and self._place not in at
        self.place.offer(
            [(self._say(M("All places")), None), *known], None if gone else self._place
        )
        if self.place.isHidden() or not gone:
            self.note.setText("")
        elif self._place in names:
            words = M("“{name}” was not measured; all places are shown", name=names[self._place])
            self.note.setText(self._say(words))
        else:
            self.note.setText(self._say(M("The place is not there any more; all are shown")))

    def _offer_segments(self, metric: str, name: ChartName) -> None:
        """Offer the segments of which a metric has readings, for a chart that shows them."""
        readings = self._session.readings
        cuts = {
            cut: None
            for at in (readings.places(metric) if metric else ())
            for cut in readings.segments(metric, at)
        }
        known = [(spelled(cut), cut) for cut in cuts]
        _fill(self.segment, [(self._say(M("All segments")), ()), *known])
        self.segment.setVisible("segment" in TAKES[name] and bool(known))

    # ------------------------------------------------------------ drawing

    def _draw(self) -> None:
        if self._drawing is not None or self._wanted is None:
            return  # the end of this one begins the next
        wanted = self._drawn = self._wanted
        self._drawing = Aside(partial(_picture, wanted, "png"))
        self._drawing.begin(self._show)
        if self.sheet.image is None:
            self.sheet.put(None, self._say(M("Drawing…")))

    def _show(self) -> None:
        drawing, self._drawing = self._drawing, None
        if drawing is None or self._closed or not isValid(self.sheet):
            return  # it may also have gone with the window that it belongs to
        try:
            data = drawing.result()
        except ImportError:
            self.sheet.put(None, self._say(NOT_INSTALLED))
            return
        if self._wanted is not None and self._wanted != self._drawn:
            self._draw()
            return
        if self._wanted is not None:
            image = QImage.fromData(data)
            image.setDevicePixelRatio(self._wanted.scale)
            lang, of = self._wanted.lang, self._wanted.chart
            self.sheet.put(image, say_list((say(of.title, lang), say(of.about, lang)), lang))

    def write(self) -> None:
        """Write the chart into a file that a person names."""
        wanted = self._wanted
        if wanted is None:
            return
        stem = self._session.path.stem if self._session.path else "chart"
        path = asking.chart_path(self, self._lang, f"{stem}-{wanted.chart.name}.png")
        form = Path(path).suffix.lstrip(".").lower()
        if not path:
            return
        if form not in ("png", "svg", "pdf"):
            self.note.setText(self._say(M("Use a name that ends in .png, .svg or .pdf")))
            return
        work = Aside(partial(_picture, wanted._replace(scale=2.0), cast("Form", form)))
        try:
            save_file(path, work.wait())
        except ImportError:
            self.note.setText(self._say(NOT_INSTALLED))
        except FilesError as error:
            self.note.setText(self._say(error.message))
        else:
            self.note.setText(self._say(M("Written: {file}", file=Path(path).name)))

    def _copy(self) -> None:
        if self.sheet.image is not None:
            QGuiApplication.clipboard().setImage(self.sheet.image)
            self.note.setText(self._say(M("Copied")))

    # ------------------------------------------------------------ events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closed = True
        if self._drawing is not None:
            self._drawing.give_up()
            self._drawing = None
        self._session.disconnect(self)
        super().closeEvent(event)
        self.deleteLater()


class Sheet(QWidget):
    """The picture of a chart, in the middle of its room, or a sentence in place of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self._words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def put(self, image: QImage | None, words: str) -> None:
        """Show a picture that `words` name to screen readers, or the words alone."""
        self.image, self._words = image, words
        size = image.deviceIndependentSize().toSize() if image else QSize(0, 0)
        self.setMinimumSize(size)  # what is larger than its room is scrolled
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.image is None:
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect(), flags, self._words)
            return
        size = self.image.deviceIndependentSize()
        left = max((self.width() - size.width()) / 2, 0)
        top = max((self.height() - size.height()) / 2, 0)
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self.image)


def _fill(choice: controls.Choice, entries: Sequence[tuple[str, object]]) -> None:
    """Offer entries, with the one still chosen that was, where it is still there."""
    known = [data for _, data in entries]
    was = choice.currentData()
    choice.offer(entries, was if was in known else known[0] if known else None)


def _picture(wanted: Wanted, form: Form) -> bytes:
    """Return a chart as a file. Runs in a thread; raises ImportError without matplotlib."""
    from journeymap.charts.pen import Pen, written

    pen = Pen(wanted.lang, wanted.theme, wanted.scale, wanted.size)
    with pen.dressed():
        figure = wanted.chart.draw(pen)
    return written(figure, form, pen, say(wanted.chart.title, wanted.lang))
