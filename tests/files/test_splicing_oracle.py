"""A change of one scalar touches no more lines than another lossless editor's does."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st
from yaml_edit import Document, ScalarValue

from journeymap.files.plain import scalar
from journeymap.files.reader import read_bytes
from journeymap.files.splice import spliced
from tests.files.maps import texts

STYLES = {'"': "double-quoted", "'": "single-quoted"}


@st.composite
def block_style(draw: st.DrawFn) -> str:
    """Draw a map in block style with comments and blank lines."""
    ends = st.sampled_from(("", "  # why", " # c"))
    between = st.sampled_from(([], [], [""], ["# apart"], ["", "    # below"]))
    dash = draw(st.sampled_from(("", "  ")))
    lines = ["title: T" + draw(ends), *draw(between), "stages:" + draw(ends)]
    for record in "abc":
        name = draw(st.sampled_from(("Name", '"N: m"', "'N'", "x y")))
        lines += [f"{dash}- id: {record}{draw(ends)}", f"{dash}  name: {name}{draw(ends)}"]
        lines += [f"{dash}  goal: g{draw(ends)}"] if draw(st.booleans()) else []
        lines += draw(between)
    return "\n".join(lines) + "\n"


def changed_lines(before: str, after: str) -> int:
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return sum(line[:1] in "+-" for line in lines)


@given(block_style(), st.integers(0, 2), texts.filter(lambda t: t and "\n" not in t))
def test_one_scalar_touches_no_more_lines_than_the_oracle(
    text: str, position: int, value: str
) -> None:
    saved = read_bytes(text.encode(), "map.yaml")
    stages = list(saved.map.stages)
    stages[position] = stages[position].model_copy(update={"name": value})
    new = saved.map.model_copy(update={"stages": tuple(stages)})
    ours = spliced(saved, new).data.decode()

    oracle = Document.parse(text)
    written = scalar(value)
    if written[0] in STYLES:
        oracle.set_path(f"stages[{position}].name", ScalarValue(value, STYLES[written[0]]))
    else:
        oracle.set_path(f"stages[{position}].name", ScalarValue(value))
    theirs = str(oracle)

    assert read_bytes(ours.encode(), "map.yaml").map == new
    assert read_bytes(theirs.encode(), "map.yaml").map == new
    assert changed_lines(text, ours) <= changed_lines(text, theirs)
