"""Checks of other packages: installed as the documentation says, found, and skipped when broken.

Each test has processes of its own, in which a package is installed as an installer leaves it: its
modules on the path, and beside them a folder that names its entry points.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from journeymap.checks.known import BUILT_IN
from journeymap.checks.registry import FAMILIES, Check
from journeymap.model.text import M

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "plugin-example"
PAGE = ROOT / "docs" / "writing-checks.md"
MAP = """title: Coffee to go
stages:
  - {id: order, name: Order}
touchpoints:
  - {id: pay, name: ORDER AHEAD, stage: order}
"""
BROKEN = {
    "raises": "raise RuntimeError('no such luck')",
    "leaves": "import sys\nsys.exit('not today')",
    "bad_id": "CHECKS = check('Bad_ID', level='info', family='flow', title=T, why=T)(print)",
    "bad_level": "CHECKS = check('bad-level', level='fatal', family='flow', title=T, why=T)(print)",
    "bad_family": "CHECKS = check('bad-family', level='info', family='x', title=T, why=T)(print)",
    "bad_words": "CHECKS = check('bad-words', level='info', family='flow', title='T', why=T)(id)",
    "taken": "CHECKS = check('no-entry', level='info', family='flow', title=T, why=T)(print)",
    "no_check": "CHECKS = 7",
    "crashes": "def look(context):\n    yield Finding('pay', M('Before'))\n    1 / 0\n"
    "CHECKS = check('made-crashing', level='info', family='flow', title=T, why=T)(look)",
    "no_finding": "CHECKS = check('made-wrong', level='info', family='flow', title=T, why=T)"
    "(lambda context: iter([('pay', 'Wrong')]))",
    "good": "CHECKS = check('made-good', level='info', family='flow', title=T, why=T)"
    "(lambda context: iter([Finding('pay', M('Good'))]))",
}
HEAD = """from journeymap.checks.finding import Finding
from journeymap.checks.registry import check
from journeymap.model.text import M
T = M('Made up')
"""


def installed(folder: Path, name: str, points: dict[str, str]) -> None:
    """Leave what an installer leaves of a package beside its modules."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    lines = [f"{point} = {value}" for point, value in points.items()]
    (info / "entry_points.txt").write_text("\n".join(["[journeymap.checks]", *lines, ""]))


