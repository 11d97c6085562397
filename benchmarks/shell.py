"""P1: what a person in a shell waits for, against mermaid-cli and graphviz drawing the same.

mermaid-cli is `mmdc` on the path or what MMDC names, and draws with a Chromium; graphviz is `dot`.
What is not installed is not measured. Time and memory are taken in different runs, because looking
at memory takes time. Memory is the largest sum, over the tree of processes, of each one's share
(PSS: what several processes share is counted once), and can be read on Linux only.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import generate
from benchmarks.rows import NotMeasured, Row, size

OURS = (sys.executable, "-m", "journeymap")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LOOK_EVERY = 0.01  # seconds between two looks at the memory
PATIENCE = 300  # seconds for one command
TO_SECTION = 8  # tasks
ROOT = Path(__file__).resolve().parent.parent


class Cost(NamedTuple):
    """What running some commands one after another takes."""

    seconds: float
    bytes: float


def against_mermaid() -> Iterator[Row]:
    """Drawing a Mermaid journey: as the map it was imported to, and import and drawing together."""
    mmdc = _mmdc()
    for tasks, rounds in ((100, 5), (size(1000), 3)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source, made = folder / "journey.mmd", folder / "journey.yaml"
            source.write_text(mermaid(tasks), encoding="utf-8")
            options = _options(folder)
            imported = [*OURS, "import", str(source), "-o", str(folder / "again.yaml")]
            _run([*imported[:-1], str(made)])
            for form in ("svg", "png"):
                exported = [*OURS, "export", str(made), "-o", str(folder / f"ours.{form}")]
                if form == "png":
                    exported += ["--scale", "1"]  # as mermaid-cli does
                theirs = [mmdc, *options, "-q", "-i", str(source)]
                theirs += ["-o", str(folder / f"theirs.{form}")]
                begun = ["rm", "-f", str(folder / "again.yaml")]  # import writes over nothing
                one, both, other = costs(
                    [[exported], [begun, imported, exported], [theirs]], rounds
                )
                words = f"{tasks:,} tasks as {form.upper()}"
                for what, cost in (("export", one), ("import, export", both)):
                    took = cost.seconds / other.seconds
                    yield Row("P1", f"{what} {words} ≤ 0.25 × mermaid-cli", 0.25, took)
                held = one.bytes / other.bytes
                yield Row("P1", f"export {words} ≤ 0.2 × mermaid-cli in memory", 0.2, held)


def against_graphviz() -> Iterator[Row]:
    """Drawing a map from its YAML, against `dot` drawing the same nodes, columns and arrows."""
    dot = shutil.which("dot")
    if dot is None:
        raise NotMeasured("dot (graphviz) is not installed")
    count = size(1000)
    with tempfile.TemporaryDirectory() as folder:
        source, graph = Path(folder) / "map.yaml", Path(folder) / "map.dot"
        source.write_text(generate(count), encoding="utf-8")
        graph.write_text(graphviz(source), encoding="utf-8")
        ours = [[*OURS, "export", str(source), "-o", f"{folder}/ours.svg"]]
        theirs = [[dot, "-Tsvg", "-o", f"{folder}/theirs.svg", str(graph)]]
        mine, other = (statistics.median(each) for each in _times([ours, theirs], 3))
        yield Row("P1", f"export {count:,} touchpoints as SVG ≤ 0.3 × dot", 0.3, mine / other)


def shell() -> Iterator[Row]:
    """P1, as far as the programs to compare with are installed."""
    missing = []
    for part in (against_mermaid, against_graphviz):
        try:
            yield from part()
        except NotMeasured as reason:
            missing.append(str(reason))
    if missing:
        raise NotMeasured("; ".join(missing))


MEASURES = {"P1": shell}


# ---------------------------------------------------------------- what is drawn


def mermaid(tasks: int) -> str:
    """Return a Mermaid journey with that many tasks."""
    lines = ["journey", "  title From the first look to a regular"]
    for number in range(tasks):
        if number % TO_SECTION == 0:
            lines.append(f"  section Part {number // TO_SECTION + 1}")
        actors = "Customer, Barista" if number % 3 else "Customer"
        lines.append(f"    Ask about order {number + 1}: {number * 7 % 5 + 1}: {actors}")
    return "\n".join(lines) + "\n"


def graphviz(source: Path) -> str:
    """Return what our picture shows of a map as a graph: a cluster for each stage, its touchpoints
    with their channels, flows with their words, pain points and opportunities with what they are
    about.
    """
    command = [*OURS, "show", str(source), "--format", "json"]
    shown = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    m = json.loads(shown.stdout)
    channels = {each["id"]: each["name"] for each in m["channels"]}
    lines = ["digraph map {", "  rankdir=LR; node [shape=box];"]
    for stage in m["stages"]:
        lines.append(f"  subgraph cluster_{stage['id']} {{ label={json.dumps(stage['name'])};")
        for each in m["touchpoints"]:
            if each["stage"] == stage["id"]:
                words = f"{each['name']}\n{channels.get(each['channel'], '')}"
                lines.append(f"    {each['id']} [label={json.dumps(words)}];")
        lines.append("  }")
    for flow in m["flows"]:
        label = f" [label={json.dumps(flow['when'])}]" if flow["when"] else ""
        lines.append(f"  {flow['from']} -> {flow['to']}{label};")
    for kind, about in (("pain_points", "at"), ("opportunities", "solves")):
        for each in m[kind]:
            lines.append(f"  {each['id']} [label={json.dumps(each['name'])}, style=rounded];")
            lines += [f"  {end} -> {each['id']} [style=dotted];" for end in each[about]]
    return "\n".join([*lines, "}"]) + "\n"


def _mmdc() -> str:
    found = os.environ.get("MMDC") or shutil.which("mmdc")
    if not found:
        raise NotMeasured("mmdc (mermaid-cli) is not installed")
    return found


def _options(folder: Path) -> list[str]:
    """Return the options for a browser that is installed; root may run it only without sandbox."""
    launch: dict[str, object] = {"args": ["--no-sandbox"]}
    browser = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    if browser:
        launch["executablePath"] = browser
    path = folder / "puppeteer.json"
    path.write_text(json.dumps(launch), encoding="utf-8")
    # A journey of a thousand tasks is longer than what Mermaid draws unasked, and a picture of it
    # would be squeezed into the width of a page, where nothing can be read.
    wishes = {"maxTextSize": 10_000_000, "journey": {"useMaxWidth": False}}
    limits = folder / "mermaid.json"
    limits.write_text(json.dumps(wishes), encoding="utf-8")
    return ["-p", str(path), "-c", str(limits)]


# ---------------------------------------------------------------- what it costs


def costs(works: Sequence[Sequence[list[str]]], rounds: int) -> list[Cost]:
    """Return the median time and the largest memory of each list of commands, run in turns."""
    times = _times(works, rounds)
    return [
        Cost(statistics.median(each), max(_memory(command) for command in work))
        for each, work in zip(times, works, strict=True)
    ]


def _times(works: Sequence[Sequence[list[str]]], rounds: int) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            started = time.perf_counter()
            for command in work:
                _run(command)
            times[place].append(time.perf_counter() - started)
    return times


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=_environment(),
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"status {done.returncode}"]
        raise NotMeasured(f"{Path(command[0]).name} failed: {said[-1][:200]}")


def _environment() -> dict[str, str]:
    # as in a shell without a display, where nothing has been set for Qt
    return {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}


def _memory(command: list[str]) -> int:
    """Return the largest sum of the memory of a command and all that it starts, in bytes."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise NotMeasured("memory is read from Linux's /proc")
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(), cwd=ROOT
    )
    largest = 0
    while process.poll() is None:
        largest = max(largest, sum(map(_share, _tree(process.pid))))
        time.sleep(LOOK_EVERY)
    return largest


def _tree(root: int) -> list[int]:
    """Return the ids of a process and of all that it started."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                # the name in parentheses may hold spaces; the parent is the second field after it
                parent = int(Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it ended meanwhile
            children.setdefault(parent, []).append(int(entry))
    tree = [root]
    for process in tree:
        tree += children.get(process, ())
    return tree


def _share(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:"))
