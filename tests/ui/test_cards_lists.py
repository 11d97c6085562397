"""The lists beside the fields of the inspector, with real keys and a real mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.text import M
from journeymap.ui.record_cards.finder import Finder
from journeymap.ui.session import Session
from tests.ui.record_desk import laid, opened

Key = Qt.Key


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The coffee example."""
    made = opened(tmp_path)
    yield made
    made.close()


def record(session: Session, key: str) -> Any:
    return session.index.entries[key].record


def titles(card: Any) -> list[str]:
    return [row.item.title for row in card.rows]


def push(card: Any, words: str) -> None:
    found = next(b for b in card.findChildren(QPushButton) if b.accessibleName() == words)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def enter(finder: Finder, words: str) -> None:
    finder.setFocus()
    QTest.keyClicks(finder, words)
    QTest.keyClick(finder, Key.Key_Return)


# ---------------------------------------------------------------- evidence


def test_evidence_is_opened_by_enter_and_edited_where_it_stands(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "evidence", "pay")
    steps = len(session.document.steps)

    QTest.keyClick(card.rows[0], Key.Key_Return)
    quote = card.form.editors["quote"]
    quote.selectAll()
    QTest.keyClicks(quote, "No reason given")

    assert card.form.isVisible()
    assert record(session, "pay").evidence[0].quote == "No reason given"
    assert "No reason given" in card.rows[0].item.title
    assert len(session.document.steps) == steps + 1  # what is typed in one go is one step
    session.undo()
    assert "declined" in card.rows[0].item.title


def test_evidence_is_added_moved_and_removed_by_keys(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "evidence", "pay")
    before = record(session, "pay").evidence

    QTest.keyClick(card.rows[0], Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert record(session, "pay").evidence == (before[1], before[0], *before[2:])
    assert card.host.focusWidget() is card.rows[1]  # the focus goes along

    QTest.keyClick(card.rows[1], Key.Key_Delete)
    assert record(session, "pay").evidence == (before[1], *before[2:])

    push(card, "Add evidence")
    assert len(record(session, "pay").evidence) == len(before)
    assert card.form.isVisible()
    QTest.keyClick(card.form.editors["quote"], Key.Key_Escape)
    assert not card.form.isVisible()
    assert card.host.focusWidget() is card.rows[-1]
    assert [str(step) for step in session.document.steps] == [
        "Move evidence of “Pay in app”",
        "Remove evidence from “Pay in app”",
        "Add evidence to “Pay in app”",
    ]


def test_a_day_that_is_none_is_refused_at_its_field(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "evidence", "pay")
    QTest.keyClick(card.rows[0], Key.Key_Return)
    before = session.map
    day = card.form.editors["date"]

    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "soon")
    QTest.keyClick(day, Key.Key_Return)

    assert session.map is before
    assert "soon" in card.form._wrong["date"].text()


# ---------------------------------------------------------------- pain points, opportunities


def test_a_pain_point_is_added_where_it_hurts(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "pains", "pay")

    enter(card.adders[0], "Too many taps")

    made = record(session, "too-many-taps")
    assert (made.name, made.at) == ("Too many taps", ("pay",))
    assert "Too many taps" in titles(card)
    qtbot.waitUntil(lambda: card.adders[0].text() == "")


def test_a_pain_point_that_is_there_is_linked_and_not_made_twice(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "pains", "pay")
    other = next(p for p in session.map.pain_points if "pay" not in p.at)
    n = len(session.map.pain_points)

    enter(card.adders[0], other.name)

    assert "pay" in record(session, other.id).at
    assert len(session.map.pain_points) == n
    assert other.name in titles(card)


def test_a_pain_point_at_two_places_is_taken_off_one(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "pains", "pay")
    pain = card.rows[0].item.key
    session.commit(M("x"), lambda m: edits.change(m, pain, at=("pay", "install")))

    QTest.keyClick(card.rows[0], Key.Key_Delete)

    assert record(session, pain).at == ("install",)


