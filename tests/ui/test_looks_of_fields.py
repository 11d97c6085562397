"""Fields show what is in them: from the side where it begins, whole, and with the text's size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model.text import M
from journeymap.ui import style
from journeymap.ui.app import application
from journeymap.ui.controls import Choice
from journeymap.ui.editors.scales import Scale
from journeymap.ui.editors.texts import TextEditor, TitleEditor
from journeymap.ui.findings.panel import Findings
from journeymap.ui.icons import put_on
from journeymap.ui.output.export_dialog import ExportDialog
from journeymap.ui.session import Session
from tests.ui.hands import small

LANGUAGES = ("en", "fa", "ar", "tr", "zh")


@pytest.fixture
def large() -> Iterator[None]:
    """Texts of twice the usual size."""
    app = application()
    style.set_text_size(app, 200)
    yield
    style.set_text_size(app, 100)


@pytest.mark.parametrize("kind", [TextEditor, TitleEditor])
@pytest.mark.parametrize(
    ("text", "at_right"), [("پذیرش و بیمه", True), ("أول راتب", True), ("Pay in app", False)]
)
def test_the_lines_of_a_text_begin_where_its_letters_do(
    qtbot: QtBot, kind: type[TextEditor], text: str, at_right: bool
) -> None:
    # given an editor that is wider than its text
    editor = kind("name", "fa")
    qtbot.addWidget(editor)
    editor.resize(400, 60)
    with qtbot.waitExposed(editor):
        editor.show()
    # when it shows the text
    editor.put(text, rtl=True)
    # then the room that is left over is behind the text
    line = editor.document().firstBlock().layout().lineAt(0)
    letters = line.naturalTextRect()
    before, after = letters.left() - line.x(), line.x() + line.width() - letters.right()
    assert (before > after) == at_right
    # and it turns when other letters are written
    editor.setPlainText("Pay" if at_right else "پرداخت")
    line = editor.document().firstBlock().layout().lineAt(0)
    letters = line.naturalTextRect()
    before, after = letters.left() - line.x(), line.x() + line.width() - letters.right()
    assert (before > after) != at_right


def _cut(choice: Choice) -> list[str]:
    metrics, words = choice.fontMetrics(), [choice.itemText(n) for n in range(choice.count())]
    elide = Qt.TextElideMode.ElideRight
    return [w for w in words if metrics.elidedText(w, elide, choice.room()) != w]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_offered_on_exporting_is_not_cut(qtbot: QtBot, lang: str) -> None:
    session, parent = Session(small(), lang=lang), QWidget()
    qtbot.addWidget(parent)
    dialog = ExportDialog(parent, session, "map.png")
    with qtbot.waitExposed(dialog):
        dialog.show()
    for choice in (dialog.form, dialog.theme, dialog.scale, dialog.page, dialog.way):
        assert not _cut(choice), choice.accessibleName()
    dialog.close()
    session.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_groups_the_findings_is_not_cut(qtbot: QtBot, lang: str) -> None:
    session = Session(small(), lang=lang)
    findings = Findings(session)
    qtbot.addWidget(findings)
    findings.resize(1100, 160)
    with qtbot.waitExposed(findings):
        findings.show()
    assert findings.grouping.isVisible()
    assert not _cut(findings.grouping)
    session.close()


def test_faces_stars_and_signs_grow_with_the_text(qtbot: QtBot, large: None) -> None:
    # given texts of twice the usual size, faces and a sign on a button
    ends = (M("very bad"), M("very good"))
    faces, sign = Scale("Emotion", "en", ends, "high", True), QPushButton()
    for each in (faces, sign):
        qtbot.addWidget(each)
    put_on(sign, "warning", "#000000", 16)
    # then they are twice as large as well
    assert faces._bar() == 60
    assert sign.iconSize().width() == 32
    assert sign.icon().availableSizes()[0].width() >= 32
