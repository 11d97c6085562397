"""Print: the sheets as they will be, beside the paper, the size and the lines around the map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QAccessible, QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QDialog,
    QGraphicsView,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from journeymap.files.problems import FilesError
from journeymap.files.save import save_file
from journeymap.model.periods import spell_date
from journeymap.model.text import M, Message, say, say_percent
from journeymap.model.vocabulary import Calendar
from journeymap.picture.picture import Picture
from journeymap.ui import asking
from journeymap.ui.controls import Check, Choice, button, label
from journeymap.ui.icons import icon
from journeymap.ui.map_work import today
from journeymap.ui.output.printing import PAPERS, Plan, as_pdf, laid, page_layout, paint_on
from journeymap.ui.paint import Images
from journeymap.ui.roles import give_role
from journeymap.ui.style import ThemeChoice, colors, px

SIZES = (0.5, 0.75, 1.0, 1.5, 2.0)  # of a poster
SIDE = 270  # pixels for what is chosen
SMALL_TEXT = 11.0  # of a map at its own size, in pixels
READABLE = 5 * 25.4 / 72  # 5 points, in millimetres
DELAY = 120  # ms before the preview follows


class PrintDialog(QDialog):
    """The preview of a picture on paper; says nothing to the map."""

    def __init__(
        self,
        parent: QWidget,
        lang: str,
        theme: ThemeChoice,
        picture: Picture,
        title: str,
        images: Images,
        suggested: str,
        calendar: Calendar = "gregorian",
    ) -> None:
        super().__init__(parent)
        self._lang, self._theme = lang, theme
        self._calendar: Calendar = calendar  # in which the map counts its days
        self._picture, self._title, self._images = picture, title, images
        self._suggested = suggested
        self.told: Message | None = None  # what came of it
        self.setWindowTitle(self._say(M("Print")))
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(title)
        self.printer.setCreator("journeymap")
        self.preview = QPrintPreviewWidget(self.printer, self)
        self.preview.setAccessibleName(self._say(M("Preview")))
        for sheets in self.preview.findChildren(QGraphicsView):
            give_role(sheets, QAccessible.Role.Document)
            sheets.setAccessibleName(self._say(M("Preview")))
        self.preview.paintRequested.connect(self._paint)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DELAY)
        self._later.timeout.connect(self._refresh)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self.preview, 1)
        middle.addLayout(self._tools())
        row.addLayout(middle, 1)
        row.addWidget(self._side())
        room = self.screen().availableSize() * 0.9
        self.resize(min(px(980), room.width()), min(px(640), room.height()))
        self._follow()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    # ------------------------------------------------------------ parts

    def _tools(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(px(10), px(4), px(10), px(6))
        self.pages = label("", "small")
        for name, words, do in (
            ("zoom-out", M("Zoom out"), self.preview.zoomOut),
            ("zoom-in", M("Zoom in"), self.preview.zoomIn),
            ("zoom-fit", M("Show whole sheets"), self._show_all),
        ):
            tool = QToolButton()
            tool.setIcon(icon(name, colors(self._theme)["text.soft"]))
            tool.setToolTip(self._say(words))
            tool.setAccessibleName(self._say(words))
            tool.clicked.connect(do)
            foot.addWidget(tool)
        foot.addStretch(1)
        foot.addWidget(self.pages)
        return foot

    def _side(self) -> QWidget:
        side = QWidget()
        side.setObjectName("panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(px(SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(6))
        inches = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        usual = "Letter" if inches and QLocale.system().name() != "C" else "A4"
        wide = self._picture.bounds.w >= self._picture.bounds.h
        poster = [(False, self._say(M("All on one sheet"))), (True, self._say(M("Poster")))]
        ways = [(True, self._say(M("Landscape"))), (False, self._say(M("Portrait")))]
        sizes = [(size, say_percent(size, self._lang)) for size in SIZES]
        self.paper = self._choice(column, M("Paper"), [(p, p) for p in PAPERS], usual)
        self.way = self._choice(column, M("Orientation"), ways, wide)
        self.poster = self._choice(column, M("Sheets"), poster, False)
        self.size_of = self._choice(column, M("Size of the poster"), sizes, 1.0)
        hint = M("Sheets overlap up to the dashed lines, to be glued together.")
        self._hint = label(self._say(hint), "small", wrap=True)
        column.addWidget(self._hint)
        small = M("The text gets smaller than 5 pt. Larger paper or a poster can be read.")
        self.small = label(self._say(small), "wrong", wrap=True)
        column.addWidget(self.small)
        column.addSpacing(px(6))
        self.head = Check(self._say(M("Title above")))
        self.foot = Check(self._say(M("File and date below")))
        self.foot.setChecked(True)  # the map has its title on it, a sheet of a poster has not
        self.poster.activated.connect(lambda n: self.head.setChecked(self.poster.itemData(n)))
        for each in (self.head, self.foot):
            each.toggled.connect(self._follow)
            column.addWidget(each)
        column.addStretch(1)
        self.print_button = button(self._say(M("Print…")), "main")
        self.pdf_button = button(self._say(M("Save as PDF…")))
        close = button(self._say(M("Cancel")))
        for pressed, do in (
            (self.print_button, self.print),
            (self.pdf_button, self.save_pdf),
            (close, self.reject),
        ):
            pressed.setAutoDefault(False)
            pressed.clicked.connect(do)
            column.addWidget(pressed)
        return side

    def _choice(
        self,
        column: QVBoxLayout,
        words: Message,
        entries: Sequence[tuple[object, str]],
        current: object,
    ) -> Choice:
        caption = label(self._say(words), "small")
        made = Choice(self._say(words))
        caption.setBuddy(made)
        column.addWidget(caption)
        made.offer([(text, data) for data, text in entries], current)
        made.activated.connect(self._follow)
        column.addWidget(made)
        return made

    # ------------------------------------------------------------ following

    def plan(self) -> Plan:
        """Return how it is to be printed."""
        return Plan(
            str(self.paper.currentData()),
            bool(self.way.currentData()),
            bool(self.poster.currentData()),
            float(self.size_of.currentData()),
            self._title if self.head.isChecked() else "",
            self._foot() if self.foot.isChecked() else "",
        )

    def _foot(self) -> str:
        day = spell_date(today(), self._lang, self._calendar)
        return f"{Path(self._suggested).stem} · {day}"

    def _follow(self, *_: object) -> None:
        """Let the preview follow what was chosen."""
        poster = bool(self.poster.currentData())
        self.size_of.setEnabled(poster)
        self._hint.setVisible(poster)
        self.printer.setPageLayout(page_layout(self.plan()))
        spread = laid(self._picture, self.plan()).sheets
        sheets = len(spread.tiles)
        self.small.setVisible(SMALL_TEXT * spread.scale < READABLE)
        count = M("{n} sheet", plural="{n} sheets", n=sheets)
        self.pages.setText(self._say(count))
        self._later.start()

    def _refresh(self) -> None:
        way = QPageLayout.Orientation
        plan = self.plan()
        self.preview.setOrientation(way.Landscape if plan.landscape else way.Portrait)
        self.preview.updatePreview()
        self._show_all()

    def _show_all(self) -> None:
        modes = QPrintPreviewWidget.ViewMode
        several = self.plan().poster and self.preview.pageCount() > 1
        self.preview.setViewMode(modes.AllPagesView if several else modes.SinglePageView)
        self.preview.setZoomMode(QPrintPreviewWidget.ZoomMode.FitInView)

    def _paint(self, printer: QPrinter) -> None:
        what = laid(self._picture, self.plan(), printer.pageLayout(), self._images)
        paint_on(printer, what, printer.resolution())

    # ------------------------------------------------------------ doing it

    def print(self) -> None:
        """Ask for the printer and print."""
        dialog = QPrintDialog(self.printer, self)
        if not dialog.exec() or not isValid(self):
            return
        self._paint(self.printer)
        self.told = M("Sent to the printer: {name}", name=self._title)
        self.accept()

    def save_pdf(self) -> None:
        """Write the sheets as a PDF."""
        chosen = asking.export_path(self, self._lang, self._suggested, "pdf")
        if not chosen or not isValid(self):
            return
        try:
            what = laid(self._picture, self.plan(), images=self._images)
            save_file(chosen, as_pdf(what, self._title))
        except FilesError as error:
            asking.tell(self, self._lang, M("The PDF could not be written"), error.message)
            return
        self.told = M("Written: {name}", name=Path(chosen).name)
        self.accept()