def test_a_pain_point_that_belongs_only_here_is_deleted_and_that_is_said(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "pains", "pay")
    row = next(row for row in card.rows if record(session, row.item.key).at == ("pay",))
    pain = row.item.key

    with qtbot.waitSignal(session.told) as told:
        QTest.keyClick(row, Key.Key_Delete)

    assert pain not in session.index.entries
    assert "undo brings it back" in str(told.args[0])
    session.undo()
    assert pain in session.index.entries


def test_a_click_leads_to_the_pain_point_and_it_names_what_solves_it(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "pains", "pay")
    with qtbot.waitSignal(session.reveal):
        QTest.mouseClick(card.rows[0], Qt.MouseButton.LeftButton)
    pain = session.selection[0]

    there = laid(qtbot, session, "opportunities", pain)
    solving = [o for o in session.map.opportunities if pain in o.solves]
    assert solving
    assert titles(there) == [o.name for o in solving]

    QTest.keyClick(there.rows[0], Key.Key_Delete)
    assert pain not in record(session, solving[0].id).solves
    enter(there.adders[0], "Say why in words")
    assert record(session, "say-why-in-words").solves == (pain,)


def test_an_opportunity_lists_what_it_solves_and_links_more(qtbot: QtBot, session: Session) -> None:
    chance = next(o for o in session.map.opportunities if o.solves)
    card = laid(qtbot, session, "pains", chance.id)
    other = next(p for p in session.map.pain_points if p.id not in chance.solves)

    enter(card.adders[0], other.name)
    assert record(session, chance.id).solves == (*chance.solves, other.id)

    row = next(row for row in card.rows if row.item.key == other.id)
    QTest.keyClick(row, Key.Key_Delete)
    assert record(session, chance.id).solves == chance.solves
    assert other.id in session.index.entries


def test_what_is_here_only_for_its_pain_point_cannot_be_taken_off(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "opportunities", "pay")
    row = next(r for r in card.rows if "pay" not in record(session, r.item.key).at)
    before = session.map

    QTest.keyClick(row, Key.Key_Delete)

    assert row.item.removes is None
    assert session.map is before


# ---------------------------------------------------------------- flows, steps behind


def test_flows_both_ways_are_listed_jumped_to_and_deleted(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "links", "pay")
    leaving = [f for f in session.map.flows if f.source == "pay"]
    reaching = [f for f in session.map.flows if f.target == "pay"]
    assert len(card.rows) == len(leaving) + len(reaching)
    assert titles(card)[0].startswith("to ")
    assert titles(card)[-1].startswith("from ")

    QTest.keyClick(card.rows[0], Key.Key_Return)
    assert session.index.entries[session.selection[0]].record is leaving[0]

    QTest.keyClick(card.rows[0], Key.Key_Delete)
    assert leaving[0] not in session.map.flows
    assert len(card.rows) == len(leaving) + len(reaching) - 1


def test_connecting_by_name_follows_the_rules(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "links", "pay")
    to, source = card.adders
    other = next(
        t for t in session.map.touchpoints
        if t.id != "pay" and not any({f.source, f.target} == {"pay", t.id}
                                     for f in session.map.flows)
    )  # fmt: skip
    enter(to, other.name)
    assert any((f.source, f.target) == ("pay", other.id) for f in session.map.flows)
    qtbot.waitUntil(lambda: to.text() == "")

    enter(source, other.name)
    assert any((f.source, f.target) == (other.id, "pay") for f in session.map.flows)


def test_a_step_behind_is_added_linked_and_unlinked(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "backstage", "pay")
    n = len(card.rows)

    enter(card.adders[0], "Call the bank")
    assert record(session, "call-the-bank").at == ("pay",)
    assert len(card.rows) == n + 1

    row = next(row for row in card.rows if row.item.key == "call-the-bank")
    QTest.keyClick(row, Key.Key_Delete)
    assert "call-the-bank" not in session.index.entries


# ---------------------------------------------------------------- measured, parked, personas


