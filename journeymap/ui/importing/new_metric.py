"""What a metric is that an import makes: its name, its kind, and the scale of its answers."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, say, say_number
from journeymap.model.vocabulary import NAMES, MetricKind
from journeymap.ui.controls import Choice, Field, label
from journeymap.ui.dialog_foot import foot_of
from journeymap.ui.importing.draft import NewMetric
from journeymap.ui.style import px

SCALES: tuple[tuple[float, float] | None, ...] = (
    None,
    (1.0, 5.0),
    (1.0, 7.0),
    (1.0, 10.0),
    (0.0, 10.0),
    (0.0, 100.0),
)
SCALED = ("csat", "ces", "score")  # NPS has one scale only
BETTER = ("", "higher", "lower")


class MetricDialog(QDialog):
    """Asks for a metric; `asked` is what was asked for."""

    def __init__(
        self,
        parent: QWidget,
        lang: str,
        word: str,
        kind: MetricKind,
        scale: tuple[float, float] | None,
    ) -> None:
        super().__init__(parent)
        self._lang = lang
        self.setWindowTitle(self._say(M("New metric")))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        self.name = Field(word)
        self.name.setAccessibleName(self._say(M("Name")))
        self.kind = Choice(self._say(M("Kind")))
        self.scale = Choice(self._say(M("Scale")))
        self.better = Choice(self._say(M("Better")))
        self.unit = Field()
        self.unit.setAccessibleName(self._say(M("Unit")))
        kinds = [(self._say(words), key) for key, words in NAMES["metric"].items()]
        self.kind.offer(kinds, kind)
        offered = SCALES if scale is None or scale in SCALES else (*SCALES, scale)
        self.scale.offer([(self._scale(each), each) for each in offered], None)
        self.scale.setCurrentIndex(offered.index(scale))
        ways = (M("Not said"), M("Higher is better"), M("Lower is better"))
        self.better.offer([(self._say(w), b) for b, w in zip(BETTER, ways, strict=True)], "")
        for words, field in (
            (M("Name"), self.name),
            (M("Kind"), self.kind),
            (M("Scale"), self.scale),
            (M("Better"), self.better),
            (M("Unit"), self.unit),
        ):
            caption = label(self._say(words))
            caption.setBuddy(field)
            row = self._grid.rowCount()
            self._grid.addWidget(caption, row, 0)
            self._grid.addWidget(field, row, 1)
        foot, self.make, _ = foot_of(self, M("Make the metric"), self.accept, self._lang)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(14))
        column.setSpacing(px(14))
        column.addLayout(self._grid)
        column.addLayout(foot)
        self.setMinimumWidth(px(400))
        self.kind.activated.connect(self._follow)
        self.name.textChanged.connect(self._follow)
        self._follow()
        self.name.setFocus()
        self.name.selectAll()

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _scale(self, scale: tuple[float, float] | None) -> str:
        if scale is None:
            return self._say(M("Not said"))
        low, high = (say_number(each, self._lang, 0) for each in scale)
        return self._say(M("{low} to {high}", low=low, high=high))

    def _follow(self, *_: object) -> None:
        kind = self.kind.currentData()
        self.scale.setEnabled(kind in SCALED)
        self.unit.setEnabled(kind in ("duration", "count", "amount", "score"))
        self.make.setEnabled(bool(self.name.text().strip()))

    def asked(self) -> NewMetric:
        """Return the metric that was asked for."""
        scale = self.scale.currentData() if self.scale.isEnabled() else None
        return NewMetric(
            self.name.text().strip(),
            self.kind.currentData(),
            (float(scale[0]), float(scale[1])) if scale else None,
            self.better.currentData() or None,
            self.unit.text().strip() if self.unit.isEnabled() else "",
        )


def ask_metric(
    parent: QWidget,
    lang: str,
    word: str,
    kind: MetricKind,
    scale: tuple[float, float] | None,
) -> NewMetric | None:
    """Return the metric that a person wants to be made for a word, None for none."""
    dialog = MetricDialog(parent, lang, word, kind, scale)
    made = dialog.asked() if dialog.exec() else None
    dialog.deleteLater()
    return made
