"""The ground under every test: no display, one time zone, its own home, nothing left behind.

Set before anything of journeymap or Qt is imported. What a test must not do is found here and not
in review: writing outside its own folder, leaving threads behind, warnings and Qt messages (see
pyproject.toml for those two).
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME_OF_RUN = "JOURNEYMAP_TEST_HOME"


def _begin_home() -> Path:
    """Return an empty home; the workers of one run share the folder that their parent removes."""
    shared = os.environ.get(HOME_OF_RUN)
    if shared is None:
        shared = tempfile.mkdtemp(prefix="journeymap-test-home-")
        os.environ[HOME_OF_RUN] = shared
    home = Path(shared) / os.environ.get("PYTEST_XDIST_WORKER", "main")
    home.mkdir(exist_ok=True)
    return home


HOME = _begin_home()
os.environ.update(
    QT_QPA_PLATFORM="offscreen",
    HOME=str(HOME),
    USERPROFILE=str(HOME),
    XDG_CONFIG_HOME=str(HOME / "config"),
    XDG_DATA_HOME=str(HOME / "data"),
    XDG_STATE_HOME=str(HOME / "state"),
    XDG_CACHE_HOME=str(HOME / "cache"),
    XDG_RUNTIME_DIR=str(HOME),
    HYPOTHESIS_STORAGE_DIRECTORY=str(HOME / "hypothesis"),
    LC_ALL="C.UTF-8",
    LANG="C.UTF-8",
    TZ="UTC",
)
for name in ("LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE"):
    os.environ.pop(name, None)
HOME.chmod(0o700)  # Qt complains about a runtime folder that others may read
if hasattr(time, "tzset"):
    time.tzset()

import pytest  # noqa: E402 - the environment comes first: plugins and Qt read it when imported
from hypothesis import HealthCheck, settings  # noqa: E402 - as above
from pytestqt.qtbot import QtBot  # noqa: E402 - as above

settings.register_profile(
    "ci",
    derandomize=True,  # the same examples everywhere: a red run can be run again
    max_examples=40,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", settings.get_profile("ci"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# --- nothing is written outside a test's own folder ---------------------------------------------

_WRITES = frozenset(
    "open os.mkdir os.rename os.remove os.rmdir os.symlink os.link os.truncate".split()
)
_written: list[str] = []


def _allowed(path: str) -> bool:
    return path.startswith(_ALLOWED) or "__pycache__" in path or ".pytest_cache" in path


_ALLOWED = tuple(
    os.path.join(os.path.realpath(folder), "")
    for folder in (tempfile.gettempdir(), HOME, "/dev", "/proc")
)


def _note_writes(event: str, args: tuple[Any, ...]) -> None:
    """Remember paths outside the allowed folders that Python code is about to change."""
    if event not in _WRITES:
        return
    if event == "open":
        path, _mode, flags = args
        if not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        paths = [path]
    else:
        paths = [arg for arg in args[:2] if not isinstance(arg, int)]
    for path in paths:
        if isinstance(path, str | bytes | os.PathLike):
            full = os.path.abspath(os.fsdecode(path))
            # the folder is resolved and the name is not: a link is changed where it lies
            full = os.path.join(os.path.realpath(os.path.dirname(full)), os.path.basename(full))
            if not _allowed(full):
                _written.append(f"{event} {full}")


sys.addaudithook(_note_writes)


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail a test that writes outside temporary folders or leaves a thread running."""
    before = set(threading.enumerate())
    _written.clear()
    yield
    written = list(_written)
    threads = _still_running(before)
    if not gc.isenabled():  # a window was there, and it collects only while it has events
        gc.collect(1)
    assert not written, f"the test wrote outside its folder: {written}"
    assert not threads, f"the test left threads behind: {threads}"


def _still_running(before: set[threading.Thread]) -> list[str]:
    """Return the names of threads begun since, after giving them two seconds to end."""
    until = time.monotonic() + 2
    for thread in set(threading.enumerate()) - before:
        # a dummy stands for a thread that Qt's pool keeps for later; the pool is asked below
        if not isinstance(thread, threading._DummyThread):
            thread.join(max(0.0, until - time.monotonic()))
    left = [
        thread.name
        for thread in set(threading.enumerate()) - before
        if not isinstance(thread, threading._DummyThread)
    ]
    core = sys.modules.get("PySide6.QtCore")
    if core is not None:
        pool = core.QThreadPool.globalInstance()
        if pool.activeThreadCount() and not pool.waitForDone(2000):
            left.append("a worker of Qt's global thread pool")
    return left


# --- what tests read ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of the example maps."""
    return ROOT / "examples"


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: Any) -> None:
    """Begin with the application that windows need.

    Exports make a smaller one where none is running, and a process can have only one: whether the
    tests of the window find theirs would depend on which worker drew which test first.
    """


class PatientBot(QtBot):
    """A bot that waits longer for what has to come: a machine with much else to do is slow."""

    def waitUntil(self, callback: Any, *, timeout: int = 20_000) -> None:  # noqa: N802 - its name
        """Return when the callback answers true; raise TimeoutError after `timeout` ms."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """The bot of pytest-qt, with more patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real inputs from outside, which stand beside the repository and not in it."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of outside inputs is not beside this checkout")
    return folder


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the home of the run; the parent of the workers does it for all."""
    if not hasattr(config, "workerinput") and HOME.parent.name.startswith("journeymap-test-home-"):
        shutil.rmtree(HOME.parent, ignore_errors=True)
