"""Comments outlive an edit: each stays unless the very thing that it is about goes."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.files import splice as splicing
from journeymap.files.comments import comments_in
from journeymap.files.listedits import LISTS, QUOTED, RECORDS
from journeymap.files.nodes import whole_tree
from journeymap.files.reader import read_bytes
from journeymap.files.replacements import replaced
from journeymap.files.splice import spliced
from journeymap.model.journey import JourneyMap, PainPoint, Stage, Touchpoint
from tests.files.maps import texts

RECORD = """\
title: T
touchpoints:
  - id: a  # why this id
    name: A # keep me
    stage: s
    systems:   # as of May
      - CRM
      - ERP
  - id: b
    name: B  # the second
    stage: s
"""


def result_of(text: str, **changes: dict[str, Any]) -> str:
    """Return the text with fields of records set; `a={"name": "B"}` names the record by its id."""
    saved = read_bytes(text.encode(), "map.yaml")
    touchpoints = tuple(
        t.model_copy(update=changes[t.id]) if t.id in changes else t for t in saved.map.touchpoints
    )
    own = changes.get("map", {})
    new = saved.map.model_copy(update={"touchpoints": touchpoints, **own})
    result = spliced(saved, new).data.decode()
    assert read_bytes(result.encode(), "map.yaml").map == new
    return result


def comments_of(text: str) -> Counter[str]:
    text = text.removeprefix("\ufeff")
    return Counter(c.text for c in comments_in(text, whole_tree(text), 0, len(text)))


def test_a_list_that_keeps_no_item_is_changed_alone() -> None:
    result = result_of(RECORD, a={"systems": ("SAP",)})
    assert result == RECORD.replace("      - CRM\n      - ERP\n", "      - SAP\n")


def test_another_change_in_the_same_save_touches_no_more_for_it() -> None:
    result = result_of(RECORD, a={"systems": ("SAP", "Siebel", "Till")}, b={"name": "C"})
    more = "      - SAP\n      - Siebel\n      - Till\n"
    assert result == RECORD.replace("      - CRM\n      - ERP\n", more).replace(
        "name: B ", "name: C "
    )


def test_a_list_of_groups_that_keeps_none_is_changed_alone() -> None:
    text = RECORD.replace(
        "    systems:   # as of May\n      - CRM\n      - ERP\n",
        "    evidence:   # heard\n      - kind: data\n        note: x\n      - kind: staff\n",
    )
    result = result_of(text, a={"evidence": ()})
    assert result == RECORD.replace("    systems:   # as of May\n      - CRM\n      - ERP\n", "")


def test_a_record_that_must_be_written_anew_is_the_only_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = splicing.replaced

    def damaged(saved: Any, new: Any, level: int = 0, levels: Any = None) -> bytes:
        data: bytes = make(saved, new, level, levels or {})
        known = (levels or {}).get(("touchpoints", 0), level)
        return data if known >= RECORDS else data.replace(b"name: Z", b"name: Y")

    monkeypatch.setattr(splicing, "replaced", damaged)
    result = result_of(RECORD, a={"name": "Z"}, b={"name": "C"})
    assert "name: C  # the second" in result
    assert "# keep me\n    name: Z\n" in result
    assert comments_of(result) == comments_of(RECORD)


@pytest.mark.parametrize(
    "after",
    ["    # told by staff\n", "  # more to come\n", "\n  # more to come\n", "# the end\n"],
)
def test_a_new_section_stands_behind_the_comments_of_the_one_before(after: str) -> None:
    pains = (PainPoint(id="p", name="P", at=("a",)),)
    result = result_of(RECORD + after, map={"pain_points": pains})
    assert result == RECORD + after + "pain_points:\n  - id: p\n    name: P\n    at: [a]\n" or (
        result == RECORD + after + "\npain_points:\n  - id: p\n    name: P\n    at: [a]\n"
    )


@pytest.mark.parametrize(
    ("after", "comment_first"),
    [("# end of the list\n\n", True), ("# the flows\n", False), ("\n# the flows\n", False)],
)
def test_a_new_section_stands_before_the_comments_of_the_next(
    after: str, comment_first: bool
) -> None:
    text = "title: T\nstages:\n  - id: s\n    name: S\n" + after + "flows:\n  - {from: a, to: b}\n"
    more = (Touchpoint(id="t", name="T", stage="s"),)
    result = result_of(text, map={"touchpoints": more})
    assert (result.index("#") < result.index("touchpoints:")) is comment_first
    assert result.index("touchpoints:") < result.index("flows:\n")
    if not comment_first:
        assert "# the flows\nflows:" in result


@pytest.mark.parametrize("value", ["one line", "two\nlines", "needs: quotes"])
@pytest.mark.parametrize("header", ["|", ">-", "|2-"])
def test_a_comment_behind_the_header_of_a_block_stays(header: str, value: str) -> None:
    text = f"title: T\nsummary: {header}  # written by legal\n  old\n  text\nowner: CX\n"
    result = result_of(text, map={"summary": value})
    assert re.search(r"^summary: .*  # written by legal$", result, re.MULTILINE)


def test_a_field_more_keeps_the_comments_inside_braces() -> None:
    text = RECORD.replace(
        "  - id: b\n    name: B  # the second\n    stage: s\n",
        "  - {id: b, # the second\n     # its name\n     name: B,\n     stage: s  # where\n    }\n",
    )
    result = result_of(text, b={"owner": "CX"})
    assert result == text.replace("stage: s  # where", "stage: s, owner: CX  # where")
    result = result_of(result, b={"owner": None, "emotion": 1})
    assert comments_of(result) == comments_of(text)


@pytest.mark.parametrize(
    ("new", "gone"),
    [
        (("One", "Two", "Four"), set()),
        (("Zero", "One", "Two"), set()),
        (("Two",), {"# c2"}),
        (("One",), set()),
    ],
)
def test_comments_inside_brackets_stay_with_their_items(
    new: tuple[str, ...], gone: set[str]
) -> None:
    steps = "    steps: [  # c1\n      One,   # c2\n      Two    # c3\n    ]\n"
    text = RECORD.replace("    stage: s\n    systems", f"    stage: s\n{steps}    systems")
    result = result_of(text, a={"steps": new})
    assert set(comments_of(text)) - set(comments_of(result)) <= gone


def test_groups_in_brackets_that_change_their_order_keep_their_comments() -> None:
    text = "title: T\nstages: [{id: a, name: A}, # first\n  {id: b, name: B}]\n"
    saved = read_bytes(text.encode(), "map.yaml")
    new = saved.map.model_copy(update={"stages": saved.map.stages[::-1]})
    assert comments_of(spliced(saved, new).data.decode()) == comments_of(text)


# ---------------------------------------------------------------- any text, any change of values


@st.composite
def commented(draw: st.DrawFn) -> str:
    """Draw a text with a comment of its own wherever one may stand."""
    number = 0
    dash = draw(st.sampled_from(("", "  ", "    ")))
    indent = dash + "  "

    def behind() -> str:
        nonlocal number
        number += 1
        return draw(st.sampled_from(("", f"  # c{number}", f" # c{number}")))

    def above(pad: str) -> list[str]:
        nonlocal number
        number += 1
        return draw(st.sampled_from(([], [f"{pad}# c{number}"], ["", f"{pad}# c{number}"])))

    lines = ["title: T" + behind(), *above(""), "touchpoints:" + behind()]
    for record in "abc":
        if draw(st.integers(0, 3)) == 0:
            lines += [
                *above(dash),
                f"{dash}- {{id: {record}, name: N,{behind()}",
                f"{indent}  stage: s{behind()}",
                f"{indent}}}",
            ]
            continue
        lines += [*above(dash), f"{dash}- id: {record}{behind()}", *above(indent)]
        lines += [f"{indent}name: " + draw(st.sampled_from(("N", "'N'", '"N"'))) + behind()]
        lines += [f"{indent}stage: s{behind()}", *above(indent)]
        if draw(st.booleans()):
            head = draw(st.sampled_from(("|", ">-", "|-")))
            lines += [f"{indent}notes: {head}{behind()}", f"{indent}  a # b", f"{indent}  c"]
        if draw(st.booleans()):
            lines += [f"{indent}systems:{behind()}", f"{indent}  - X", f"{indent}  - Y"]
    lines += above("")
    return "\n".join(lines) + draw(st.sampled_from(("", "\n")))


@st.composite
def values_changed(draw: st.DrawFn, m: JourneyMap) -> JourneyMap:
    """Draw a map whose records hold other values: no field is emptied and no record goes."""
    value = texts.filter(bool)
    touchpoints = []
    for t in m.touchpoints:
        update: dict[str, Any] = {}
        for field in draw(
            st.sets(st.sampled_from(("name", "notes", "systems", "owner", "emotion")))
        ):
            if field == "systems":
                update[field] = tuple(draw(st.lists(value, min_size=1, max_size=3)))
            else:
                update[field] = draw(st.integers(-2, 2)) if field == "emotion" else draw(value)
        touchpoints.append(t.model_copy(update=update) if update else t)
    if draw(st.booleans()):
        m = m.model_copy(update={"stages": (Stage(id="s", name="S"),)})
    if draw(st.booleans()):
        touchpoints.insert(
            draw(st.integers(0, 3)), Touchpoint(id="new", name=draw(value), stage="s")
        )
    if draw(st.booleans()):
        touchpoints.append(touchpoints.pop(draw(st.integers(0, 2))))
    return m.model_copy(update={"touchpoints": tuple(touchpoints)})


@given(st.data())
def test_no_comment_is_lost_while_values_change(data: st.DataObject) -> None:
    text = data.draw(commented())
    saved = read_bytes(text.encode(), "map.yaml")
    new = data.draw(values_changed(saved.map))
    assert comments_of(spliced(saved, new).data.decode()) == comments_of(text)


@given(st.data())
def test_no_comment_is_lost_at_the_coarser_levels(data: st.DataObject) -> None:
    text = data.draw(commented())
    saved = read_bytes(text.encode(), "map.yaml")
    new = data.draw(values_changed(saved.map))
    for level in (QUOTED, LISTS):
        result = replaced(saved, new, level)
        if read_bytes(result, "map.yaml").map == new:
            assert comments_of(result.decode()) == comments_of(text)
