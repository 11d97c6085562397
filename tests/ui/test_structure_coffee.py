"""The coffee example built with the keyboard alone, from an empty map until it is the shipped one.

One window, one run. What is built equals what is shipped but for ids, which come from names here:
they are put right after each kind of record, as nobody has to. Of the readings each eighth is
typed, all of them where JOURNEYMAP_ALL_KEYS is set, which takes minutes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu
from pytestqt.qtbot import QtBot

from journeymap.files.writer import write
from journeymap.model import edits
from journeymap.model.index import label
from journeymap.model.journey import LISTS, JourneyMap, Kind, Record
from journeymap.model.text import M, say
from journeymap.model.threads import threads
from journeymap.ui.editors.basic import spelled
from journeymap.ui.map_work import read_file
from journeymap.ui.record_cards.typed import typed_counts
from tests.ui.key_driver import Builder
from tests.ui.test_accessible_keys import CTRL, SHIFT, Key
from tests.ui.window import EXAMPLES, joined, shown

SHIPPED = read_file(EXAMPLES / "coffee-app.yaml").map
TYPED = SHIPPED.readings[:: 1 if os.environ.get("JOURNEYMAP_ALL_KEYS") else 8]
COFFEE = SHIPPED.model_copy(update={"readings": TYPED})
ORDER: tuple[str, ...] = (
    *("stages", "channels", "personas", "touchpoints", "flows", "backstage", "pain_points"),
    *("metrics", "opportunities", "readings", "comments", "parking", "the map"),
)
pytestmark = pytest.mark.slow
OWN = (
    *("title", "summary", "scenario", "state", "status", "version", "owner", "reviewed"),
    *("review_every", "decision", "scope", "profile", "look", "checks"),
)


def with_ids(m: JourneyMap, kind: Kind) -> JourneyMap:
    """Return a map in which records have the ids that those of the same place have here."""
    shipped = [record.id for record in getattr(COFFEE, LISTS[kind])]
    for step in ("built-{}", "{}"):  # in two steps, for an id may be another one's
        for place, id in enumerate(shipped):
            built = getattr(m, LISTS[kind])[place].id
            m = edits.rename_id(m, built, step.format(id))
    return m


# ---------------------------------------------------------------- the parts


def build_stages(keys: Builder) -> None:
    for stage in COFFEE.stages:
        keys.add(Key.Key_G, stage.name, CTRL, SHIFT)
        keys.inspect()
        keys.fill("stage", stage)


def build_channels(keys: Builder) -> None:
    for channel in COFFEE.channels:
        keys.add(Key.Key_L, channel.name, CTRL, SHIFT)
        keys.inspect()
        keys.fill("channel", channel)


def build_personas(keys: Builder) -> None:
    for persona in COFFEE.personas:
        keys.command("Add a persona")
        keys.name_it(persona.name)
        keys.inspect()
        keys.fill("persona", persona)
        keys.add_evidence(persona.evidence)


def build_touchpoints(keys: Builder) -> None:
    for touchpoint in COFFEE.touchpoints:
        keys.find(name("stage", touchpoint.stage))
        channel = name("channel", touchpoint.channel or "")
        keys.add(Key.Key_T, f"{touchpoint.name} @{channel}", CTRL)
        keys.inspect()
        keys.fill("touchpoint", touchpoint, but=("stage", "channel"))
        keys.add_evidence(touchpoint.evidence)
    for persona in COFFEE.personas:
        for touchpoint in COFFEE.touchpoints:
            if view := touchpoint.by_persona.get(persona.id):
                keys.go_to(touchpoint.name)
                if keys.session.view.persona != persona.id:
                    keys.reach("Describe it for a persona…")
                    keys.write(persona.name)
                    keys.press(Key.Key_Return)
                    keys.wait(lambda who=persona.id: keys.session.view.persona == who)
                    keys.inspect()
                keys.fill("touchpoint", view)


def build_flows(keys: Builder) -> None:
    for flow in COFFEE.flows:
        keys.go_to(name("touchpoint", flow.source))
        target = name("touchpoint", flow.target)
        keys.reach("Connect to…")
        keys.write(target)
        keys.press(Key.Key_Return)
        keys.back_to(say(M("to {name}", name=target), "en"))
        keys.press(Key.Key_Return)
        keys.wait(lambda: keys.kind() == "flow")
        keys.inspect()
        keys.fill("flow", flow, but=("source", "target"))


def build_backstage(keys: Builder) -> None:
    for step in COFFEE.backstage:
        keys.find(name("touchpoint", step.at[0]))
        keys.add(Key.Key_B, step.name, CTRL, SHIFT)
        keys.inspect()
        keys.fill("backstage", step, but=("at",))
        keys.chips("At", (name("touchpoint", key) for key in step.at[1:]))


def build_pain_points(keys: Builder) -> None:
    for pain in COFFEE.pain_points:
        keys.find(name("touchpoint", pain.at[0]))
        keys.add(Key.Key_P, pain.name, CTRL, SHIFT)
        keys.inspect()
        keys.fill("pain_point", pain, but=("at",))
        keys.chips("At", (name("touchpoint", key) for key in pain.at[1:]))
        keys.add_evidence(pain.evidence)


def build_metrics(keys: Builder) -> None:
    for metric in COFFEE.metrics:
        keys.command("Add a metric")
        keys.name_it(metric.name)
        keys.inspect()
        keys.fill("metric", metric)


def build_opportunities(keys: Builder) -> None:
    for chance in COFFEE.opportunities:
        keys.find(name("pain_point", chance.solves[0]))
        keys.add(Key.Key_O, chance.name, CTRL, SHIFT)
        keys.inspect()
        keys.fill("opportunity", chance, but=("solves",))
        keys.chips("Solves", (name("pain_point", key) for key in chance.solves[1:]))


def build_readings(keys: Builder) -> None:
    metric = ""
    for reading in COFFEE.readings:
        if reading.metric != metric:
            metric = reading.metric
            keys.go_to(name("metric", metric))
        share = keys.record(metric).kind == "ratio"
        values = {
            "at": reading.at,
            "value": spelled(reading.value, share),
            "n": spelled(reading.n),
            "counts": typed_counts(reading.counts),
            "period": reading.period,
        }
        keys.add_row("Add a reading", values)


def build_comments(keys: Builder) -> None:
    first, answer, last = COFFEE.comments

    def be(who: str, on: date) -> None:
        keys.session.today = lambda: on  # the clock of the computer
        keys.press(Key.Key_C, CTRL, SHIFT)
        keys.go("comments")
        keys.reach(joined(keys.window).panels.comments.person.accessibleName())
        keys.retype(who)
        keys.press(Key.Key_Return)

    def close() -> None:
        keys.press(Key.Key_C, CTRL, SHIFT)  # it lies over the inspector
        keys.go("map")

    def comment(text: str) -> None:
        keys.reach("Write a comment…")
        keys.write(text)
        keys.press(Key.Key_Return, CTRL)

    be(first.by, first.date)
    close()
    keys.go_to(name("touchpoint", first.at or ""))
    comment(first.text)
    be(answer.by, answer.date)
    keys.go("map")
    keys.go("comments")
    keys.press(Key.Key_R)
    keys.write(answer.text)
    keys.press(Key.Key_Return, CTRL)
    keys.reach("Resolve")
    keys.press(Key.Key_Space)
    close()
    be(last.by, last.date)
    close()
    source, _, target = (last.at or "").partition(" -> ")
    keys.go_to(name("touchpoint", source))
    keys.row_that_begins(say(M("to {name}", name=name("touchpoint", target)), "en"))
    keys.press(Key.Key_Return)
    keys.wait(lambda: keys.kind() == "flow")
    keys.inspect()
    comment(last.text)


def build_parking(keys: Builder) -> None:
    for note in COFFEE.parking:
        keys.go("map")
        keys.press(Key.Key_Escape)
        if note.at:
            keys.find(name("touchpoint", note.at))
            keys.go("map")
        keys.press(Key.Key_N, CTRL, SHIFT)
        keys.write(note.text)
        keys.press(Key.Key_Return)
        keys.press(Key.Key_Escape)
        keys.go_to(note.text)
        keys.fill("parking", note)


def build_the_map(keys: Builder) -> None:
    keys.press(Key.Key_I, CTRL)
    keys.inspect()
    keys.retype(COFFEE.title)
    keys.fill("map", COFFEE, but=("language", "languages", "calendar"))
    assert COFFEE.checks is not None
    (ignored,) = COFFEE.checks.ignore
    findings = joined(keys.window).panels.findings
    keys.wait(lambda: keys.session.checked and bool(keys.session.findings))
    keys.go("findings")
    for _ in range(80):
        found = findings.current()
        if found is not None and (found.check, found.at) == (ignored.check, ignored.at):
            break
        keys.press(Key.Key_Down)
    # the key for menus reaches a widget as this event of the window system
    here = keys.here()
    reason, at = QContextMenuEvent.Reason.Keyboard, QPoint(40, 40)
    where = here.viewport() if isinstance(here, QAbstractScrollArea) else here
    QApplication.sendEvent(where, QContextMenuEvent(reason, at, where.mapToGlobal(at)))
    keys.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    keys.menu("Ignore…")
    for words in (ignored.why, ignored.by or "", f"{ignored.until:%Y-%m-%d}"):
        keys.dialog(words)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    keys.wait(lambda: keys.session.map.checks is not None)


PARTS: dict[str, tuple[Kind | None, Callable[[Builder], None]]] = {
    "stages": ("stage", build_stages),
    "channels": ("channel", build_channels),
    "personas": ("persona", build_personas),
    "touchpoints": ("touchpoint", build_touchpoints),
    "flows": (None, build_flows),
    "backstage": ("backstage", build_backstage),
    "pain_points": ("pain_point", build_pain_points),
    "metrics": ("metric", build_metrics),
    "opportunities": ("opportunity", build_opportunities),
    "readings": (None, build_readings),
    "comments": ("comment", build_comments),
    "parking": ("parking", build_parking),
    "the map": (None, build_the_map),
}


def name(kind: Kind, id: str) -> str:
    """Return what a record of the example is called."""
    return next(label(r) for r in getattr(COFFEE, LISTS[kind]) if r.id == id)


def differing(one: Record, other: Record) -> list[tuple[str, str, object, object]]:
    """Return the fields in which two records differ."""
    return [
        (label(other), field, getattr(one, field), getattr(other, field))
        for field in type(other).model_fields
        if getattr(one, field) != getattr(other, field)
    ]


def test_the_coffee_example_is_built_by_keys_alone(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "coffee.yaml"
    path.write_text(write(JourneyMap(title="Untitled journey")), "utf-8")
    with shown(qtbot, tmp_path, path) as window:
        session = window.session
        assert session is not None
        for part in ORDER:
            kind, build = PARTS[part]
            build(Builder(window, qtbot))
            session.flush_wanted.emit()
            if kind:
                given = with_ids(session.map, kind)
                assert given is session.map or session.commit(M("Give ids"), lambda _, m=given: m)
            compare(part, session.map)
        m = session.map
    resolved = tuple(each.model_copy(update={"resolved": False}) for each in COFFEE.comments)
    assert m.model_copy(update={"comments": resolved}) == COFFEE.model_copy(
        update={"comments": resolved}
    )


def compare(part: str, m: JourneyMap) -> None:
    """Fail unless one part of a map is as it is shipped."""
    if part == "the map":
        for field in OWN:
            assert getattr(m, field) == getattr(COFFEE, field), field
        return
    built, shipped = getattr(m, part), getattr(COFFEE, part)
    assert len(built) == len(shipped)
    if part == "comments":
        # the window resolves a thread at its first comment, and the example says it in the answer
        assert [each.open for each in threads(m)] == [each.open for each in threads(COFFEE)]
        built, shipped = ([c.model_copy(update={"resolved": False}) for c in each]
                          for each in (built, shipped))  # fmt: skip
    assert [gap for pair in zip(built, shipped, strict=True) for gap in differing(*pair)] == []