def test_a_click_lays_a_metric_over_the_map_and_another_takes_it_off(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "readings", "pay")
    row = next(row for row in card.rows if row.item.key == "abandonment")
    assert row.item.number
    assert "target" in row.item.details[-1]
    assert row.spark is not None

    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert session.view.metric == "abandonment"
    assert card.rows[0].item.key == "abandonment"
    assert card.rows[0].property("overlay") == "true"

    QTest.keyClick(card.rows[0], Key.Key_Return)
    assert session.view.metric == ""


def test_readings_are_added_changed_and_removed(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "all-readings", "csat")
    n = len(session.map.readings)

    push(card, "Add a reading")
    made = session.map.readings[-1]
    assert (len(session.map.readings), made.metric, made.period) == (n + 1, "csat", "2026-11")
    value = card.form.editors["value"]
    value.setFocus()
    value.selectAll()
    QTest.keyClicks(value, "71")
    QTest.keyClick(value, Key.Key_Return)
    assert session.map.readings[-1].value == 71

    period = card.form.editors["period"]
    period.setFocus()
    period.selectAll()
    QTest.keyClicks(period, "2026-12")
    QTest.keyClick(period, Key.Key_Return)
    assert session.map.readings[-1].period == "2026-12"
    assert card.form.isVisible()  # its key is another one now, the reading is the same

    row = card.rows[0]
    QTest.keyClick(row, Key.Key_Delete)
    assert len(session.map.readings) == n


def test_a_value_that_comes_from_counts_is_not_overwritten(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "all-readings", "csat")
    row = next(r for r in card.rows if record(session, r.item.key).counts)
    before = session.map
    QTest.keyClick(row, Key.Key_Return)

    value = card.form.editors["value"]
    value.setFocus()
    value.selectAll()
    QTest.keyClicks(value, "99")
    QTest.keyClick(value, Key.Key_Return)

    assert session.map is before
    assert "counts" in card.form._wrong["value"].text()


def test_readings_of_a_file_beside_the_map_are_edited_and_saved_in_that_file(
    qtbot: QtBot, tmp_path: Path, session: Session
) -> None:
    assert session.path is not None
    source = session.path.read_text(encoding="utf-8").replace(
        "\nreadings:", "\nreadings_from: more.readings.csv\nreadings:", 1
    )
    session.path.write_text(source, encoding="utf-8")
    table = tmp_path / "more.readings.csv"
    table.write_text("metric,at,period,value\ncsat,pay,2019-09,70\n", encoding="utf-8")
    session.open(session.path)
    card = laid(qtbot, session, "all-readings", "csat")
    card._most = 10_000
    card.put(("nps",))
    card.put(("csat",))
    while card._all.isVisible():
        QTest.mouseClick(card._all, Qt.MouseButton.LeftButton)

    QTest.keyClick(card.rows[-1], Key.Key_Return)
    value = card.form.editors["value"]
    value.setFocus()
    value.selectAll()
    QTest.keyClicks(value, "71")
    QTest.keyClick(value, Key.Key_Return)
    session.save()

    assert table.read_text(encoding="utf-8").splitlines()[1] == "csat,pay,2019-09,71"
    assert session.path.read_text(encoding="utf-8") == source


