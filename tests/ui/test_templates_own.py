"""Templates: those that ship open clean, and any map can become one of one's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from journeymap.checks.runner import run
from journeymap.cli import cli
from journeymap.files import own_templates, templates
from journeymap.files.reader import read_bytes, read_file
from journeymap.model.journey import CheckSettings, Ignore
from journeymap.model.pasting import LANGUAGES
from journeymap.ui import asking
from journeymap.ui.app import application
from journeymap.ui.main_window import MainWindow
from journeymap.ui.output.save_template import SaveTemplate
from journeymap.ui.start.pages import TEMPLATE_OFFERS
from tests.ui.window import EXAMPLES, joined, shown


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of own templates."""
    folder = tmp_path / "own"
    monkeypatch.setattr(own_templates, "own_folder", lambda: folder)
    return folder


def test_the_folder_is_the_one_that_qt_names() -> None:
    application()
    place = QStandardPaths.StandardLocation.AppDataLocation
    assert Path(QStandardPaths.writableLocation(place)) / "templates" == own_templates.own_folder()


def test_every_offer_is_a_template_and_every_template_is_offered() -> None:
    names = [name for name, _ in templates.listed()]
    assert {offer.stem for offer in TEMPLATE_OFFERS} <= set(names)
    assert len(TEMPLATE_OFFERS) == 8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", [offer.stem for offer in TEMPLATE_OFFERS])
def test_a_template_opens_without_error_findings_and_says_what_it_is_for(
    stem: str, language: str
) -> None:
    data = templates.begun(stem, language=language)
    m = read_bytes(data, stem).map
    assert m.language == language
    found = run(m, today=date(2026, 11, 22), folder=None)
    assert [finding for finding in found if finding.level == "error"] == []
    assert data.startswith(b"#")
    if stem != "blank":
        assert 7 <= len(m.touchpoints) <= 20
        assert m.metrics


def test_a_template_of_ones_own_keeps_what_is_asked_for_and_no_more(own: Path) -> None:
    m = read_file(EXAMPLES / "coffee-app.yaml").map
    assert m.readings
    assert any(touchpoint.success for touchpoint in m.touchpoints)

    bare = templates.emptied(m, ())
    whole = templates.emptied(m, tuple(templates.PARTS))

    assert len(bare.touchpoints) == len(m.touchpoints)
    assert (bare.readings, bare.comments, bare.pain_points, bare.opportunities) == ((), (), (), ())
    assert not any(t.success or t.emotion or t.evidence or t.quote for t in bare.touchpoints)
    assert not any(persona.evidence for persona in bare.personas)
    assert (bare.status, bare.owner, bare.reviewed) == ("draft", None, None)
    assert whole.readings == m.readings
    assert whole.touchpoints == m.touchpoints
    for name in ("summary", "scenario", "scope", "decision", "version", "readings_from"):
        assert getattr(bare, name) is None, name
        assert getattr(whole, name) == getattr(m, name), name
    assert (bare.parking, bare.sources) == ((), ())
    assert (whole.owner, whole.reviewed, whole.sources) == (m.owner, m.reviewed, m.sources)
    templates.keep_own(m, "Ours: coffee", ())
    again = read_file(own / "Ours- coffee.yaml").map
    assert [t.id for t in again.touchpoints] == [t.id for t in m.touchpoints]
    found = run(again, today=date(2026, 11, 22), folder=None)
    assert [finding for finding in found if finding.check.startswith("reference")] == []


def test_a_template_keeps_how_checks_are_tuned_and_no_exception_from_them() -> None:
    ignored = Ignore(check="low-without-pain-point", why="We know")
    tuned = CheckSettings(levels={"trap-loop": "warning"}, ignore=(ignored,))
    m = read_file(EXAMPLES / "coffee-app.yaml").map.model_copy(update={"checks": tuned})
    assert templates.emptied(m, ()).checks == CheckSettings(levels={"trap-loop": "warning"})
    assert templates.emptied(m, ("exceptions",)).checks == tuned
    alone = m.model_copy(update={"checks": CheckSettings(ignore=(ignored,))})
    assert templates.emptied(alone, ()).checks is None


def test_the_command_line_finds_the_same_templates(own: Path, tmp_path: Path) -> None:
    templates.keep_own(read_file(EXAMPLES / "coffee-app.yaml").map, "Ours", ())
    target = tmp_path / "new.yaml"

    listed = CliRunner().invoke(cli, ["new", "--list"])
    made = CliRunner().invoke(cli, ["new", "--template", "Ours", "-o", str(target)])

    assert "Ours" in listed.output
    assert made.exit_code == 0
    assert len(read_file(target).map.touchpoints) == 22
    wrong = CliRunner().invoke(cli, ["new", "--template", "Our", "-o", str(tmp_path / "x.yaml")])
    assert wrong.exit_code == 2
    assert "Ours" in wrong.output


def test_save_as_template_offers_it_on_the_start_page_until_it_is_deleted(
    window: MainWindow, own: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the start page and the menus ask by name
    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SaveTemplate)
        dialog.name.selectAll()
        qtbot.keyClicks(dialog.name, "Ours")
        qtbot.mouseClick(dialog.parts["ratings"], Qt.MouseButton.LeftButton)
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    QTimer.singleShot(200, act)
    window.trigger("save-template")

    kept = read_file(own / "Ours.yaml").map
    assert any(touchpoint.success for touchpoint in kept.touchpoints)
    assert not kept.readings
    window.commands["close"].trigger()
    assert [card.accessibleName() for card in window.start._own] == ["Ours: Your own template"]
    menu = QMenu()
    window.fillers["template"](menu)
    assert "Ours" in [action.text() for action in menu.actions()]

    qtbot.mouseClick(window.start._own[0], Qt.MouseButton.LeftButton)
    assert window.session is not None
    assert window.session.path is None
    assert len(window.session.map.touchpoints) == len(kept.touchpoints)

    window.commands["close"].trigger()
    monkeypatch.setattr(asking, "may_lose", lambda *_: True)
    window.on_wish("drop-own", "Ours")
    assert not window.start._own
    assert not (own / "Ours.yaml").exists()


def test_a_template_that_somebody_broke_is_said_and_not_raised(
    qtbot: QtBot, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.mkdir()
    (own / "Broken.yaml").write_text("format: 1\nbogus: [\n")
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda *words: told.extend(map(str, words[2:])))
    with shown(qtbot, tmp_path) as window:
        window.begin("Broken")
        assert told
        assert not joined(window).there
    assert "Broken" not in dict(templates.listed())
