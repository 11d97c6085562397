"""Linked maps are read from the folder of the map, as they are now, and from nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from journeymap.files.linked_maps import maps_in


def test_a_map_in_the_folder_is_read_as_it_is_now(tmp_path: Path) -> None:
    detail = tmp_path / "details" / "pay.yaml"
    detail.parent.mkdir()
    detail.write_text("title: Paying\n", encoding="utf-8")
    load = maps_in(tmp_path)

    before = load("details/pay.yaml")
    detail.write_text("title: Paying, in short\n", encoding="utf-8")
    os.utime(detail, ns=(1, 1))
    after = load("details/pay.yaml")

    assert before is not None
    assert after is not None
    assert (before.title, after.title) == ("Paying", "Paying, in short")


@pytest.mark.parametrize("name", ["gone.yaml", "../outside.yaml", "broken.yaml", "", "."])
def test_what_is_no_map_of_the_folder_is_unknown(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "maps"
    folder.mkdir()
    (tmp_path / "outside.yaml").write_text("title: Outside\n", encoding="utf-8")
    (folder / "broken.yaml").write_text("title: [", encoding="utf-8")

    assert maps_in(folder)(name) is None
