"""An edit of a large map: what the next frame shows of it, and who sees the map laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.generate import generate
from journeymap.files.reader import read_bytes
from journeymap.model import edits
from journeymap.model.diff import difference
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.lines import added_after
from journeymap.model.problems import Refused
from journeymap.model.sequence import beside_stage, shifted
from journeymap.model.text import M
from journeymap.picture.cards import face_like
from journeymap.picture.face import CardFace, Ink
from journeymap.picture.layout import layout
from journeymap.picture.picture import Part, Picture, view_of
from journeymap.ui.canvas.ahead import FROM, Edited, ahead_of
from journeymap.ui.canvas.camera import box_of, rect_of
from journeymap.ui.canvas.drop import cell_box
from journeymap.ui.measure import QtMeasure
from journeymap.ui.moves import to_next_stage
from tests.ui.hands import LEFT, PLAIN, Canvas

LARGE = read_bytes(generate(FROM + 30, 1, "en").encode(), "large.yaml").map
AMONG = LARGE.touchpoints[40].id  # a card with others around it


class Frames(QObject):
    """Keeps what was shown in each frame: whether it was only foreseen."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas.view)
        self._view = canvas.view
        self.waited: list[bool] = []
        canvas.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.waited.append(self._view.waits)
        return False


def shown(canvas: Canvas) -> dict[str, Part]:
    """Return what is painted now, of which a key has one part."""
    view = canvas.view
    return {part.key: part for part in view.layer.where.within(box_of(view.seen())) if part.key}


def make_canvas(qtbot: QtBot, m: JourneyMap = LARGE) -> Canvas:
    canvas = Canvas(qtbot, m, (1280, 720))
    canvas.view.set_zoom(1.0)
    canvas.session.jump(AMONG if AMONG in canvas.session.index else m.touchpoints[0].id)
    qtbot.waitUntil(lambda: canvas.view.at_rest)
    return canvas


@pytest.fixture
def canvas(qtbot: QtBot, qapp: QApplication) -> Iterator[Canvas]:
    made = make_canvas(qtbot)
    yield made
    made.session.close()


def settle(qtbot: QtBot, canvas: Canvas) -> None:
    qtbot.waitUntil(lambda: canvas.view.at_rest)


# ---------------------------------------------------------------- what a frame shows


def test_a_deleted_card_is_gone_in_the_next_frame_and_the_map_laid_out_after_it(
    qtbot: QtBot, canvas: Canvas
) -> None:
    view, frames = canvas.view, Frames(canvas)
    arrows = {key for key in shown(canvas) if AMONG in key.split(">")}
    assert arrows

    assert canvas.session.commit(M("Delete"), lambda m: edits.delete(m, [AMONG]))

    assert view.waits
    assert not shown(canvas).keys() & {AMONG, *arrows}
    settle(qtbot, canvas)
    assert frames.waited[0]
    assert not frames.waited[-1]
    assert view.ahead is None
    assert view.picture is not None
    assert view.picture.part(AMONG) is None


def test_a_moved_card_stands_in_its_new_cell_on_a_map_that_stays_where_it_is(
    qtbot: QtBot, canvas: Canvas
) -> None:
    view = canvas.view
    moved = next(
        key for key, part in shown(canvas).items() if part.kind == "card" and _has_next(canvas, key)
    )
    canvas.session.select((moved,))
    settle(qtbot, canvas)
    others = {k: p.box for k, p in shown(canvas).items() if p.kind == "card" and k != moved}
    way = view.viewportTransform()

    assert to_next_stage(canvas.session, 1)

    assert view.waits
    assert view.viewportTransform() == way
    now = shown(canvas)
    assert {k: p.box for k, p in now.items() if k in others} == others
    touchpoint = canvas.session.index.touchpoint(moved)
    assert touchpoint is not None
    picture, part = view.shown, view.part_shown(moved)
    assert picture is not None
    assert part is not None
    cell = cell_box(picture, touchpoint.stage, touchpoint.channel or "")
    assert cell is not None
    assert cell.x <= part.box.x < cell.right
    assert view.marks.selected == (part,)


def _has_next(canvas: Canvas, key: str) -> bool:
    try:
        return bool(beside_stage(canvas.session.map, [key], 1))
    except Refused:
        return False


