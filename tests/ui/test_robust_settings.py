"""Garbage in the settings never stops the start, and how a map was seen is believed with care."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QDate, QPoint, QSettings, QSize
from pytestqt.qtbot import QtBot

from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, Metric, Persona, Reading, Stage, Touchpoint
from journeymap.model.readings import Readings
from journeymap.ui.seen import fields_of
from journeymap.ui.settings import Settings, languages
from tests.ui.window import joined, shown

KEYS = (
    "language theme text_size reduced_motion contrast open_in restores person pins recent "
    "open_files seen geometry size/outline hidden/minimap hidden/outline front/comments place/x"
).split()
GARBAGE: dict[str, Any] = {
    "a size": QSize(1, 2),
    "a point": QPoint(-3, 4),
    "a day": QDate(2026, 1, 1),
    "negative": -5,
    "huge": "9" * 400,
    "a fraction": "1e400",
    "other digits": "²",
    "a list": ["", "a", 5, None],
    "a table": {"a": 1},
    "bytes": QByteArray(b"\xff\x00"),
    "text": "\u202e<b>",
    "NUL": "/a\x00b",
    "nothing": "",
    "deep": "[" * 100_000,
    "numbers": '{"x": %s}' % ("9" * 5000),
}
RAW = (
    b"[General]\ntext_size=@Variant(\\0\\0\\0\\x7f)\npins=@Size(1 2)\nrecent=@Rect(1 2)\n"
    b"open_files=@Invalid()\ngeometry=@ByteArray(\\x1\\xd9\\xd0)\n\xff\xfe\x00garbage\n[[[\n"
)


def store(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)


def all_read(settings: Settings) -> None:
    """Read every setting, and check that each is of its kind."""
    assert settings.language in ("", *languages())
    assert settings.theme in ("system", "light", "dark")
    assert 100 <= settings.text_size <= 200
    assert settings.reduced_motion in ("", "on", "off")
    assert settings.open_in in ("new", "here")
    for flag in (settings.contrast, settings.restores, settings.minimap):
        assert isinstance(flag, bool)
    assert isinstance(settings.hidden("outline"), bool)
    assert isinstance(settings.in_front("comments"), bool)
    assert isinstance(settings.person, str)
    for paths in (settings.recent, settings.pins, settings.open_files):
        assert all(isinstance(path, Path) for path in paths)
    assert Path(settings.folder).is_dir()
    assert isinstance(settings.seen(Path("x")), dict)
    assert 0 <= settings.size("outline") < 10_000
    assert isinstance(settings.bytes("geometry"), QByteArray)
    assert isinstance(settings.place(Path("x")), QByteArray)


@pytest.mark.parametrize("value", GARBAGE.values(), ids=GARBAGE.keys())
def test_every_setting_bears_every_garbage(tmp_path: Path, value: Any) -> None:
    kept = store(tmp_path / "x.ini")
    for key in KEYS:
        kept.setValue(key, value)
    kept.sync()

    for read in (kept, store(tmp_path / "x.ini")):
        settings = Settings(read)
        all_read(settings)
    settings.pin(Path("/a"))
    settings.remember(Path("/b"))
    settings.keep_seen(Path("/b"), {"zoom": 1.0})
    all_read(settings)
    assert settings.seen(Path("/b")) == {"zoom": 1.0}


@pytest.mark.qt_log_ignore("QVariant::load")
def test_a_file_that_is_no_settings_file_is_borne(tmp_path: Path) -> None:
    (tmp_path / "x.ini").write_bytes(RAW)
    all_read(Settings(store(tmp_path / "x.ini")))


def test_a_path_that_is_no_text_is_kept_as_well_as_it_can_be(tmp_path: Path) -> None:
    settings = Settings(store(tmp_path / "x.ini"))
    odd = Path(os.fsdecode(b"/a\xff.yaml"))
    settings.pin(odd)
    settings.remember(odd)
    settings.keep_seen(odd, {"zoom": 1.0})
    settings.keep_open_files({odd: QByteArray()})
    all_read(settings)


@pytest.mark.parametrize("name", ["a size", "huge", "NUL", "a list"])
def test_the_window_starts_with_garbage(
    qtbot: QtBot, tmp_path: Path, coffee: Path, name: str
) -> None:
    kept = store(tmp_path / "window.ini")
    for key in KEYS:
        kept.setValue(key, GARBAGE[name])
    kept.sync()
    with shown(qtbot, tmp_path, coffee) as window:
        assert joined(window).there
        window.show_start()


@pytest.mark.parametrize(
    "how",
    [
        {"zoom": float("nan"), "x": float("inf"), "y": float("-inf")},
        {"zoom": 1.0, "x": float("inf"), "y": float("nan")},
        {"zoom": 1.0, "x": 10**400, "y": -(10**400)},
        {"zoom": 1e-300, "x": 1e308, "y": 1e308},
        {"zoom": True, "columns": True, "rows": [], "lanes": [1], "period": {}, "segment": [[1]]},
        {"selection": {"a": 1}, "collapsed": [[1]], "folded": "x", "persona": ["a"]},
    ],
)
def test_a_view_of_garbage_is_not_gone_back_to(
    qtbot: QtBot, tmp_path: Path, coffee: Path, how: dict[str, Any]
) -> None:
    kept = store(tmp_path / "window.ini")
    kept.setValue("seen", json.dumps({str(coffee): how}))
    kept.sync()
    with shown(qtbot, tmp_path, coffee) as window:
        canvas = joined(window).canvas
        assert 0.02 < canvas.zoom <= 8
        assert abs(canvas.seen().center().x()) < 1e8
        assert not canvas.grab().isNull()


# ------------------------------------------------------------ how a map was looked at

MAP = JourneyMap(
    title="M",
    stages=(Stage(id="s", name="S"),),
    personas=(Persona(id="p", name="P"),),
    touchpoints=(Touchpoint(id="t", name="T", stage="s"),),
    metrics=(
        Metric(id="m", name="M", kind="amount", better="higher"),
        Metric(id="other", name="O", kind="amount", better="higher"),
    ),
    readings=(
        Reading(metric="m", at="t", period="2026-01", segment={"age": "old"}, value=1),
        Reading(metric="other", at="t", period="2026-02", value=1),
    ),
)


def fields(**how: Any) -> dict[str, Any]:
    return fields_of(how, index_of(MAP), Readings(MAP))


def test_what_is_of_another_kind_is_not_taken_for_a_persona_a_metric_or_a_stage() -> None:
    found = fields(persona="m", metric="p", collapsed=["t", "s"])
    assert "persona" not in found
    assert "metric" not in found
    assert found["collapsed"] == {"s"}


def test_persona_metric_period_and_segment_come_back_where_the_map_has_them() -> None:
    found = fields(persona="p", metric="m", period="2026-01", segment=[["age", "old"]])
    assert (found["persona"], found["metric"], found["period"]) == ("p", "m", "2026-01")
    assert found["segment"] == (("age", "old"),)


def test_a_period_or_segment_that_the_metric_has_not_is_dropped() -> None:
    found = fields(metric="m", period="2026-02", segment=[["age", "young"]])
    assert "period" not in found
    assert "segment" not in found
    assert "segment" not in fields(segment=[["age", "old"]])
