"""Readings that stand in a file of their own beside the map."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeymap.files.problems import SaveFailed, Unreadable
from journeymap.files.reader import read_bytes, read_file
from journeymap.files.readings import read_readings, write_readings
from journeymap.files.splice import spliced
from journeymap.files.store import save_document
from journeymap.model.document import Document
from journeymap.model.journey import Reading
from journeymap.model.text import M

MAP = """title: T
readings_from: shop.readings.csv
readings:
  - metric: nps
    period: 2026
    value: 4
"""
CSV = """metric,at,period,segment.device,counts.1,counts.5,value,n,sd,source
csat,pay,2026-10,mobile,80,100,,,,survey
csat,pay,2026-11,,70,110,,,,
load,,2026-10,,,,2.5,400,0.25,
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "shop.readings.csv").write_text(CSV, encoding="utf-8")
    return tmp_path / "shop.yaml"


def test_readings_beside_the_map_are_read_with_it(shop: Path) -> None:
    readings = read_file(shop).map.readings
    assert [reading.metric for reading in readings] == ["nps", "csat", "csat", "load"]
    assert readings[1].counts == {"1": 80, "5": 100}
    assert readings[1].segment == {"device": "mobile"}
    assert (readings[3].at, readings[3].value, readings[3].n, readings[3].sd) == (
        None,
        2.5,
        400,
        0.25,
    )


def test_a_map_from_a_pipe_leaves_them_out() -> None:
    assert len(read_bytes(MAP.encode(), "-").map.readings) == 1


