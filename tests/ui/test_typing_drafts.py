"""Comments that were begun and not sent: they outlive the box in which they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeymap.ui import asking
from journeymap.ui.main_window import MainWindow
from journeymap.ui.record_cards.remarks import RemarksCard
from tests.ui.inspected import inspected, type_text, unfold
from tests.ui.window import example, joined, shown

WORDS = "A long thought"


def written(window: MainWindow) -> None:
    """Write a comment without sending it."""
    window.commands["comments"].setChecked(True)
    box = joined(window).panels.comments.write.words
    box.setFocus()
    type_text(box, WORDS)


def test_a_draft_outlives_another_language(qtbot: QtBot, tmp_path: Path) -> None:
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        written(window)
        before = window.workspace

        window.choose_language("fa")
        qtbot.waitUntil(lambda: window.workspace not in (None, before))

        assert joined(window).panels.comments.write.words.toPlainText() == WORDS


@pytest.mark.parametrize(("answer", "open_"), [("cancel", True), ("discard", False)])
def test_a_draft_is_asked_about_when_the_window_closes(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, open_: bool
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(asking, "choose", lambda *given: (asked.append(given), answer)[1])
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        written(window)

        window.close()

        assert len(asked) == 1
        assert window.isVisible() == open_


def test_a_draft_that_was_taken_back_is_not_asked_about(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "choose", lambda *_: pytest.fail("asked"))
    with shown(qtbot, tmp_path, example(tmp_path)) as window:
        written(window)
        joined(window).panels.comments.write.left.emit()

        assert joined(window).file.may_leave()


def test_a_draft_is_forgotten_with_its_map(qtbot: QtBot, tmp_path: Path) -> None:
    path, other = example(tmp_path), example(tmp_path, "smart-speaker.yaml")
    with shown(qtbot, tmp_path, path) as window:
        written(window)

        joined(window).session.open(other)

        assert joined(window).panels.comments.write.words.toPlainText() == ""
        assert not joined(window).file.unsaved()


def test_each_record_keeps_what_was_begun_about_it(qtbot: QtBot, tmp_path: Path) -> None:
    with inspected(qtbot, example(tmp_path)) as panel:
        session = panel.session
        one, two = (each.id for each in session.map.touchpoints[:2])
        session.select((one,))
        panel.inspector.refresh()
        unfold(panel.inspector.form)
        panel.inspector.form.editors  # noqa: B018 - makes all groups
        cards = [each.card for each in panel.inspector.form._boxes]
        box = next(each.write.words for each in cards if isinstance(each, RemarksCard))
        type_text(box, WORDS)

        session.select((two,))
        panel.inspector.refresh()
        panel.inspector.form.editors  # noqa: B018 - fills what is out of sight
        between = box.toPlainText()
        session.select((one,))
        panel.inspector.refresh()
        panel.inspector.form.editors  # noqa: B018 - fills what is out of sight

        assert (between, box.toPlainText()) == ("", WORDS)
        assert session.drafts.unsent(session.index) == 1
