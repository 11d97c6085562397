"""The ground of the tests tested: what conftest.py promises to find, it finds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

OFFENCES = {
    "file": "open('{outside}/left.txt', 'w').close()",
    "folder": "__import__('os').mkdir('{outside}/left')",
    "thread": "__import__('threading').Thread(target=__import__('time').sleep, args=(4,), "
    "daemon=True).start()",
    "warning": "__import__('warnings').warn('look out')",
    "qt message": "__import__('PySide6.QtCore').QtCore.qWarning('look out')",
}
SAID = {
    "file": "wrote outside its folder",
    "folder": "wrote outside its folder",
    "thread": "left threads behind",
    "warning": "UserWarning: look out",
    "qt message": "Failure: Qt messages with level WARNING",
}


@pytest.mark.slow
def test_what_a_test_must_not_do_fails_it_and_what_it_may_do_passes(tmp_path: Path) -> None:
    # given a project with these tests' own ground, and tests that each break one rule
    project, outside, temporary = (tmp_path / name for name in ("project", "outside", "temporary"))
    for folder in (project / "tests", outside, temporary):
        folder.mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", project)
    shutil.copy(ROOT / "tests" / "conftest.py", project / "tests")
    bad = [
        f"def test_{name.replace(' ', '_')}():\n    {code.format(outside=outside)}\n"
        for name, code in OFFENCES.items()
    ]
    good = "def test_good(tmp_path):\n    (tmp_path / 'a').write_text('a')\n"
    (project / "tests" / "test_rules.py").write_text("\n".join([*bad, good]), encoding="utf-8")

    # when they run
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "JOURNEYMAP_TEST_HOME"))
    }
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "tests"],
        cwd=project,
        env={**clean, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
    )

    # then each bad one fails for its reason, and the home of the run is gone
    for name, words in SAID.items():
        assert words in run.stdout, f"{name}: {run.stdout}"
    assert "PASSED" not in run.stdout
    outcome = run.stdout.splitlines()[-1]
    assert "2 failed" in outcome, outcome  # the warning and the Qt message
    assert "3 errors" in outcome, outcome  # what is found after the test has ended
    assert "4 passed" in outcome, outcome  # these three before that, and the good one
    assert not list(temporary.glob("journeymap-test-home-*"))


def test_the_home_of_a_test_is_not_the_home_of_a_person() -> None:
    assert "journeymap-test-home-" in str(Path.home())
    assert os.environ["XDG_DATA_HOME"].startswith(str(Path.home()))
