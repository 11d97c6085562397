"""Single pages of the import assistant: what is corrected, kept, shown and said."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from journeymap.metrics.importing import Wish
from journeymap.metrics.matching import Named, Suggestion
from journeymap.metrics.sources import read
from journeymap.model.journey import Source, SourceOptions, Stage
from journeymap.ui.editors.offers import Offer
from journeymap.ui.importing.counts import Counts
from journeymap.ui.importing.draft import Draft, NewMetric, NewTouchpoint
from journeymap.ui.importing.meaning import Meaning
from journeymap.ui.importing.new_metric import MetricDialog
from journeymap.ui.importing.words import likely_kind, likely_scale, roles_for
from journeymap.ui.importing.work import Item, Memory, imported, prepare, wish_for
from journeymap.ui.importing.work import read as read_anew
from tests.metrics.written import xlsx
from tests.ui.importing_desk import Desk, measured, opened, row, rows, written


def test_a_correction_reads_the_file_again_and_what_was_said_of_columns_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        dialog = desk.dialog
        desk.go_on()
        desk.choose(dialog.columns.roles["remarks"], "segment.remarks")
        desk.press(dialog.back)
        desk.choose(dialog.file.choices["decimal"], ".")
        assert dialog.draft.options == {"decimal": "."}
        assert "point" in str(dialog._read.table.assumed.said[-1].message if dialog._read else "")
        assert dialog.draft.columns["remarks"] == "segment.remarks"
        # and back to what is found out
        desk.choose(dialog.file.choices["decimal"], "")
        assert dialog.draft.options == {}


def test_a_correction_that_cannot_be_is_said_and_can_be_taken_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(qtbot, written(tmp_path, "touchpoint,value\nPay,61\n")) as desk:
        dialog = desk.dialog
        desk.choose(dialog.file.choices["header"], "4")
        assert "no row on line 4" in dialog.file.wrong.text()
        assert not dialog.next.isEnabled()
        desk.choose(dialog.file.choices["header"], "")
        assert not dialog.file.wrong.isVisible()
        assert dialog.file.rows.rows.rowCount() == 1


def test_a_library_that_is_missing_is_named(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *p: None if "calamine" in name else find(name, *p)
    )
    with opened(qtbot, xlsx(tmp_path, {"A": [["a", "b"], [1, 2]]})) as desk:
        assert "journeymap[metrics]" in desk.dialog.file.wrong.text()


def test_a_column_a_metric_gives_a_choice_of_metrics_beside_each(
    qtbot: QtBot, tmp_path: Path
) -> None:
    wide = "touchpoint,CSAT,Visits\nPay,61,300\nVisit,72,310\n"
    with opened(qtbot, written(tmp_path, wide)) as desk:
        desk.go_on()
        columns = desk.dialog.columns
        assert columns.means["CSAT"].currentText() == "CSAT"
        assert columns.means["Visits"].currentText() == "Decided on the next page"
        desk.choose(columns.means["Visits"], " left out")
        assert desk.dialog.draft.metrics == {"Visits": None}
        # the rows say no period: it is asked for, in the digits of any script
        assert columns.period.isVisible()
        columns.period.setFocus()
        QTest.keyClicks(columns.period, "2026-13")
        QTest.keyClick(columns.period, Qt.Key.Key_Return)
        desk.rest()
        assert columns.period.property("wrong") is True
        columns.period.setText("۲۰۲۶-۱۱")
        QTest.keyClick(columns.period, Qt.Key.Key_Return)
        desk.rest()
        assert desk.dialog.draft.period == "2026-11"
        desk.go_on(2)
        assert "New: 2" in rows(desk.dialog.plan.list)


def test_a_column_that_hinders_stands_out_until_it_is_left_out(
    qtbot: QtBot, tmp_path: Path
) -> None:
    text = "touchpoint,metric,2026-10,2026-11,Total\nPay,CSAT,61,62,61.5\n"
    with opened(qtbot, written(tmp_path, text)) as desk:
        desk.go_on()
        columns = desk.dialog.columns
        item = columns.list.item(4, 0)
        assert item is not None
        assert not item.font().bold()
        desk.choose(columns.roles["Total"], "value")
        assert "“Total” is no period" in columns.told.text()
        assert item.font().bold()
        desk.choose(columns.roles["Total"], "")
        assert not item.font().bold()


def test_arrow_keys_that_pass_through_roles_take_nothing_from_other_columns(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        desk.go_on()
        columns = desk.dialog.columns
        before = dict(desk.dialog.draft.columns)
        choice = columns.roles["remarks"]
        choice.setFocus()
        for _ in range(6):
            QTest.keyClick(choice, Qt.Key.Key_Down)
            desk.rest()
        assert desk.dialog.draft.columns["remarks"] != ""
        for _ in range(6):
            QTest.keyClick(choice, Qt.Key.Key_Up)
            desk.rest()
        assert desk.dialog.draft.columns == before


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("Collect", []), ("collect order", ["pick-up"]), ("buy", ["buy"]), ("Pick up", ["collect"])],
)
def test_a_name_that_is_typed_goes_before_the_id_of_something_else(
    qtbot: QtBot, typed: str, taken: list[str]
) -> None:
    field = Meaning("means")
    qtbot.addWidget(field)
    field.put(
        [Offer("Pick up", "collect"), Offer("Collect order", "pick-up"), Offer("Pay", "buy"),
         Offer("Collect later", "later")],
        None,
    )  # fmt: skip
    said: list[str] = []
    field.said.connect(said.append)

    field.setText(typed)
    field.enter()

    assert said == taken


def test_tab_walks_the_choices_of_the_columns_in_their_order(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        desk.go_on()
        columns = desk.dialog.columns
        walked = []
        columns.shape.setFocus()
        for _ in range(7):
            focus = desk.dialog.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            walked.append(desk.dialog.focusWidget())
        names = ("touchpoint", "metric", "value", "n", "period", "remarks")
        assert [columns.roles[name] for name in names] == walked[:6]


def test_a_file_of_very_many_columns_makes_only_the_choices_that_are_seen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    names = [f"q{n}" for n in range(1200)]
    text = "\n".join([",".join(names), *(",".join("a" * len(names)) for _ in range(3))])
    with opened(qtbot, written(tmp_path, text + "\n")) as desk:
        desk.dialog.stack.setCurrentIndex(1)
        desk.dialog._show()
        QApplication.processEvents()
        columns = desk.dialog.columns
        assert columns.list.rowCount() == 1200
        assert 5 < len(columns.roles) < 40
        columns.list.scrollToBottom()
        assert "q1199" in columns.roles
        assert "no column" in columns.told.text().lower()  # nothing of it is a value
        assert not desk.dialog.next.isEnabled()


def test_a_word_of_several_records_offers_each_of_them(qtbot: QtBot, tmp_path: Path) -> None:
    m = measured()
    twin = m.touchpoints[3].model_copy(update={"id": "pay-2"})
    m = m.model_copy(update={"touchpoints": (*m.touchpoints, twin)})
    with opened(qtbot, written(tmp_path), m) as desk:
        desk.go_on(2)
        assert any("several are called so" in each for each in rows(desk.dialog.matching.list))
        desk.decide("Pay", "Pay (pay-2)")
        assert desk.dialog.draft.places == {"Pay": "pay-2"}
        # what was decided can be forgotten
        desk.decide("Pay", "Forget this decision")
        assert desk.dialog.draft.places == {}


def test_what_the_map_has_kept_of_a_word_can_be_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    kept = Source.model_validate(
        {
            "id": "november",
            "reads": "november.csv",
            "as": "table",
            "matches": {"Till": "pay", "Read the pages": None},
        }
    )
    m = measured().model_copy(update={"sources": (kept,)})
    with opened(qtbot, written(tmp_path), m) as desk:
        desk.go_on(2)
        words = desk.dialog.matching.list
        assert "Till | 1 | Pay" in rows(words)
        desk.decide("Till", "Forget this decision")
        assert "Till | 1 | not on the map" in rows(words)
        desk.go_on()
        desk.press(desk.dialog.next)
        assert desk.session.map.sources[0].matches == {"Read the pages": None}


def test_what_columns_were_taken_for_is_said_until_a_person_says_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    text = "Wann;Wo;Was;Wert;Notiz\n03.10.2026;Pay;CSAT;61,5;ruf an\n14.11.2026;Visit;CSAT;62;\n"
    with opened(qtbot, written(tmp_path, text)) as desk:
        page = desk.dialog.file
        said = [each.text() for each in page._body.findChildren(QLabel)]
        assert "COLUMNS LEFT OUT" in [each.upper() for each in said]
        assert "“Notiz”: free text is never imported unasked: it may tell who wrote it" in said
        desk.go_on()
        columns = desk.dialog.columns
        assert "The column Wann is taken for the period: it holds dates" in columns.told.text()
        assert columns.roles["Wo"].currentData() == "touchpoint"
        desk.choose(columns.roles["Wann"], "")
        assert "Wann" not in columns.told.text()
        assert columns.period.isVisible()


def test_what_a_conflict_would_lose_is_said_beside_its_value(qtbot: QtBot, tmp_path: Path) -> None:
    text = "touchpoint,metric,value,period\nPay,CSAT,61,2026-10\n"
    with opened(qtbot, written(tmp_path, text)) as desk:
        desk.go_on(3)
        conflict = row(desk.dialog.plan.list, "CSAT · Pay · Oct 2026")
        assert "no interval" in conflict.text(2)
        assert "n and the interval are lost" in conflict.toolTip(2)


def test_what_is_kept_out_for_the_few_is_listed(qtbot: QtBot, tmp_path: Path) -> None:
    text = "touchpoint,metric,value,n,period,device\nPay,CSAT,60,100,2026-11,\n"
    text += "Pay,CSAT,61,97,2026-11,phone\nPay,CSAT,62,3,2026-11,desktop\n"
    with opened(qtbot, written(tmp_path, text)) as desk:
        desk.go_on(3)
        found = rows(desk.dialog.plan.list)
        place = found.index("Kept out: by difference they would tell too few people: 1")
        assert found[place + 1] == "CSAT · Pay · Nov 2026 · phone"
        assert desk.dialog.next.text() == "Import 1 reading"


def test_how_few_people_are_too_few_is_said_on_the_last_page(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        desk.go_on(3)
        assert "Too few people: 1" in rows(desk.dialog.plan.list)
        desk.choose(desk.dialog.plan.fewest, 1)
        assert "Too few people: 1" not in rows(desk.dialog.plan.list)
        assert desk.dialog.next.text() == "Import 2 readings"


def test_nothing_that_a_file_says_is_taken_for_markup(qtbot: QtBot, tmp_path: Path) -> None:
    text = 'touchpoint,metric,value,period\n"<img src=x>&Till",CSAT,61,2026-11\n'
    with opened(qtbot, written(tmp_path, text)) as desk:
        desk.go_on(2)
        head = desk.dialog.matching.deciding._head
        assert head.textFormat() == Qt.TextFormat.PlainText
        assert "<img src=x>&Till" in head.text()


@pytest.mark.parametrize("lang", ["fa", "ar", "tr", "zh"])
def test_every_page_is_said_in_every_language(qtbot: QtBot, tmp_path: Path, lang: str) -> None:
    with opened(qtbot, written(tmp_path), lang=lang) as desk:
        for page in range(4):
            desk.dialog.go_to(page)
            desk.rest()
            desk.dialog.grab()
            assert desk.page == page


def test_long_names_and_words_do_not_widen_the_dialog(qtbot: QtBot, tmp_path: Path) -> None:
    word = "Till" * 60
    text = f"touchpoint,metric,value,period\n{word},{word},61,2026-11\n"
    with opened(qtbot, written(tmp_path, text, f"{'long' * 50}.csv")) as desk:
        for page in range(4):
            desk.dialog.go_to(page)
            desk.rest()
            QApplication.processEvents()
            assert desk.dialog.width() == 1080, page
            assert desk.dialog.height() == 620, page


def test_counts_go_on_in_the_next_line_where_there_is_no_room(qtbot: QtBot) -> None:
    counts = Counts()
    qtbot.addWidget(counts)
    counts.resize(300, 30)
    counts.show()
    counts.put([(f"Something that is counted: {n}", "star") for n in range(3)])
    lines = {chip.y() for chip in counts.chips}
    assert len(lines) == 3
    assert all(counts.rect().contains(chip.geometry()) for chip in counts.chips)


# ---------------------------------------------------------------- new metrics


def test_the_dialog_of_a_new_metric_gives_what_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with opened(qtbot, written(tmp_path)) as desk:
        dialog = MetricDialog(desk.dialog, "en", "Overall happiness", "csat", (1.0, 7.0))
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.asked() == NewMetric("Overall happiness", "csat", (1.0, 7.0))
        desk_choose(desk, dialog)
        assert not dialog.scale.isEnabled()
        assert dialog.asked() == NewMetric("Overall happiness", "nps")
        dialog.name.clear()
        assert not dialog.make.isEnabled()


def desk_choose(desk: Desk, dialog: MetricDialog) -> None:
    desk.choose(dialog.kind, "nps")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("How likely are you to recommend us?", "nps"),
        ("Customer effort", "ces"),
        ("How satisfied were you?", "csat"),
        ("Conversion rate", "ratio"),
        ("Load time", "duration"),
        ("Number of visits", "count"),
        ("Average order value", "amount"),
        ("Happiness", "score"),
    ],
)
def test_a_name_suggests_a_kind(name: str, kind: str) -> None:
    assert likely_kind(name) == kind


@pytest.mark.parametrize(
    ("answers", "scale"),
    [("12345", (1, 5)), ("1267", (1, 7)), ("0389", (0, 10)), ("xyz", None)],
)
def test_answers_suggest_a_scale(
    tmp_path: Path, answers: str, scale: tuple[float, float] | None
) -> None:
    table = read(written(tmp_path, "q,r\n" + "".join(f"{each},x\n" for each in answers)))
    assert likely_scale(table, "q") == scale


def test_a_column_that_is_called_by_a_score_can_hold_its_answers() -> None:
    assert "counts.5" in roles_for("5", "", survey=False)
    assert "counts.5" not in roles_for("5", "", survey=True)
    assert roles_for("Device", "segment.device", survey=False)[-1] == "segment.device"


# ---------------------------------------------------------------- the draft


def test_records_that_are_made_get_ids_that_are_free_in_the_map_of_the_moment(
    tmp_path: Path,
) -> None:
    draft = Draft(tmp_path / "x.csv")
    draft.make_touchpoint("Pay", NewTouchpoint("Pay", "gone"))
    draft.make_metric("CSAT", NewMetric("CSAT", "csat"))
    m, wish = draft.on(measured())
    assert (wish.matches, wish.answers) == ({"Pay": "pay-2"}, {"CSAT": "csat-2"})
    assert m.touchpoints[-1].stage == "find"  # the stage it was meant for is gone

    bare = measured().model_copy(
        update={"stages": (), "touchpoints": (), "flows": (), "readings": ()}
    )
    m, wish = draft.on(bare)
    assert isinstance(m.stages[0], Stage)
    assert wish.matches == {"Pay": "pay"}


def test_suggestions_are_worked_out_once_for_the_same_names() -> None:
    asked = []

    def suggest(word: str, names: object) -> tuple[Suggestion, ...]:
        asked.append(word)
        return (Suggestion("a", "A", 70),)

    remembered = Memory(suggest).suggest
    for _ in range(3):
        assert remembered("Till", (Named("a", "A"),)) == (Suggestion("a", "A", 70),)
        remembered("Till", (Named("m", "M"),))
    assert asked == ["Till", "Till"]


def test_a_file_is_known_again_by_its_name_whatever_its_period(tmp_path: Path) -> None:
    source = Source.model_validate(
        {
            "id": "readings",
            "reads": "data/readings-{period}.csv",
            "as": "table",
            "columns": {"value": "value"},
            "matches": {"Till": "pay"},
        }
    )
    m = measured().model_copy(update={"sources": (source,)})
    wish = wish_for(m, tmp_path / "data" / "readings-2026-11.csv", tmp_path)
    assert wish is not None
    assert (wish.name, wish.matches, wish.period) == ("readings", {"Till": "pay"}, "2026-11")
    assert wish_for(m, tmp_path / "data" / "readings-old.csv", tmp_path) is None
    assert wish_for(m, tmp_path / "readings-2026-11.csv", tmp_path) is None


def test_a_month_that_is_a_new_column_comes_in_with_what_was_decided(tmp_path: Path) -> None:
    m = measured()
    path = written(tmp_path, "touchpoint,metric,2026-08,2026-09\nPay,CSAT,61,62\n", "kd.csv")
    for wish, text in ((None, ""), (None, "touchpoint,metric,2026-09,2026-12\nPay,CSAT,62,63\n")):
        if text:
            path.write_text(text, "utf-8")
            wish = wish_for(m, path, tmp_path)
            assert wish is not None
        found = read_anew(path, SourceOptions(), lambda _: None)
        draft = Draft(path, wish)
        draft.take(found)
        made, meant = draft.on(m)
        outcome = prepare(m, made, [Item(found, meant)], tmp_path)
        m = imported(outcome, {})

    assert [each.reading.period for each in outcome.found[0].plan.new] == ["2026-12"]


def test_values_are_counted_once_while_only_the_matching_changes(tmp_path: Path) -> None:
    table = read(written(tmp_path))
    memory = Memory()
    columns = {"touchpoint": "touchpoint", "value": "value"}
    one = memory.values(table, Wish(columns=columns, exact=True), "gregorian")
    assert memory.values(table, Wish(columns=columns, exact=True, at="pay"), "gregorian") is one
    other = memory.values(table, Wish(columns={"n": "value"}, exact=True), "gregorian")
    assert [row.value for row in other.rows] != [row.value for row in one.rows]
