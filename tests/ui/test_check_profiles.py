"""The checks beside the window use the profile of the map's folder, good or bad."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeymap.checks.located import english
from journeymap.checks.silencing import ignoring
from journeymap.files.profiles import NAME
from journeymap.model import edits
from journeymap.model.index import index_of
from journeymap.model.text import M
from journeymap.ui.app import application
from journeymap.ui.findings.explain import parts_of
from journeymap.ui.session import Session

MAP = "title: Coffee\nstatus: draft\nstages:\n  - {id: order, name: Order}\n"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    application()
    (tmp_path / ".git").mkdir()
    (tmp_path / "coffee.yaml").write_text(MAP)
    made = Session()
    yield made
    made.close()


def checked(session: Session, qtbot: QtBot, path: Path) -> dict[str, str]:
    session.open(path)
    qtbot.waitUntil(lambda: session.checked)
    return {each.check: each.level for each in session.findings}


def test_levels_of_the_profile_hold_in_the_window(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_text("levels:\n  stage-without-touchpoint: info\n")

    levels = checked(session, qtbot, tmp_path / "coffee.yaml")

    assert levels["stage-without-touchpoint"] == "info"
    finding = next(f for f in session.findings if f.check == "stage-without-touchpoint")
    words = [text for _, text in parts_of(finding, index_of(session.document.map), "en")]
    assert f"Level set by: {NAME}:2" in words


@pytest.mark.parametrize("text", ["levels: [", "levls: {}", "extends: gone.yaml", "\x00"])
def test_a_broken_profile_is_a_finding_and_the_checks_go_on(
    session: Session, qtbot: QtBot, tmp_path: Path, text: str
) -> None:
    (tmp_path / NAME).write_text(text)

    levels = checked(session, qtbot, tmp_path / "coffee.yaml")

    assert levels["profile-not-read"] == "error"
    assert levels["stage-without-touchpoint"] == "error"
    assert "check-failed" not in levels


def test_a_profile_that_was_mended_is_read_at_the_next_look(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_text("levls: {}")
    checked(session, qtbot, tmp_path / "coffee.yaml")
    (tmp_path / NAME).write_text("levels: {stage-without-touchpoint: silent}")

    session.commit(M("Change"), lambda m: edits.change(m, "", title="Tea"))

    before = {"profile-not-read", "stage-without-touchpoint"}
    qtbot.waitUntil(lambda: before.isdisjoint(each.check for each in session.findings))


def test_the_window_knows_what_a_map_cannot_set(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_text("levels:\n  dead-end: info\n  stage-without-touchpoint: info\n")
    session.open(tmp_path / "coffee.yaml")
    qtbot.waitUntil(lambda: session.checked)

    assert {id: english(place) for id, place in session.bound.items()} == {
        "dead-end": f"{NAME}:2",
        "stage-without-touchpoint": f"{NAME}:3",
    }

    # an exception of the map holds all the same
    session.commit(M("Ignore"), ignoring("stage-without-touchpoint", None, "It is new"))
    gone = "stage-without-touchpoint"
    qtbot.waitUntil(lambda: all(each.check != gone for each in session.findings), timeout=20_000)
