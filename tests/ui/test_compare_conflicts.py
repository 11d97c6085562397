"""Conflicts put to a person: both values side by side, an answer for each, then the map."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Persona, PersonaView, Stage, Touchpoint
from journeymap.model.text import M
from journeymap.model.threeway import merge
from journeymap.ui.app import application
from journeymap.ui.compare import conflicts
from journeymap.ui.compare.conflicts import ConflictDialog, ask_conflicts
from journeymap.ui.compare.values import ShownText
from journeymap.ui.editors.scales import Scale

Maps = tuple[JourneyMap, JourneyMap, JourneyMap]


@pytest.fixture
def maps() -> Maps:
    """A map, and what two people made of it; they collide in six places."""
    base = JourneyMap(
        title="Map",
        personas=(Persona(id="dana", name="Dana"),),
        stages=(Stage(id="buy", name="Buy"),),
        touchpoints=(
            Touchpoint(id="pay", name="Pay", stage="buy", emotion=0, doing="Pays with a card"),
            Touchpoint(id="wait", name="Wait", stage="buy"),
            Touchpoint(id="go", name="Go", stage="buy"),
        ),
    )
    dana = {side: {"dana": PersonaView(effort=side)} for side in (2, 4)}
    ours = edits.change(base, "pay", name="<b>Pay</b>", emotion=2, doing="Pays with a phone")
    ours = edits.change(edits.delete(ours, ["wait"]), "go", by_persona=dana[2], owner="Ann")
    theirs = edits.change(base, "pay", name="Pay now", emotion=-2, doing="Pays with a watch")
    theirs = edits.change(theirs, "wait", name="Wait longer")
    theirs = edits.change(theirs, "go", by_persona=dana[4], notes="Not in conflict")
    return base, ours, theirs


@pytest.fixture
def dialog(qtbot: QtBot, maps: Maps) -> Iterator[ConflictDialog]:
    application()
    made = ConflictDialog(None, "en", maps, merge(*maps))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_each_conflict_has_a_row_with_both_values_and_the_former_one(
    dialog: ConflictDialog,
) -> None:
    row = dialog.rows["pay", "doing"]
    shown = [each.toPlainText() for each in row.findChildren(ShownText)]
    assert shown == ["Pays with a phone", "Pays with a watch"]
    assert "Before: Pays with a card" in [each.text() for each in row.findChildren(QLabel)]
    assert set(dialog.rows) == {
        ("pay", "name"),
        ("pay", "emotion"),
        ("pay", "doing"),
        ("wait", ""),
        ("go", "by_persona.dana.effort"),
    }


def test_only_the_words_that_differ_are_marked(dialog: ConflictDialog) -> None:
    first, second = dialog.rows["pay", "doing"].findChildren(ShownText)
    for field, word in ((first, "phone"), (second, "watch")):
        (mark,) = field.extraSelections()
        assert mark.cursor.selectedText() == word
        assert mark.format.fontUnderline()


def test_ratings_look_as_they_do_elsewhere(dialog: ConflictDialog) -> None:
    faces = dialog.rows["pay", "emotion"].findChildren(Scale)
    assert [face.rating for face in faces] == [2, -2]
    assert [
        face.rating for face in dialog.rows["go", "by_persona.dana.effort"].findChildren(Scale)
    ] == [2, 4]


def test_a_deletion_is_said_as_one_beside_the_record_that_was_edited(
    dialog: ConflictDialog,
) -> None:
    row = dialog.rows["wait", ""]
    assert any(each.text().startswith("Deleted") for each in row.findChildren(QLabel))
    (text,) = row.findChildren(ShownText)
    assert "Name: Wait longer" in text.toPlainText()
    assert "both" not in row.radios


def test_nothing_that_a_map_says_is_read_as_html(dialog: ConflictDialog) -> None:
    texts = [each.toPlainText() for each in dialog.rows["pay", "name"].findChildren(ShownText)]
    assert texts[0] == "<b>Pay</b>"
    assert {each.textFormat() for each in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_there_is_a_result_only_when_all_are_settled(dialog: ConflictDialog) -> None:
    assert not dialog.take.isEnabled()
    assert dialog.still.text() == "5 of 5 still open"
    for row in list(dialog.rows.values())[:-1]:
        row.choose("ours")
    assert dialog.still.text() == "1 of 5 still open"
    dialog.accept()
    assert dialog.result_map is None
    list(dialog.rows.values())[-1].choose("theirs")
    assert dialog.take.isEnabled()


def test_answers_by_mouse_make_the_map(dialog: ConflictDialog) -> None:
    for at, pick in (
        (("pay", "name"), "theirs"),
        (("pay", "emotion"), "ours"),
        (("pay", "doing"), "both"),
        (("wait", ""), "theirs"),
        (("go", "by_persona.dana.effort"), "theirs"),
    ):
        radio = dialog.rows[at].radios[pick]  # type: ignore[index]  # one of those there are
        dialog._scroll.ensureWidgetVisible(radio)
        QTest.mouseClick(radio, Qt.MouseButton.LeftButton, pos=QPoint(8, radio.height() // 2))
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    m = dialog.result_map
    assert m is not None
    pay, wait, go = m.touchpoints
    assert (pay.name, pay.emotion) == ("Pay now", 2)
    assert pay.doing == "Pays with a phone\nPays with a watch"
    assert wait.name == "Wait longer"
    assert (go.owner, go.notes, go.by_persona["dana"].effort) == ("Ann", "Not in conflict", 4)


def test_the_keyboard_alone_settles_everything(dialog: ConflictDialog) -> None:
    for _ in range(5):
        QTest.keyClick(dialog, Qt.Key.Key_F8)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Space)
    assert [row.pick for row in dialog.rows.values()] == ["ours"] * 5
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_an_arrow_goes_to_the_other_side(dialog: ConflictDialog) -> None:
    row = dialog.rows["pay", "name"]
    row.radios["ours"].setFocus()
    QTest.keyClick(row.radios["ours"], Qt.Key.Key_Space)
    QTest.keyClick(row.radios["ours"], Qt.Key.Key_Right)
    assert row.pick == "theirs"


def test_all_of_one_side_at_once(dialog: ConflictDialog) -> None:
    QTest.mouseClick(dialog.all_theirs, Qt.MouseButton.LeftButton)
    assert {row.pick for row in dialog.rows.values()} == {"theirs"}
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert dialog.result_map is not None
    assert dialog.result_map.touchpoints[0].name == "Pay now"


def test_a_reader_is_told_record_field_side_and_value(dialog: ConflictDialog) -> None:
    name = dialog.rows["pay", "name"].radios["theirs"].accessibleName()
    assert name == "Touchpoint “<b>Pay</b>”, Name, Theirs: Pay now"


def test_without_conflicts_nobody_is_asked(maps: Maps) -> None:
    base, ours, _ = maps
    theirs = base.model_copy(update={"title": "Other"})
    merged = ask_conflicts(None, "en", base, ours, theirs)
    assert merged is not None
    assert (merged.title, merged.touchpoints) == ("Other", ours.touchpoints)


def test_cancelling_gives_no_map(maps: Maps, monkeypatch: pytest.MonkeyPatch) -> None:
    application()
    monkeypatch.setattr(ConflictDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    assert ask_conflicts(None, "en", *maps) is None


def test_the_sides_are_called_as_the_caller_wants(qtbot: QtBot, maps: Maps) -> None:
    application()
    names = (M("In this window"), M("In the file"))
    made = conflicts.ConflictDialog(None, "en", maps, merge(*maps), names)
    qtbot.addWidget(made)
    assert made.rows["pay", "name"].radios["theirs"].text() == "In the file"


def test_a_word_without_an_end_pushes_neither_value_out_of_sight(qtbot: QtBot, maps: Maps) -> None:
    application()
    word = "W" * 4000
    base, ours, theirs = (
        edits.change(m, "pay", doing=word + end) for m, end in zip(maps, "abc", strict=True)
    )
    ours = edits.change(ours, "pay", name=word)
    made = ConflictDialog(None, "en", (base, ours, theirs), merge(base, ours, theirs))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    for field in ("name", "doing"):
        for radio in made.rows["pay", field].radios.values():
            left = radio.mapTo(made, QPoint(0, 0)).x()
            assert 0 <= left < made.width() - 50
