"""`journeymap merge` and `diff` by hand; see `test_cli_git.py` for them in git."""

from __future__ import annotations

import json
import shutil
import subprocess
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import Result

from journeymap.files.decode import has_markers
from journeymap.files.problems import FilesError
from journeymap.files.reader import read_bytes, read_file
from journeymap.model.index import index_of
from journeymap.model.mentioning import mentions
from tests.merged_maps import MAP, changed, run

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Three(NamedTuple):
    base: Path
    ours: Path
    theirs: Path

    def merge(self, *options: object) -> Result:
        return run("merge", *self, *options)


@pytest.fixture
def three(tmp_path: Path) -> Callable[[str, str], Three]:
    """Return what writes a base and two versions of it."""

    def write(ours: str, theirs: str, base: str = MAP) -> Three:
        made = Three(*(tmp_path / f"{name}.yaml" for name in Three._fields))
        for path, text in zip(made, (base, ours, theirs), strict=True):
            path.write_bytes(text.encode())
        return made

    return write


WITHOUT_EXTRA = changed(("  - id: extra\n    name: Extra\n    stage: use\n", ""))


# --- joining by hand ----------------------------------------------------------------------------


def test_both_sides_come_into_ours_with_comments_and_style(three: Callable[..., Three]) -> None:
    files = three(
        changed(("effort: 4", "effort: 5  # asked again")),
        changed(("emotion: -2", "emotion: -1"), ("  - id: done", "  # the end\n  - id: done")),
    )

    result = files.merge()

    assert (result.exit_code, result.output) == (0, "")
    assert files.ours.read_text() == changed(
        ("effort: 4", "effort: 5  # asked again"),
        ("emotion: -2", "emotion: -1"),
        ("  - id: done", "  # the end\n  - id: done"),
    )


def test_with_an_output_ours_stays_as_it_is(three: Callable[..., Three], tmp_path: Path) -> None:
    files = three(changed(("effort: 4", "effort: 5")), changed(("name: Slow", "name: Too slow")))
    out = tmp_path / "joined.yaml"

    assert files.merge("-o", out).exit_code == 0

    assert files.ours.read_text() == changed(("effort: 4", "effort: 5"))
    assert out.read_text() == changed(("effort: 4", "effort: 5"), ("name: Slow", "name: Too slow"))


def test_a_conflict_is_said_and_leaves_a_map_with_ours(three: Callable[..., Three]) -> None:
    files = three(
        changed(("emotion: -2", "emotion: 1")),
        changed(("emotion: -2", "emotion: 2"), ("name: Slow", "name: Too slow")),
    )

    result = files.merge()

    assert result.exit_code == 1
    assert "Touchpoint “Pay”: Emotion is 1 in ours and 2 in theirs" in result.stderr
    assert "1 conflict; the value of ours stands" in result.stderr
    assert files.ours.read_text() == changed(
        ("emotion: -2", "emotion: 1"), ("name: Slow", "name: Too slow")
    )


@pytest.mark.parametrize(
    ("option", "emotion"),
    [(["--ours"], 1), (["--theirs"], 2), (["--take", "pay.emotion=theirs"], 2)],
)
def test_conflicts_are_settled_when_told_how(
    three: Callable[..., Three], option: list[str], emotion: int
) -> None:
    files = three(changed(("emotion: -2", "emotion: 1")), changed(("emotion: -2", "emotion: 2")))

    result = files.merge(*option)

    assert (result.exit_code, result.output) == (0, "")
    assert files.ours.read_text() == changed(("emotion: -2", f"emotion: {emotion}"))


def test_what_cannot_be_taken_is_said_and_nothing_written(three: Callable[..., Three]) -> None:
    ours = changed(("emotion: -2", "emotion: 1"))
    files = three(ours, changed(("emotion: -2", "emotion: 2")))

    result = files.merge("--take", "pay.effort=theirs", "--take", "pay.emotion=both")

    assert result.exit_code == 2
    assert "There is no conflict at “pay.effort”." in result.stderr
    assert "“pay.emotion” cannot have both values." in result.stderr
    assert "Conflicts: pay.emotion" in result.stderr
    assert files.ours.read_text() == ours


def test_conflicts_are_told_to_programs_as_json(three: Callable[..., Three]) -> None:
    files = three(changed(("emotion: -2", "emotion: 1")), changed(("emotion: -2", "emotion: 2")))

    told = json.loads(files.merge("--format", "json").stdout)

    (conflict,) = told["conflicts"]
    wanted = {"key": "pay", "field": "emotion", "kind": "touchpoint", "base": -2}
    assert {name: conflict[name] for name in wanted} == wanted
    assert (conflict["ours"], conflict["theirs"]) == (1, 2)
    assert conflict["text"].startswith("Touchpoint “Pay”: Emotion is 1")


