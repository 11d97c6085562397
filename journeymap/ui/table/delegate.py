"""Edits the cells of a table in place.

Enter and Tab end an edit and go on, Escape puts back, and leaving the cell ends it as well. What
becomes of it is the table's business: it says whether it was taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from journeymap.model.text import say
from journeymap.ui.controls import is_undo
from journeymap.ui.editors.basic import ChoiceEditor, LineEditor
from journeymap.ui.editors.chips import Chips
from journeymap.ui.editors.lines import OfferedLine, RecordLine
from journeymap.ui.editors.scales import Scale
from journeymap.ui.editors.texts import TextEditor
from journeymap.ui.session import Session
from journeymap.ui.style import px
from journeymap.ui.table.cell_editors import CellEdit, changed_list, fill, made_for
from journeymap.ui.table.columns import title_of
from journeymap.ui.table.drawing import DrawnCells, Where
from journeymap.ui.table.records import Records

LEAST: dict[type[QWidget], int] = {Chips: 240, TextEditor: 260}  # width of editors, in pixels
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
RATINGS = frozenset(("scale", "stars", "emotion"))
SIGNS = frozenset("+-\u2212\uff0b\uff0d")


class CellDelegate(DrawnCells):
    """One for a table; at most one cell is edited at a time."""

    begun = Signal()
    ended = Signal(str)  # how: down, up, next, back, stay, away
    number_typed = Signal(str)  # into a scale, where what is typed is the value

    def __init__(
        self, session: Session, records: Records, take: Callable[[CellEdit], bool], parent: QObject
    ) -> None:
        super().__init__(session, records, parent)
        self._take = take
        self.edit: CellEdit | None = None
        self.made_by = ""  # of the record that is named next
        self.begun_by = ""  # what is typed to begin the next edit
        self.given_up: Callable[[CellEdit], None] = lambda edit: None

    # ------------------------------------------------------------ editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, where: Where) -> Any:
        record = self._records.record(where.row())
        if record is None:
            return None
        session, field = self._session, self._records.columns[where.column()]
        name = say(title_of(field, self._records.kind), session.lang)
        if field.editor in RATINGS and begins_number(self.begun_by):
            editor: Any = LineEditor(name, session.lang, strict=True)
        else:
            editor = made_for(field, name, session)
        value = where.data(Qt.ItemDataRole.EditRole)
        naming = self.made_by and field.name == "name"
        fill(editor, session, self._records.kind, record, field, None if naming else value)
        if naming and hasattr(editor, "setPlaceholderText"):
            editor.setPlaceholderText(str(value))
        editor.setParent(parent)
        editor.setAutoFillBackground(True)
        made_by, self.made_by = self.made_by, ""
        edit = CellEdit(editor, QPersistentModelIndex(where), field, value, made_by)
        self.edit = edit
        editor.edited.connect(lambda said: self._said(edit, said))
        if isinstance(editor, TextEditor):
            editor.refused.connect(session.refused)
        if isinstance(editor, Chips):
            editor.line.installEventFilter(self)
        if isinstance(editor, ChoiceEditor):
            edit.fresh = True  # a letter that began the edit looks for a word and takes none yet
            editor.view().installEventFilter(self)  # for Tab, of which an open list knows nothing
            QTimer.singleShot(0, editor, lambda: self._show_words(edit, editor))
        if isinstance(editor, LineEditor) and not isinstance(editor, RecordLine):
            # while a list is open under it, keys come to the line without passing here
            editor.returnPressed.connect(
                lambda: QTimer.singleShot(0, editor, lambda: self.end("down"))
            )
        self.begun.emit()
        return editor

    def _show_words(self, edit: CellEdit, editor: ChoiceEditor) -> None:
        edit.fresh = False
        editor.showPopup()

    def _said(self, edit: CellEdit, said: Any) -> None:
        """Hear what an editor says meanwhile; what was chosen from a list ends the edit."""
        editor = edit.editor
        if isinstance(editor, Chips):
            changed_list(edit, said, self._session)
            self._place(editor)
            QTimer.singleShot(0, editor, editor.completion.close)  # Enter is to end the edit
        elif isinstance(editor, RecordLine):
            edit.chosen = said
            if not edit.ending:
                QTimer.singleShot(0, editor, lambda: self.end("down"))
        elif isinstance(editor, ChoiceEditor) and not edit.fresh:
            QTimer.singleShot(0, editor, lambda: self.end("down"))
        elif isinstance(editor, TextEditor | LineEditor) and not self._records.persona:
            key = self._records.keys[edit.where.row()] if edit.where.isValid() else ""
            index = self._session.index
            self._session.drafts.write("table", index.get(key), edit.field.name, said)

    def setEditorData(self, editor: QWidget, where: Where) -> None:
        """Leave what is typed alone, whatever the map says meanwhile."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, where: Where) -> None:
        """Do nothing: an edit is taken where it ends."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, where: Where
    ) -> None:
        editor.setGeometry(self._box(editor, option.rect))

    def _place(self, editor: QWidget) -> None:
        if isValid(editor):
            editor.setGeometry(self._box(editor, editor.geometry()))

    def _box(self, editor: QWidget, cell: QRect) -> QRect:
        """Return where an editor stands: over its cell, larger where it needs more room."""
        hint = editor.sizeHint()
        least = next((wide for cls, wide in LEAST.items() if isinstance(editor, cls)), 0)
        wide = max(cell.width(), px(least) or min(hint.width(), px(170)))
        high = max(cell.height(), editor.minimumHeight(), hint.height())
        if isinstance(editor, TextEditor | Chips):
            high = max(cell.height(), editor.height())
        box = QRect(cell.topLeft(), QSize(wide, high))
        parent = editor.parentWidget()
        if parent is not None:
            room = parent.rect()
            rtl = parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
            if rtl:
                box.moveRight(cell.right())
            box.moveLeft(max(0, min(box.left(), room.width() - box.width())))
            box.moveTop(max(0, min(box.top(), room.height() - box.height())))
        return box

    @property
    def editing(self) -> bool:
        """Whether a cell is being edited; its row may have gone meanwhile."""
        edit = self.edit
        return edit is not None and isValid(edit.editor) and edit.where.isValid()

    def end(self, how: str) -> None:
        """End the edit, if there is one, and say how; one that was refused goes on.

        Whoever left the cell meanwhile does not come back to it: what was refused is put back.
        """
        edit = self.edit
        if edit is None or edit.ending or not isValid(edit.editor):
            return
        edit.ending = True
        taken = self._take(edit)
        if not taken and how != "away" and isValid(edit.editor):
            edit.ending = False
            edit.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._close(edit)
        self.ended.emit(how if taken else "stay" if how != "away" else "away")

    def drop(self) -> None:
        """Put back what stood in the cell."""
        edit = self.edit
        if edit is None or edit.ending:
            return
        edit.ending = True
        self.given_up(edit)
        self._close(edit)
        self.ended.emit("stay")

    def _close(self, edit: CellEdit) -> None:
        # where the table began anew or the row went meanwhile, Qt has closed the editor with it
        there = self.edit is edit and edit.where.isValid() and isValid(edit.editor)
        self.edit = None
        self._session.drafts.leave("table")
        viewport = edit.editor.parentWidget() if there else None
        view = viewport.parentWidget() if viewport is not None else None
        where = edit.where
        if isinstance(view, QAbstractItemView):
            cell = where.model().index(where.row(), where.column())
            there = view.indexWidget(cell) is edit.editor  # a press elsewhere lets Qt close it
        if there:
            self.closeEditor.emit(edit.editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def forget(self) -> None:
        """Hear that the editor went with its row."""
        self.edit = None
        self._session.drafts.leave("table")

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        edit = self.edit
        if edit is None or not isValid(edit.editor):
            return False
        kind = event.type()
        if isinstance(edit.editor, ChoiceEditor) and watched is not edit.editor:
            if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
                return False
            return event.key() in TABS and self._key(edit, event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Return)
            if event.key() in own or (is_undo(event) and _is_text(edit.editor)):
                event.accept()
                return True
            return False
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(edit, event)
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                QTimer.singleShot(0, edit.editor, lambda: self._left(edit))
        elif kind == QEvent.Type.Resize and watched is edit.editor:
            QTimer.singleShot(0, edit.editor, lambda: self._place(edit.editor))
        return False

    def _left(self, edit: CellEdit) -> None:
        """End the edit when the cursor is somewhere else in the window."""
        editor = edit.editor
        if self.edit is not edit or QApplication.activePopupWidget() is not None:
            return
        now = QApplication.focusWidget()
        if now is None or now is editor or editor.isAncestorOf(now):
            return
        self.end("away")

    def _key(self, edit: CellEdit, event: QKeyEvent) -> bool:
        key, editor = event.key(), edit.editor
        if is_undo(event) and _is_text(editor):
            self._undo(editor, event.matches(QKeySequence.StandardKey.Undo))
            return True
        if isinstance(editor, Scale) and begins_number(event.text()) and _plain(event):
            self.number_typed.emit(event.text())
            return True
        if isinstance(editor, LineEditor) and event.text().strip() and _plain(event):
            part_words(editor)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            if isinstance(editor, Chips) and editor.line.text():
                return False  # first what is typed
            self.drop()
            return True
        if key in TABS:
            back = shift or key == Qt.Key.Key_Backtab
            self._finish(edit)
            self.end("back" if back else "next")
            return True
        if key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        more = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        if isinstance(editor, TextEditor) and (event.modifiers() & more or shift):
            editor.insertPlainText("\n")
            return True
        if isinstance(editor, Chips) and editor.line.text().strip():
            return False  # a chip first
        if isinstance(editor, OfferedLine) and editor.completion.is_open:
            return False
        self._finish(edit)
        self.end("up" if shift else "down")
        return True

    def _undo(self, editor: LineEditor | TextEditor, back: bool) -> None:
        """Take back what was typed last in a cell; with nothing left of it, leave the cell."""
        if not back:
            editor.redo()
        elif _can_undo(editor):
            editor.undo()
        else:
            self.drop()

    @staticmethod
    def _finish(edit: CellEdit) -> None:
        """Take what a list under a line offers for what was typed, as Enter in it would."""
        editor = edit.editor
        if isinstance(editor, ChoiceEditor) and editor.view().isVisible():
            editor.setCurrentIndex(editor.view().currentIndex().row())
            editor.hidePopup()
        if isinstance(editor, OfferedLine):
            current = editor.completion.current
            editor.completion.close()
            if current is not None:
                edit.ending = True  # not at once: the key says where to go on
                editor.take(current)
                edit.ending = False


def begins_number(text: str) -> bool:
    """Return whether a typed letter begins a number: a digit of any script, or a sign."""
    return len(text) == 1 and (text.isdecimal() or text in SIGNS)


def part_words(line: LineEditor) -> None:
    """Let undo in a line go back by words; a step of the cursor is where Qt parts them."""
    at = line.cursorPosition()
    if at and line.text()[at - 1].isspace() and not line.hasSelectedText():
        blocked = line.blockSignals(True)
        line.cursorBackward(False)
        line.cursorForward(False)
        line.blockSignals(blocked)


def _is_text(editor: QWidget) -> TypeGuard[LineEditor | TextEditor]:
    return isinstance(editor, LineEditor | TextEditor)


def _can_undo(editor: LineEditor | TextEditor) -> bool:
    if isinstance(editor, LineEditor):
        return editor.isUndoAvailable()
    return editor.document().isUndoAvailable()


def _plain(event: QKeyEvent) -> bool:
    more = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return not event.modifiers() & more
