"""The table of faults is whole: every row is there, and every test that it names is there too."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.faults.__main__ import every_test, table
from tests.faults.figures import COLLECTED, collected, say
from tests.faults.matrix import ROWS, Row

ROOT = Path(__file__).resolve().parents[2]
LAST = 96
HERE = "tests/faults/"


@cache
def found_in(path: Path) -> Mapping[str, frozenset[int]]:
    """Return the tests of a file by name, each with the rows that its marker names.

    A state machine of hypothesis counts as a test by the name of its class.
    """
    if not path.is_file():
        return {}
    found: dict[str, frozenset[int]] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found[node.name] = frozenset(_rows(node))
        elif isinstance(node, ast.ClassDef) and "RuleBasedStateMachine" in map(
            ast.unparse, node.bases
        ):
            found[node.name] = frozenset()
    return found


def _rows(node: ast.FunctionDef) -> Iterable[int]:
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.row":
            yield from (ast.literal_eval(argument) for argument in mark.args)


def files() -> list[str]:
    """Return the files of tests of this folder, but those about the table itself."""
    found = (ROOT / HERE).glob("test_*.py")
    return sorted(HERE + p.name for p in found if p.name != "test_matrix.py")


def wrong_with(
    rows: Iterable[Row], folder: Path = ROOT, here: Iterable[str] | None = None
) -> list[str]:
    """Return what is wrong with a table: rows and tests that are not there, or do not agree."""
    rows = tuple(rows)
    found = []
    numbers = [row.number for row in rows]
    if numbers != list(range(1, LAST + 1)):
        found.append(f"the rows are not 1 to {LAST}, each once and in order")
    claimed: dict[str, set[int]] = {}
    for row in rows:
        if not (row.what and row.expected and row.how):
            found.append(f"row {row.number} does not say what, what is expected and how")
        if not row.tests and not row.later:
            found.append(f"row {row.number} has no test and belongs to nothing that is to come")
        for name in row.tests:
            path, _, test = name.partition("::")
            if test not in found_in(folder / path):
                found.append(f"row {row.number}: there is no {name}")
            claimed.setdefault(name, set()).add(row.number)
    for path in files() if here is None else here:
        for test, marked in found_in(folder / path).items():
            name = f"{path}::{test}"
            if not marked:
                found.append(f"{name} names no row")
            elif marked != claimed.get(name, set()):
                said = sorted(claimed.get(name, ()))
                found.append(f"{name} is for {sorted(marked)}; the table says {said}")
    return found


def test_every_row_has_its_tests_and_every_test_its_rows() -> None:
    assert wrong_with(ROWS) == []


GOOD = "@pytest.mark.row(1)\ndef test_a():\n    pass\n"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with one file of tests, and a table that fits it but for what a test changes."""
    (tmp_path / "test_x.py").write_text(GOOD, encoding="utf-8")
    return tmp_path


def made_table(*changed: Row) -> list[Row]:
    rows = {n: Row(n, "what", "expected", "P", later="tables") for n in range(1, LAST + 1)}
    rows[1] = Row(1, "what", "expected", "P", ("test_x.py::test_a",))
    return [*{**rows, **{row.number: row for row in changed}}.values()]


def test_a_table_that_fits_has_nothing_wrong(made: Path) -> None:
    assert wrong_with(made_table(), made, ["test_x.py"]) == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (Row(1, "w", "e", "P", ("test_x.py::test_b",)), "there is no test_x.py::test_b"),
        (Row(1, "w", "e", "P", ("test_y.py::test_a",)), "there is no test_y.py::test_a"),
        (Row(1, "w", "e", "P"), "has no test"),
        (Row(2, "w", "", "P", later="x"), "does not say"),
        (Row(2, "w", "e", "P", ("test_x.py::test_a",)), "is for [1]; the table says [1, 2]"),
        (Row(97, "w", "e", "P", later="x"), "the rows are not 1 to 96"),
    ],
)
def test_what_is_wrong_with_a_table_is_found(made: Path, row: Row, told: str) -> None:
    assert any(told in each for each in wrong_with(made_table(row), made, ["test_x.py"]))


def test_a_row_that_is_missing_and_a_test_without_rows_are_found(made: Path) -> None:
    assert "the rows are not" in wrong_with(made_table()[1:], made, [])[0]
    (made / "test_z.py").write_text("def test_c():\n    pass\n", encoding="utf-8")
    assert wrong_with(made_table(), made, ["test_z.py"]) == ["test_z.py::test_c names no row"]


def test_figures_make_a_table_that_says_what_falls_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COLLECTED, str(tmp_path / "figures"))
    say("torn files", "0", "1 of 400", False)
    say("fuzzed files", "0 crashes", "0", True)
    say("torn files", "0", "2 of 400", False)
    lines = table(collected(tmp_path / "figures")).splitlines()
    assert [line.split()[0] for line in lines] == ["what", "torn", "fuzzed"]
    assert lines[1].split()[-4:] == ["2", "of", "400", "SHORT"]
    assert lines[2].endswith("pass")
    assert collected(tmp_path / "none") == []


def test_at_length_everything_runs_that_the_table_names() -> None:
    asked = every_test()
    assert len(set(asked)) == len(asked)
    for name in {test for row in ROWS for test in row.tests}:
        assert any(name == each or name.startswith((f"{each}/", f"{each}::")) for each in asked)
