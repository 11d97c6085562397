"""Real diagrams from outside: each is imported, laid out, checked, exported and read again."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from journeymap.checks.runner import run
from journeymap.cli import cli
from journeymap.files.reader import read_file

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "mermaid"
DIAGRAMS = sorted(CORPUS.glob("*.mmd"))


def test_the_diagrams_are_there(corpus: Path) -> None:
    assert len(list((corpus / "mermaid").glob("*.mmd"))) >= 20


@pytest.mark.parametrize("source", DIAGRAMS, ids=lambda path: path.stem)
def test_a_diagram_goes_all_the_way(source: Path, tmp_path: Path) -> None:
    # given a diagram and what Mermaid itself reads in it
    parsed = json.loads((CORPUS / "reference" / f"{source.stem}.json").read_text(encoding="utf-8"))
    map_file, picture = tmp_path / "map.yaml", tmp_path / "map.svg"

    # when it is imported and exported from the command line
    imported = CliRunner().invoke(cli, ["import", str(source), "-o", str(map_file)])
    assert imported.exit_code == 0, imported.stderr
    m = read_file(map_file).map
    exported = CliRunner().invoke(cli, ["export", str(map_file), "-o", str(picture)])
    assert exported.exit_code == 0, exported.stderr

    # then every task is a touchpoint of its section, and every name is in the picture whole
    stages = {stage.id: stage.name for stage in m.stages}
    tasks = [
        (task["section"], task["task"].strip()) for task in parsed["tasks"] if parsed["sections"]
    ]
    if tasks and all(section for section, _ in tasks):
        assert [(stages[t.stage], t.name) for t in m.touchpoints] == tasks
    titles = {
        title.text or ""
        for title in ElementTree.parse(picture).iter("{http://www.w3.org/2000/svg}title")
    }
    for touchpoint in m.touchpoints:
        assert any(touchpoint.name in title for title in titles)
    assert not [f for f in run(m) if f.check == "check-failed"]
