"""The whole way through the import assistant, by mouse and keys, and every way out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.ui.importing import columns_page, deciding
from journeymap.ui.importing.draft import NewMetric
from tests.metrics.written import xlsx
from tests.ui.importing_desk import LONG, Desk, measured, opened, row, rows, written

SURVEY = "Timestamp,How was paying?,Your name\n" + "".join(
    f"2026-11-{day:02} 10:00:00,{1 + day % 5},Ada {day}\n" for day in range(1, 21)
)


def readings(desk: Desk) -> set[tuple[str, str | None, str, float | None]]:
    m = desk.session.map
    return {(r.metric, r.at, r.period, r.value) for r in m.readings}


def test_a_table_of_readings_comes_into_the_map_in_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        dialog = desk.dialog
        # the file, its rows, and what was left out
        assert dialog.file.rows.rows.rowCount() == 7
        assert dialog.file.rows.rows.index(0, 2).data() == "61,5"
        assert "Line 9" in dialog.file.skipped.item(0).text()
        desk.go_on()
        # what nobody asked for is left out: free text among it
        assert dialog.columns.roles["remarks"].currentData() == ""
        assert dialog.columns.roles["value"].currentData() == "value"
        desk.go_on()
        # words that mean nothing, with a suggestion
        assert "perhaps Read the page" in " ".join(rows(dialog.matching.list))
        offer = next(name for name in _offers(desk, "Read the pages") if "alike" in name)
        desk.decide("Read the pages", offer)
        desk.decide("Till", "Leave it out")
        desk.go_on()
        # the plan
        plan = rows(dialog.plan.list)
        assert "New: 2" in plan
        assert any(each.startswith("CSAT · Pay · Nov 2026 | ") and "58" in each for each in plan)
        assert any("610 does not lie between 0 and 100" in each for each in plan)
        assert "Too few people: 1" in plan
        assert dialog.next.text() == "Import 2 readings"

        desk.press(dialog.next)

        assert ("csat", "pay", "2026-11", 58.2) in readings(desk)
        assert ("csat", "page", "2026-11", 69.1) in readings(desk)
        assert ("csat", "pay", "2026-10", 70) in readings(desk)  # the map's, not taken away
        assert [str(s) for s in desk.steps] == ["Import november.csv"]
        assert desk.session.view.metric == "csat"
        (kept,) = desk.session.map.sources
        assert (kept.reads, kept.matches) == (
            "november.csv",
            {"Read the pages": "page", "Till": None},
        )
        desk.session.undo()
        assert desk.session.map == measured()


def _offers(desk: Desk, word: str) -> list[str]:
    desk.click(desk.dialog.matching.list, word)
    return desk.offered()


def test_a_conflict_is_kept_or_taken_one_by_one_or_all(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        desk.go_on(3)
        plan = desk.dialog.plan
        conflict = row(plan.list, "CSAT · Pay · Oct 2026")
        assert conflict.checkState(0) == Qt.CheckState.Unchecked
        assert conflict.text(1).startswith("70")

        # the space bar takes it
        plan.list.setCurrentItem(conflict)
        QTest.keyClick(plan.list, Qt.Key.Key_Space)
        assert desk.dialog.next.text() == "Import 2 readings"
        desk.press(plan.keep_all)
        assert desk.dialog.next.text() == "Import 1 reading"
        desk.press(plan.take_all)
        desk.press(desk.dialog.next)

        assert ("csat", "pay", "2026-10", 61.5) in readings(desk)
        assert len(desk.steps) == 1


def test_the_answers_of_a_survey_become_counts_and_nothing_else(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def ask(_parent: object, _lang: str, *told: object) -> NewMetric:
        asked.append(told)
        return NewMetric("Paying", "csat", (1.0, 5.0))

    monkeypatch.setattr(columns_page, "ask_metric", ask)
    with opened(qtbot, written(tmp_path, SURVEY, "poll.csv")) as desk:
        desk.go_on()
        columns = desk.dialog.columns
        assert columns.shape.currentData() == "survey"
        assert columns.roles["Your name"].currentData() == ""
        desk.choose(columns.means["How was paying?"], " new")
        assert asked == [("How was paying?", "csat", (1.0, 5.0))]
        # where all of it belongs, by typing
        columns.place.setFocus()
        columns.place.selectAll()
        QTest.keyClicks(columns.place, "Pay")
        QTest.keyClick(columns.place, Qt.Key.Key_Return)
        desk.rest()
        assert desk.page == 1  # Enter meant the place
        desk.go_on(2)
        desk.press(desk.dialog.next)

        m = desk.session.map
        new = next(r for r in m.readings if r.metric == "paying")
        assert (new.at, new.period) == ("pay", "2026-11")
        assert new.counts == {"1": 4, "2": 4, "3": 4, "4": 4, "5": 4}
        assert "Ada" not in m.model_dump_json()
        assert next(each for each in m.metrics if each.id == "paying").kind == "csat"
        desk.session.undo()  # the metric goes with its readings
        assert desk.session.map == measured()


def test_one_of_the_sheets_of_a_workbook_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    head = ["touchpoint", "metric", "value", "n", "period"]
    path = xlsx(
        tmp_path,
        {
            "Notes": [["a", "b"], ["no", "table"]],
            "Values": [
                head,
                ["Pay", "CSAT", 55, 90, "2026-11"],
                ["Visit", "CSAT", 64, 90, "2026-11"],
            ],
        },
    )
    with opened(qtbot, path) as desk:
        sheet = desk.dialog.file.choices["sheet"]
        desk.choose(sheet, "Values")
        assert desk.dialog.file.rows.rows.rowCount() == 2
        desk.go_on(3)
        desk.press(desk.dialog.next)
        assert ("csat", "visit", "2026-11", 64) in readings(desk)
        options = desk.session.map.sources[0].options
        assert options is not None
        assert options.sheet == "Values"


@pytest.mark.parametrize("page", range(4))
@pytest.mark.parametrize("by", ["button", "escape"])
def test_leaving_at_any_page_leaves_nothing_behind(
    qtbot: QtBot, tmp_path: Path, page: int, by: str
) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        before = desk.session.map
        desk.go_on(page)
        if page > 1:
            desk.dialog.go_to(2)
            desk.decide("Till", "It means the whole map")
            desk.dialog.go_to(page)
        assert desk.page == page

        if by == "button":
            desk.press(desk.dialog.cancel)
        else:
            QTest.keyClick(desk.dialog, Qt.Key.Key_Escape)

        assert not desk.dialog.isVisible()
        assert desk.session.map is before
        assert desk.steps == []
        assert desk.dialog.told is None


def test_leaving_while_a_file_is_read_gives_the_reading_up(qtbot: QtBot, tmp_path: Path) -> None:
    text = "touchpoint,metric,value,period\n" + "Pay,CSAT,61,2026-11\n" * 200_000
    with opened(qtbot, written(tmp_path)) as desk:
        dialog = desk.dialog
        dialog.take_file(written(tmp_path, text, "long.csv"))
        work = dialog._work
        assert work is not None
        qtbot.waitUntil(lambda: dialog.bar.isVisible() or dialog._work is not work)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert work.stopped.is_set() or dialog._work is None
        thread = work._thread
        assert thread is not None
        qtbot.waitUntil(lambda: not thread.is_alive(), timeout=20_000)
        assert desk.steps == []


def test_a_file_that_is_no_table_is_said_and_another_can_be_chosen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = written(tmp_path, "<!doctype html><html><body>Sign in</body></html>", "export.csv")
    with opened(qtbot, page) as desk:
        dialog = desk.dialog
        assert "web page" in dialog.file.wrong.text()
        assert dialog.file.wrong.isVisible()
        assert not dialog.next.isEnabled()
        with qtbot.waitSignal(dialog.another):
            desk.press(dialog.file.other)
        dialog.take_file(written(tmp_path))
        desk.rest()
        assert not dialog.file.wrong.isVisible()
        assert dialog.file.rows.rows.rowCount() == 7
        assert dialog.next.isEnabled()


def test_what_is_open_has_to_be_answered(qtbot: QtBot, tmp_path: Path) -> None:
    text = "touchpoint;metric;value;n;period\n" + "".join(
        f"Pay;CSAT;1,{n}00;200;0{n}/0{n + 1}/2026\n" for n in range(1, 6)
    )
    with opened(qtbot, written(tmp_path, text)) as desk:
        dialog = desk.dialog
        assert not dialog.next.isEnabled()
        assert {"decimal", "dates"} <= set(dialog.file.choices)
        assert dialog.file.choices["decimal"].currentIndex() == -1
        desk.choose(dialog.file.choices["decimal"], ",")
        assert not dialog.next.isEnabled()
        desk.choose(dialog.file.choices["dates"], "month-first")
        assert dialog.next.isEnabled()
        desk.go_on(3)
        desk.press(dialog.next)
        assert ("csat", "pay", "2026-01-02", 1.1) in readings(desk)


def test_a_missing_touchpoint_is_made_with_the_import(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        desk.go_on(2)
        matching = desk.dialog.matching
        desk.click(matching.list, "Till")
        made = desk.offered().index("Make a touchpoint from this…")
        QTest.mouseClick(matching.deciding.buttons[made], Qt.MouseButton.LeftButton)
        menu = []

        def shown() -> bool:
            menu[:] = [m for m in matching.deciding.findChildren(deciding.QMenu) if m.isVisible()]
            return bool(menu)

        qtbot.waitUntil(shown)
        QTest.keyClick(menu[0], Qt.Key.Key_Down)  # from the first stage to the second
        QTest.keyClick(menu[0], Qt.Key.Key_Return)
        desk.rest()
        assert "Till | 1 | new: Till" in rows(matching.list)
        desk.go_on()
        desk.press(desk.dialog.next)

        till = next(t for t in desk.session.map.touchpoints if t.name == "Till")
        assert till.stage == "buy"
        assert ("csat", till.id, "2026-11", 71.3) in readings(desk)
        assert len(desk.steps) == 1
        desk.session.undo()
        assert desk.session.map == measured()


def test_a_map_that_changes_meanwhile_is_planned_for_anew(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        desk.go_on(3)
        assert desk.dialog.next.text() == "Import 1 reading"
        from_elsewhere = (
            measured().readings[0].model_copy(update={"period": "2026-11", "value": 58.2, "n": 180})
        )
        desk.session.commit(
            desk.dialog.plan.title, lambda m: edits.change(m, "", readings=(from_elsewhere,))
        )
        desk.rest()
        # the one is there by now, the other is new
        assert "changed meanwhile" in desk.dialog.plan.note.text()
        assert any(each.startswith("CSAT · Pay · Oct 2026") for each in rows(desk.dialog.plan.list))
        desk.press(desk.dialog.next)
        assert ("csat", "pay", "2026-10", 61.5) in readings(desk)
        assert len(desk.session.map.readings) == 2


def test_the_keys_alone_go_all_the_way(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path, LONG.replace("Till;", "Visit;"))) as desk:
        dialog = desk.dialog
        dialog.activateWindow()
        for page in (1, 2):
            QTest.keyClick(dialog, Qt.Key.Key_Return)
            desk.rest()
            assert desk.page == page
        # Enter in the list goes to the word, typing and Enter decide it
        dialog.matching.list.setFocus()
        QTest.keyClick(dialog.matching.list, Qt.Key.Key_Return)
        field = dialog.matching.deciding.field
        assert dialog.focusWidget() is field
        QTest.keyClicks(field, "see the ad")
        QTest.keyClick(field, Qt.Key.Key_Return)
        desk.rest()
        assert desk.page == 2
        assert any(each.endswith("| See the ad") for each in rows(dialog.matching.list))
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        desk.rest()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert len(desk.steps) == 1
        assert ("csat", "ad", "2026-11", 69.1) in readings(desk)
