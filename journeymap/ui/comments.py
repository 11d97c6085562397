"""Comments as threads, and the state of the review: who said what, where, what is still open.

It knows the session and no other panel.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journeymap.model.text import M, capitals, say
from journeymap.ui.controls import label as text_label
from journeymap.ui.session import Session


class Comments(QWidget):
    """The threads of the map."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 16)
        column.addWidget(
            text_label(capitals(say(M("Comments"), session.lang), session.lang), "caps")
        )
        column.addStretch(1)

    def sizeHint(self) -> QSize:
        return QSize(280, 400)