def test_a_card_that_is_named_and_moved_at_once_shows_its_name_and_keeps_what_it_has(
    canvas: Canvas,
) -> None:
    session, view = canvas.session, canvas.view
    hurts = next(
        part
        for part in shown(canvas).values()
        if isinstance(part.face, CardFace) and part.face.pains and _has_next(canvas, part.key)
    )
    assert isinstance(hurts.face, CardFace)

    def edit(m: JourneyMap) -> JourneyMap:
        return beside_stage(edits.change(m, hurts.key, name="Anew"), [hurts.key], 1)

    assert session.commit(M("Edit"), edit)
    assert view.waits
    part = view.part_shown(hurts.key)
    assert part is not None
    assert isinstance(part.face, CardFace)
    assert part.face.name.lines == ("Anew",)
    assert part.face.pains == hurts.face.pains
    assert part.face == canvas.part(hurts.key).face._replace(edge=part.face.edge)


def test_what_a_search_has_found_is_marked_where_it_stands_now(canvas: Canvas) -> None:
    view = canvas.view
    keys = [key for key, part in shown(canvas).items() if part.kind == "card"]
    moved = next(key for key in keys if _has_next(canvas, key) and key != AMONG)
    view.mark_found((moved, AMONG))

    assert canvas.session.commit(M("Move"), lambda m: beside_stage(m, [moved], 1))
    assert view.waits
    assert view.marks.found == (view.part_shown(moved), view.part_shown(AMONG))
    view.laid_now()
    assert view.marks.found == (canvas.part(moved), canvas.part(AMONG))


def test_a_card_that_goes_into_a_collapsed_stage_is_laid_out_at_once(
    qtbot: QtBot, canvas: Canvas
) -> None:
    session, view = canvas.session, canvas.view
    keys = [key for key, part in shown(canvas).items() if part.kind == "card"]
    moved = next(key for key in keys if _has_next(canvas, key))
    touchpoint = session.index.touchpoint(moved)
    assert touchpoint is not None
    stages = [stage.id for stage in session.map.stages]
    goal = stages[stages.index(touchpoint.stage) + 1]
    session.set_view(collapsed=frozenset({goal}))
    settle(qtbot, canvas)
    session.select((moved,))

    assert session.commit(M("Move"), lambda m: beside_stage(m, [moved], 1))

    assert not view.waits
    assert view.shown == _laid_out(canvas)


def test_cards_that_change_places_stand_in_each_others(canvas: Canvas) -> None:
    view, session = canvas.view, canvas.session
    found: tuple[Touchpoint, dict[str, Part]] | None = None
    for touchpoint in session.map.touchpoints:
        try:
            new = shifted(session.map, [touchpoint.id], 1)
        except Refused:
            continue
        session.jump(touchpoint.id)
        if new.flows != session.map.flows and touchpoint.id in shown(canvas):
            found = touchpoint, shown(canvas)
            break
    assert found is not None
    touchpoint, before = found

    assert session.commit(M("Move"), lambda m: shifted(m, [touchpoint.id], 1))

    assert view.waits
    part = view.part_shown(touchpoint.id)
    assert part is not None
    assert part.box.x != before[touchpoint.id].box.x
    assert view.shown is not None
    assert part.box.x in {column.x for column in view.shown.columns}


def test_enter_shows_the_name_and_the_field_for_the_next_card_before_anything_is_laid_out(
    qtbot: QtBot, canvas: Canvas
) -> None:
    session, view = canvas.session, canvas.view
    _go_on_by_enter(canvas)
    canvas.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.editor is not None)
    settle(qtbot, canvas)
    field = view.editor
    assert field is not None
    QTest.keyClicks(field, "Pay at once")
    frames = Frames(canvas)

    QTest.keyClick(field, Qt.Key.Key_Return)

    assert view.waits
    named = next(t for t in session.map.touchpoints if t.name == "Pay at once")
    face = shown(canvas)[named.id].face
    assert isinstance(face, CardFace)
    assert " ".join(face.name.lines) == "Pay at once"
    qtbot.waitUntil(lambda: bool(frames.waited))
    assert frames.waited[0]
    assert view.editor is not None
    assert view.editor is not field
    QTest.keyClicks(view.editor, "And go")
    settle(qtbot, canvas)
    made = session.selection[0]
    place = view.on_screen(canvas.part(made))
    assert place.intersects(view.editor.geometry().toRectF())
    assert view.editor.toPlainText() == "And go"


def _go_on_by_enter(canvas: Canvas) -> None:
    """Let Enter make the next card, as the window does."""
    from journeymap.ui.capture import go_on

    canvas.view.next_requested.connect(
        lambda how: go_on(canvas.session, canvas.view, how, canvas.view.writing.place)
    )


