"""The inspector: the fields of what is selected, each change one undo step.

One form per kind, made when it is first needed and kept. Several selected records of one kind are
edited together. It knows the session and no other panel.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from journeymap.model.diff import Change
from journeymap.model.index import Key
from journeymap.ui.inspector.form import Form
from journeymap.ui.session import Session
from journeymap.ui.slices import Slices, at_once


class Inspector(QWidget):
    """Shows the form that fits the selection, the map's own where nothing is selected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._forms: dict[str, Form] = {}
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._later = Slices(self)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self.refresh)
        session.changed.connect(self._on_change)
        for signal in (session.selection_changed, session.view_changed, session.theme_changed):
            signal.connect(self._refresh_soon)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(280, 400)

    @property
    def form(self) -> Form:
        """The form that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Form)
        return shown

    def refresh(self) -> None:
        """Show what is selected now."""
        self._later.drop()
        self._next.stop()
        keys, kind = self._shown()
        form = self._forms.get(kind)
        if form is None:
            form = self._forms[kind] = Form(self._session, kind)
            self._stack.addWidget(form)
        form.put(keys)
        chosen = self._session.selection
        form.head.put_besides(len(set(chosen) & set(self._session.index.entries)) - len(keys))
        self._stack.setCurrentWidget(form)

    def first(self) -> QWidget:
        """Return where the focus goes when somebody comes to the inspector."""
        self._catch_up()
        return self.form.first() or self

    def focus_name(self) -> None:
        """Put the cursor into the name, all of it selected."""
        self.refresh()
        self.form.focus_name()

    def _shown(self) -> tuple[tuple[Key, ...], str]:
        entries = self._session.index.entries
        found = [entries[key] for key in self._session.selection if key in entries]
        if not found:
            return ("",), "map"
        kind = found[0].kind
        return tuple(entry.key for entry in found if entry.kind == kind), kind

    def _on_change(self, _change: Change, initiator: object) -> None:
        form = self._stack.currentWidget()
        if isinstance(form, Form) and initiator is not form:
            form.forget_typing()
        self._refresh_soon()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._catch_up()

    def _catch_up(self) -> None:
        """Show what is selected before anything is done to what was."""
        if self._later.busy:
            self.refresh()

    def _refresh_soon(self) -> None:
        """Show what is selected in a turn of its own: the map is painted before.

        Where somebody types here, in the very next one: the next key means what stands here then.
        """
        here = QApplication.focusWidget()
        if here is not None and self.isAncestorOf(here):
            self._next.start()
        else:
            self._later.begin(lambda: at_once(self.refresh))
