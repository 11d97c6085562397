"""Somebody who builds a map with the keyboard alone: sets any field of any record by keys.

Only key events are sent, to whatever has the focus. A text comes as one key event that carries all
of it, as input methods and text expanders send them; letter by letter is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.index import label
from journeymap.model.text import Message, say
from journeymap.ui.editors.basic import spelled
from journeymap.ui.field_edits import called
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import words_of
from journeymap.ui.inspector.forms import FORMS
from journeymap.ui.main_window import MainWindow
from journeymap.ui.record_cards.row_form import RowForm
from tests.ui.test_accessible_keys import CTRL, SHIFT, STEPS, Key, Keys
from tests.ui.window import joined

NONE = Qt.KeyboardModifier.NoModifier
LATER = ("by_persona", "evidence", "at", "id", "name")  # not set by their own field here


class Builder(Keys):
    """Keys with what a builder knows: forms, fields, lists under records."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        assert window.session is not None
        self.session = window.session
        QApplication.setKeyboardInputInterval(0)  # each choice is searched anew

    # ------------------------------------------------------------ keys

    def write(self, words: str) -> None:
        """Send a text as one key event."""
        here = self.here()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(here, QKeyEvent(kind, 0, NONE, words))
        QApplication.processEvents()

    def retype(self, words: str) -> None:
        """Write over what stands there."""
        self.press(Key.Key_A, CTRL)
        if words:
            self.write(words)
        else:
            self.press(Key.Key_Delete)

    def reach(self, name: str) -> QWidget:
        """Go on by Tab to something of that name; from the end of a panel to its beginning."""
        pane, trail = self.pane(), []
        for _ in range(2):
            for _ in range(STEPS):
                here = self.here()
                said = here.accessibleName() or getattr(here, "text", str)()
                if said == name:
                    return here
                trail.append(said)
                self.press(Key.Key_Tab)
                if self.pane() != pane:
                    break
            self.go("map")
            self.go(pane)
        raise AssertionError(f"“{name}” cannot be reached by Tab: {trail}")

    def wait(self, so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(so, timeout=5000)

    # ------------------------------------------------------------ records

    def record(self, key: str) -> Any:
        """Return a record, the map for the empty key."""
        return self.session.index.entries[key].record if key else self.session.map

    def go_to(self, name: str) -> None:
        """Select a record by the search of the outline, and go into its fields."""
        self.find(name)
        self.wait(
            lambda: (
                len(self.session.selection) == 1
                and label(self.record(self.session.selection[0])) == name
            )
        )
        self.inspect()

    def inspect(self) -> None:
        """Go to the first field of what is selected."""
        if self.pane() == "inspector":
            self.press(Key.Key_Escape)
        self.go("inspector")
        QApplication.processEvents()

    def add(self, key: Qt.Key, name: str, *modifiers: Qt.KeyboardModifier) -> str:
        """Make a record by a shortcut, name it, and return its key."""
        self.go("map")
        self.press(key, *modifiers)
        self.name_it(name)
        return self.session.selection[0]

    def name_it(self, name: str) -> None:
        """Type the name into the field that has opened, and Enter."""
        before = self.session.document.done
        self.wait(lambda: QApplication.focusWidget() is not self.window.centralWidget())
        canvas, outline = joined(self.window).canvas, joined(self.window).panels.outline
        self.wait(
            lambda: (
                canvas.editor is not None or outline.tree.state() == outline.tree.State.EditingState
            )
        )
        field = canvas.editor
        self.write(name)
        self.press(Key.Key_Return)
        self.wait(lambda: canvas.editor is not field or field is None)
        QApplication.processEvents()
        if canvas.editor is not None:  # the next card
            self.press(Key.Key_Escape)
        self.wait(lambda: canvas.editor is None)
        self.wait(lambda: bool(self.session.selection))
        assert self.session.document.done == before, "naming is part of making"

    # ------------------------------------------------------------ fields

    def fill(self, kind: str, record: Any, but: Iterable[str] = ()) -> None:
        """Set the fields of the selected record that the form of its kind shows."""
        skipped = (*LATER, *but)
        for group in FORMS[kind]:
            for field in group.fields:
                outer, _, inner = field.name.partition(".")
                if outer in skipped or field.name in skipped:
                    continue
                value = getattr(record, outer, None)
                usual = (
                    type(record).model_fields[outer].get_default(call_default_factory=True)
                    if outer in type(record).model_fields
                    else None
                )
                value = getattr(value, inner) if inner and value is not None else value
                usual = None if inner else usual
                if value is None or value == usual or value in ((), {}):
                    continue
                self.set(kind, field, value)

    def set(self, kind: str, field: FormField, value: Any) -> None:
        """Set a field of the selected record."""
        name = say(called(field.name, None if kind == "map" else kind), "en")
        here = self.reach_field(kind, field, name)
        match field.editor:
            case "flag":
                self.press(Key.Key_Space)
            case "scale" | "stars" | "emotion":
                digit = value + 3 if field.editor == "emotion" else value
                self.press(Qt.Key(Key.Key_0 + digit))
            case "chips":
                for each in value:
                    self.write(self.name_of(each, field))
                    self.press(Key.Key_Return)
            case "record":
                self.retype(self.name_of(value, field))
                self.press(Key.Key_Return)
            case "list":
                self.press(Key.Key_A, CTRL)
                for number, each in enumerate(value):
                    if number:
                        self.press(Key.Key_Return)
                    self.write(each)
            case "text":
                self.retype(value)
            case "range":
                low, high = value
                self.retype(f"{low:g}..{high:g}")
                self.press(Key.Key_Return)
            case _ if isinstance(here, QComboBox):
                self.choose(here, field, value)
            case _:
                self.retype(self.spelt(field, value))
                self.press(Key.Key_Return)

    def reach_field(self, kind: str, field: FormField, name: str) -> QWidget:
        """Go to the editor of a field; what is folded is unfolded by the way."""
        group = next(g for g in FORMS[kind] if field in g.fields)
        inspector = joined(self.window).panels.inspector
        if group.folded and (
            field.name not in inspector.form.rows or not inspector.form.rows[field.name].isVisible()
        ):
            assert group.title is not None
            self.reach(say(group.title, "en"))
            self.press(Key.Key_Space)
        self.reach(name)
        return self.here()

    def choose(self, here: QComboBox, field: FormField, value: Any) -> None:
        """Choose by typing the name of an entry, and by the arrows where several begin so."""
        names = [here.itemText(n) for n in range(here.count())]
        datas = [here.itemData(n) for n in range(here.count())]
        wanted = datas.index(value)
        self.write(names[wanted])
        for _ in range(len(names)):
            if here.currentIndex() == wanted:
                return
            self.press(Key.Key_Down if here.currentIndex() < wanted else Key.Key_Up)
        assert here.currentIndex() == wanted, (names[wanted], here.currentText())

    def spelt(self, field: FormField, value: Any) -> str:
        """Return a value as it is typed."""
        percent = field.editor == "share"
        if field.editor == "amount":
            percent = self._shares()
        return spelled(value, percent)

    def _shares(self) -> bool:
        record = self.record(self.session.selection[0])
        aims = getattr(record, "aims", None)
        metric = self.record(aims.metric) if aims else record
        return getattr(metric, "kind", "") == "ratio"

    def name_of(self, value: str, field: FormField) -> str:
        """Return what a person types for a value that names a record, or one of a vocabulary."""
        if field.offers == "lane":
            words: Mapping[Any, Message] = words_of("lane")
            return say(words[value], "en")
        if value == "map":
            return self.session.map.title
        entry = self.session.index.get(value)
        return label(entry.record) if entry and field.offers not in ("used", "language") else value

    def chips(self, field: str, names: Iterable[str]) -> None:
        """Add chips to a field of the selected record."""
        for each in names:
            self.reach(field)
            self.write(each)
            self.press(Key.Key_Return)

    # ------------------------------------------------------------ elsewhere

    def kind(self) -> str:
        """Return the kind of what is selected."""
        chosen = self.session.selection
        return self.session.index.entries[chosen[0]].kind if len(chosen) == 1 else ""

    def command(self, words: str) -> None:
        """Do what the palette calls so."""
        self.press(Key.Key_K, CTRL)
        self.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        QTest.keyClicks(QApplication.focusWidget(), words)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
        QApplication.processEvents()

    def back_to(self, name: str) -> None:
        """Go back by Shift+Tab to something of the inspector whose name begins so."""
        inspector = joined(self.window).panels.inspector
        self.wait(  # what was added a moment ago is shown in a turn of its own
            lambda: any(
                each.accessibleName().startswith(name) for each in inspector.findChildren(QWidget)
            )
        )
        for _ in range(80):
            if self.here().accessibleName().startswith(name):
                return
            self.press(Key.Key_Backtab, SHIFT)
        raise AssertionError(f"“{name}” cannot be reached by Shift+Tab")

    def menu(self, words: str) -> None:
        """Take an entry of the menu that is open, by the arrows."""
        shown = QApplication.activePopupWidget()
        assert isinstance(shown, QMenu)
        for _ in shown.actions():
            QTest.keyClick(shown, Key.Key_Down)
            chosen = shown.activeAction()
            if chosen is not None and chosen.text() == words:
                QTest.keyClick(shown, Key.Key_Return)
                return
        raise AssertionError(f"“{words}” is not in {[a.text() for a in shown.actions()]}")

    def dialog(self, words: str) -> None:
        """Fill the line of a question that has the cursor, and go on to the next."""
        self.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        here = QApplication.focusWidget()
        QTest.keyClicks(here, words)
        QTest.keyClick(here, Key.Key_Tab)

    def row_that_begins(self, name: str) -> None:
        """Go on by Tab to something whose name begins so."""
        for _ in range(120):
            if self.here().accessibleName().startswith(name):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"“{name}” cannot be reached by Tab")

    def add_row(self, button: str, values: Mapping[str, Any]) -> None:
        """Add a row to a list by its button, and fill the fields under it in this order."""
        self.reach(button)
        self.press(Key.Key_Space)
        form: QWidget | None = self.here()
        while form is not None and not isinstance(form, RowForm):
            form = form.parentWidget()
        assert form is not None
        for name, value in values.items():
            if value in (None, ""):
                continue
            self.step_to(form, name)
            here = self.here()
            if isinstance(here, QComboBox):
                self.choose(here, FormField(name), value)
            else:
                self.retype(value if isinstance(value, str) else spelled(value))
        self.press(Key.Key_Tab)  # what is strict is said when it is left
        self.press(Key.Key_Escape)

    def step_to(self, form: RowForm, name: str) -> None:
        """Go to a field under a row by Tab, or by Shift+Tab where it stands before."""
        names = list(form.editors)
        here = next((n for n, e in enumerate(form.editors.values()) if e is self.here()), 0)
        back = names.index(name) < here
        for _ in range(20):
            if self.here() is form.editors[name]:
                return
            self.press(Key.Key_Backtab if back else Key.Key_Tab, *((SHIFT,) if back else ()))
        raise AssertionError(f"“{name}” cannot be reached by Tab")

    def add_evidence(self, pieces: Iterable[Any]) -> None:
        """Add pieces of evidence to the selected record."""
        for piece in pieces:
            names = ("kind", "quote", "note", "source", "date", "link", "lang")
            self.add_row("Add evidence", {name: getattr(piece, name) for name in names})