def test_what_is_written_is_read_back_sorted() -> None:
    readings = read_readings(CSV.encode(), "x.csv")
    assert write_readings(readings[::-1]) == CSV
    assert read_readings(write_readings(readings).encode(), "x.csv") == readings


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("metric,period,value\ncsat,2026,x\n", "x.csv:2:1: value: “x” is not a number"),
        ("metric,period,value\ncsat,2026,1,2\n", "x.csv:2:1: this row has more cells"),
        ("metric,period,when\n", "x.csv:1:3: the column “when” is unknown"),
        ("metric,metric\n", "x.csv:1:2: the column “metric” is unknown"),
        ("metric,period,value\ncsat,2026,\n", "x.csv:2:1: a reading has either counts or a value"),
        ("metric,period,value\n\ncsat,soon,1\n", "x.csv:3:1: period: “soon” is not a period"),
        ('metric,period\n"csat', "x.csv:2:1: this row is no CSV"),
        (
            "metric,period,value\n<<<<<<< HEAD\ncsat,2026,1\n=======\ncsat,2026,2\n>>>>>>> b\n",
            "x.csv:2:1: two versions of this file were joined and git left its conflict markers; "
            "keep the lines",
        ),
    ],
)
def test_a_bad_row_is_named(text: str, problem: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_readings(text.encode(), "x.csv")
    assert str(refused.value).startswith(problem)


def test_an_encoding_that_is_not_utf_8_is_named() -> None:
    with pytest.raises(Unreadable, match=r"x\.csv:2:1: this is not UTF-8"):
        read_readings(b"metric\n\xff", "x.csv")


@pytest.mark.parametrize("name", ["../out.csv", "/etc/hostname", "a\\b.csv", "sub", "none.csv"])
def test_only_a_file_in_the_maps_folder_is_read(shop: Path, name: str) -> None:
    (shop.parent / "sub").mkdir()
    (shop.parent.parent / "out.csv").write_text(CSV, encoding="utf-8")
    shop.write_text(MAP.replace("shop.readings.csv", name), encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        read_file(shop)
    assert refused.value.problems[0].path == name


def test_a_link_out_of_the_folder_is_not_followed(shop: Path) -> None:
    outside = shop.parent.parent / "secret.csv"
    outside.write_text(CSV, encoding="utf-8")
    (shop.parent / "link.csv").symlink_to(outside)
    shop.write_text(MAP.replace("shop.readings.csv", "link.csv"), encoding="utf-8")
    with pytest.raises(Unreadable, match="in the map’s own folder"):
        read_file(shop)


def test_saving_leaves_them_in_their_file(shop: Path) -> None:
    saved = read_file(shop)
    new = Reading(metric="nps", period="2027", value=5)
    m = saved.map.model_copy(update={"title": "U", "readings": (*saved.map.readings, new)})
    text = spliced(saved, m)
    assert text.data.decode() == MAP.replace("T\n", "U\n", 1) + (
        "  - metric: nps\n    period: 2027\n    value: 5\n"
    )
    assert spliced(text, m.model_copy(update={"title": "V"})).data.decode().startswith("title: V\n")


def test_named_no_more_they_stand_in_the_map_itself_and_their_file_is_left_alone(
    shop: Path,
) -> None:
    saved = read_file(shop)
    document = Document(saved.map, saved)
    document.commit(M("Set"), saved.map.model_copy(update={"readings_from": None}))
    document.saved(save_document(document, shop))
    assert read_file(shop).map == document.map
    assert len(document.map.readings) == 4
    assert (shop.parent / "shop.readings.csv").read_text(encoding="utf-8") == CSV
    document.undo()
    document.saved(save_document(document, shop))
    assert shop.read_text(encoding="utf-8") == MAP


@pytest.mark.parametrize(
    "name", ["none.csv", "/etc/passwd", "../out.csv", "sub", "shop.yaml", "link.csv"]
)
@pytest.mark.parametrize("text", [MAP, "title: T\n"])
def test_a_file_that_would_lock_the_map_cannot_be_named(shop: Path, name: str, text: str) -> None:
    (shop.parent / "sub").mkdir()
    outside = shop.parent.parent / "out.csv"
    outside.write_text(CSV, encoding="utf-8")
    (shop.parent / "link.csv").symlink_to(outside)
    shop.write_text(text, encoding="utf-8")
    saved = read_file(shop)
    m = saved.map.model_copy(update={"readings_from": name})
    with pytest.raises(SaveFailed, match="readings_from: "):
        spliced(saved, m)


def test_another_file_may_be_named_when_it_holds_the_same(shop: Path) -> None:
    saved = read_file(shop)
    other = shop.parent / "other.csv"
    other.write_text(CSV.replace("80", "81"), encoding="utf-8")
    m = saved.map.model_copy(update={"readings_from": "other.csv"})
    with pytest.raises(SaveFailed, match=r"does not hold the readings that stand in shop"):
        spliced(saved, m)
    other.write_text(CSV, encoding="utf-8")
    assert spliced(saved, m).data.decode() == MAP.replace("shop.readings.csv", "other.csv")


def test_a_map_without_one_may_name_a_file_that_can_be_read(shop: Path) -> None:
    shop.write_text("title: T\n", encoding="utf-8")
    saved = read_file(shop)
    document = Document(saved.map, saved)
    m = saved.map.model_copy(update={"readings_from": "shop.readings.csv"})
    document.commit(M("Set"), m)
    document.saved(save_document(document, shop))
    assert len(read_file(shop).map.readings) == 3
    document.commit(M("Set"), m.model_copy(update={"title": "U"}))
    save_document(document, shop)
    assert len(read_file(shop).map.readings) == 3


@pytest.mark.parametrize("name", ["/etc/passwd", "../a.csv", "a\\b.csv"])
def test_a_map_from_a_pipe_may_not_name_a_file_elsewhere(name: str) -> None:
    saved = read_bytes(b"title: T\n", "-")
    with pytest.raises(SaveFailed, match="own folder"):
        spliced(saved, saved.map.model_copy(update={"readings_from": name}))


def test_a_map_saved_elsewhere_takes_its_readings_along(shop: Path) -> None:
    saved = read_file(shop)
    folder = shop.parent / "else"
    folder.mkdir()
    save_document(Document(saved.map, saved), folder / "shop.yaml", force=True)
    assert read_file(folder / "shop.yaml").map == saved.map
    assert (folder / "shop.readings.csv").read_bytes() == CSV.encode()


def test_a_map_saved_elsewhere_does_not_write_over_other_readings(shop: Path) -> None:
    saved = read_file(shop)
    folder = shop.parent / "else"
    folder.mkdir()
    (folder / "shop.readings.csv").write_text("metric,period,value\n", encoding="utf-8")
    with pytest.raises(SaveFailed, match="another file of this name"):
        save_document(Document(saved.map, saved), folder / "shop.yaml", force=True)
    assert not (folder / "shop.yaml").exists()


def test_a_map_whose_readings_were_not_read_is_not_saved_where_they_do_not_lie(
    shop: Path,
) -> None:
    saved = read_bytes(MAP.encode(), "-")
    (shop.parent / "shop.readings.csv").unlink()
    with pytest.raises(SaveFailed, match="look for this file"):
        save_document(Document(saved.map, saved), shop.parent / "else.yaml", force=True)


def test_readings_beside_the_map_have_no_line_in_it(shop: Path) -> None:
    saved = read_file(shop)
    new = Reading(metric="nps", period="2027", value=5)
    m = saved.map.model_copy(update={"readings": (*saved.map.readings, new)})
    places = spliced(saved, m).places  # those beside stand between the map's own two now
    assert places.find("csat@pay@2026-11") is None
    assert places.find("load@@2026-10") is None
    assert [getattr(places.find(f"nps@@{year}"), "line", None) for year in (2026, 2027)] == [4, 7]