def journeymap(*arguments: str, path: tuple[Path, ...]) -> subprocess.CompletedProcess[str]:
    # the home of a process that is tested is that of the tests
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT)))}
    return subprocess.run(
        [sys.executable, "-m", "journeymap", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=path[0],
    )


@pytest.fixture
def house(tmp_path: Path) -> tuple[Path, ...]:
    """The package of the documentation, installed."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed(tmp_path, "house_checks", project["entry-points"]["journeymap.checks"])
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    return tmp_path, EXAMPLE


def test_the_check_of_the_example_is_one_among_the_others(house: tuple[Path, ...]) -> None:
    checked = journeymap("check", "map.yaml", "--format", "json", path=house)
    listed = journeymap("check", "--list", "--format", "json", path=house)
    told = journeymap("check", "--list", path=house)
    explained = journeymap("check", "--explain", "name-in-capitals", path=house)

    assert '"name-in-capitals"' in checked.stdout
    assert "The name of “ORDER AHEAD” is shouted" in checked.stdout
    (row,) = [each for each in json.loads(listed.stdout) if each["id"] == "name-in-capitals"]
    assert (row["family"], row["settings"]["letters"]["default"], row["fix"]) == (
        "structure",
        4,
        True,
    )
    assert "name-in-capitals" in told.stdout.partition("Structure")[2].partition("Flow")[0]
    assert "Our style guide, page 4" in explained.stdout
    assert explained.returncode == 0


def test_its_fix_is_made_like_any_other(house: tuple[Path, ...]) -> None:
    fixed = journeymap("check", "map.yaml", "--fix", "--only", "name-in-capitals", path=house)

    assert "name: Order ahead" in (house[0] / "map.yaml").read_text(encoding="utf-8"), fixed.stderr


def test_the_tests_of_the_example_pass(house: tuple[Path, ...]) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(EXAMPLE)]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (*house, ROOT))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    run = subprocess.run(
        [*command, "--rootdir", str(house[0]), "-c", os.devnull],
        capture_output=True,
        text=True,
        env=environment,
        cwd=house[0],
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "5 passed" in run.stdout


def test_what_is_broken_is_reported_and_skipped(tmp_path: Path) -> None:
    for name, text in BROKEN.items():
        (tmp_path / f"made_{name}.py").write_text(f"{HEAD}{text}\n", encoding="utf-8")
    points = {name.replace("_", "-"): f"made_{name}:CHECKS" for name in BROKEN}
    installed(tmp_path, "made", points | {"nowhere": "there_is_none:CHECKS"})
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")

    checked = journeymap("check", "map.yaml", "--fail-on", "error", path=(tmp_path,))
    listed = journeymap("check", "--list", path=(tmp_path,))

    assert "Traceback" not in checked.stderr + listed.stderr
    reasons = {
        "raises": "RuntimeError: no such luck",
        "leaves": "SystemExit: not today",
        "bad-id": "'Bad_ID' is not a check id",
        "bad-level": "level 'fatal' is none of error, warning, info, silent",
        "bad-family": "family 'x' is none of",
        "bad-words": "title is no M",
        "taken": "no-entry is taken",
        "no-check": "TypeError: 7 is no Check",
        "nowhere": "No module named 'there_is_none'",
    }
    not_loaded = [line for line in checked.stdout.splitlines() if "[check-not-loaded]" in line]
    assert len(not_loaded) == len(reasons)
    for name, reason in reasons.items():
        assert [line for line in not_loaded if f"“{name}”" in line and reason in line], name
    failed = [line for line in checked.stdout.splitlines() if "[check-failed]" in line]
    assert [re.findall("made-[a-z]+", line)[0] for line in failed] == [
        "made-crashing",
        "made-wrong",
    ]
    assert "Good [made-good]" in checked.stdout
    assert "[map-without-persona]" in checked.stdout  # what comes with journeymap still runs
    assert "made-good" in listed.stdout
    assert "Bad_ID" not in listed.stdout


def test_what_is_broken_is_told_once_for_a_folder_and_in_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "made_odd.py").write_text(f"{HEAD}CHECKS = [M, object()]\n", encoding="utf-8")
    (tmp_path / "made_crashes.py").write_text(f"{HEAD}{BROKEN['crashes']}\n", encoding="utf-8")
    installed(tmp_path, "made", {"odd": "made_odd:CHECKS", "crashes": "made_crashes:CHECKS"})
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(f"format: 1\n{MAP}", encoding="utf-8")

    checked = journeymap("check", "a.yaml", "b.yaml", path=(tmp_path,))

    assert checked.stdout.count("[check-not-loaded]") == 1
    assert checked.stdout.count("[check-failed]") == 1
    assert " at 0x" not in checked.stdout


@pytest.mark.parametrize(
    "wrong", [{"kind": "both"}, {"since": "ever"}, {"why": "as text"}, {"id": "UPPER"}]
)
def test_a_check_that_is_declared_wrongly_is_none(wrong: dict[str, str]) -> None:
    values = {"id": "made-up", "level": "info", "family": "flow", "title": M("T"), "why": M("W")}

    with pytest.raises(ValueError, match=r"made-up|UPPER"):
        Check(**{**values, **wrong})  # type: ignore[arg-type]  # what a type checker would refuse


def test_the_page_names_every_family_and_shows_the_example_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    code = (EXAMPLE / "house_checks.py").read_text(encoding="utf-8")

    families = {each for each in FAMILIES if each != "checks"}
    assert families <= set(re.findall(r"`([a-z ]+)`", page))
    shown = [line.strip() for line in page.split("```python")[1].split("```")[0].splitlines()]
    flat = " ".join(code.split())
    assert [
        line
        for line in shown
        if line.strip("…") and not line.startswith("yield") and line not in flat
    ] == []
    assert "name-in-capitals" not in {check.id for check in BUILT_IN}