@pytest.mark.parametrize("side", [0, 1, 2])
def test_a_side_that_is_no_map_leaves_every_file_alone(
    three: Callable[..., Three], side: int
) -> None:
    texts = [MAP, changed(("effort: 4", "effort: 5")), changed(("effort: 4", "effort: 3"))]
    texts[side] = "title: [\n"
    files = three(texts[1], texts[2], base=texts[0])

    result = files.merge()

    assert result.exit_code == 2
    assert f"{files[side]}:" in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.read_text() for path in files] == texts


def test_a_missing_file_and_a_wrong_number_of_files_are_said(tmp_path: Path) -> None:
    assert run("merge", tmp_path / "a", tmp_path / "b", tmp_path / "c").exit_code == 2
    result = run("merge", tmp_path / "a", tmp_path / "b")
    assert (result.exit_code, "BASE OURS THEIRS" in result.stderr) == (2, True)


def test_a_side_without_an_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text(MAP, "utf-8")
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(400 << 20)  # a hole, as long as the disk is not asked to keep it

    tracemalloc.start()
    try:
        result = run("merge", base, base, huge)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert result.exit_code == 2
    assert "the most is 64 MiB" in result.output
    assert most < 200 << 20
    assert base.read_text("utf-8") == MAP


def test_line_ends_and_mark_are_those_of_ours(three: Callable[..., Three]) -> None:
    crlf = "\ufeff" + changed(("effort: 4", "effort: 5")).replace("\n", "\r\n")
    files = three(crlf, changed(("emotion: -2", "emotion: -1  # less")))

    assert files.merge().exit_code == 0

    wanted = changed(("effort: 4", "effort: 5"), ("emotion: -2", "emotion: -1  # less"))
    assert files.ours.read_bytes() == ("\ufeff" + wanted.replace("\n", "\r\n")).encode()


def test_readings_beside_the_map_are_left_to_themselves(three: Callable[..., Three]) -> None:
    text = changed(("title: Small  # for now\n", "title: Small\nreadings_from: r.csv\n"))
    files = three(
        changed(("effort: 4", "effort: 5"), text=text),
        changed(("readings_from: r.csv", "readings_from: s.csv"), text=text),
        base=text,
    )

    result = files.merge()

    assert (result.exit_code, result.output) == (0, "")
    assert "readings_from: s.csv" in files.ours.read_text()
    assert "effort: 5" in files.ours.read_text()


def test_maps_that_both_began_are_joined_without_a_base(three: Callable[..., Three]) -> None:
    files = three(changed(("effort: 4", "effort: 5")), MAP, base="")

    result = files.merge("--theirs")

    assert (result.exit_code, result.output) == (0, "")
    assert read_file(files.ours).map == read_file(files.theirs).map


# --- pairs of edits that git joins badly ---------------------------------------------------------

END_OF_FLOWS = "  - {from: pay, to: done}\n"
PAY = MAP[MAP.index("  # the one") : MAP.index("  - id: done")]
PAIRS = {  # ours, theirs, what lines make of it, exit code of joining by records
    "different records": (
        changed(("name: Slow", "name: Too slow")),
        changed(("name: See", "name: See it")),
        "right",
        0,
    ),
    "fields side by side": (
        changed(("effort: 4", "effort: 5")),
        changed(("emotion: -2", "emotion: -1")),
        "stopped",
        0,
    ),
    "both add at the end of a list": (
        changed((END_OF_FLOWS, END_OF_FLOWS + "  - {from: done, to: see}\n")),
        changed((END_OF_FLOWS, END_OF_FLOWS + "  - {from: done, to: extra}\n")),
        "stopped",
        0,
    ),
    "moved and edited": (
        changed((PAY, ""), ("\nflows:", PAY + "\nflows:")),
        changed(("emotion: -2", "emotion: -1")),
        "stopped",
        0,
    ),
    "id renamed and newly referred to": (
        changed(("  - id: extra", "  - id: more")),
        changed(("from: see, to: pay", "from: see, to: extra")),
        "broken",
        0,
    ),
    "deleted and newly referred to": (
        WITHOUT_EXTRA,
        changed(("at: [pay]", "at: [pay, extra]")),
        "broken",
        1,
    ),
    "one new id given twice": (
        changed(("  - id: use\n", "  - id: new\n    name: New\n  - id: use\n")),
        changed(("touchpoints:\n", "touchpoints:\n  - {id: new, name: Other, stage: buy}\n")),
        "broken",
        0,
    ),
    "one field in two ways": (
        changed(("emotion: -2", "emotion: 1")),
        changed(("emotion: -2", "emotion: 2")),
        "stopped",
        1,
    ),
}


