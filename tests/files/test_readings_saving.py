"""Edits of readings in a file beside the map: its other lines stay, and both files are one save."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.files import save as saving
from journeymap.files.problems import Changed, SaveFailed
from journeymap.files.reader import read_file
from journeymap.files.readings import read_readings, same_readings
from journeymap.files.rows import rows_in, with_rows
from journeymap.files.store import save_document
from journeymap.model import edits
from journeymap.model.document import Document
from journeymap.model.index import reading_key
from journeymap.model.journey import Reading
from journeymap.model.text import M

MAP = """\
title: T   # of the shop
metrics:
  - {id: csat, name: CSAT, kind: csat}
  - {id: load, name: Load, kind: duration}
touchpoints:
  - {id: pay, name: Pay, stage: buy}
stages: [{id: buy, name: Buy}]
readings_from: shop.readings.csv
"""
CSV = '''metric,at,period,segment.device,counts.1,counts.5,value,n,sd,source
csat,pay,2026-10,mobile,80,100,,,,"survey, by ""hand"""
csat,pay,2026-11,,70,110,,,,
load,,2026-10,,,,2.50,400,0.25,
'''


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "shop.readings.csv").write_text(CSV, encoding="utf-8")
    return tmp_path / "shop.yaml"


def opened(path: Path) -> Document:
    saved = read_file(path)
    return Document(saved.map, saved)


def save(document: Document, path: Path, **how: Any) -> None:
    document.saved(save_document(document, path, **how))


def rows(path: Path) -> list[str]:
    return (path.parent / "shop.readings.csv").read_bytes().decode().splitlines()


def test_a_changed_cell_is_all_that_changes(shop: Path) -> None:
    document = opened(shop)
    document.commit(
        M("x"),
        edits.change(document.map, "csat@pay@2026-10@device=mobile", counts={"1": 81, "5": 100}),
    )
    save(document, shop)
    assert rows(shop) == CSV.replace("80", "81").splitlines()
    assert shop.read_text(encoding="utf-8") == MAP


def test_a_new_reading_stands_where_the_order_has_it(shop: Path) -> None:
    document = opened(shop)
    new = Reading(metric="csat", at="pay", period="2026-12", counts={"1": 1, "5": 2})
    document.commit(M("x"), edits.add(document.map, new))
    save(document, shop)
    before = CSV.splitlines()
    assert rows(shop) == [*before[:3], "csat,pay,2026-12,,1,2,,,,", before[3]]
    assert sorted(read_file(shop).map.readings, key=reading_key) == sorted(
        document.map.readings, key=reading_key
    )


def test_a_column_that_only_a_new_reading_has_leaves_the_other_rows_alone(shop: Path) -> None:
    document = opened(shop)
    new = Reading(metric="csat", at="pay", period="2026-12", counts={"3": 1})
    document.commit(M("x"), edits.add(document.map, new))
    save(document, shop)
    before = CSV.splitlines()
    assert rows(shop) == [
        before[0] + ",counts.3",
        *before[1:3],
        "csat,pay,2026-12,,,,,,,,1",
        before[3],
    ]


def test_readings_go_with_what_they_are_about(shop: Path) -> None:
    document = opened(shop)
    document.commit(M("x"), edits.delete(document.map, ["pay"]))
    save(document, shop)
    assert rows(shop) == [CSV.splitlines()[0], CSV.splitlines()[3]]
    document.undo()
    save(document, shop)
    assert (shop.parent / "shop.readings.csv").read_bytes() == CSV.encode()
    assert shop.read_bytes() == MAP.encode()


def test_a_renamed_metric_is_renamed_in_both_files(shop: Path) -> None:
    document = opened(shop)
    document.commit(M("x"), edits.rename_id(document.map, "csat", "happy"))
    save(document, shop)
    assert rows(shop) == [
        *CSV.splitlines()[:1],
        *(line.replace("csat", "happy") for line in CSV.splitlines()[1:3]),
        CSV.splitlines()[3],
    ] or sorted(rows(shop)[1:]) == sorted(
        line.replace("csat", "happy") for line in CSV.splitlines()[1:]
    )
    assert "- {id: happy, name: CSAT, kind: csat}" in shop.read_text(encoding="utf-8")
    assert Counter(map(reading_key, read_file(shop).map.readings)) == Counter(
        map(reading_key, document.map.readings)
    )


def test_a_value_with_a_percent_sign_keeps_it(shop: Path) -> None:
    shop.write_text(MAP.replace("kind: duration", "kind: ratio"), encoding="utf-8")
    (shop.parent / "shop.readings.csv").write_text(
        "period,metric,value\n2026,load,12%\n2027,load,0.2\n", encoding="utf-8"
    )
    document = opened(shop)
    m = edits.change(document.map, "load@@2026", value=0.135)
    document.commit(M("x"), edits.change(m, "load@@2027", value=0.3))
    save(document, shop)
    assert rows(shop)[1:] == ["2026,load,13.5%", "2027,load,0.3"]


def test_a_file_of_readings_changed_meanwhile_is_seen_and_nothing_is_written(shop: Path) -> None:
    document = opened(shop)
    document.commit(M("x"), edits.change(document.map, "", title="U"))
    theirs = CSV.replace("400", "401")
    (shop.parent / "shop.readings.csv").write_text(theirs, encoding="utf-8")
    with pytest.raises(Changed, match=r"shop\.readings\.csv: somebody else"):
        save(document, shop)
    assert shop.read_text(encoding="utf-8") == MAP
    save(document, shop, force=True)
    assert (shop.parent / "shop.readings.csv").read_bytes() == CSV.encode()


def test_a_file_of_readings_that_is_gone_is_seen_and_can_be_written_again(shop: Path) -> None:
    document = opened(shop)
    document.commit(M("x"), edits.change(document.map, "", title="U"))
    (shop.parent / "shop.readings.csv").unlink()
    with pytest.raises(Changed, match="deleted or renamed"):
        save(document, shop)
    save(document, shop, force=True)
    assert read_file(shop).map == document.map


def both_changed(shop: Path) -> Document:
    document = opened(shop)
    m = edits.change(document.map, "", title="U")
    document.commit(M("x"), edits.change(m, "load@@2026-10", n=500))
    return document


def test_the_readings_are_put_back_when_the_map_cannot_be_saved(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, replace = both_changed(shop), os.replace

    def failing(source: str, target: str) -> None:
        if str(target).endswith(".yaml"):
            raise OSError(5, "no")
        replace(source, target)

    monkeypatch.setattr(saving.os, "replace", failing)
    with pytest.raises(SaveFailed):
        save(document, shop)
    monkeypatch.undo()
    assert shop.read_text(encoding="utf-8") == MAP
    assert (shop.parent / "shop.readings.csv").read_text(encoding="utf-8") == CSV
    assert sorted(p.name for p in shop.parent.iterdir()) == ["shop.readings.csv", "shop.yaml"]


def test_no_file_is_renamed_while_the_other_does_not_fit_on_the_disk(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, write = both_changed(shop), os.write
    for fails in ("map", "readings"):
        wanted = b"title" if fails == "map" else b"metric"

        def failing(file: int, data: Any, wanted: bytes = wanted) -> int:
            if bytes(data[:6]).startswith(wanted):
                raise OSError(28, "full")
            return write(file, data)

        monkeypatch.setattr(saving.os, "write", failing)
        with pytest.raises(SaveFailed, match="full"):
            save(document, shop)
        monkeypatch.undo()
        assert shop.read_text(encoding="utf-8") == MAP
        assert (shop.parent / "shop.readings.csv").read_text(encoding="utf-8") == CSV


class Killed(BaseException):
    pass


def test_who_is_killed_between_the_two_can_open_the_map_and_save_again(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, replace = both_changed(shop), os.replace

    def killed(source: str, target: str) -> None:
        if str(target).endswith(".yaml"):
            monkeypatch.setattr(saving.os, "replace", stopped)
            raise Killed
        replace(source, target)

    def stopped(source: str, target: str) -> None:
        raise Killed

    monkeypatch.setattr(saving.os, "replace", killed)
    with pytest.raises(Killed):
        save(document, shop)
    monkeypatch.undo()
    mixed = read_file(shop).map
    assert mixed.title == "T"
    assert mixed.readings[-1].n == 500
    save(document, shop)
    assert read_file(shop).map == document.map


def test_readings_of_a_metric_that_stands_in_the_map_stay_there(shop: Path) -> None:
    own = "readings:\n  - {metric: load, period: 2025-01, value: 3}\n"
    shop.write_text(MAP + own, encoding="utf-8")
    (shop.parent / "shop.readings.csv").write_text(
        "".join(CSV.splitlines(True)[:3]), encoding="utf-8"
    )
    document = opened(shop)
    document.commit(
        M("x"),
        edits.add(
            document.map,
            Reading(metric="load", period="2025-02", value=4),
            Reading(metric="csat", period="2025-02", value=4),
        ),
    )
    save(document, shop)
    assert shop.read_text(encoding="utf-8") == (
        MAP + own + "  - {metric: load, period: 2025-02, value: 4}\n"
    )
    assert rows(shop)[1] == "csat,,2025-02,,,,4,,,"


# ---------------------------------------------------------------- any edit of any file

cell_texts = st.text(st.sampled_from('ab ",;\n\té٣%='), min_size=1, max_size=6)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a reading."""
    values: dict[str, Any] = {
        "metric": draw(st.sampled_from("abc")),
        "period": draw(st.sampled_from(("2026", "2026-10", "2026-11", "2026-Q4"))),
        "at": draw(st.sampled_from((None, "pay", "a -> b"))),
        "source": draw(st.none() | cell_texts),
        "segment": draw(st.dictionaries(st.sampled_from(("d", "e f")), cell_texts, max_size=1)),
    }
    if draw(st.booleans()):
        values["counts"] = draw(
            st.dictionaries(st.sampled_from("135"), st.integers(0, 99).map(str), min_size=1)
        )
    else:
        values["value"] = draw(st.sampled_from((1, 2.5, -0.125, 1e-7)))
        values["n"] = draw(st.none() | st.integers(0, 9))
    return Reading.model_validate(values)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """Draw a file as people and spreadsheets write them."""
    listed = draw(st.lists(readings(), max_size=6))
    columns = ["metric", "at", "period", "source", "value", "n", "segment.d", "segment.e f"]
    columns += [f"counts.{n}" for n in "135"]
    columns = draw(st.permutations(columns))
    quoting = draw(st.sampled_from(("never", "always", "some")))
    cut = draw(st.booleans())
    lines = []
    for reading in [None, *listed]:
        cells = []
        for column in columns:
            name, _, rest = column.partition(".")
            value: Any = column if reading is None else getattr(reading, name)
            if reading is not None and rest:
                value = (value or {}).get(rest)
            text = "" if value is None else str(value)
            force = quoting == "always" or (quoting == "some" and draw(st.booleans()))
            if force or any(c in text for c in '",\r\n'):
                text = '"' + text.replace('"', '""') + '"'
            cells.append(text)
        while cut and reading and cells[-1] in ("", '""'):
            cells.pop()
        lines.append(",".join(cells))
        if reading and draw(st.integers(0, 9)) == 0:
            lines.append("")
    nl = draw(st.sampled_from(("\n", "\r\n")))
    text = nl.join(lines) + draw(st.sampled_from((nl, "")))
    return draw(st.sampled_from((b"", b"\xef\xbb\xbf"))) + text.encode()


@given(tables(), st.data())
def test_any_edit_of_any_file_of_readings_touches_only_its_rows(
    data: bytes, draw: st.DataObject
) -> None:
    old = read_readings(data, "x.csv")
    new = list(old)
    gone: list[int] = []
    for place in sorted(draw.draw(st.sets(st.integers(0, 9), max_size=3)), reverse=True):
        if place < len(new):
            change = draw.draw(st.sampled_from(("remove", "change")))
            gone.append(place)
            new[place : place + 1] = [] if change == "remove" else [draw.draw(readings())]
    more = draw.draw(st.lists(readings(), max_size=2))
    made = with_rows(data, old, [*new, *more])
    found = read_readings(made, "x.csv")
    assert same_readings(found, [*new, *more])
    before, after = (rows_in(d.decode("utf-8-sig")) for d in (data, made))
    assert made.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    full = [row.text for row in before[1:] if any(cell not in ("", '""') for cell in row.cells)]
    stay = [text for place, text in enumerate(full) if place not in gone]
    left = iter([row.text for row in after])
    assert all(text in left for text in stay)  # all there, in this order
    if all(row.text for row in before):
        assert data.endswith(b"\n") == made.endswith(b"\n")
    assert (b"\r" in data) == (b"\r" in made)
    if not gone and not more:
        assert made == data


@given(tables())
def test_rows_are_every_character_of_the_text(data: bytes) -> None:
    text = data.decode()
    assert "".join(row.text + row.end for row in rows_in(text)) == text


def test_a_map_with_thousands_of_readings_gets_a_new_month_in_a_moment(shop: Path) -> None:
    listed = [
        f"csat,pay,{year}-{month:02},,{year},1,,,,"
        for year in range(1990, 2490)
        for month in range(1, 13)
    ]
    (shop.parent / "shop.readings.csv").write_text(
        "\n".join([CSV.splitlines()[0], *listed]) + "\n", encoding="utf-8"
    )
    document = opened(shop)
    fresh = [Reading(metric="load", period=f"{year}-01", value=1) for year in range(1990, 2490)]
    document.commit(M("x"), edits.add(document.map, *fresh))
    save(document, shop)
    assert rows(shop)[1:6001] == listed
    assert len(rows(shop)) == 6501
