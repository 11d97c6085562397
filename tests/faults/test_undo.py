"""Rows 73 and 75: undo can neither fail half-way nor take all memory, however long one works."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import thread_time

import pytest

from benchmarks.generate import generate
from journeymap.files.reader import read_bytes
from journeymap.model import document as document_module
from journeymap.model import edits
from journeymap.model.document import Document
from journeymap.model.journey import JourneyMap
from journeymap.model.text import M
from tests.faults.figures import count, say
from tests.faults.limits import MOST_MEMORY, ROOT, needs_proc


def small() -> Document:
    saved = read_bytes(generate(5).encode(), "map.yaml")
    return Document(saved.map, saved)


def rename(document: Document, name: str) -> None:
    key = document.map.touchpoints[0].id
    document.apply(M("Rename"), lambda m: edits.change(m, key, name=name))


def broken(m: JourneyMap) -> JourneyMap:
    raise RuntimeError("half-way")


@pytest.mark.row(73)
@pytest.mark.parametrize("where", ["edit", "check", "difference"])
def test_an_edit_that_raises_changes_neither_the_map_nor_the_steps(
    monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    document = small()
    rename(document, "one")
    before, steps, done = document.map, document.steps, document.done
    edit: Callable[[JourneyMap], JourneyMap] = broken
    if where != "edit":
        name = {"check": "checked", "difference": "difference"}[where]
        monkeypatch.setattr(document_module, name, broken)
        edit = lambda m: edits.change(m, "", owner="two")  # noqa: E731 - one of two ways to fail
    with pytest.raises((RuntimeError, TypeError)):
        document.apply(M("Edit"), edit)
    monkeypatch.undo()
    assert (document.map, document.steps, document.done) == (before, steps, done)
    assert document.map is before
    document.undo()
    document.redo()
    assert document.map is before


@pytest.mark.row(73)
@pytest.mark.parametrize("way", ["commit", "undo", "redo", "go to"])
def test_a_subscriber_that_raises_leaves_the_map_and_the_steps_agreeing(way: str) -> None:
    document = small()
    first = document.map
    for name in ("one", "two", "three"):
        rename(document, name)
    last = document.map
    if way == "redo":
        document.undo()

    def stumble(*_: object) -> None:
        raise RuntimeError("a panel fell over")

    stop = document.subscribe(stumble)
    with pytest.raises(RuntimeError):
        {
            "commit": lambda: rename(document, "four"),
            "undo": document.undo,
            "redo": document.redo,
            "go to": lambda: document.go_to(0),
        }[way]()
    stop()
    while document.redo_text:
        document.redo()
    assert (document.map is last) == (way != "commit")
    while document.undo_text:
        document.undo()
    assert document.map is first
    assert not document.dirty


LONG_WORK = """
import sys
from statistics import median
from time import thread_time
sys.path.insert(0, ".")
from benchmarks.generate import generate
from journeymap.files.reader import read_bytes
from journeymap.model import edits
from journeymap.model.document import Document
from journeymap.model.text import M
steps, touchpoints = map(int, sys.argv[1:])
saved = read_bytes(generate(touchpoints).encode(), "map.yaml")
document = Document(saved.map, saved)
base = most_memory()
keys = [t.id for t in saved.map.touchpoints]
ends = [keys[n * 37 % len(keys)] for n in range(steps)]
for n, key in enumerate(ends):
    if n % 10 == 9:
        document.apply(M("Move"), lambda m: edits.reorder(m, key, keys[n % len(keys)]))
    else:
        document.apply(M("Rename"), lambda m: edits.change(m, key, name=f"name {n}"))
peak = most_memory()
last, took = document.map, []
kept = len(document.steps)
while document.undo_text:
    began = thread_time()
    document.undo()
    took.append(thread_time() - began)
while document.redo_text:
    document.redo()
assert document.map is last
took.sort()
print(peak, peak - base, kept, took[len(took) // 2] * 1000, took[-1] * 1000,
      took[int(len(took) * 0.99)] * 1000)
"""


@needs_proc
@pytest.mark.row(75)
def test_ten_thousand_steps_take_little_memory_and_undo_none_of_the_time() -> None:
    steps, touchpoints = count(250, 10_000), 1000
    run = subprocess.run(
        [sys.executable, "-c", MOST_MEMORY + LONG_WORK, str(steps), str(touchpoints)],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    peak, more, kept, middle, slowest, high = map(float, run.stdout.split())
    assert peak < 200
    assert middle < 50
    say(
        "undo steps at 1,000 touchpoints",
        "10,000 steps < 200 MB, undo < 50 ms",
        f"{steps} steps: {peak:.0f} MB in all ({more:.0f} of them for the steps, {kept:.0f} kept);"
        f" undo {middle:.1f} ms, p99 {high:.1f}, slowest {slowest:.1f}",
        peak < 200 and high < 50,
    )


@pytest.mark.row(75)
def test_the_oldest_steps_go_and_the_map_is_still_saved_from_its_first_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(document_module, "UNDO_BYTES", 40_000)
    document = small()
    times = []
    for n in range(60):
        began = thread_time()
        rename(document, f"name {n}")
        times.append(thread_time() - began)
    assert 1 < len(document.steps) < 60
    assert median(times) < 0.05
    while document.undo_text:
        document.undo()
    assert document.map.touchpoints[0].name.startswith("name ")
    gc.collect()
