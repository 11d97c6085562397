"""Where the coverage view comes from: it is loaded and made when it is first asked for.

What stands in the window before is an empty place for its strip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journeymap.ui.canvas.view import CanvasView
from journeymap.ui.session import Session

if TYPE_CHECKING:
    from journeymap.ui.coverage.state import CoverageView
    from journeymap.ui.coverage.words import Shown


class Coverage(QObject):
    """The switch of the coverage view, and the place of its strip."""

    def __init__(self, session: Session, canvas: CanvasView, switch: QAction) -> None:
        super().__init__(canvas)
        self._session, self._canvas, self._switch = session, canvas, switch
        self.strip = QWidget()
        self.strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self.strip)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.strip.hide()
        self._made: CoverageView | None = None
        self.left_with: Shown | None = None  # what was shown when another took over

    @property
    def view(self) -> CoverageView:
        """The coverage view, which is made by this."""
        if self._made is None:
            from journeymap.ui.coverage.state import CoverageView

            self._made = CoverageView(self._session, self._canvas, self._switch, self.strip)
            self._column.addWidget(self._made.bar)
        return self._made

    def toggle(self) -> None:
        """Show coverage, or the map as it is again."""
        self.view.toggle()

    def show(self, there: bool) -> None:
        """Show coverage with the map if it is wanted, or put it away while a page stands there."""
        if self._made is not None:
            self._made.show(there)

    def close(self) -> None:
        """Show the map as it is."""
        self._switch.setChecked(False)
        if self._made is not None:
            self._made.close()

    def take_over(self, other: Coverage) -> None:
        """Go on with what was shown in another language."""
        if other.left_with is not None:
            self._switch.setChecked(True)
            self.view.shown = other.left_with

    def first(self) -> QWidget:
        """Return what the focus comes to first."""
        return self.view.bar.first()

    def leave(self) -> None:
        """Do nothing any more: another takes over."""
        if self._made is not None:
            self.left_with = self._made.shown if self._switch.isChecked() else None
            self._made.leave()
