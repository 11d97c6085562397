"""Own templates: names that no file system minds, and every file of the folder can be begun."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journeymap.files import own_templates, templates
from journeymap.files.own_templates import file_stem, own_names, own_path, remove_own
from journeymap.files.problems import FilesError
from journeymap.files.reader import read_bytes, read_file
from journeymap.model.journey import JourneyMap
from journeymap.ui.output.save_template import SaveTemplate
from tests.ui.window import EXAMPLES, shown


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of own templates."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(own_templates, "own_folder", lambda: folder)
    return folder


@pytest.fixture(scope="module")
def coffee_map() -> JourneyMap:
    """A map with something in it."""
    return read_file(EXAMPLES / "coffee-app.yaml").map


@given(st.text())
def test_a_name_becomes_one_that_every_system_takes(name: str) -> None:
    stem = file_stem(name)
    assert 0 < len(stem.encode()) <= 201
    assert not set(stem) & set('<>:"/\\|?*\0\n')
    assert stem == stem.strip(" .")
    assert stem.partition(".")[0].upper() not in own_templates.RESERVED
    assert file_stem(stem) == stem or stem.startswith("_")


@pytest.mark.parametrize("name", ["CON", "con", "Nul.txt", "COM1", "lpt9", "AUX ", "prn.a.b"])
def test_names_of_devices_are_told_apart(name: str) -> None:
    assert file_stem(name).startswith("_")


def test_names_keep_their_joiners_and_are_cut_between_letters() -> None:
    assert file_stem("می\u200cخواهم") == "می\u200cخواهم"
    assert len(file_stem("旅" * 200)) == 66
    assert file_stem("旅" * 200) == "旅" * 66


@pytest.mark.parametrize("name", ["旅" * 200, "a" * 300, "CON", "a/b", "..", "x\u202ey", "a.b"])
def test_what_is_kept_is_listed_and_begun_and_deleted_by_its_name(
    own: Path, coffee_map: JourneyMap, name: str
) -> None:
    path = templates.keep_own(coffee_map, name, ())
    assert path.parent == own
    (listed,) = own_names()
    assert read_bytes(templates.begun(listed), listed).map.touchpoints
    assert remove_own(listed)
    assert own_names() == ()


def test_a_template_is_not_called_like_one_of_the_program(
    own: Path, coffee_map: JourneyMap, qtbot: QtBot
) -> None:
    for name in ("blank", "Blank", " blank "):
        with pytest.raises(FilesError) as refused:
            templates.keep_own(coffee_map, name, ())
        assert "another name" in str(refused.value.message)
    assert not list(own.iterdir())
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SaveTemplate(parent, "en", "My own")
    assert dialog.save.isEnabled()
    dialog.name.setText("blank")
    assert not dialog.save.isEnabled()
    assert "another name" in dialog.note.text()


def test_one_that_is_called_so_already_is_told_apart_and_begun(
    own: Path, coffee_map: JourneyMap, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = templates.keep_own(coffee_map, "Ours", ())
    kept.rename(own / "blank.yaml")
    assert own_names() == ("blank (2)",)
    assert own_path("blank (2)") == own / "blank.yaml"
    with shown(qtbot, tmp_path) as window:
        window.on_wish("own", "blank (2)")
        assert window.session is not None
        assert len(window.session.map.touchpoints) == len(coffee_map.touchpoints)


@pytest.mark.parametrize("stem", ["a:b", " a ", "a?", "a.b.c", "a" * 240, "CON", "trail."])
def test_odd_names_in_the_folder_are_listed_and_begun(
    own: Path, coffee_map: JourneyMap, stem: str
) -> None:
    kept = templates.keep_own(coffee_map, "Ours", ())
    kept.rename(own / f"{stem}.yaml")
    assert own_names() == (stem,)
    assert read_bytes(templates.begun(stem), stem).map.touchpoints
    assert remove_own(stem)
    assert own_names() == ()


def test_what_is_no_file_or_cannot_be_shown_is_left_out(own: Path, coffee_map: JourneyMap) -> None:
    templates.keep_own(coffee_map, "Ours", ())
    (own / "folder.yaml").mkdir()
    (own / ".hidden.yaml").write_text("title: x")
    (own / "line\nbreak.yaml").write_text("title: x")
    (own / "gone.yaml").symlink_to(own / "nowhere")
    (own / os.fsdecode(b"\xff.yaml")).write_text("title: x")
    assert own_names() == ("Ours",)
    assert "Ours" in dict(templates.listed())
