"""The editors of the inspector on a real map: keys and mouse, undo, mixed values, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import JourneyMap, Source
from journeymap.model.text import M
from journeymap.ui.editors.dates import DateLine
from journeymap.ui.editors.images import ImageEditor
from journeymap.ui.editors.links import LinkLine
from journeymap.ui.editors.scales import Scale
from journeymap.ui.editors.tables import TableEditor
from journeymap.ui.editors.texts import TextEditor
from journeymap.ui.editors.translations import TranslationsEditor
from journeymap.ui.inspector.form import Form
from tests.ui.inspected import Panel, inspected, type_text, unfold

ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab


@pytest.fixture
def panel(qtbot: QtBot, coffee: Path) -> Iterator[Panel]:
    """An inspector on the coffee example."""
    with inspected(qtbot, coffee) as made:
        yield made


def form_of(panel: Panel, *keys: str) -> Form:
    """Return the form of these records, everything in it made."""
    session = panel.session
    session.select(keys)
    inspector = panel.inspector
    inspector.refresh()
    assert inspector.form.editors
    QApplication.processEvents()  # what was made is shown
    return inspector.form


def record(panel: Panel, key: str) -> Any:
    return panel.session.index.entries[key].record


def typed(editor: QWidget, text: str, *keys: Qt.Key) -> None:
    """Select all in a line, type over it, and press keys."""
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(editor, text)
    for key in keys:
        QTest.keyClick(editor, key)


def line(form: Form, name: str) -> Any:
    return form.editors[name]


# ---------------------------------------------------------------- lines


def test_escape_takes_back_what_was_typed(panel: Panel) -> None:
    form = form_of(panel, "pay")
    owner = line(form, "owner")
    steps = panel.session.document.done

    typed(owner, "Somebody else")
    assert record(panel, "pay").owner == "Somebody else"
    QTest.keyClick(owner, ESCAPE)  # closes the list, if one is open
    QTest.keyClick(owner, ESCAPE)

    assert record(panel, "pay").owner == "Payments"
    assert owner.text() == "Payments"
    assert panel.session.document.done == steps


def test_escape_leaves_what_was_done_before_the_typing(panel: Panel) -> None:
    form = form_of(panel, "pay")
    line(form, "success").setFocus()
    QTest.keyClick(line(form, "success"), Qt.Key.Key_5)

    line(form, "owner").setFocus()
    QTest.keyClick(line(form, "owner"), ESCAPE)

    assert record(panel, "pay").success == 5


def test_an_owner_used_before_is_completed(panel: Panel) -> None:
    form = form_of(panel, "pay")
    owner = line(form, "owner")

    typed(owner, "Loy")
    assert [each.text for each in owner.completion.shown] == ["Loyalty"]
    QTest.keyClick(owner.completion._completer.popup(), Qt.Key.Key_Down)
    QTest.keyClick(owner.completion._completer.popup(), ENTER)

    assert record(panel, "pay").owner == "Loyalty"
    assert owner.text() == "Loyalty"


def test_a_duration_is_echoed_in_words_and_stored_in_the_digits_of_the_file(
    panel: Panel,
) -> None:
    form = form_of(panel, "pay")
    takes = line(form, "takes")

    typed(takes, "۳m", ENTER)

    assert form.rows["takes"]._echo.text() == "3 minutes"
    assert record(panel, "pay").takes == "3m"


def test_a_wrong_duration_is_explained_at_its_place(panel: Panel) -> None:
    form = form_of(panel, "pay")

    typed(line(form, "takes"), "soon", ENTER)

    assert "soon" in form.rows["takes"].wrong.text()
    assert form.rows["takes"].wrong.isVisibleTo(form)
    assert record(panel, "pay").takes == "40s"


def test_a_day_is_taken_in_the_jalali_calendar_and_said_in_words(panel: Panel) -> None:
    form = form_of(panel)
    reviewed = line(form, "reviewed")

    typed(reviewed, "۱۴۰۵-۰۷-۰۱", ENTER)

    assert panel.session.map.reviewed == date(2026, 9, 23)
    assert form.rows["reviewed"]._echo.text() == "23 Sep 2026"


def test_a_jalali_map_shows_jalali_days_and_opens_a_jalali_calendar(panel: Panel) -> None:
    session = panel.session
    session.commit(M("x"), lambda m: edits.change(m, "", calendar="jalali"))
    form = form_of(panel)
    reviewed = line(form, "reviewed")
    assert isinstance(reviewed, DateLine)
    assert reviewed.text() == "1405-07-09"

    reviewed.setFocus()
    QTest.keyClick(reviewed, Qt.Key.Key_Down)
    assert reviewed.popup is not None
    assert reviewed.popup.days.calendar().name() == "Jalali"
    view = reviewed.popup.days.findChild(QWidget, "qt_calendar_calendarview")
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, ENTER)

    assert not reviewed.popup.isVisible()
    assert session.map.reviewed is not None
    assert abs((session.map.reviewed - date(2026, 10, 1)).days) == 1


def test_a_share_is_typed_with_a_percent_sign(panel: Panel) -> None:
    form = form_of(panel, "declined")
    typed(line(form, "reach"), "۲۵٪", ENTER)
    assert record(panel, "declined").reach == 0.25


def test_a_percent_is_refused_where_the_metric_has_no_shares(panel: Panel) -> None:
    form = form_of(panel, "say-why")
    typed(line(form, "aims.goal"), "80%", ENTER)
    assert record(panel, "say-why").aims.goal == 70
    assert form.rows["aims.goal"].wrong.text()


def test_an_aim_begins_with_its_metric_and_ends_with_it(panel: Panel) -> None:
    form = form_of(panel, "other-way")
    typed(line(form, "aims.goal"), "5", ENTER)
    assert "metric first" in form.rows["aims.goal"].wrong.text()

    metric = line(form, "aims.metric")
    metric.setCurrentIndex(metric.findData("csat"))
    metric.activated.emit(metric.currentIndex())
    assert record(panel, "other-way").aims.metric == "csat"

    metric.setCurrentIndex(0)
    metric.activated.emit(0)
    assert record(panel, "other-way").aims is None


def test_a_record_is_found_by_its_name(panel: Panel) -> None:
    form = form_of(panel, "see-ad -> landing")
    assert line(form, "target").text() == "Open landing page"

    typed(line(form, "target"), "Check menu", ENTER)

    assert panel.session.selection == ("see-ad -> check-menu",)
    panel.inspector.refresh()
    assert panel.inspector.form.editors  # also those out of sight
    assert form.keys == ("see-ad -> check-menu",)


def test_a_record_that_is_not_there_is_refused(panel: Panel) -> None:
    form = form_of(panel, "see-ad -> landing")
    typed(line(form, "target"), "nowhere at all", ENTER)
    assert "nowhere at all" in form.rows["target"].wrong.text()
    assert record(panel, "see-ad -> landing").target == "landing"


def test_a_step_ends_in_a_later_stage_only(panel: Panel) -> None:
    form = form_of(panel, "build-order")
    until = line(form, "until")
    assert [until.itemData(n) for n in range(until.count())] == [
        None,
        "collect",
        "return",
        "recommend",
    ]


def test_a_scale_of_a_metric_is_two_numbers(panel: Panel) -> None:
    form = form_of(panel, "csat")
    assert line(form, "scale").text() == "1..5"
    typed(line(form, "scale"), "۱–۷", ENTER)
    assert record(panel, "csat").scale == (1, 7)


def test_an_id_is_renamed_everywhere(panel: Panel) -> None:
    form = form_of(panel, "pay")
    box = line(form, "id")
    box.rename.click()

    typed(box.line, "pay-now", ENTER)

    assert panel.session.selection == ("pay-now",)
    assert record(panel, "declined").at == ("pay-now",)


def test_a_taken_id_is_refused(panel: Panel) -> None:
    form = form_of(panel, "pay")
    box = line(form, "id")
    box.rename.click()
    typed(box.line, "landing", ENTER)
    assert "taken" in form.rows["id"].wrong.text()
    assert box.line.text() == "landing"


# ---------------------------------------------------------------- personas


def test_with_a_persona_in_view_texts_are_written_to_that_persona(panel: Panel) -> None:
    panel.session.set_view(persona="dana")
    form = form_of(panel, "pay")
    doing = line(form, "doing")
    assert isinstance(doing, TextEditor)
    common = record(panel, "pay").doing
    assert (doing.toPlainText(), doing.placeholderText()) == ("", common)

    doing.setFocus()
    type_text(doing, "Waits")
    panel.inspector.refresh()
    assert panel.inspector.form.editors  # also those out of sight

    assert record(panel, "pay").by_persona["dana"].doing == "Waits"
    assert record(panel, "pay").doing == common
    row = form.rows["doing"]
    assert row._own is not None
    assert row._own.isVisibleTo(form)


def test_the_common_value_is_used_again(panel: Panel) -> None:
    panel.session.set_view(persona="omar")
    form = form_of(panel, "pay")
    effort = line(form, "effort")
    assert isinstance(effort, Scale)
    assert form.rows["effort"].value.text() == "Omar: 3/5"

    form.rows["effort"].reset.emit()
    panel.inspector.refresh()
    assert panel.inspector.form.editors  # also those out of sight

    assert record(panel, "pay").by_persona["omar"].effort is None
    assert effort.rating == record(panel, "pay").effort
    assert form.rows["effort"].value.text() == "Everybody: 4/5"


def test_choosing_the_common_value_for_a_persona_makes_it_their_own(panel: Panel) -> None:
    panel.session.set_view(persona="dana")
    form = form_of(panel, "pay")
    success = line(form, "success")
    assert isinstance(success, Scale)
    base = record(panel, "pay").success
    spot = success._steps()[base - 1].center().toPoint()

    QTest.mouseClick(success, Qt.MouseButton.LeftButton, pos=spot)

    assert record(panel, "pay").by_persona["dana"].success == base


# ---------------------------------------------------------------- files and links


def test_a_picture_outside_of_the_folder_is_refused_kindly(
    qtbot: QtBot, panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_of(panel, "pay")
    unfold(form)
    image = line(form, "image")
    assert isinstance(image, ImageEditor)

    typed(image.line, "../secret.png", ENTER)
    assert "folder of the map" in form.rows["image"].wrong.text()

    QImage(40, 20, QImage.Format.Format_RGB32).save(str(tmp_path / "pay.png"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "pay.png"), ""))
    image.choose_button.click()
    panel.inspector.refresh()
    assert panel.inspector.form.editors  # also those out of sight

    assert record(panel, "pay").image == "pay.png"
    qtbot.waitUntil(lambda: not image.thumb.pixmap().isNull())
    image.clear_button.click()
    assert record(panel, "pay").image is None


def test_a_linked_map_is_wanted_from_the_window(panel: Panel, qtbot: QtBot) -> None:
    form = form_of(panel, "pay")
    journey = line(form, "journey")
    assert isinstance(journey, LinkLine)
    typed(journey, "other.yaml#pay", ENTER)
    assert record(panel, "pay").journey == "other.yaml#pay"

    links: list[tuple[str, str]] = []
    panel.session.link_wanted.connect(lambda key, link: links.append((key, link)))
    journey._open.trigger()

    assert links == [("pay", "other.yaml#pay")]


# ---------------------------------------------------------------- colours, tables, languages


def test_a_colour_is_taken_from_the_swatches_by_keys_and_cleared(panel: Panel) -> None:
    form = form_of(panel, "order")
    swatches = line(form, "color").swatches

    swatches.setFocus()
    QTest.keyClick(swatches, Qt.Key.Key_Right)
    QTest.keyClick(swatches, Qt.Key.Key_Space)
    assert record(panel, "order").color == swatches.choices()[1]

    QTest.keyClick(swatches, Qt.Key.Key_Delete)
    assert record(panel, "order").color is None


def test_the_counts_of_a_reading_are_a_table_and_a_value_takes_their_place(
    panel: Panel,
) -> None:
    key = next(e.key for e in panel.session.index.of_kind("reading") if e.record.counts)  # type: ignore[union-attr] # each is a reading
    form = form_of(panel, key)
    table = line(form, "counts")
    assert isinstance(table, TableEditor)
    first = table.rows[0][1]

    typed(first[1], "۱۲", ENTER)
    assert record(panel, key).counts[first[0].text()] == 12

    typed(line(form, "value"), "50", ENTER)
    assert record(panel, key).value == 50
    assert record(panel, key).counts is None


def test_a_reading_stays_selected_when_its_period_changes(panel: Panel) -> None:
    key = next(e.key for e in panel.session.index.of_kind("reading"))
    form = form_of(panel, key)

    typed(line(form, "period"), "2019-03", ENTER)

    (now,) = panel.session.selection
    assert record(panel, now).period == "2019-03"
    assert form.rows["period"]._echo.text() == "Mar 2019"


def test_a_target_of_a_segment_is_a_row(panel: Panel) -> None:
    form = form_of(panel, "csat")
    table = line(form, "targets")
    assert isinstance(table, TableEditor)
    table.more.click()
    lines = table.rows[0][1]

    typed(lines[0], "device=mobile", ENTER)
    assert record(panel, "csat").targets == ()  # not finished yet
    typed(lines[1], "70", ENTER)

    (target,) = record(panel, "csat").targets
    assert (target.segment, target.target) == ({"device": "mobile"}, 70)


def test_the_colour_of_a_single_record_is_kept_by_its_id(panel: Panel) -> None:
    form = form_of(panel)
    table = line(form, "look.colors")
    table.more.click()
    lines = table.rows[-1][1]

    lines[0].setFocus()
    type_text(lines[0], "Pay in")
    assert lines[0].completion.shown[0].value == "pay"
    lines[0].take(lines[0].completion.shown[0])
    typed(lines[1], "#aa3377", ENTER)

    look = panel.session.map.look
    assert look is not None
    assert look.colors == {"pay": "#aa3377"}
    table.rows[-1][0].findChildren(QPushButton)[-1].click()
    assert panel.session.map.look.colors == {}  # type: ignore[union-attr] # it has rows and lanes


def test_tables_of_several_records_that_differ_are_not_edited(panel: Panel) -> None:
    def with_segments(m: JourneyMap) -> JourneyMap:
        return edits.change(m, "csat", segments={"device": ("mobile", "desk")})

    panel.session.commit(M("x"), with_segments)
    other = next(e.key for e in panel.session.index.of_kind("metric") if e.key != "csat")
    form = form_of(panel, "csat", other)
    table = line(form, "segments")
    assert isinstance(table, TableEditor)
    assert (table.rows, table.more.isVisibleTo(table)) == ([], False)

    assert line(form_of(panel, "csat"), "segments").texts() == [("device", "mobile, desk")]


def test_a_source_is_summed_up(panel: Panel) -> None:
    source = Source(id="shop", reads="shop.csv", kind="table", columns={"Kanal": "at"})
    panel.session.commit(M("x"), lambda m: edits.add(m, source))

    form = form_of_source(panel)

    assert "shop.csv" in form.head.summary.text()
    assert "Kanal → at" in form.head.summary.text()


def form_of_source(panel: Panel) -> Form:
    panel.session.select(("shop",))
    panel.inspector.refresh()
    return panel.inspector.form


def test_texts_are_translated_under_their_originals(panel: Panel) -> None:
    session = panel.session
    form = form_of(panel)
    languages = line(form, "languages")
    typed(languages.line, "fa", ENTER)
    assert session.map.languages == ("fa",)

    form = form_of(panel, "pay")
    editor = line(form, "translations")
    assert isinstance(editor, TranslationsEditor)
    name = editor.editors["name"]
    assert name.placeholderText() == "Pay in app"
    unfold(form)
    name.setFocus()
    steps = session.document.done
    type_text(name, "پرداخت")

    assert session.map.translations == {"fa": {"pay": {"name": "پرداخت"}}}
    assert session.document.done == steps + 1
    name.selectAll()
    QTest.keyClick(name, Qt.Key.Key_Delete)
    assert session.map.translations == {}


# ---------------------------------------------------------------- groups


def test_a_group_folds_and_stays_folded_for_its_kind(panel: Panel) -> None:
    form = form_of(panel, "pay")
    box = next(each for each in form._boxes if "doing" in {f.name for f in each.group.fields})
    assert box.heading is not None

    box.heading.setFocus()
    QTest.keyClick(box.heading, Qt.Key.Key_Space)
    assert not box.body.isVisibleTo(form)

    form_of(panel, "order")
    assert form_of(panel, "landing") is form
    assert not box.body.isVisibleTo(form)
    QTest.mouseClick(box.heading, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert box.body.isVisibleTo(form)
    doing = line(form, "doing")
    assert doing.toPlainText() == record(panel, "landing").doing


def test_what_is_folded_stays_so_in_another_language(panel: Panel) -> None:
    form = form_of(panel, "pay")
    box = next(each for each in form._boxes if "doing" in {f.name for f in each.group.fields})
    assert box.heading is not None
    box.heading.click()

    panel.session.set_lang("fa")
    again = Form(panel.session, "touchpoint")

    folded = [each.group.title for each in again._boxes if each.folded]
    assert box.group.title in folded
    again.deleteLater()


def test_what_is_folded_is_not_made_until_it_is_unfolded(panel: Panel, qtbot: QtBot) -> None:
    panel.session.select(("pay",))
    inspector = panel.inspector
    inspector.refresh()
    form = inspector.form
    qtbot.waitUntil(lambda: not form._next.isActive() and "notes" in form.rows)
    assert "props" not in form.rows
    box = next(each for each in form._boxes if "props" in {f.name for f in each.group.fields})
    assert box.heading is not None

    box.heading.click()

    assert "props" in form.rows


def test_tab_goes_from_the_top_to_the_bottom(panel: Panel) -> None:
    form = form_of(panel, "pay")
    unfold(form)
    form.rows["name"].editor.setFocus()
    seen = []
    for _ in range(400):
        here = QApplication.focusWidget()
        if here is None:
            break
        seen += [name for name, row in form.rows.items() if row.isAncestorOf(here)]
        QTest.keyClick(here, TAB)
    order = list(dict.fromkeys(seen))
    places = [form.rows[name].mapTo(form.widget(), QPoint(0, 0)).y() for name in order]
    assert len(order) > 25
    assert places == sorted(places)


def test_every_editor_has_a_name_and_a_caption_that_leads_to_it(panel: Panel) -> None:
    for keys in (("pay",), (), ("csat",), ("say-why",), ("order",), ("see-ad -> landing",)):
        form = form_of(panel, *keys)
        for name, editor in form.editors.items():
            assert editor.accessibleName(), name


def test_groups_out_of_sight_show_what_is_selected_a_moment_later(
    panel: Panel, qtbot: QtBot
) -> None:
    def owners() -> set[str]:
        rows = panel.inspector.form.rows  # not `editors`, which fills what was not filled yet
        return {rows["owner"].editor.text()} if "owner" in rows else set()  # type: ignore[attr-defined]  # an owner is typed in a line

    panel.session.select(("pay",))
    qtbot.waitUntil(lambda: owners() == {"Payments"})
    panel.session.select(("see-ad",))
    record = panel.session.index.touchpoint("see-ad")
    assert record is not None
    qtbot.waitUntil(lambda: owners() == {record.owner or ""})
