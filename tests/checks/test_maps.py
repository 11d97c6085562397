"""Every check against its maps: valid ones stay silent, invalid ones say exactly what is expected.

A map carries its expectation as comments: `# finds LINE:COLUMN KEY | MESSAGE [| also KEYS]` for
each finding in order, `# today: DATE`, and `# missing: CHARACTERS` for those that no font has. A
case of a check across maps is a folder: each of its maps says what is found in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from journeymap.checks.finding import SEVERITY, Finding
from journeymap.checks.known import BUILT_IN, check_failed, check_not_loaded, profile_not_read
from journeymap.checks.located import Checked, english, located
from journeymap.checks.runner import run
from journeymap.checks.siblings import Among, Folder
from journeymap.files.reader import read_bytes
from journeymap.model.document import Document, SavedText
from journeymap.model.journey import JourneyMap

HERE = Path(__file__).resolve().parent
# Made by the runner, which `test_runner.py` and `test_profiles.py` test: no map alone has them.
OF_THE_RUNNER = {check_failed.id, check_not_loaded.id, profile_not_read.id}


class Case(NamedTuple):
    """A map and what its own comments say about it."""

    path: Path
    text: str
    folder: Path | None = None

    @property
    def check(self) -> str:
        return (self.folder or self.path).parent.name

    @property
    def name(self) -> str:
        return self.path.relative_to(self.folder or self.path.parent).as_posix()

    @property
    def saved(self) -> SavedText:
        return read_bytes(self.text.encode(), self.path.name)

    @property
    def expected(self) -> list[str]:
        return re.findall(r"(?m)^# finds (.*)$", self.text)

    def load(self, name: str) -> JourneyMap | None:
        path = self.path.parent / name
        return read_bytes(path.read_bytes(), path.name).map if path.is_file() else None

    def among(self, m: JourneyMap) -> Among | None:
        """Return the maps of the folder, with `m` in the place of this one."""
        if self.folder is None:
            return None
        files = {each.relative_to(self.folder).as_posix() for each in self.folder.rglob("*.yaml")}
        read = {name: read_bytes((self.folder / name).read_bytes(), name).map for name in files}
        return Among(Folder({**read, self.name: m}), self.name)

    def findings(self, m: JourneyMap) -> tuple[Finding, ...]:
        today = re.search(r"(?m)^# today: (.*)$", self.text)
        missing = re.search(r"(?m)^# missing: (.*)$", self.text)
        return run(
            m,
            today=date.fromisoformat(today[1]) if today else None,
            folder=self.path.parent,
            load=self.load,
            has_glyphs=(lambda text: set(text) & set(missing[1])) if missing else None,
            among=self.among(m),
        )


def cases(pattern: str) -> list[Case]:
    """Return the maps `*/pattern.yaml`, and those of the folders `*/pattern`."""
    found: list[Case] = []
    for path in sorted(HERE.glob(f"*/{pattern}")):
        if path.suffix == ".yaml":
            found.append(Case(path, path.read_text(encoding="utf-8")))
        else:
            maps = sorted(path.rglob("*.yaml"))
            found += [Case(each, each.read_text(encoding="utf-8"), path) for each in maps]
    return found


def named(case: Case) -> str:
    return f"{case.check}/{case.path.relative_to(HERE / case.check).with_suffix('').as_posix()}"


def said(case: Case) -> Iterator[str]:
    """Yield what the case's own check says, as it is written in the comments."""
    saved = case.saved
    own = [finding for finding in case.findings(saved.map) if finding.check == case.check]
    for finding, mark in located(Checked(case.path.name, own, saved)):
        assert mark is not None
        also = f" | also {', '.join(finding.also)}" if finding.also else ""
        place = f"{mark.line}:{mark.column} {finding.at or 'map'}"
        yield f"{place} | {english(finding.message)}{also}"


@pytest.mark.parametrize("case", cases("valid-*"), ids=named)
def test_a_valid_map_is_left_in_peace(case: Case) -> None:
    assert list(said(case)) == case.expected == []


@pytest.mark.parametrize("case", cases("invalid-*"), ids=named)
def test_an_invalid_map_is_told_what_and_where(case: Case) -> None:
    assert list(said(case)) == case.expected
    assert case.expected or case.folder  # of a folder, one map has to be told something


@pytest.mark.parametrize("folder", sorted(HERE.glob("*/invalid-*/")), ids=lambda f: f.name)
def test_something_is_found_across_the_maps_of_an_invalid_folder(folder: Path) -> None:
    assert any("\n# finds " in f"\n{each.read_text()}" for each in folder.rglob("*.yaml"))


@pytest.mark.parametrize("case", cases("invalid-*"), ids=named)
def test_a_fix_mends_its_finding_and_brings_no_other(case: Case) -> None:
    saved = case.saved
    before = case.findings(saved.map)

    for finding in before:
        if finding.check != case.check or finding.fix is None:
            continue
        document = Document(saved.map, saved)
        document.apply(finding.fix.name, finding.fix.edit)
        after = case.findings(document.map)

        assert as_seen(finding) not in map(as_seen, after)
        known = set(map(as_seen, before))
        new = [each for each in after if as_seen(each) not in known]
        # what was listed in one finding and is now listed in another is not new
        worse = [
            each
            for each in new
            if SEVERITY[each.level] <= SEVERITY[finding.level] and each.check != finding.check
        ]
        assert worse == []
        assert spoken_for(after, case.check) <= spoken_for(before, case.check)


def as_seen(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.at, str(finding.message)


def spoken_for(findings: tuple[Finding, ...], check: str) -> set[str]:
    return {key for each in findings if each.check == check for key in each.places}


@pytest.mark.parametrize("check", BUILT_IN, ids=lambda check: check.id)
def test_every_check_has_maps_of_both_kinds(check: object) -> None:
    id = check.id  # type: ignore[attr-defined]  # parametrize hides the type
    if id in OF_THE_RUNNER:
        return
    names = [path.name for path in (HERE / id).glob("*")]
    assert len([name for name in names if name.startswith("valid-")]) >= 1
    assert len([name for name in names if name.startswith("invalid-")]) >= 2


def test_every_map_belongs_to_a_check() -> None:
    folders = {path.relative_to(HERE).parts[0] for path in HERE.rglob("*.yaml")}
    assert folders <= {check.id for check in BUILT_IN} - OF_THE_RUNNER
