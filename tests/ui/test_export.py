"""Exports: what is asked for is checked against the map, and each form is what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from journeymap.cli import cli
from journeymap.files.reader import read_file
from journeymap.ui.output.export import NotExported, Wishes, export

ROOT = Path(__file__).resolve().parent.parent.parent
COFFEE = ROOT / "examples" / "coffee-app.yaml"
BEGINNINGS = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml"}


@pytest.mark.parametrize("form", BEGINNINGS)
@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_each_form_in_each_theme(form: str, theme: str) -> None:
    data = export(read_file(COFFEE).map, form, Wishes(theme=theme, scale=0.5))
    assert data.startswith(BEGINNINGS[form])


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(persona="dane"), "is “dana” meant?"),
        (Wishes(overlay="csta"), "is “csat” meant?"),
        (Wishes(overlay="csat", period="2019"), "There is no reading for 2019"),
        (Wishes(period="2026-10"), "name the metric with --overlay"),
        (Wishes(lanes="channels,courve"), "There is no lane “courve”"),
        (Wishes(lanes=","), "Name at least one lane"),
        (Wishes(scale=400), "too large to open"),
    ],
)
def test_what_the_map_does_not_have_is_refused_in_words(wishes: Wishes, said: str) -> None:
    with pytest.raises(NotExported, match=said):
        export(read_file(COFFEE).map, "png", wishes)


def test_the_command_line_writes_a_page_of_paper(tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    args = ["export", str(COFFEE), "-o", str(path), "--page", "a3", "--landscape"]
    assert CliRunner().invoke(cli, args).exit_code == 0
    assert b"/MediaBox [0 0 1191" in path.read_bytes().replace(b"1190.", b"1191 ")


@pytest.mark.parametrize(("form", "option"), [("png", "--page=A4"), ("svg", "--scale=2")])
def test_an_option_of_another_form_is_refused(tmp_path: Path, form: str, option: str) -> None:
    result = CliRunner().invoke(
        cli, ["export", str(COFFEE), "-o", str(tmp_path / f"x.{form}"), option]
    )
    assert result.exit_code == 2
    assert option[2:6] in result.stderr


def test_a_display_that_cannot_be_reached_is_not_asked_for(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "DISPLAY": ":9999", "HOME": str(tmp_path)}
    path = tmp_path / "x.svg"
    command = [sys.executable, "-m", "journeymap", "export", str(COFFEE), "-o", str(path)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert path.exists()


def test_an_output_of_no_known_form_or_place_is_refused(tmp_path: Path) -> None:
    for output, said in ((tmp_path / "map.gif", "none of .png"), (tmp_path / "no" / "m.svg", "no")):
        result = CliRunner().invoke(cli, ["export", str(COFFEE), "-o", str(output)])
        assert result.exit_code == 2
        assert said in result.stderr
        assert not output.exists()
