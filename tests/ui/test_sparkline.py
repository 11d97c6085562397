"""The small line of a metric: where its values stand, what is said of them, what is painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journeymap.model.journey import Metric
from journeymap.model.readings import Point
from journeymap.ui.sparkline import Sparkline, Spot, spots_of
from journeymap.ui.style import colors

CSAT = Metric.model_validate(
    {"id": "csat", "name": "CSAT", "kind": "csat", "formula": "top 2", "target": 80, "alarm": 60}
)
POINTS = (Point("2026-01", 70, 40), Point("2026-02", 55, 52), Point("2026-12", 84, 61))


def spots(*points: Point, lang: str = "en") -> tuple[Spot, ...]:
    return spots_of(CSAT, points, lang, "gregorian")


def line(qtbot: QtBot, *points: Point, rtl: bool = False, lang: str = "en") -> Sparkline:
    made = Sparkline(spots(*points, lang=lang), lang, "light", 80, 60, rtl)
    qtbot.addWidget(made)
    made.resize(120, 30)
    made.show()
    return made


def test_a_gap_in_time_is_a_gap_in_the_line(qtbot: QtBot) -> None:
    made = line(qtbot, *POINTS)
    assert made.x_of(1) - made.x_of(0) < (made.x_of(2) - made.x_of(1)) / 5
    assert made.y_of(84) < made.y_of(55)


def test_time_runs_to_the_left_where_the_script_does(qtbot: QtBot) -> None:
    made = line(qtbot, *POINTS, rtl=True)
    assert made.x_of(0) > made.x_of(2)


def test_the_pointer_hears_the_nearest_value(qtbot: QtBot) -> None:
    made = line(qtbot, *POINTS)
    QTest.mouseMove(made, QPoint(2, 2))  # a pointer that is there already would not move
    QTest.mouseMove(made, QPoint(round(made.x_of(2)) - 3, 10))
    assert made.accessibleName() == "Dec 2026: 84"


def test_the_arrow_keys_walk_the_values(qtbot: QtBot) -> None:
    made = line(qtbot, *POINTS)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Left)
    assert made.accessibleName() == "Feb 2026: 55"
    QTest.keyClick(made, Qt.Key.Key_Home)
    assert made.accessibleName() == "Jan 2026: 70"
    mirrored = line(qtbot, *POINTS, rtl=True)
    QTest.keyClick(mirrored, Qt.Key.Key_Right)
    assert mirrored.accessibleName() == "Feb 2026: 55"


def test_the_whole_is_described(qtbot: QtBot) -> None:
    said = line(qtbot, *POINTS).accessibleDescription()
    assert said == (
        "3 values from Jan 2026 to Dec 2026. Newest 84; lowest 55 (Feb 2026); highest 84 (Dec 2026)"
    )


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_values_are_painted_too(qtbot: QtBot, count: int) -> None:
    made = line(qtbot, *POINTS[:count])
    image = made.grab().toImage()
    seen = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    newest = colors("light")[f"{spots(*POINTS[:count])[-1].band}.text"] if count else ""
    assert (QColor(newest).name() in seen) == bool(count)


def test_an_interval_is_a_band_around_the_line(qtbot: QtBot) -> None:
    sure = (Point("2026-01", 70, 40, 60, 80), Point("2026-02", 72, 40, 62, 82))
    bare = line(qtbot, *(point._replace(low=None, high=None) for point in sure))
    assert line(qtbot, *sure).grab().toImage() != bare.grab().toImage()
