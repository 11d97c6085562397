"""Versions of a file read from git: what is there, what is not, and what may not be asked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from journeymap.files.versions import (
    NoVersions,
    bytes_at,
    bytes_in_index,
    is_tracked,
    repository_of,
    versions,
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=Åsa", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a file of two versions whose name begins with a hyphen."""
    git(tmp_path, "init", "-q")
    folder = tmp_path / "maps *"
    folder.mkdir()
    path = folder / "--output=نقشه.yaml"
    for number in (1, 2):
        path.write_text(f"title: {number}\n")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", f"Version {number}")
    return path


def test_versions_come_newest_first(kept: Path) -> None:
    second, first = versions(kept)

    assert (second.subject, first.subject) == ("Version 2", "Version 1")
    assert first.who == "Åsa"
    assert second.when >= first.when
    assert first.when.tzinfo is not None
    assert bytes_at(kept, first.commit) == b"title: 1\n"
    assert bytes_at(kept, "HEAD~1") == b"title: 1\n"
    assert versions(kept, limit=1) == (second,)


def test_a_renamed_file_is_followed(kept: Path) -> None:
    new = kept.with_name("new.yaml")
    git(kept.parent, "mv", "--", kept.name, new.name)
    git(kept.parent, "commit", "-q", "-m", "Renamed")

    assert [version.subject for version in versions(new)] == ["Renamed", "Version 2", "Version 1"]


def test_of_a_link_the_versions_are_those_of_what_it_leads_to(kept: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(kept)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "A link")

    assert is_tracked(link)
    assert versions(link) == versions(kept)
    assert bytes_at(link, "HEAD~2") == b"title: 1\n"


def test_only_what_git_knows_is_tracked(kept: Path) -> None:
    other = kept.with_name("other.yaml")
    other.write_text("")

    assert is_tracked(kept)
    assert not is_tracked(other)
    assert versions(other) == ()


@pytest.mark.parametrize("commit", ["--all", "", "HEAD:x", "a b", "nowhere", "0" * 40, "-1"])
def test_what_names_no_version_is_refused(kept: Path, commit: str) -> None:
    with pytest.raises(NoVersions):
        bytes_at(kept, commit)


def test_outside_a_repository_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    path = tmp_path / "map.yaml"
    path.write_text("")

    assert not is_tracked(path)
    for ask in (versions, repository_of, lambda p: bytes_at(p, "HEAD")):
        with pytest.raises(NoVersions) as error:
            ask(path if ask is not repository_of else tmp_path)
        assert "lies in no git repository" in str(error.value)
    with pytest.raises(NoVersions):
        bytes_in_index(path, 1)


def test_without_git_that_is_said(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(kept.parent))

    assert not is_tracked(kept)
    with pytest.raises(NoVersions, match="git is not installed"):
        versions(kept)


def test_a_repository_without_commits_has_no_versions(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    path = tmp_path / "map.yaml"
    path.write_text("")
    git(tmp_path, "add", ".")

    assert is_tracked(path)
    assert versions(path) == ()
