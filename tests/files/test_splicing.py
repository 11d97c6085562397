"""Saving an edit into a text that people wrote: only what differs is touched."""

# ruff: noqa: E501 - one edit and its lines a line

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.files import splice as splicing
from journeymap.files.listedits import LISTS as WHOLE_LISTS
from journeymap.files.listedits import QUOTED, RECORDS
from journeymap.files.problems import SaveFailed
from journeymap.files.reader import read_bytes, read_file
from journeymap.files.replacements import replaced
from journeymap.files.splice import save_text, splice, spliced, written
from journeymap.model import edits
from journeymap.model.document import Document, SavedText
from journeymap.model.journey import (
    LISTS,
    Evidence,
    Flow,
    JourneyMap,
    PainPoint,
    Persona,
    Stage,
    Touchpoint,
)
from journeymap.model.text import M
from tests.files.maps import texts

HAND = """\
# Shop map
title: First order   # working title
status: 'draft'
scope: {starts: Hunger, ends: "Full"}

personas:
    # who comes most
    -   id: dana
        name: Dana
        needs: [ speed, no queue ]   # from interviews

    -   id: omar
        name: "Omar"
        x-seen: 007

touchpoints:
- id: see-ad
  name: See ad
  stage: notice
  # she saw it on the train
  success: 4
  notes: >
    folded text
    in two lines
- id: pay
  stage: order   # the hard one
  name: Pay in app
  systems:
  - Wallet
  # old, to be replaced
  - CRM
  by_persona:
    dana: {effort: 5}
- {id: leave, name: Leave, stage: order}

flows:
  - {from: see-ad, to: pay}
  - { from: pay, to: leave, share: 0.18 }
# the end
x-own: {a: [1, two]}
"""


def edited(
    change: Callable[[JourneyMap], JourneyMap], text: str = HAND
) -> tuple[str, list[str], JourneyMap]:
    """Return the new text, the lines that differ in it, and the map."""
    saved = read_bytes(text.encode(), "map.yaml")
    new = change(saved.map)
    result = splice(saved, new).decode()
    assert read_bytes(result.encode(), "map.yaml").map == new
    lines = [*difflib.unified_diff(text.splitlines(), result.splitlines(), n=0, lineterm="")][2:]
    return result, [f"{line[0]} {line[1:]}" for line in lines if line[0] in "+-"], new


def setting(field: str, position: int, **values: Any) -> Callable[[JourneyMap], JourneyMap]:
    def change(m: JourneyMap) -> JourneyMap:
        records = list(getattr(m, field))
        records[position] = records[position].model_copy(update=values)
        return m.model_copy(update={field: tuple(records)})

    return change


def ordering(field: str, *positions: int) -> Callable[[JourneyMap], JourneyMap]:
    return lambda m: m.model_copy(update={field: tuple(getattr(m, field)[p] for p in positions)})


def adding(field: str, position: int, record: Any) -> Callable[[JourneyMap], JourneyMap]:
    def change(m: JourneyMap) -> JourneyMap:
        records = getattr(m, field)
        return m.model_copy(update={field: (*records[:position], record, *records[position:])})

    return change


def of_map(**values: Any) -> Callable[[JourneyMap], JourneyMap]:
    return lambda m: m.model_copy(update=values)