# ---------------------------------------------------------------- who sees it laid out


Asked = Callable[[Canvas], object]
ASKED: dict[str, Asked] = {
    "for the Picture": lambda canvas: canvas.view.picture,
    "for what is in a region": lambda canvas: canvas.view.within(box_of(canvas.view.seen())),
    "for a card": lambda canvas: canvas.view.part_of(canvas.session.map.touchpoints[0].id),
    "by a key": lambda canvas: canvas.key(Qt.Key.Key_Down),
    "by the mouse": lambda canvas: canvas.wheel(canvas.view.rect().center(), 1),
    "for what is under the pointer": lambda canvas: canvas.view.part_at(
        canvas.view.rect().center()
    ),
    "by an edit": lambda canvas: canvas.session.commit(
        M("Rename"), lambda m: edits.change(m, m.touchpoints[0].id, name="Another name")
    ),
    "by going back": lambda canvas: canvas.session.undo(),
}


@pytest.mark.parametrize("how", ASKED)
def test_who_asks_before_the_frame_gets_the_map_as_it_is(canvas: Canvas, how: str) -> None:
    assert canvas.session.commit(M("Delete"), lambda m: edits.delete(m, [AMONG]))
    assert canvas.view.waits

    ASKED[how](canvas)

    assert how == "by going back" or not canvas.view.waits
    assert canvas.view.picture == _laid_out(canvas)
    assert not canvas.view.waits


def _laid_out(canvas: Canvas) -> Picture:
    view = canvas.session.view
    return layout(canvas.session.map, view, canvas.view.measure)


def test_a_click_means_what_is_painted_though_it_is_only_foreseen(canvas: Canvas) -> None:
    view, session = canvas.view, canvas.session
    done = 0
    for touchpoint in LARGE.touchpoints[3:90:6]:
        session.jump(touchpoint.id)
        view.centre_on(rect_of(canvas.part(touchpoint.id).box).center())
        session.select((AMONG,))
        if not (_has_next(canvas, touchpoint.id) and _to_next(canvas, touchpoint.id)):
            continue
        part = view.part_shown(touchpoint.id)
        assert part is not None
        at = view.on_screen(part).center().toPoint()
        if view.part_painted(at) == part and view.viewport().rect().contains(at):
            QTest.mouseClick(view.viewport(), LEFT, PLAIN, at)
            assert not view.waits
            assert session.selection == (touchpoint.id,)
            done += 1
        session.undo()
    assert done > 2


def _to_next(canvas: Canvas, key: str) -> bool:
    canvas.session.commit(M("Move"), lambda m: beside_stage(m, [key], 1))
    return canvas.view.waits


def test_a_click_on_painted_ground_means_nothing_that_comes_there(canvas: Canvas) -> None:
    view, session = canvas.view, canvas.session
    session.select((LARGE.touchpoints[41].id,))
    gone = canvas.at(AMONG)
    assert _delete(canvas)
    assert view.waits
    painted = view.part_painted(gone)
    assert painted is None or painted.kind == "flow"
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, gone)
    assert session.selection == (() if painted is None else (painted.key,))


