"""What is kept in the repository, and what the project asks of its surroundings."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent

# Patterns that do not match themselves, so that this file may be looked at too.
UNWANTED: Mapping[str, str] = {
    r"/wor[k]/": "a path of one machine",
    r"/roo[t]/": "a path of one machine",
    r"/hom[e]/\w": "a path of one machine",
    r"/Use[r]s/\w": "a path of one machine",
    r"/tm[p]/\w": "a path of one machine; tests have tmp_path",
    r"pyp[i]\.org|pythonhosted\.or[g]|registry\.npmj[s]": "a registry's host",
    r"deb\.debia[n]\.org|snapshot\.debia[n]": "a registry's host",
    r"(?i)\bissue\s*#?[0]*\d": "a number that means nothing to a reader of the code",
    r"(?i)sub-?agen[t]|language mode[l]|pair programme[r]": "who wrote it is no part of it",
    r"\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b": "unfinished work",
    r"(?i)lorem ipsu[m]": "filler",
}
# pattern, file -> why it may stand there
EXCUSED: Mapping[tuple[str, str], str] = {}

PICTURES = (".png", ".jpg", ".webp")
PICTURE_FOLDERS = ("docs/", "tests/")
LARGEST_PICTURE, LARGEST_TEXT = 1_000_000, 1_000_000
FONTS = (".ttf", ".otf", ".ttc", ".woff", ".woff2", ".pfb", ".eot")


@cache
def committed() -> tuple[str, ...]:
    """Return the paths that git tracks, or skip where there is no git."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    safe = f"safe.directory={ROOT}"
    command = ["git", "-c", safe, "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return tuple(path for path in listed.split("\0") if path and (ROOT / path).is_file())


def is_text(data: bytes) -> bool:
    return b"\0" not in data[:8000]


def unwanted(text: str) -> list[str]:
    """Return what should not be in committed text, as `line: words (reason)`."""
    return [
        f"{text.count(chr(10), 0, match.start()) + 1}: {match[0]} ({reason})"
        for pattern, reason in UNWANTED.items()
        for match in re.finditer(pattern, text)
    ]


def project() -> dict[str, list[str]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def qt_requirement() -> Requirement:
    needed = map(Requirement, project()["dependencies"])
    return next(each for each in needed if each.name == "PySide6-Essentials")


# --- what is kept -------------------------------------------------------------------------------


def test_committed_text_names_no_machine_no_registry_and_no_unfinished_work() -> None:
    found = [
        f"{path}:{each}"
        for path in committed()
        for data in [(ROOT / path).read_bytes()]
        if is_text(data)
        for each in unwanted(data.decode("utf-8", "replace"))
        if not any(path == file and re.search(p, each) for p, file in EXCUSED)
    ]
    assert found == []


@pytest.mark.parametrize("text", ["cd /wor" + "k/main", "see iss" + "ue #2", "# TO" + "DO: more"])
def test_unwanted_text_is_found(text: str) -> None:
    assert len(unwanted(f"one line\n{text}\n")) == 1


def test_only_pictures_of_the_documents_are_binary_and_nothing_is_large() -> None:
    wrong = []
    for path in committed():
        size = (ROOT / path).stat().st_size
        picture = path.endswith(PICTURES) and path.startswith(PICTURE_FOLDERS)
        text = is_text((ROOT / path).read_bytes())
        if path.endswith(FONTS) or not (text or picture):
            wrong.append(f"{path} is binary")
        elif size > (LARGEST_TEXT if text else LARGEST_PICTURE):
            wrong.append(f"{path} has {size} bytes")
    assert wrong == []


def test_the_licence_is_there_in_full_and_named() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert project()["license"] == "Apache-2.0"


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert "\n## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# --- what is asked of Qt ------------------------------------------------------------------------


def test_the_qt_that_loses_references_is_excluded() -> None:
    allowed = qt_requirement().specifier
    assert not allowed.contains("6.12.0")
    assert not allowed.contains("6.7.3")
    assert all(allowed.contains(good) for good in ("6.8.0", "6.11.3", "6.12.1"))


def test_qt_survives_20000_calls_that_return_none() -> None:
    # In a process of its own: a wheel that loses references ends it with none_dealloc.
    code = (
        "from PySide6.QtCore import QObject, QPointF\n"
        "thing, point = QObject(), QPointF()\n"
        "for _ in range(10_000):\n"
        "    thing.setObjectName('a')\n"
        "    point.setX(1.0)\n"
        "print('alive')\n"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (run.returncode, run.stdout.strip()) == (0, "alive"), run.stderr


# --- the set-up ---------------------------------------------------------------------------------


def _make(*words: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    return subprocess.run(["make", "-C", str(ROOT), *words], capture_output=True, text=True)


def test_make_alone_lists_the_targets_with_what_they_do() -> None:
    listed = _make("--no-print-directory").stdout
    for target in ("run", "test", "check", "bench", "pictures", "messages", "clean"):
        assert re.search(rf"^  make {target} +\S", listed, re.MULTILINE), listed


def test_the_gate_runs_what_a_person_runs() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make check" in gate
    assert "make test" in gate


@pytest.mark.skipif(shutil.which("sh") is None, reason="the set-up is a shell script")
def test_the_set_up_refuses_an_old_python_in_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    # a copy: the script works on the folder it stands in
    (tmp_path / "scripts").mkdir()
    setup = shutil.copy(ROOT / "scripts" / "setup", tmp_path / "scripts")

    run = subprocess.run(
        ["sh", str(setup), "run"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(old)},
        capture_output=True,
        text=True,
    )

    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert "is no Python 3.11 or newer" in run.stderr