@needs_git
@pytest.mark.parametrize("name", PAIRS)
def test_records_join_what_lines_break_or_stop_at(three: Callable[..., Three], name: str) -> None:
    ours, theirs, by_lines, code = PAIRS[name]
    files = three(ours, theirs)
    call = ["git", "merge-file", "-p", files.ours, files.base, files.theirs]
    lines = subprocess.run(call, capture_output=True, check=False)
    assert ("stopped" if lines.returncode else soundness(lines.stdout)) == by_lines

    result = files.merge()

    assert result.exit_code == code, result.output
    assert soundness(files.ours.read_bytes()) == "right"
    assert "# who owns this?" in files.ours.read_text()
    assert "# the one that hurts" in files.ours.read_text()


def soundness(data: bytes) -> str:
    try:
        m = read_bytes(data, "").map
    except FilesError:
        return "broken"
    index = index_of(m)
    dangling = [e for e in mentions(m, index) if not index.resolves(e.named, e.ref)]
    return "broken" if dangling or index.repeated else "right"


# --- conflict markers ---------------------------------------------------------------------------


def marked(style: str, tmp_path: Path, ours: str, theirs: str) -> bytes:
    for name, text in (("o", ours), ("b", MAP), ("t", theirs)):
        (tmp_path / name).write_text(text)
    call = ["git", "merge-file", "-p", *style.split(), "o", "b", "t"]
    return subprocess.run(call, cwd=tmp_path, capture_output=True, check=False).stdout


@needs_git
def test_a_file_with_markers_is_joined_from_what_stands_between_them(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    ours = changed(("effort: 4", "effort: 5"))
    path.write_bytes(marked("--diff3", tmp_path, ours, changed(("emotion: -2", "emotion: -1"))))
    assert has_markers(path.read_bytes())
    assert "“journeymap merge”" in run("check", path).stderr

    result = run("merge", path)

    assert (result.exit_code, result.output) == (0, "")
    assert path.read_text() == changed(("effort: 4", "effort: 5"), ("emotion: -2", "emotion: -1"))


@needs_git
def test_markers_that_do_not_tell_what_was_there_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    ours = changed(("effort: 4", "effort: 5"))
    data = marked("", tmp_path, ours, changed(("emotion: -2", "emotion: -1")))
    path.write_bytes(data)

    result = run("merge", path)

    assert result.exit_code == 2
    assert "git checkout --conflict=diff3" in result.stderr
    assert path.read_bytes() == data


# --- telling what differs -----------------------------------------------------------------------


def test_what_differs_is_told_by_records(three: Callable[..., Three]) -> None:
    files = three(
        changed(
            ("emotion: -2", "emotion: -1"),
            ("    effort: 4\n", ""),
            ("from: pay, to: done", "from: pay, to: done, share: 80%, kind: choice"),
        ),
        MAP,
    )

    result = run("diff", files.base, files.ours)

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Touchpoint “Pay”",
        "  Effort cleared (was 4)",
        "  Emotion changed from −2 to −1",
        "Flow “Pay → Done”",
        "  Kind changed from Next step to Choice",
        "  Share set to 80%",
    ]


def test_the_same_map_in_another_style_does_not_differ(three: Callable[..., Three]) -> None:
    files = three(changed(("at: [pay]", "at:\n      - pay")), MAP)

    result = run("diff", files.base, files.ours)

    assert (result.exit_code, result.output) == (0, "")


def test_differences_are_told_to_programs_as_json(three: Callable[..., Three]) -> None:
    files = three(changed(("emotion: -2", "emotion: -1")), MAP)

    told = json.loads(run("diff", files.base, files.ours, "--format", "json").stdout)

    assert told["same"] is False
    (change,) = told["changes"]
    assert (change["what"], change["key"], change["kind"]) == ("changed", "pay", "touchpoint")
    assert (change["fields"][0]["old"], change["fields"][0]["new"]) == (-2, -1)


def test_a_file_that_is_no_map_is_no_difference(three: Callable[..., Three]) -> None:
    files = three("[", MAP)

    assert run("diff", files.base, files.ours).exit_code == 2
    assert run("diff", files.base, files.base.parent / "none.yaml").exit_code == 2
