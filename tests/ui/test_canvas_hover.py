"""What hovering tells: everything a card holds, as plain text with signs, also from afar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from journeymap.model import edits, threads
from journeymap.model.journey import JourneyMap
from journeymap.ui.canvas.badges import Badge
from tests.ui.hands import Canvas, small


def rich(language: str = "en") -> JourneyMap:
    m = small(language)
    new = edits.new_record
    m = edits.add(
        m,
        *(
            new("pain_point", id=f"p{n}", name=f"Pain {n} <i>", at=("pay",), severity=n)
            for n in range(1, 6)
        ),
        new("opportunity", id="o", name="Ask later", solves=("p1",)),
        new("metric", id="csat", name="Satisfaction", kind="csat"),
        new("reading", metric="csat", at="pay", period="2026-03", value=61, n=40),
        new("reading", metric="csat", at="pay", period="2026-04", value=70, n=40),
    )
    evidence = ({"kind": "research", "note": "seen"},)
    m = edits.change(
        m, "pay", emotion=-2, success=2, effort=5, owner="Payments", moment_of_truth=True,
        evidence=evidence, journey="paying.yaml",
    )  # fmt: skip
    return threads.write(m, "Why?", "Ada", date(2026, 5, 4), "pay")


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(qtbot, small())
    made.session.new(rich())
    made.view.badges.badges = {"pay": Badge(2, "warning")}
    yield made
    QToolTip.hideText()
    made.session.close()


def told(canvas: Canvas, key: str) -> str:
    """Return what the tooltip of a part reads."""
    canvas.hover(canvas.at(key))
    document = QTextDocument()
    document.setHtml(QToolTip.text())
    return document.toPlainText()


def test_it_tells_all_that_a_card_holds_and_its_name_first(canvas: Canvas) -> None:
    text = told(canvas, "pay")
    assert text.strip().startswith("Pay")
    for words in (
        "Buy · Web",
        "Emotion: very bad (−2)",
        "Success: hardly (2 of 5)",
        "Effort: very hard (5 of 5)",
        "Moment of truth",
        "Owner: Payments",
        "Pain point: Pain 1 <i>",
        "and 1 more pain point",
        "Opportunity: Ask later",
        "Satisfaction: 70 (Apr 2026)",
        "1 piece of evidence",
        "1 open comment",
        "2 findings",
        "paying.yaml",
    ):
        assert words in text, words
    assert "61" not in text


def test_faces_stand_beside_the_words_and_no_picture_comes_from_elsewhere(canvas: Canvas) -> None:
    told(canvas, "pay")
    sources = re.findall(r'src="([^"]*)"', QToolTip.text())
    assert len(sources) >= 5
    assert all(source.startswith("data:image/png;base64,") for source in sources)


def test_it_tells_the_same_from_afar(canvas: Canvas) -> None:
    near = told(canvas, "pay")
    canvas.view.set_zoom(0.1)
    QToolTip.hideText()
    assert told(canvas, "pay") == near


def test_notes_flows_stages_and_rows_tell_of_themselves(canvas: Canvas) -> None:
    assert "Severity: 1 of 5" in told(canvas, "p1")
    assert "At: Pay" in told(canvas, "p1")
    assert "2 touchpoints" in told(canvas, "buy")
    assert "3 touchpoints" in told(canvas, "web")


def test_there_is_nothing_to_tell_of_the_ground(canvas: Canvas, qtbot: QtBot) -> None:
    told(canvas, "pay")
    assert QToolTip.isVisible()
    canvas.hover(canvas.ground("buy", "shop"))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_it_runs_in_the_direction_of_the_interface(canvas: Canvas) -> None:
    told(canvas, "pay")
    assert "dir=ltr" in QToolTip.text()
    canvas.session.set_lang("fa")
    told(canvas, "pay")
    assert "dir=rtl" in QToolTip.text()
