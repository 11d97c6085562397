"""Sorting, filters, columns and selection of the tables, and how they follow the map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.filtering import Filter
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, Stage, Touchpoint
from journeymap.model.text import M
from journeymap.ui.table.cells import Names, shown, typed
from journeymap.ui.table.columns import TABLES, columns_of
from journeymap.ui.table.order import Sorting, in_order, numbers
from journeymap.ui.table.reading_cells import read
from tests.ui.tabled import CTRL, SHIFT, Desk, K, tabled
from tests.ui.test_table_editing import journey


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with tabled(qtbot, tmp_path, journey()) as made:
        yield made


def click_head(desk: Desk, field: str) -> None:
    head = desk.table.head
    column = desk.table.records.column_of(field)
    at = QPoint(head.sectionViewportPosition(column) + 12, 10)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def filter_of(desk: Desk, field: str) -> QLineEdit | QComboBox:
    desk.page.filter.setChecked(True)
    found = desk.table.head.filters[field]
    assert isinstance(found, QLineEdit | QComboBox)
    return found


# ---------------------------------------------------------------- sorting


def test_a_click_sorts_up_then_down_then_as_on_the_map(desk: Desk) -> None:
    desk.at("pay", "success")
    click_head(desk, "success")
    assert desk.table.records.keys == ["page", "ad", "pay", "take"]  # None comes last
    click_head(desk, "success")
    assert desk.table.records.keys == ["page", "ad", "pay", "take"]
    assert desk.where() == ("pay", "success")
    click_head(desk, "success")
    assert desk.table.records.keys == ["ad", "page", "pay", "take"]
    assert desk.table.records.sorting == Sorting()


def test_a_stage_is_sorted_by_its_place_and_a_name_as_people_do(desk: Desk) -> None:
    click_head(desk, "stage")
    click_head(desk, "stage")
    assert desk.table.records.keys == ["pay", "take", "ad", "page"]
    click_head(desk, "name")
    assert desk.table.records.keys == ["pay", "page", "ad", "take"]


@given(st.lists(st.sampled_from([None, 1, 2, 3]), max_size=12), st.booleans())
def test_sorting_is_stable_and_puts_nothing_last(ratings: list[int | None], down: bool) -> None:
    m = JourneyMap(
        title="t",
        stages=(Stage(id="s", name="S"),),
        touchpoints=tuple(
            Touchpoint(id=f"t{n}", name="T", stage="s", success=rating)
            for n, rating in enumerate(ratings)
        ),
    )
    index = index_of(m)
    field = next(each for each in columns_of("touchpoint") if each.name == "success")
    keys = in_order(index, list(index.keys_of("touchpoint")), field, down, "", "en")
    rated = [(r, n) for n, r in enumerate(ratings) if r is not None]
    rated.sort(key=lambda each: -each[0] if down else each[0])
    without = [n for n, r in enumerate(ratings) if r is None]
    assert keys == [f"t{n}" for n in (*(n for _, n in rated), *without)]


# ---------------------------------------------------------------- filters


def test_a_text_filters_as_the_eye_compares(desk: Desk) -> None:
    line = filter_of(desk, "name")
    line.setFocus()
    QTest.keyClicks(line, "PAGE")
    assert desk.table.records.keys == ["page"]
    assert desk.page.matches.text() == "1 of 4 rows"
    QTest.keyClick(line, K.Key_Escape)
    assert len(desk.table.records.keys) == 4


def test_numbers_are_compared_and_words_chosen(desk: Desk) -> None:
    line = filter_of(desk, "success")
    QTest.keyClicks(line, ">=2")
    assert desk.table.records.keys == ["page"]
    desk.page.clear.click()
    assert len(desk.table.records.keys) == 4
    assert line.text() == ""  # type: ignore[union-attr] # it is a line
    choice = filter_of(desk, "stage")
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findText("Buy"))
    choice.activated.emit(choice.currentIndex())
    assert desk.table.records.keys == ["pay", "take"]


@pytest.mark.parametrize(
    ("text", "value", "fits"),
    [
        ("≥ 3", 3, True),
        (">3", 3, False),
        ("<= ۲", 2, True),
        ("2..4", 3, True),
        ("2..4", None, False),
        ("20%", 0.2, True),
        ("= 3", 4, False),
    ],
)
def test_what_a_filter_of_numbers_means(text: str, value: float | None, fits: bool) -> None:
    test = numbers(text)
    assert test is not None
    assert test(value) is fits


def test_a_row_that_no_longer_fits_stays_until_the_filter_is_asked_again(desk: Desk) -> None:
    line = filter_of(desk, "owner")
    QTest.keyClicks(line, "ann")
    desk.at("ad", "owner")
    desk.enter("Ben")
    assert desk.table.records.keys == ["ad"]
    QTest.keyClicks(line, "a")
    assert desk.table.records.keys == []


def test_what_the_filter_of_the_window_fades_is_faded(desk: Desk) -> None:
    records = desk.table.records
    ink = Qt.ItemDataRole.ForegroundRole
    assert records.index(3, 0).data(ink) is None
    desk.session.set_filter(Filter(channels=frozenset(("web",))))
    assert records.index(3, 0).data(ink) is not None
    assert records.index(0, 0).data(ink) is None


# ---------------------------------------------------------------- columns


def test_the_choice_the_order_and_the_width_of_columns_are_kept(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with tabled(qtbot, tmp_path, journey()) as desk:
        table = desk.table
        for action in desk.page.columns_menu().actions():
            if action.text() in ("Takes", "Doing"):
                action.trigger()
        head = table.head
        head.moveSection(head.visualIndex(table.records.column_of("takes")), 1)
        head.resizeSection(table.records.column_of("name"), 321)
    with tabled(qtbot, tmp_path, journey()) as desk:
        fields = [desk.table.records.columns[n].name for n in desk.table.columns()]
        assert fields[:3] == ["name", "takes", "stage"]
        assert "doing" not in fields
        assert desk.table.columnWidth(0) == 321
        desk.show("flow")
        assert desk.table.records.columns[desk.table.columns()[0]].name == "source"
        desk.show("touchpoint")
        desk.table.shown.show_usual()
        fields = [desk.table.records.columns[n].name for n in desk.table.columns()]
        assert fields[:2] == ["name", "stage"]


def test_the_last_column_stays(desk: Desk) -> None:
    for column in desk.table.columns():
        desk.table.shown.show(desk.table.records.columns[column].name, False)
    assert len(desk.table.columns()) == 1


# ---------------------------------------------------------------- selection


def test_rows_and_the_selection_of_the_map_follow_each_other(desk: Desk) -> None:
    desk.at("ad", "emotion")
    assert desk.session.selection == ("ad",)
    desk.key(K.Key_Down, SHIFT)
    assert desk.session.selection == ("ad", "page")
    desk.session.select(("take", "pay"))
    assert desk.table.selected_rows() == [2, 3]
    assert desk.where() == ("take", "emotion")
    desk.session.select(("declined",))
    assert desk.table.selected_rows() == []
    desk.key(K.Key_A, CTRL)
    assert len(desk.session.selection) == 4


def test_reveal_leads_to_the_table_of_the_kind(desk: Desk) -> None:
    desk.session.jump("declined")
    assert desk.page.kind == "pain_point"
    assert desk.where()[0] == "declined"


# ---------------------------------------------------------------- following the map


def test_changes_from_elsewhere_keep_the_cursor(desk: Desk) -> None:
    desk.at("pay", "owner")
    session = desk.session
    session.commit(M("x"), lambda m: edits.delete(m, ("ad",)))
    assert desk.where() == ("pay", "owner")
    session.commit(M("x"), lambda m: edits.change(m, "pay", owner="Zoe"))
    assert desk.cell("pay", "owner") == "Zoe"
    session.commit(M("x"), lambda m: edits.rename_id(m, "pay", "paying"))
    assert desk.where() == ("paying", "owner")
    session.undo()
    session.undo()
    session.undo()
    assert desk.table.records.keys == ["ad", "page", "pay", "take"]


def test_a_row_that_goes_while_it_is_edited_takes_its_editor_along(desk: Desk) -> None:
    desk.at("page", "name")
    desk.type("Read")
    desk.session.commit(M("x"), lambda m: edits.delete(m, ("page",)))
    assert not desk.table.delegate.editing
    QApplication.processEvents()
    desk.at("ad", "name")
    desk.enter("Notice")
    assert desk.record("ad").name == "Notice"


def test_only_what_changed_is_drawn_anew(desk: Desk) -> None:
    rows: list[tuple[int, int]] = []
    desk.table.records.dataChanged.connect(lambda a, b: rows.append((a.row(), b.row())))
    desk.session.commit(M("x"), lambda m: edits.change(m, "pay", owner="Zoe"))
    assert rows == [(2, 2)]


def test_another_map_begins_anew(desk: Desk) -> None:
    desk.table.sort_by(0)
    desk.session.new(JourneyMap(title="Empty"))
    assert desk.table.records.keys == []
    assert "Ctrl+T" in desk.page.empty.text()
    desk.session.new(journey())
    assert len(desk.table.records.keys) == 4


# ---------------------------------------------------------------- both directions


def test_keys_run_along_in_a_window_from_right_to_left(qtbot: QtBot, tmp_path: Path) -> None:
    with tabled(qtbot, tmp_path, journey(), "fa") as desk:
        desk.at("ad", "name")
        desk.key(K.Key_Left)
        assert desk.where() == ("ad", "stage")
        desk.key(K.Key_Tab)
        assert desk.where() == ("ad", "channel")
        desk.key(K.Key_Right, CTRL)
        assert desk.where() == ("ad", "name")
        desk.enter("آگهی را می‌بیند")
        assert desk.record("ad").name == "آگهی را می‌بیند"
        desk.at("ad", "success")
        desk.enter("۴")
        assert desk.record("ad").success == 4
        line = filter_of(desk, "name")
        x = desk.table.head.sectionViewportPosition(0)
        assert abs(line.x() - desk.table.head.viewport().x() - x) < 4


# ---------------------------------------------------------------- texts of cells


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_every_cell_of_every_kind_says_and_copies_what_is_read_again(lang: str) -> None:
    index = index_of(journey())
    names = Names(index)
    for kind in TABLES:
        for entry in index.of_kind(kind):
            for field in columns_of(kind):
                value = getattr(entry.record, field.name.partition(".")[0])
                if "." in field.name or value in (None, (), {}):
                    continue
                text = typed(names, entry.record, field, value, lang)
                assert text
                assert isinstance(shown(index, entry.record, field, "", lang), str)
                metric = index.entries["csat"].record if kind == "reading" else None
                again = read(text, field, names, lang, metric)  # type: ignore[arg-type] # it is a metric
                as_text = (
                    {str(k): str(v) for k, v in value.items()} if field.name == "counts" else value
                )
                assert again == as_text or str(again) == str(value) or float(again) == value


def test_tab_goes_from_filter_to_filter_and_on_to_the_rows(desk: Desk) -> None:
    line = filter_of(desk, "name")
    line.setFocus()
    shown = [desk.table.records.columns[n].name for n in desk.table.columns()]
    for name in shown:
        assert QApplication.focusWidget() is desk.table.head.filters[name]
        QTest.keyClick(QApplication.focusWidget(), K.Key_Tab)
    assert QApplication.focusWidget() is desk.table
    filter_of(desk, "channel").setFocus()
    QTest.keyClick(QApplication.focusWidget(), K.Key_Tab, SHIFT)
    assert QApplication.focusWidget() is desk.table.head.filters["stage"]
