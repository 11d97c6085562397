"""Whatever is edited, in whatever text: saved, told, kept aside and merged as it is meant."""

from __future__ import annotations

from pathlib import Path
from random import Random

from journeymap.files.reader import read_bytes
from journeymap.files.recovery import Snapshot, Writer, read_copy
from journeymap.files.splice import spliced
from journeymap.files.writer import write
from journeymap.model.diff_words import sentences
from journeymap.model.differences import differences
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.text import say
from journeymap.model.threeway import merge
from journeymap.model.union import union
from tests.faults.figures import count
from tests.faults.figures import say as say_figure
from tests.files.grafting import Garden, texts

ROOT = Path(__file__).resolve().parents[2]


def by_stage(m: JourneyMap) -> JourneyMap:
    """Return the map with its touchpoints listed stage by stage."""
    return m.model_copy(update={"touchpoints": tuple(sorted(m.touchpoints, key=lambda t: t.stage))})


def test_any_edit_is_saved_told_kept_aside_and_merged_as_it_is(tmp_path: Path) -> None:
    chance = Random("grafting")
    saved = texts(ROOT, count(40, 250), chance)
    garden = Garden(each.map for each in saved)
    copies, made, conflicts = Writer(), 0, 0
    for number in range(wanted := count(60, 4000)):
        text = chance.choice(saved)
        base = text.map
        ours, theirs = garden.grafted(base, chance), garden.grafted(base, chance)
        if ours is None or theirs is None:
            continue
        made += 1

        data = spliced(text, ours).data
        assert read_bytes(data, "").map == ours, number
        assert data.startswith(b"\xef\xbb\xbf") == text.data.startswith(b"\xef\xbb\xbf"), number
        if b"\n" not in text.data:
            assert b"\n" not in data, number

        copies.write(tmp_path / "copy", Snapshot(ours, None, text.data))
        assert read_copy(tmp_path / "copy").map == ours, number

        old, new = Index(base), Index(ours)
        told = [say(each, lang) for lang in ("en", "fa") for each in sentences(old, new)]
        # touchpoints of two stages mean nothing by which of them is listed first
        assert bool(told) == (by_stage(ours) != by_stage(base)), number
        differences(old, new, union(base, ours))

        assert merge(base, ours, base).map == ours, number
        assert merge(base, base, theirs).map == theirs, number
        both = merge(base, ours, theirs)
        assert read_bytes(write(both.map).encode(), "").map == both.map, number
        conflicts += bool(both.conflicts)
    say_figure(
        "any field of any record: saved, kept aside, told, merged",
        "4,000: all right",
        f"{made} of {wanted} are maps: all right, {conflicts} in conflict",
        made > wanted // 2,
    )
    assert made > wanted // 2
