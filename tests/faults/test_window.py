"""Hostile files through the two doors that people use: the window and the command line.

What the reader refuses, the window shows as a list of problems and goes on; the command line says
it in one line each. Neither crashes, hangs or shows a traceback.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pytestqt.qtbot import QtBot

from journeymap.cli import cli
from tests.faults.hostile import HEAD, bomb, typed_bomb
from tests.ui.window import joined, shown

REFUSED: dict[str, bytes] = {
    "nested": b"[" * 25_000,
    "blocks": b"- " * 3_000,
    "aliases": bomb().encode(),
    "typed": typed_bomb().encode(),
    "ring": b"title: T\nx-a: &a [*a]",
    "twice": b"title: T\ntitle: U",
    "tag": b"title: !!python/object/apply:os.system [ls]",
    "control": b"title: a\x00b",
    "half": b'title: "\\ud800"',
    "utf-16": "\ufefftitle: T".encode("utf-16"),
    "cp1256": "title: سلام".encode("cp1256"),
    "tabs": b"title: T\nscope:\n\tstarts: a",
    "number": HEAD.encode() + b"metrics: [{id: m, name: M, kind: score, target: 1e400}]",
    "date": b"title: T\nreviewed: 2026-02-30",
    "empty": b"",
    "two": b"title: T\n---\ntitle: U",
    "conflict": b"title: T\n<<<<<<< HEAD\nowner: a\n=======\nowner: b\n>>>>>>> x\n",
    "newer": b"format: 99\ntitle: T",
    "long": b"title: " + b"a" * 10_001,
}


@pytest.mark.row(1, 2, 3, 4, 6, 8, 12, 13, 14, 16, 17, 19, 20, 22, 23, 24, 25, 30, 33)
def test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next(
    qtbot: QtBot, tmp_path: Path
) -> None:
    good = tmp_path / "good.yaml"
    good.write_text(HEAD, encoding="utf-8")
    with shown(qtbot, tmp_path, good) as window:
        file, problems = joined(window).file, joined(window).problems
        for name, data in REFUSED.items():
            path = tmp_path / f"{name}.yaml"
            path.write_bytes(data)
            assert not file.open(path), name
            assert window.stack.currentWidget() is problems, name
            assert problems.problems, name
            assert all(problem.line >= 1 for problem in problems.problems), name
        assert file.open(good)
        assert window.stack.currentWidget() is joined(window).canvas


@pytest.mark.row(1, 2, 3, 4, 6, 8, 12, 13, 14, 16, 17, 19, 20, 22, 23, 24, 25, 30, 33)
def test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place(
    tmp_path: Path,
) -> None:
    for name, data in REFUSED.items():
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(data)
        for command in (["check"], ["show"], ["fmt", "--check"]):
            run = CliRunner().invoke(cli, [*command, str(path)])
            assert run.exit_code == 2, (name, command, run.output)
            assert isinstance(run.exception, SystemExit), (name, command)
            assert run.output.startswith(f"{path}:"), (name, command, run.output[:200])
        assert path.read_bytes() == data