NEW = Touchpoint(id="new", name="New: one", stage="order", evidence=(Evidence(kind="data"),))
SMALL = [
    ("a name", setting("touchpoints", 0, name="See story ad"), ["-   name: See ad", "+   name: See story ad"]),
    ("a text that needs quotes", setting("touchpoints", 1, name="Pay: app"), ["-   name: Pay in app", '+   name: "Pay: app"']),
    ("beside a comment", setting("touchpoints", 1, stage="till"), ["-   stage: order   # the hard one", "+   stage: till   # the hard one"]),
    ("in quotes", setting("personas", 1, name="Omid"), ['-         name: "Omar"', '+         name: "Omid"']),
    ("in single quotes", of_map(status="live"), ["- status: 'draft'", "+ status: 'live'"]),
    ("in braces", setting("flows", 1, share=0.2), ["-   - { from: pay, to: leave, share: 0.18 }", "+   - { from: pay, to: leave, share: 20% }"]),
    ("a field more in braces", setting("flows", 0, when="a, b"), ["-   - {from: see-ad, to: pay}", '+   - {from: see-ad, to: pay, when: "a, b"}']),
    ("a field less in braces", setting("flows", 1, share=None), ["-   - { from: pay, to: leave, share: 0.18 }", "+   - { from: pay, to: leave }"]),
    ("in braces of the map", lambda m: m.model_copy(update={"scope": m.scope.model_copy(update={"starts": "Thirst"})}), ['- scope: {starts: Hunger, ends: "Full"}', '+ scope: {starts: Thirst, ends: "Full"}']),
    ("a field more", setting("touchpoints", 0, emotion=-1), ["+   emotion: -1"]),
    ("a field less takes its comment along", setting("touchpoints", 0, success=None), ["-   # she saw it on the train", "-   success: 4"]),
    ("lines in place of a folded text", setting("touchpoints", 0, notes="a\nb"), ["-   notes: >", "-     folded text", "-     in two lines", "+   notes: |-", "+     a", "+     b"]),
    ("one line in place of a folded text", setting("touchpoints", 0, notes="a"), ["-   notes: >", "-     folded text", "-     in two lines", "+   notes: a"]),
    ("an item of a list in brackets", setting("personas", 0, needs=("speed", "a, b")), ["-         needs: [ speed, no queue ]   # from interviews", '+         needs: [ speed, "a, b" ]   # from interviews']),
    ("an item more in brackets", setting("personas", 0, needs=("x", "speed", "no queue")), ["-         needs: [ speed, no queue ]   # from interviews", "+         needs: [ x, speed, no queue ]   # from interviews"]),
    ("an item more in lines", setting("touchpoints", 1, systems=("Wallet", "CRM", "ERP")), ["+   - ERP"]),
    ("an item less in lines takes its comment along", setting("touchpoints", 1, systems=("Wallet",)), ["-   # old, to be replaced", "-   - CRM"]),
    ("a list goes", setting("touchpoints", 1, systems=()), ["-   systems:", "-   - Wallet", "-   # old, to be replaced", "-   - CRM"]),
    ("a new id", setting("touchpoints", 2, id="left"), ["- - {id: leave, name: Leave, stage: order}", "+ - {id: left, name: Leave, stage: order}"]),
    ("a record in braces like its neighbour", adding("touchpoints", 3, Touchpoint(id="t", name="T", stage="s")), ["+ - {id: t, name: T, stage: s}"]),
    ("a record in lines like its neighbour", adding("touchpoints", 1, NEW), ["+ - id: new", '+   name: "New: one"', "+   stage: order", "+   evidence:", "+     - kind: data"]),
    ("a record as wide as its neighbour, with its blank line", adding("personas", 2, Persona(id="eva", name="Eva")), ["+ ", "+     -   id: eva", "+         name: Eva"]),
    ("a record first", adding("flows", 0, Flow(source="a", target="b")), ["+   - {from: a, to: b}"]),
    ("a record goes with its comment", ordering("personas", 1), ["-     # who comes most", "-     -   id: dana", "-         name: Dana", "-         needs: [ speed, no queue ]   # from interviews", "- "]),
    ("the last record goes", ordering("flows", 0), ["-   - { from: pay, to: leave, share: 0.18 }"]),
    ("a field of the map more", of_map(owner="CX"), ["+ owner: CX"]),
    ("a field of the map less", of_map(status=None), ["- status: 'draft'"]),
    ("a list of the map more", of_map(pain_points=(PainPoint(id="p", name="P", at=("pay",)),)), ["+ ", "+ pain_points:", "+   - id: p", "+     name: P", "+     at: [pay]"]),
    ("a list of the map less", of_map(flows=()), ["- flows:", "-   - {from: see-ad, to: pay}", "-   - { from: pay, to: leave, share: 0.18 }"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "lines"), [r[1:] for r in SMALL], ids=[r[0] for r in SMALL])
def test_only_what_differs_is_touched(change: Any, lines: list[str]) -> None:
    assert edited(change)[1] == lines


def test_a_moved_record_takes_its_lines_and_comments_along() -> None:
    result, lines, _ = edited(ordering("personas", 1, 0))
    assert sorted(line[2:] for line in lines if line[0] == "+" and line[2:]) == sorted(
        line[2:] for line in lines if line[0] == "-" and line[2:]
    )
    assert result.index("# who comes most") > result.index("Omar")
    assert "    # who comes most\n    -   id: dana\n" in result


def test_a_moved_record_may_change_at_the_same_time() -> None:
    def change(m: JourneyMap) -> JourneyMap:
        first, second = m.personas
        return m.model_copy(update={"personas": (second, first.model_copy(update={"name": "D"}))})

    result, _, _ = edited(change)
    assert (
        "    # who comes most\n    -   id: dana\n        name: D\n        needs: [ speed" in result
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("change", [row[1] for row in SMALL], ids=[row[0] for row in SMALL])
def test_line_ends_and_the_mark_at_the_start_are_kept(
    change: Any, mark: str, ending: str, last: bool
) -> None:
    text = mark + (HAND if last else HAND.removesuffix("\n")).replace("\n", ending)
    saved = read_bytes(text.encode(), "map.yaml")
    result = splice(saved, change(saved.map)).decode()
    expected = splice(read_bytes(HAND.encode(), "map.yaml"), change(saved.map)).decode()
    assert result == mark + (expected if last else expected.removesuffix("\n")).replace(
        "\n", ending
    )


def test_the_end_of_a_file_without_a_last_line_end() -> None:
    text = "title: T\nflows:\n  - {from: a, to: b}\n  - {from: b, to: c}"
    assert edited(ordering("flows", 0), text)[0] == "title: T\nflows:\n  - {from: a, to: b}"
    assert edited(of_map(flows=()), text)[0] == "title: T"
    more = adding("flows", 2, Flow(source="c", target="d"))
    assert edited(more, text)[0] == text + "\n  - {from: c, to: d}"


def test_a_key_that_stood_empty_is_filled() -> None:
    text = "title: T\nowner:   # who?\npersonas: []\nstages:\nsummary: ~\n"
    change = of_map(owner="CX", summary="S", personas=(Persona(id="a", name="A"),))
    result = edited(change, text)[0]
    assert "owner: CX   # who?\n" in result
    assert "personas:\n  - id: a\n    name: A\n" in result
    assert "summary: S\n" in result


def test_a_map_written_as_json_stays_one() -> None:
    text = '{"title": "T", "stages": [{"id": "a", "name": "A"}], "x-b": 1}\n'
    result = edited(setting("stages", 0, name="B: b"), text)[0]
    assert result == '{"title": "T", "stages": [{"id": "a", "name": "B: b"}], "x-b": 1}\n'
    result = edited(of_map(owner="CX", title='say "U"'), text)[0]
    assert json.loads(result) == {**json.loads(text), "title": 'say "U"', "owner": "CX"}
    more = adding("stages", 1, Stage(id="c", name="C, d"))
    assert json.loads(edited(more, text)[0])["stages"][1] == {"id": "c", "name": "C, d"}


def test_a_value_behind_an_alias_is_changed_only_where_it_was_asked() -> None:
    text = "title: T\nowner: &o Team\npersonas:\n  - {id: a, name: *o}\n  - {id: b, name: B}\n"
    assert "name: Anna" in edited(setting("personas", 0, name="Anna"), text)[0]


def test_the_examples_without_an_edit_stay_as_they_are(examples: Path) -> None:
    for path in sorted(examples.glob("*.yaml")):
        saved = read_file(path)
        copy = JourneyMap.model_validate(saved.map.model_dump(by_alias=True))
        assert splice(saved, copy) == saved.data
        assert save_text(Document(saved.map, saved)) == path.read_bytes()


def test_undoing_everything_gives_the_first_bytes() -> None:
    saved = read_bytes(HAND.encode(), "map.yaml")
    document = Document(saved.map, saved)
    document.commit(M("Rename"), setting("touchpoints", 0, name="A")(document.map))
    document.saved(splicing.text_to_save(document))
    document.commit(M("Remove"), ordering("flows")(document.map))
    document.saved(splicing.text_to_save(document))
    assert save_text(document) == document.texts[-1].data != HAND.encode()
    document.undo()
    document.undo()
    assert save_text(document) == HAND.encode()


def test_a_new_document_is_written_in_canonical_form() -> None:
    m = JourneyMap(title="T")
    assert save_text(Document(m)) == b"format: 1\ntitle: T\n"


def test_what_is_not_read_back_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = read_bytes(HAND.encode(), "map.yaml")
    monkeypatch.setattr(splicing, "replaced", lambda *_: b"title: wrong\n")
    monkeypatch.setattr(splicing, "canonical", lambda *_: b"title: wrong\n")
    with pytest.raises(SaveFailed, match="nothing was written"):
        spliced(saved, of_map(owner="CX")(saved.map))
    monkeypatch.setattr(splicing, "write", lambda _: "title: [")
    with pytest.raises(SaveFailed, match="nothing was written"):
        written(saved.map)


# ---------------------------------------------------------------- any edit in any style

PIECES = st.sampled_from(("", "", "", "# note", "   # far note", "\n", "\n# apart\n"))


@st.composite
def hand_written(draw: st.DrawFn) -> str:
    """Draw a text as people write: comments, blank lines, quotes, indentation, endings of all kinds."""
    step, dash = draw(st.sampled_from(((2, ""), (4, ""), (2, "  "), (4, "  "))))
    pad = " " * step
    lines = ["title: T" + draw(st.sampled_from(("", "  # draft")))]
    for field, extra in (
        ("stages", ()),
        ("personas", ("quote",)),
        ("touchpoints", ("notes", "tags")),
    ):
        if not (count := draw(st.integers(0, 4))):
            continue
        lines += draw(PIECES).split("\n")
        lines.append(f"{field}:" + draw(st.sampled_from(("", " # list"))))
        for number in range(count):
            comment = draw(PIECES).strip(" ")
            lines += (
                [dash + line if line else line for line in comment.split("\n")] if comment else []
            )
            name = draw(st.sampled_from(("Name", '"A: b"', "'it''s'", "x # c", "|-\n{}  a\n{}  b")))
            indent = dash + pad
            name = name.replace("{}", indent)
            if draw(st.booleans()) and "\n" not in name:
                value = name.partition(" #")[0]
                stage = ", stage: s" if field == "touchpoints" else ""
                lines.append(f"{dash}-{pad[1:]}{{id: {field[0]}{number}, name: {value}{stage}}}")
                continue
            lines.append(f"{dash}-{pad[1:]}id: {field[0]}{number}")
            if draw(st.booleans()):
                lines.append(f"{indent}# about the name")
            lines.append(f"{indent}name: {name}")
            if field == "touchpoints":
                lines.append(f"{indent}stage: s")
            for key in extra:
                if draw(st.booleans()):
                    value = (
                        "[a, 'b c']"
                        if key == "tags"
                        else draw(st.sampled_from(("q", '"q: r"', ">-\n{}  f\n{}  g")))
                    )
                    lines.append(f"{indent}{key}: " + value.replace("{}", indent))
            if draw(st.booleans()):
                lines.append(f"{indent}x-own: 007")
    text = "\n".join(lines) + draw(st.sampled_from(("", "\n", "\n# end\n", "\n\n")))
    mark = draw(st.sampled_from(("", "\ufeff")))
    return mark + text.replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n"))))


@st.composite
def changed(draw: st.DrawFn, m: JourneyMap) -> JourneyMap:
    """Draw a map that differs from `m` by a few edits."""
    for _ in range(draw(st.integers(1, 3))):
        field = draw(st.sampled_from(("stages", "personas", "touchpoints")))
        records = list(getattr(m, field))
        what = draw(st.sampled_from(("set", "set", "add", "remove", "move", "map")))
        place = draw(st.integers(0, max(len(records) - 1, 0)))
        if what == "map":
            m = m.model_copy(
                update={"owner": draw(st.none() | texts), "title": draw(texts.filter(bool))}
            )
        elif what == "add":
            new = {"id": f"new{draw(st.integers(0, 10**6))}", "name": draw(texts.filter(bool))}
            new |= {"stage": "s"} if field == "touchpoints" else {}
            records.insert(place, type_of(field)(**new))
        elif records and what == "remove":
            del records[place]
        elif records and what == "move":
            records.insert(draw(st.integers(0, len(records) - 1)), records.pop(place))
        elif records:
            keys = {"stages": "goal", "personas": "quote", "touchpoints": "notes"}
            key = draw(st.sampled_from(("name", keys[field])))
            value = draw(texts.filter(bool) if key == "name" else st.none() | texts)
            update = {key: value}
            if field == "touchpoints" and draw(st.booleans()):
                update["tags"] = tuple(draw(st.lists(texts, max_size=3)))
            records[place] = records[place].model_copy(update=update)
        m = m.model_copy(update={field: tuple(records)})
    return m


def type_of(field: str) -> Any:
    return {LISTS["touchpoint"]: Touchpoint, LISTS["persona"]: Persona}.get(field) or (
        JourneyMap.model_fields["stages"].annotation.__args__[0]  # type: ignore[union-attr]  # the type of a list of stages
    )


@given(st.data())
def test_any_edit_of_any_text_is_read_back_equal(data: st.DataObject) -> None:
    text = data.draw(hand_written())
    saved = read_bytes(text.encode(), "map.yaml")
    new = data.draw(changed(saved.map))
    result = spliced(saved, new)
    assert read_bytes(result.data, "map.yaml").map == new


@given(st.data())
def test_any_edit_is_right_without_rewriting_a_record(data: st.DataObject) -> None:
    text = data.draw(hand_written())
    saved = read_bytes(text.encode(), "map.yaml")
    new = data.draw(changed(saved.map))
    if {len(getattr(new, f)) for f in ("stages", "personas", "touchpoints")} & {0}:
        return
    if all(_some_stay(saved, new, f) for f in ("stages", "personas", "touchpoints")):
        tries = (replaced(saved, new), replaced(saved, new, QUOTED))
        assert any(read_bytes(data, "map.yaml").map == new for data in tries)


def _some_stay(saved: SavedText, new: JourneyMap, field: str) -> bool:
    ids = {record.id for record in getattr(saved.map, field)}
    return not ids or any(record.id in ids for record in getattr(new, field))


@given(st.data())
def test_lines_of_untouched_records_are_all_there_in_order(data: st.DataObject) -> None:
    text = data.draw(hand_written())
    saved = read_bytes(text.encode(), "map.yaml")
    if not saved.map.touchpoints:
        return
    value = data.draw(texts.filter(bool))
    new = setting("touchpoints", 0, name=value)(saved.map)
    if new == saved.map:
        return
    place = saved.places.find("t0", "name")
    assert place is not None
    body = text.removeprefix("\ufeff")
    result = spliced(saved, new).data.decode().removeprefix("\ufeff")
    assert result.startswith(body[: place.start])
    assert result.endswith(body[body.find("\n", place.end) :] if "\n" in body[place.end :] else "")


@given(st.data())
def test_the_coarser_levels_are_right_as_well(data: st.DataObject) -> None:
    text = data.draw(hand_written())
    saved = read_bytes(text.encode(), "map.yaml")
    new = data.draw(changed(saved.map))
    for level in (RECORDS, WHOLE_LISTS):
        try:
            result = replaced(saved, new, level)
        except splicing.CannotSplice:
            assert level == RECORDS
            continue
        assert read_bytes(result, "map.yaml").map == new


def test_items_whose_dash_has_a_line_of_its_own_stay_so() -> None:
    text = (
        "format: 1\ntitle: T\nstages:\n  -\n    id: s\n    name: S\ntouchpoints:\n"
        "  -\n    id: a\n    name: A\n    stage: s\n  # about b\n  -\n    id: b\n    name: B\n"
        "    stage: s\n"
    )
    saved = read_bytes(text.encode(), "map.yaml")
    document = Document(saved.map, saved)
    new = edits.new_record("touchpoint", id="new", name="New", stage="s")

    document.apply(M("Add"), lambda m: edits.add(m, new, before="b"))

    added = "  -\n    id: new\n    name: New\n    stage: s\n"
    assert save_text(document).decode() == text.replace("  # about b\n", f"{added}  # about b\n")


def test_a_key_that_has_another_name_now_is_renamed_where_it_stands_with_its_comments() -> None:
    text = (
        "title: T\nstages: [{id: s, name: S}]\n"
        "touchpoints:\n  - {id: a, name: A, stage: s}\n  - {id: b, name: B, stage: s}\n"
        "look:\n  colors: {a: '#111111', 'b': '#222222'}\n"
        'translations:\n  fa:\n    # about a\n    a:   # here\n        name: آ\n    "b": {name: ب}\n'
    )
    saved = read_bytes(text.encode(), "map.yaml")
    new = edits.rename_id(edits.rename_id(saved.map, "a", "first"), "b", "next")

    made = splice(saved, new).decode()

    assert made == text.replace("id: a,", "id: first,").replace("id: b,", "id: next,").replace(
        "{a: '#111111', 'b'", "{first: '#111111', 'next'"
    ).replace("    a:   # here", "    first:   # here").replace('"b": {', '"next": {')


def test_fields_that_went_and_came_with_one_value_are_two_things() -> None:
    text = "title: T\nstages:\n  - id: s\n    name: S\n    # whose\n    phase: Ada\n"
    saved = read_bytes(text.encode(), "map.yaml")

    made = splice(saved, edits.change(saved.map, "s", phase=None, goal="Ada")).decode()

    assert "whose" not in made
    assert "goal: Ada" in made
