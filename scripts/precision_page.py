"""Writes docs/checks-precision.md: how often each check speaks, over maps of three sorts.

python scripts/precision_page.py           writes it
python scripts/precision_page.py --check   says whether it is current (exit status 1: it is not)

The diagrams from outside stand beside the repository and not in it; where they are not, their
column stays what it is on the page.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the checkout comes first

from benchmarks.generate import LANGUAGES, generate
from journeymap.checks.finding import Finding
from journeymap.checks.known import BUILT_IN
from journeymap.checks.registry import Check
from journeymap.checks.runner import run
from journeymap.checks.siblings import Among, Folder
from journeymap.exchange.mermaid import read_mermaid
from journeymap.files.reader import read_bytes, read_file
from journeymap.model.journey import JourneyMap

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "checks-precision.md"
EXAMPLES = ROOT / "examples"
DIAGRAMS = ROOT.parent / "shared" / "corpus" / "mermaid"
OWN_MAPS = ROOT / "tests" / "checks"
TODAY = date(2026, 11, 22)  # the day on which the examples are looked at
GENERATED = 200
MOST_OFTEN = 0.6  # of the examples; what speaks more often is about maps as such
FEWEST, MOST = 3, 15  # findings on an example: some, and no wall

INTRODUCTION = """\
<!-- written by scripts/precision_page.py, edits are lost -->

# How often each check speaks

A check that speaks on every map is about maps as such, and nobody reads it twice; one that never
speaks is not known to work. So it is counted on how many maps each check has something to say, as
people see it: with the default levels, after the first speaker of several and after the roll-up.

- **Examples**: the {examples} maps in [examples](../examples), on {today}. No check may speak on
  more than {most_often} of them, and each of them shows {fewest} to {most} findings; a test holds
  both.
- **Diagrams**: {diagrams} Mermaid journeys by others, imported. They are bare (no persona's goal,
  no channel, no number), so what asks for those speaks on most of them, and rightly.
- **Generated**: {generated} maps of `benchmarks/generate.py` with 3 to 50 touchpoints in all its
  languages. They are sound by construction and rated at random.
- **Own maps**: the invalid maps in the tests of the check, whose findings are held word by word;
  across the maps of a folder, the folders.

What each check looks for is in [checks.md](checks.md).

## What was decided when the findings on the examples were read

- A missed target is silent where an opportunity that is accepted or under way aims at that metric
  at that place: that it is missed is then why somebody acts. An alarm is never silent.
- A worst pain point is not *left open* where an opportunity that was at least accepted solves it,
  whatever its own status says.
- Alarms, missed targets, moments of truth without numbers, broken hand-offs and numbers that get
  worse are one finding a map each; more than three of any other check in a stage, or between two
  channels, become one.
- Where several would say one thing the first speaks: an alarm before a missed target, no entry
  before what cannot be reached, no goal before loops and dead ends, a step that everything hangs
  on before a low from which nobody gets to help.
- Ways are asked for each persona, and people hand over to each other: a step of Dad's is reached
  where a step of Mum's leads to it, and a way that goes on with somebody else is no dead end.
- An exception, a translation or a colour of a metric is no use of it.
- Bare maps are told what is missing once for the map or once a stage, never once a card.
"""


class Looked(NamedTuple):
    """Maps of one sort that were checked: what was found on each, by its name."""

    maps: Mapping[str, tuple[Finding, ...]]

    @property
    def often(self) -> Counter[str]:
        """On how many maps each check has spoken."""
        return Counter(
            check for found in self.maps.values() for check in {each.check for each in found}
        )


def page(diagrams: Mapping[str, str] | None = None) -> str:
    """Return the page; `diagrams` are the cells of that column by check where it is not counted."""
    examples, generated = of_examples(), of_generated()
    if diagrams is None:
        outside = of_diagrams()
        diagrams = {
            check.id: _cell(outside.often[check.id], len(outside.maps)) for check in BUILT_IN
        }
        diagrams["maps"] = str(len(outside.maps))
    introduction = INTRODUCTION.format(
        examples=len(examples.maps),
        diagrams=diagrams["maps"],
        generated=GENERATED,
        today=f"{TODAY:%d %B %Y}".lstrip("0"),
        most_often=f"{MOST_OFTEN:.0%}".replace("%", " %"),
        fewest=FEWEST,
        most=MOST,
    )
    lines = [introduction.rstrip(), "", "## By check", ""]
    lines += ["| check | level | examples | diagrams | generated | own maps |"]
    lines += ["|---|---|---:|---:|---:|---:|"]
    for check in BUILT_IN:
        cells = [
            f"[`{check.id}`](checks.md#{check.id})",
            check.level,
            _cell(examples.often[check.id], len(examples.maps)),
            diagrams[check.id],
            _cell(generated.often[check.id], len(generated.maps)),
            str(own_maps(check)) if own_maps(check) else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## By example", "", "| map | errors | warnings | notes | all |"]
    lines += ["|---|---:|---:|---:|---:|"]
    for name, found in examples.maps.items():
        levels = Counter(each.level for each in found)
        counts = [levels[level] for level in ("error", "warning", "info")]
        numbers = " | ".join(str(n) for n in (*counts, len(found)))
        lines.append(f"| [{name}](../examples/{name}) | {numbers} |")
    return "\n".join(lines) + "\n"


@cache
def of_examples() -> Looked:
    """Return what is found on the examples, each among the others of its folder."""
    read = {path.name: read_file(path).map for path in sorted(EXAMPLES.glob("*.yaml"))}
    folder = Folder(read)
    return Looked(
        {
            name: run(m, today=TODAY, folder=EXAMPLES, load=read.get, among=Among(folder, name))
            for name, m in read.items()
        }
    )


@cache
def of_diagrams() -> Looked:
    """Return what is found on the diagrams from outside, imported."""
    found = {}
    for path in sorted(DIAGRAMS.glob("*.mmd")):
        m = read_mermaid(path.read_text(encoding="utf-8"), path.name).map
        found[path.name] = run(m, today=TODAY)
    return Looked(found)


@cache
def of_generated() -> Looked:
    """Return what is found on generated maps, always the same ones."""
    return Looked({name: run(m, today=TODAY) for name, m in _generated()})


def _generated() -> Iterator[tuple[str, JourneyMap]]:
    for number in range(GENERATED):
        text = generate(3 + number % 48, seed=number, language=LANGUAGES[number % len(LANGUAGES)])
        yield str(number), read_bytes(text.encode(), "generated.yaml").map


def own_maps(check: Check) -> int:
    """Return how many invalid maps, or folders of maps, a check has in the tests."""
    return len(list((OWN_MAPS / check.id).glob("invalid-*")))


def diagrams_on(text: str) -> dict[str, str]:
    """Return the cells of the column of diagrams on a page, and their number as `maps`."""
    rows = re.findall(r"(?m)^\| \[`([a-z-]+)`\]\([^)]*\) \| \w+ \| [^|]* \| ([^|]*) \|", text)
    number = re.search(r"\*\*Diagrams\*\*: (\d+)", text)
    return (
        {check.id: "" for check in BUILT_IN} | dict(rows) | {"maps": number[1] if number else "0"}
    )


def _cell(often: int, of: int) -> str:
    return f"{often} ({often / of:.0%})".replace("%)", " %)") if often else "0"


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is current; return the exit status."""
    there = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    made = page(None if DIAGRAMS.is_dir() else diagrams_on(there))
    if "--check" in arguments:
        return int(made != there)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
