"""Which maps a pattern of git-setup stands for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.merged_maps import ROOT, Repository, run


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the program that git-setup tries
    monkeypatch.setattr("journeymap.commands.git_setup.shutil.which", lambda name: None)
    return Repository(folder)


def test_a_pattern_with_folders_is_seen_from_where_one_stands(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = repository.folder / "a [b]" / "c"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    run("git-setup", "maps/*.yaml", "./more/*.yaml", "/top/*.yaml", "*.yml")

    def driver_of(path: str) -> str:
        return repository.git("check-attr", "merge", "--", path).stdout.split(": ")[-1].strip()

    ours = ("a [b]/c/maps/x.yaml", "a [b]/c/more/x.yaml", "top/x.yaml", "elsewhere/x.yml")
    assert [driver_of(path) for path in ours] == ["journeymap"] * 4
    assert driver_of("maps/x.yaml") == "unspecified"
    run("git-setup", "--undo", "maps/*.yaml")
    assert driver_of("a [b]/c/maps/x.yaml") == "unspecified"