def test_notes_are_parked_edited_ordered_and_removed(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "parking", "")
    before = session.map.parking

    enter(card.adders[0], "Ask the baristas")
    assert session.map.parking[-1].text == "Ask the baristas"
    last = card.rows[-1]
    QTest.keyClick(last, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    if before:
        assert session.map.parking[-2].text == "Ask the baristas"
    row = next(row for row in card.rows if row.item.title == "Ask the baristas")
    QTest.keyClick(row, Key.Key_Return)
    votes = card.form.editors["votes"]
    votes.setFocus()
    QTest.keyClicks(votes, "3")
    QTest.keyClick(votes, Key.Key_Return)
    assert record(session, row.item.key).votes == 3

    QTest.keyClick(row, Key.Key_Delete)
    assert session.map.parking == before


def test_the_personas_that_differ_are_listed_and_put_in_view(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "by_persona", "pay")
    row = card.rows[0]
    assert row.item.title == "Omar"
    assert "Effort 3/5" in row.item.details[0]

    QTest.keyClick(row, Key.Key_Return)
    assert session.view.persona == row.item.key
    assert card.rows[0].property("overlay") == "true"

    QTest.keyClick(card.rows[0], Key.Key_Delete)
    assert record(session, "pay").by_persona == {}


def test_chips_lead_to_stage_channel_and_personas(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "chips", "pay")
    stage = next(chip for chip in card.chips if chip.saying.words == "Order ahead")

    QTest.mouseClick(stage, Qt.MouseButton.LeftButton)

    assert session.selection == (record(session, "pay").stage,)


# ---------------------------------------------------------------- all of them


def test_for_several_records_a_list_says_that_it_belongs_to_one(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "evidence", "pay")

    card.put(("pay", "install"))

    assert card.rows == ()
    assert "one record" in card._note.text()
    assert not card.adders[0].isVisible()


def test_tab_goes_through_rows_open_fields_and_what_adds(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "evidence", "pay")
    QTest.keyClick(card.rows[0], Key.Key_Return)
    card.rows[0].setFocus()

    seen = []
    for _ in range(5):
        now = card.host.focusWidget()
        seen.append(now)
        QTest.keyClick(now, Key.Key_Tab)

    editors = list(card.form.editors.values())
    assert seen == [card.rows[0], *editors[:4]]


def test_arrows_walk_from_row_to_row(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "links", "pay")
    card.rows[0].setFocus()
    QTest.keyClick(card.rows[0], Key.Key_Down)
    assert card.host.focusWidget() is card.rows[1]
    QTest.keyClick(card.rows[1], Key.Key_Up)
    assert card.host.focusWidget() is card.rows[0]


def test_rows_have_names_and_say_what_keys_do(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "pains", "pay")
    row = card.rows[0]
    assert row.accessibleName().startswith(row.item.title)
    assert "Go there" in row.accessibleDescription()


def test_a_long_list_shows_a_part_and_more_when_asked(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "all-readings", "csat")
    mine = sum(r.metric == "csat" for r in session.map.readings)
    assert len(card.rows) < mine
    card._all.setFocus()
    QTest.mouseClick(card._all, Qt.MouseButton.LeftButton)
    assert len(card.rows) == min(mine, 72)


def test_a_name_is_completed_and_taken_with_the_arrow_keys(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "pains", "pay")
    finder = card.adders[0]
    other = next(p for p in session.map.pain_points if "pay" not in p.at)
    n = len(session.map.pain_points)
    finder.setFocus()
    QTest.keyClicks(finder, other.name[:12])
    popup = finder.completer().popup()
    qtbot.waitUntil(popup.isVisible)

    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)

    assert "pay" in record(session, other.id).at
    assert len(session.map.pain_points) == n
    qtbot.waitUntil(lambda: finder.text() == "")


def test_enter_over_an_open_completion_takes_what_was_typed(qtbot: QtBot, session: Session) -> None:
    card = laid(qtbot, session, "pains", "pay")
    finder = card.adders[0]
    other = next(p for p in session.map.pain_points if "pay" not in p.at)
    words = other.name[:7].strip()
    finder.setFocus()
    QTest.keyClicks(finder, words)
    popup = finder.completer().popup()
    qtbot.waitUntil(popup.isVisible)

    QTest.keyClick(popup, Key.Key_Return)

    assert "pay" not in record(session, other.id).at
    assert any(p.name == words and p.at == ("pay",) for p in session.map.pain_points)


def test_a_click_that_was_on_its_way_when_its_row_went_removes_nothing(
    qtbot: QtBot, session: Session
) -> None:
    card = laid(qtbot, session, "evidence", "pay")
    row = card.rows[-1]
    assert row.item.removes is not None
    QTest.keyClick(row, Key.Key_Delete)
    assert row not in card.rows
    before = session.map

    row.removed.emit()
    row.walked.emit(1)
    row.moved.emit(1)

    assert session.map is before
