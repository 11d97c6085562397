"""Selecting what is similar, and looking at what is selected: by actions, clicks and keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from journeymap.model import edits
from journeymap.model.journey import JourneyMap
from journeymap.model.text import Message
from journeymap.ui.canvas import commands
from journeymap.ui.canvas.similar import similar
from tests.ui.hands import CTRL, SHIFT, Canvas, small


def rated() -> JourneyMap:
    m = small()
    for key, values in {
        "ad": {"emotion": -2, "owner": "Ada"},
        "page": {"kind": "content"},
        "take": {"owner": "Ada"},
    }.items():
        m = edits.change(m, key, **values)
    return m


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, rated())
    yield made
    made.session.close()


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("stage", {"pay", "take"}),
        ("channel", {"ad", "page", "pay"}),
        ("kind", {"ad", "visit", "pay", "take"}),
        ("owner", {"page", "visit", "pay"}),
        ("emotion", {"ad", "pay"}),
        ("after", {"pay", "take"}),
        ("before", {"ad", "page", "pay"}),
    ],
)
def test_what_is_like_the_selected_card_is_selected_and_counted(
    canvas: Canvas, what: str, found: set[str]
) -> None:
    told: list[Message] = []
    canvas.session.told.connect(told.append)
    canvas.click("pay")
    commands.handlers(canvas.session, canvas.view)[f"select-{what}"]()
    assert set(canvas.selection) == found
    assert str(told[-1]).startswith(str(len(found)))


def test_several_selected_cards_are_like_any_of_theirs(canvas: Canvas) -> None:
    index = canvas.session.index
    assert set(similar(index, ("pay", "ad"), "stage")) == {t.id for t in index.map.touchpoints}
    assert similar(index, (), "stage") == ()


def test_a_circle_of_flows_is_walked_once(canvas: Canvas) -> None:
    m = edits.connect(canvas.session.map, "take", "ad", kind="loop")
    canvas.session.new(m)
    assert set(similar(canvas.session.index, ("ad",), "after")) == {"ad", "page", "pay", "take"}


def test_emotions_are_those_of_the_persona_in_view(canvas: Canvas) -> None:
    persona = edits.new_record("persona", id="dana", name="Dana")
    m = edits.add(canvas.session.map, persona)
    m = edits.change(m, "page", by_persona={"dana": {"emotion": -2}})
    canvas.session.new(m)
    assert "page" in similar(canvas.session.index, ("pay",), "emotion", "dana")
    assert "page" not in similar(canvas.session.index, ("pay",), "emotion")


def test_shift_and_arrows_add_to_the_selection(canvas: Canvas) -> None:
    canvas.click("ad")
    canvas.key(Qt.Key.Key_Right, SHIFT)
    assert canvas.selection == ("ad", "page")


# ---------------------------------------------------------------- looking


def seen(canvas: Canvas, *keys: str) -> bool:
    port = QRectF(canvas.view.viewport().rect())
    return all(port.contains(canvas.view.on_screen(canvas.part(key))) for key in keys)


def test_the_view_goes_to_the_selection_and_not_nearer_than_actual_size(canvas: Canvas) -> None:
    hands = commands.handlers(canvas.session, canvas.view)
    canvas.view.set_zoom(0.2)
    canvas.click("pay")
    hands["zoom-selection"]()
    assert canvas.view.zoom == pytest.approx(1.0)
    assert seen(canvas, "pay")

    canvas.session.select(("ad", "take"))
    canvas.view.set_zoom(4.0)
    hands["zoom-selection"]()
    assert seen(canvas, "ad", "take")


def test_a_selected_stage_is_shown_with_all_its_rows(canvas: Canvas) -> None:
    canvas.view.set_zoom(4.0)
    canvas.session.select(("buy",))
    commands.show_selection(canvas.view)
    assert seen(canvas, "buy", "pay", "take")


def test_actual_size_has_the_selection_in_the_middle(canvas: Canvas) -> None:
    canvas.session.select(("take",))
    canvas.view.set_zoom(0.3)
    commands.actual_size(canvas.view)
    assert canvas.view.zoom == pytest.approx(1.0)
    middle = canvas.view.on_screen(canvas.part("take")).center()
    port = canvas.view.viewport().rect()
    assert abs(middle.x() - port.width() / 2) < port.width() / 4
    assert abs(middle.y() - port.height() / 2) < port.height() / 4


@pytest.mark.parametrize("key", ["ad", "take"])
def test_zooming_by_keys_keeps_the_selection_where_it_is(canvas: Canvas, key: str) -> None:
    canvas.session.select((key,))
    before = canvas.view.on_screen(canvas.part(key)).center()
    for _ in range(4):
        commands.zoom(canvas.view, commands.STEP)
    after = canvas.view.on_screen(canvas.part(key)).center()
    assert (after - before).manhattanLength() < 8
    assert canvas.view.zoom > 1.5


def test_a_click_with_ctrl_still_adds(canvas: Canvas) -> None:
    canvas.click("ad")
    canvas.click("pay", CTRL)
    assert canvas.selection == ("ad", "pay")
