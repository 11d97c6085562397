"""docs/metrics.md: its commands run in a row, its pictures and options are there."""

from __future__ import annotations

import re
from pathlib import Path

from journeymap.cli import cli
from journeymap.files.reader import read_file
from tests.pages import OPTION, ROOT, RUN, blocks, calls, options, page, ran

PAGE = page("docs/metrics.md")


def test_the_commands_of_the_page_run_one_after_the_other(tmp_path: Path) -> None:
    # given the examples
    (tmp_path / "examples").mkdir()
    coffee = (ROOT / "examples" / "coffee-app.yaml").read_bytes()
    (tmp_path / "examples" / "coffee-app.yaml").write_bytes(coffee)
    script = "\n".join(RUN.findall(PAGE))
    assert script.count("\n") > 40

    # when
    done = ran(tmp_path, script, LC_ALL="C.UTF-8", LANGUAGE="en")

    # then it says what the page says, and the map has both months and the survey
    assert done.returncode == 0, done.stdout + done.stderr
    for told in blocks(PAGE, "text"):
        assert told in done.stdout
    m = read_file(tmp_path / "coffee.yaml").map
    of_pay = {r.period: r.value for r in m.readings if r.at == "pay" and r.source == "readings"}
    assert of_pay == {"2026-11": 54.5, "2026-12": 49}
    (nps,) = [r for r in m.readings if r.source == "visits" and r.metric == "nps"]
    assert nps.counts == {"promoters": 6, "passives": 3, "detractors": 2}
    assert [source.reads for source in m.sources] == ["readings-{period}.csv", "visits.csv"]
    assert (
        "Ada" not in (tmp_path / "coffee.yaml").read_text(encoding="utf-8").partition("sources:")[2]
    )


def test_what_the_page_names_is_there() -> None:
    for words in calls(PAGE):
        assert words[0].strip("`,.;'") in {"metrics", "[metrics]"}
    assert set(OPTION.findall(PAGE)) <= options(cli)
    pictures = re.findall(r"!\[[^]]+]\(([^)]+)\)", PAGE)
    assert len(pictures) == 5
    for picture in pictures:
        assert (ROOT / "docs" / picture).is_file()
