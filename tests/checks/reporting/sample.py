"""A map of which something of every kind is to be said, checked, and files that are no maps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from journeymap.checks.finding import Finding
from journeymap.checks.known import known
from journeymap.checks.located import Checked
from journeymap.checks.reporting.report import Report
from journeymap.checks.runner import run
from journeymap.files.problems import FileProblem
from journeymap.files.reader import read_bytes
from journeymap.model.text import M

MAP = """\
title: Coffee to go
status: in-review
stages:
  - {id: order, name: Order ahead}
  - {id: collect, name: Pick up}
channels:
  - {id: app, name: Mobile app}
touchpoints:
  - id: pay
    name: 在应用里付款
    stage: order
    channel: ap
    emotion: -2
  - {id: wait, name: انتظار, stage: order, effort: 4}
metrics:
  - {id: csat, name: CSAT, kind: csat, formula: top 2, scale: [1, 5], better: higher, target: 80}
readings:
  - {metric: csat, at: pay, period: 2026-10, counts: {1: 80, 2: 60, 3: 46, 4: 102, 5: 100}}
"""


# Enough to say something of every kind: what is reported is not the subject of these tests.
SPEAKING = (
    "reference-missing",
    "stage-without-touchpoint",
    "low-without-pain-point",
    "target-missed",
    "personal-data",
)


def checked(text: str = MAP, name: str = "maps/coffee.yaml") -> Checked:
    saved = read_bytes(text.encode(), name)
    speaking = [known().checks[id] for id in SPEAKING]
    return Checked(name, run(saved.map, today=date(2026, 11, 21), checks=speaking), saved)


def report(*maps: Checked, unread: Sequence[FileProblem] = ()) -> Report:
    return Report(maps or (checked(),), unread)


def one(finding: Finding, file: str = "map.yaml") -> Report:
    return Report((Checked(file, (finding,)),))


UNREAD = (
    FileProblem("bad map.yaml", 2, 9, M("“{text}” is no number", text="x")),
    FileProblem("nope.yaml", 0, 0, M("cannot be opened")),
)
