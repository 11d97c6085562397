"""The rooms of the house: who may import whom, what stands where. Read from the code with `ast`.

Nothing of journeymap is imported here, so that these tests speak also when the code does not run.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import textwrap
import tokenize
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "journeymap"

# room -> the rooms it may import besides itself
ROOMS = {
    "version": frozenset[str](),
    "model": frozenset[str](),
    "files": frozenset({"model"}),
    "picture": frozenset({"model"}),
    "checks": frozenset({"model"}),
    "metrics": frozenset({"model", "files"}),
    "charts": frozenset({"model", "picture", "metrics"}),
    "exchange": frozenset({"model", "files", "picture", "checks", "metrics"}),
    "ui": frozenset({"model", "files", "picture", "checks", "metrics", "charts", "exchange"}),
    "console": frozenset({"model", "files", "checks", "ui"}),
    "commands": frozenset(
        {"model", "files", "picture", "checks", "metrics", "charts", "exchange", "ui", "console"}
    ),
    "cli": frozenset({"model", "console"}),
    "__main__": frozenset({"cli", "ui"}),
}
QT = frozenset({"PySide6", "shiboken6"})

# Modules that import inside functions so that the window is on the screen before the map's
# machinery is loaded, each with what it puts off.
LAZY_START_UP: Mapping[str, str] = {
    "journeymap.__main__": "the version and the window come before click is imported",
    "journeymap.console": "the list of commands needs nothing of what the commands need",
    "journeymap.commands.opening": "a window's libraries may be missing where there is no display",
    "journeymap.commands.charting": "charts need a library that may not be installed",
    "journeymap.files.opened": "there is rarely anything to read before the first paint",
    "journeymap.metrics.apart_worker": "a process that opens one kind of file needs one library",
    "journeymap.ui.settings": "how maps were looked at is not asked before the first paint",
    "journeymap.ui.main_window": "session, panels, dialogs and model come after the first paint",
    "journeymap.ui.among_windows": "dialogs come after the first paint",
    "journeymap.ui.with_start": "a window that is opened on a map has no start page",
    "journeymap.ui.frame": "the top bar is seen when there is a map",
    "journeymap.ui.workspace": "exporting and the page of problems are loaded when used",
    "journeymap.ui.workspace_late": "what answers to people waits for the first frame of a map",
    "journeymap.ui.workspace_actions": "the board and the health line are loaded when shown",
    "journeymap.ui.panels": "a panel is loaded when it is first shown",
    "journeymap.ui.presenting.starting": "a presentation is loaded when it is asked for",
    "journeymap.ui.charts.window": "charts need a library that is slow and may be missing",
    "journeymap.ui.coverage.starting": "the coverage view is loaded when it is asked for",
    "journeymap.ui.compare.starting": "comparing, and git, are loaded when they are asked for",
    "journeymap.ui.table.place": "the tables are loaded when they are first shown",
    "journeymap.ui.map_file": "questions are loaded when one has to be asked",
    "journeymap.ui.map_keeping": "questions are loaded when one has to be asked",
    "journeymap.ui.map_saving": "questions are loaded when one has to be asked",
    "journeymap.ui.map_living": "questions are loaded when one has to be asked",
    "journeymap.ui.map_locking": "questions are loaded when one has to be asked",
    "journeymap.ui.paint": "most maps name no pictures",
    "journeymap.ui.pictures_soon": "most maps name no pictures",
    "journeymap.ui.canvas.pointer": "what tips say is loaded when the first one is shown",
    "journeymap.ui.canvas.accessible": "what tips say is loaded when a screen reader asks",
    "journeymap.ui.canvas.doing": "what takes pictures and text comes with the first drag",
    "journeymap.ui.canvas.renaming": "quick entry is loaded when the first name is typed",
    "journeymap.ui.canvas.connecting": "what makes records is loaded when the first one is made",
    "journeymap.ui.canvas.curve_drag": "what changes fields is loaded when a curve is dragged",
    "journeymap.ui.recovery.starting": "copies are looked for when the window stands",
    "journeymap.ui.recovery.copying": "writing copies is loaded when there is something to keep",
    "journeymap.ui.clipboard": "questions are loaded when one has to be asked",
    "journeymap.ui.restructuring": "questions are loaded when one has to be asked",
    "journeymap.ui.find_replace.starting": "replacing is loaded when it is asked for",
    "journeymap.ui.making": "questions are loaded when one has to be asked",
    "journeymap.ui.findings.panel": "the question why is loaded when something is to be ignored",
    "journeymap.ui.map_work": "reader, writer and checks are loaded when a map asks for them",
    "journeymap.ui.findings.explain": "the checks are loaded when somebody asks about one",
    "journeymap.ui.output.export": "an SVG needs nothing that paints, and no form the two others",
    "journeymap.ui.output.making": "what exports, prints and keeps templates comes when asked for",
    "journeymap.ui.importing.starting": "the assistant and its readers come when asked for",
}

# What only one command needs, and is paid for by that command alone.
ONE_COMMAND = frozenset(
    "duckdb python_calamine rapidfuzz matplotlib pptx numpy pikepdf openpyxl ibis".split()
)
START_UP = ("journeymap.__main__", "journeymap.cli", "journeymap.ui.app")

DOCKS = frozenset(
    f"journeymap.ui.{name}"
    for name in ("outline.panel", "inspector.panel", "findings.panel", "comments.panel", "history")
)
# panels holds those that were opened; workspace is the late half of main_window
MEETING_PLACES = frozenset(
    f"journeymap.ui.{name}" for name in ("app", "main_window", "workspace", "panels", "actions")
)

DRAWERS = frozenset({"utils", "util", "helpers", "helper", "misc", "common", "shared", "stuff"})


class Import(NamedTuple):
    """One imported module, and how."""

    importer: str
    target: str
    line: int
    in_function: bool
    for_types: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


# --- reading the code ---------------------------------------------------------------------------


def module_name(path: Path, package: Path = PACKAGE) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def trees() -> dict[str, ast.Module]:
    """Return module name -> syntax tree of everything in the package."""
    return {
        module_name(path): ast.parse(path.read_text(encoding="utf-8"), str(path))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def imports_of(name: str, tree: ast.Module, known: frozenset[str]) -> Iterator[Import]:
    """Yield what a module imports; `from a import b` is `a.b` where that is a module itself."""

    def walk(node: ast.AST, in_function: bool, for_types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            inside = in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            types = for_types or (isinstance(child, ast.If) and "TYPE_CHECKING" in _test(child))
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(name, alias.name, child.lineno, inside, types)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{name}:{child.lineno} imports relatively"
                for alias in child.names:
                    whole = f"{child.module}.{alias.name}"
                    target = whole if whole in known else str(child.module)
                    yield Import(name, target, child.lineno, inside, types)
            else:
                yield from walk(child, inside, types)

    yield from walk(tree, in_function=False, for_types=False)


def _test(node: ast.If) -> str:
    return ast.unparse(node.test)


@cache
def all_imports() -> tuple[Import, ...]:
    known = frozenset(trees())
    return tuple(found for name, tree in trees().items() for found in imports_of(name, tree, known))


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


# --- findings, as plain functions so that they can be tested themselves ------------------------


def wrong_ways(imports: tuple[Import, ...]) -> list[str]:
    """Imports that run against the order of the rooms, and Qt outside `ui`."""
    found = []
    for each in imports:
        here, there = room(each.importer), room(each.target)
        if not here:
            continue  # journeymap/__init__.py, which another test holds empty
        top = each.target.split(".")[0]
        if top in QT and here != "ui":
            found.append(f"{each}: Qt belongs to ui")
        if top != "journeymap" or not there or here == there:
            continue
        if there != "version" and there not in ROOMS[here]:
            found.append(f"{each}: {here} may not know {there}")
    return found


def cycles(imports: tuple[Import, ...]) -> list[list[str]]:
    """Return each group of modules that import one another in a ring, in functions too."""
    graph: dict[str, set[str]] = {}
    for each in imports:
        if each.target.startswith("journeymap.") and each.target != each.importer:
            graph.setdefault(each.importer, set()).add(each.target)
    reach = {start: _reachable(graph, start) for start in graph}
    rings = {
        tuple(sorted(other for other in reach[start] if start in reach.get(other, ())))
        for start in graph
        if start in reach[start]
    }
    return [list(ring) for ring in sorted(rings)]


def _reachable(graph: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = list(graph.get(start, ()))
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(graph.get(node, ()))
    return seen


def at_start_up(imports: tuple[Import, ...]) -> list[str]:
    """Packages of one command that are imported before anybody has asked for that command."""
    at_import = [each for each in imports if not each.in_function and not each.for_types]
    graph: dict[str, set[str]] = {}
    for each in at_import:
        graph.setdefault(each.importer, set()).add(each.target)
    loaded = set(START_UP).union(*(_reachable(graph, start) for start in START_UP))
    return [
        str(each)
        for each in at_import
        if each.importer in loaded and each.target.split(".")[0] in ONE_COMMAND
    ]


def docks_that_meet(imports: tuple[Import, ...], docks: frozenset[str]) -> list[str]:
    """Docks that import each other, and others than the window that import a dock."""
    return [
        str(each)
        for each in imports
        if each.target in docks
        and each.importer != each.target
        and each.importer not in MEETING_PLACES
        and room(each.importer) == "ui"
    ]


def docks_in(modules: Mapping[str, ast.Module]) -> frozenset[str]:
    """Return the modules that define a QDockWidget, besides those known by name."""
    return DOCKS | {
        name
        for name, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith("QDockWidget") for base in node.bases)
    }


def unreasoned(source: str) -> list[int]:
    """Return the lines that silence a tool without saying why."""
    found = []
    lines = iter(source.splitlines(keepends=True))
    for token in tokenize.generate_tokens(lambda: next(lines, "")):
        if token.type != tokenize.COMMENT:
            continue
        silenced = re.search(r"#\s*(?:type:\s*ignore|noqa|pragma:)(.*)", token.string)
        # codes and punctuation are no reason; two words are the least that can be one
        words = (
            re.findall(r"[^\W\d_]{2,}", re.sub(r"\[.*?\]|[A-Z]+\d+", "", silenced[1]))
            if (silenced)
            else ["no", "matter"]
        )
        if len(words) < 2:
            found.append(token.start[0])
    return found


def code_files() -> list[Path]:
    rooms = (PACKAGE, ROOT / "tests", ROOT / "scripts", ROOT / "benchmarks")
    return sorted(path for folder in rooms for path in folder.rglob("*.py"))


# --- the tests ----------------------------------------------------------------------------------


def test_every_module_stands_in_a_known_room() -> None:
    rooms = {room(name) for name in trees()} - {""}
    assert rooms <= set(ROOMS), "a new room needs its place in ROOMS and in CONTRIBUTING.md"


def test_imports_run_one_way_and_qt_stays_in_ui() -> None:
    assert wrong_ways(all_imports()) == []


def test_no_modules_import_each_other_in_a_ring() -> None:
    assert cycles(all_imports()) == []


def test_imports_stand_at_the_top_except_where_start_up_needs_it() -> None:
    late = [
        str(each)
        for each in all_imports()
        if each.in_function and each.importer not in LAZY_START_UP
    ]
    assert late == []


def test_what_one_command_needs_is_not_imported_at_start_up() -> None:
    assert at_start_up(all_imports()) == []


@pytest.mark.skipif(not (PACKAGE / "cli.py").exists(), reason="there is no command line yet")
def test_the_command_line_starts_without_qt_and_without_the_packages_of_one_command() -> None:
    unwanted = sorted(QT | ONE_COMMAND)
    code = f"import sys, journeymap.cli; print([p for p in {unwanted} if p in sys.modules])"

    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert (run.stdout.strip(), run.stderr) == ("[]", "")


def test_docks_meet_in_the_session_and_not_in_each_other() -> None:
    assert docks_that_meet(all_imports(), docks_in(trees())) == []


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = [*project["dependencies"], *extras["charts"], *extras["metrics"]]
    names = {re.split(r"[\s\[<>=!~;]", line)[0].lower().replace("-", "_") for line in declared}
    modules = {
        "pyside6_essentials": {"PySide6", "shiboken6"},
        "pydantic": {"pydantic", "pydantic_core"},  # pinned by it to the exact version
        "pyyaml": {"yaml"},
    }
    ours = {"journeymap"}.union(*(modules.get(name, {name}) for name in names))
    foreign = {
        str(each)
        for each in all_imports()
        if (top := each.target.split(".")[0]) not in sys.stdlib_module_names and top not in ours
    }
    assert foreign == set()


def test_a_package_is_nothing_but_its_docstring() -> None:
    fuller = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("__init__.py")
        for body in [ast.parse(path.read_text(encoding="utf-8")).body]
        if len(body) != 1 or ast.get_docstring(ast.Module(body, [])) is None
    ]
    assert fuller == []


def test_every_file_is_named_after_its_subject_and_says_why_it_exists() -> None:
    nameless = [str(path.relative_to(ROOT)) for path in code_files() if path.stem in DRAWERS]
    silent = [
        str(path.relative_to(ROOT))
        for path in code_files()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert (nameless, silent) == ([], [])


def test_whoever_silences_a_tool_says_why() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in code_files()
        for line in unreasoned(path.read_text(encoding="utf-8"))
    ]
    assert found == []


# --- the tests tested: each rule must be able to fail -------------------------------------------


def _imports(name: str, source: str) -> tuple[Import, ...]:
    known = frozenset(
        {name, "journeymap.ui.app", "journeymap.ui.outline.panel", "journeymap.model.edits"}
    )
    return tuple(imports_of(name, ast.parse(textwrap.dedent(source)), known))


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("journeymap.model.graph", "from PySide6.QtCore import QObject"),
        ("journeymap.model.graph", "def late():\n    import PySide6"),
        ("journeymap.model.graph", "import journeymap.files.reader"),
        ("journeymap.checks.runner", "from journeymap.ui import app"),
        ("journeymap.picture.layout", "from journeymap.exchange.mermaid import read"),
        ("journeymap.cli", "from journeymap.ui.app import main"),
        ("journeymap.cli", "def window():\n    from PySide6 import QtCore"),
        ("journeymap.ui.app", "from journeymap.cli import main"),
    ],
)
def test_an_import_against_the_order_is_found(importer: str, source: str) -> None:
    assert len(wrong_ways(_imports(importer, source))) == 1


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("journeymap.files.reader", "from journeymap.model.journey import JourneyMap"),
        ("journeymap.ui.app", "from PySide6.QtWidgets import QApplication"),
        ("journeymap.commands.opening", "def window():\n    from journeymap.ui.app import main"),
    ],
)
def test_an_import_along_the_order_is_let_through(importer: str, source: str) -> None:
    assert wrong_ways(_imports(importer, source)) == []


def test_a_ring_is_found_also_through_a_function() -> None:
    there = _imports("journeymap.model.graph", "from journeymap.model.edits import move")
    back = _imports(
        "journeymap.model.edits", "def late():\n    from journeymap.model.graph import order"
    )
    assert cycles((*there, *back)) == [["journeymap.model.edits", "journeymap.model.graph"]]
    assert cycles(there) == []


def test_a_heavy_package_is_found_behind_another_module() -> None:
    command = _imports("journeymap.cli", "from journeymap.model.edits import x")
    heavy = _imports("journeymap.model.edits", "import numpy as np")
    late = _imports("journeymap.model.edits", "def draw():\n    import numpy")
    assert len(at_start_up((*command, *heavy))) == 1
    assert at_start_up((*command, *late)) == []


def test_a_dock_that_knows_another_is_found() -> None:
    dock = "class Notes(QtWidgets.QDockWidget): ..."
    docks = docks_in({"journeymap.ui.notes": ast.parse(dock)})
    meeting = _imports("journeymap.ui.notes", "from journeymap.ui.outline import panel")
    window = _imports("journeymap.ui.main_window", "from journeymap.ui.outline import panel")
    assert "journeymap.ui.notes" in docks
    assert len(docks_that_meet(meeting, docks)) == 1
    assert docks_that_meet(window, docks) == []


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("# no" + "qa", True),
        ("# no" + "qa: E402", True),
        ("# type: " + "ignore[arg-type]", True),
        ("# no" + "qa: E402 - the environment comes first", False),
        ("# type: " + "ignore[misc]  # the stubs are wrong here", False),
        ("# an ordinary comment", False),
    ],
)
def test_a_silenced_tool_without_a_reason_is_found(comment: str, found: bool) -> None:
    assert bool(unreasoned(f"x = 1  {comment}\n")) is found
