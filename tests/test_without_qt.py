"""Where Qt's system libraries are missing, it is said; what needs no Qt works all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "coffee-app.yaml"
WITHOUT = """
import sys
from importlib.abc import MetaPathFinder

class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in ("PySide6.QtGui", "PySide6.QtWidgets"):
            raise ImportError("libGL.so.1: cannot open shared object file", name=name)

sys.meta_path.insert(0, Missing())
from journeymap.__main__ import main
main()
"""


def ran(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program where Qt finds no libGL."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *words],
        cwd=ROOT,
        env={**os.environ, "JOURNEYMAP_LANG": "en", "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("form", ["png", "pdf", "svg"])
def test_an_export_says_which_library_is_missing(tmp_path: Path, form: str) -> None:
    picture = tmp_path / f"map.{form}"
    done = ran("export", str(EXAMPLE), "-o", str(picture))
    assert done.returncode == 2
    assert "libGL.so.1" in done.stderr
    assert "Traceback" not in done.stderr
    assert not picture.exists()


def test_the_window_says_it_too() -> None:
    done = ran(str(EXAMPLE), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert "libGL.so.1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_check_needs_no_qt() -> None:
    done = ran("check", str(EXAMPLE))
    assert done.returncode == 0, done.stderr