def test_it_is_laid_out_even_where_no_frame_is_painted(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.view.viewport().setUpdatesEnabled(False)
    assert canvas.session.commit(M("Delete"), lambda m: edits.delete(m, [AMONG]))
    assert canvas.view.waits
    qtbot.waitUntil(lambda: not canvas.view.waits)


def test_what_is_still_laid_out_in_slices_comes_first(
    qtbot: QtBot, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journeymap.ui.canvas.laying.AT_ONCE", 0.0)
    canvas.session.set_view(collapsed=frozenset({LARGE.stages[-1].id}))
    assert not canvas.view.at_rest

    assert _delete(canvas)

    assert canvas.view.picture == _laid_out(canvas)
    settle(qtbot, canvas)
    assert canvas.view.picture == _laid_out(canvas)


def test_another_map_that_comes_meanwhile_is_the_one_that_is_shown(canvas: Canvas) -> None:
    assert canvas.session.commit(M("Delete"), lambda m: edits.delete(m, [AMONG]))
    assert canvas.view.waits
    canvas.session.new(JourneyMap(title="Another"))
    assert canvas.view.ahead is None
    assert canvas.view.picture == _laid_out(canvas)


Small = Callable[[Canvas], object]
NOT_FORESEEN: dict[str, Small] = {
    "a name": lambda canvas: canvas.session.commit(
        M("Rename"), lambda m: edits.change(m, AMONG, name="Another name")
    ),
    "of a fitted map": lambda canvas: (canvas.view.fit(), _delete(canvas)),
    "from afar": lambda canvas: (canvas.view.set_zoom(0.2), _delete(canvas)),
    "a stage": lambda canvas: canvas.session.commit(
        M("Delete"), lambda m: edits.delete(m, [m.stages[0].id])
    ),
    "many cards": lambda canvas: canvas.session.commit(
        M("Move"),
        lambda m: edits.move(m, [t.id for t in m.touchpoints[:30]], m.stages[-1].id),
    ),
}


def _delete(canvas: Canvas) -> bool:
    return bool(canvas.session.commit(M("Delete"), lambda m: edits.delete(m, [AMONG])))


@pytest.mark.parametrize("what", NOT_FORESEEN)
def test_what_cannot_be_foreseen_is_laid_out_at_once(canvas: Canvas, what: str) -> None:
    NOT_FORESEEN[what](canvas)
    assert not canvas.view.waits
    assert canvas.view.shown == _laid_out(canvas)


def test_a_small_map_is_laid_out_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    few = LARGE.touchpoints[: FROM - 10]
    keys = {t.id for t in few}
    flows = tuple(f for f in LARGE.flows if {f.source, f.target} <= keys)
    m = JourneyMap(
        title="Few", stages=LARGE.stages, channels=LARGE.channels, touchpoints=few, flows=flows
    )
    canvas = make_canvas(qtbot, m)
    assert _delete(canvas)
    assert not canvas.view.waits
    canvas.session.close()


# ---------------------------------------------------------------- any edit

Step = Callable[[JourneyMap, str], JourneyMap]
STEPS: dict[str, Step] = {
    "delete": lambda m, key: edits.delete(m, [key]),
    "next stage": lambda m, key: beside_stage(m, [key], 1),
    "stage before": lambda m, key: beside_stage(m, [key], -1),
    "later": lambda m, key: shifted(m, [key], 1),
    "earlier": lambda m, key: shifted(m, [key], -1),
    "another channel": lambda m, key: edits.change(m, key, channel=m.channels[0].id),
    "no channel": lambda m, key: edits.change(m, key, channel=None),
    "add": lambda m, key: _added(m, key),  # noqa: PLW0108  # it stands further down
    "name": lambda m, key: edits.rename_id(edits.change(m, key, name="Anew"), key, "anew"),
}


def _added(m: JourneyMap, key: str) -> JourneyMap:
    entry = index_of(m).entries[key].record
    assert isinstance(entry, Touchpoint)
    made = Touchpoint(id="made", name="Made", stage=entry.stage, channel=entry.channel)
    return added_after(m, key, made)


@settings(max_examples=60, deadline=None)
@given(step=st.sampled_from(sorted(STEPS)), number=st.integers(0, len(LARGE.touchpoints) - 1))
def test_what_is_foreseen_is_about_what_is_there_and_about_nothing_that_is_not(
    step: str, number: int
) -> None:
    measure = QtMeasure("en")
    view = view_of(LARGE)
    picture = layout(LARGE, view, measure)
    key = LARGE.touchpoints[number].id
    try:
        after = STEPS[step](LARGE, key)
    except Refused:
        return
    old, new = index_of(LARGE), index_of(after)
    named = {key: "anew"} if step == "name" else {}
    edit = Edited(old, new, difference(old, new), named, "channel", (key,))
    ink = Ink(measure, "en", False, {})

    def face(touchpoint: Touchpoint, card: Part, same: bool) -> CardFace:
        assert isinstance(card.face, CardFace)
        return face_like(touchpoint, card.face, ink, "", same)

    if not edit.is_foreseen():
        return

    ahead = ahead_of(edit, picture, picture.parts, face)

    if ahead is None:
        return
    parts = [*ahead.shown(picture.parts, picture.bounds)]
    cards = [part.key for part in parts if part.kind == "card"]
    assert len(set(cards)) == len(cards)
    assert set(cards) <= new.entries.keys()
    assert {t.id for t in after.touchpoints} == set(cards)
    for part in parts:
        if part.kind == "flow" and step != "name":
            assert part.key in new.entries
    for part in ahead.made.values():
        assert part.box.w > 0
        assert part.box.h > 0
