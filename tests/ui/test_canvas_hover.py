"""What hovering tells: everything a card holds, as plain text with signs, also from afar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from journeymap.model import edits, threads
from journeymap.model.journey import JourneyMap
from journeymap.model.text import Message, literal, say
from journeymap.ui.canvas.badges import Badge
from journeymap.ui.canvas.hover import lines_of, tip_of
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
    part = canvas.view.part_of("pay")
    assert part is not None
    text = "\n".join(say(line.words, "en") for line in lines_of(canvas.view, part))
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


class Finding(NamedTuple):
    """What a check says, as far as a tooltip asks."""

    message: Message
    places: tuple[str, ...]
    level: str = "warning"


def test_it_takes_a_third_of_the_screen_and_no_more(canvas: Canvas) -> None:
    long = literal(", ".join(f"Satisfaction at “Place {n}” (5{n}; target 80)" for n in range(9)))
    found = [Finding(long, ("pay", "buy")) for _ in range(5)]
    canvas.view.badges.said = {"pay": (*found, Finding(literal("Own"), ("pay",), "info"))}
    canvas.view.badges.badges = {"pay": Badge(6, "warning")}
    text = told(canvas, "pay")
    lines = text.strip().splitlines()
    for words in ("Emotion", "Success", "Effort", "Pain 1 <i>", "Satisfaction: 70", "Info: Own"):
        assert words in text, words
    assert lines[-1].startswith("and ")
    assert lines[-1].endswith(" more")
    high = canvas.view.screen().availableGeometry().height()
    tip = next(each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel"))
    assert tip.height() <= high * 0.36
    assert "Place 0" not in text or text.index("Own") < text.index("Place 0")


def test_a_badge_shortens_what_is_long(canvas: Canvas) -> None:
    long = literal("A target is missed in many places, " * 40)
    canvas.view.badges.said = {"pay": (Finding(long, ("pay",)), Finding(long, ("pay", "buy")))}
    part = canvas.view.part_of("pay")
    assert part is not None
    QToolTip.showText(
        canvas.view.mapToGlobal(canvas.at("pay")), tip_of(canvas.view, part, "findings")
    )
    tip = next(each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel"))
    high = canvas.view.screen().availableGeometry().height()
    assert tip.height() <= high * 0.36
    assert QToolTip.text().count("…") == 2


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
