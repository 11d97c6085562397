"""The outline after any edits shows what it would show of the map alone, row by row."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from journeymap.files.reader import read_file
from journeymap.model import edits
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.problems import Refused
from journeymap.ui.app import application
from journeymap.ui.outline.nodes import Node, tree_of
from journeymap.ui.outline.tree import OutlineModel, Wishes

MAP = read_file(Path(__file__).parents[2] / "examples" / "coffee-app.yaml").map
STAGES = MAP.stages


@pytest.mark.parametrize("seed", range(4))
def test_rows_that_stayed_are_those_of_a_fresh_tree(seed: int) -> None:
    application()
    rng = random.Random(seed)
    m = MAP
    model = OutlineModel()
    model.wishes = Wishes(
        lambda _node, _text: False,
        lambda node: node.text,
        lambda node: node.group,
        lambda _keys, _node, _row: False,
        lambda _keys, _node, _row: None,
    )
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(tree_of(m, index_of(m)))

    for number in range(60):
        m = _edited(m, rng, number)
        index = index_of(m)
        model.follow(tree_of(m, index, model.root))

        assert _said(model.root) == _said(tree_of(m, index))
        for node in model.root.walk():
            assert node.parent is not None
            assert node.parent.children[node.row] is node
            assert model.node(model.where_of(node)) is node
    del tester


def test_a_row_that_an_edit_left_alone_is_the_same_one() -> None:
    before = tree_of(MAP, index_of(MAP))
    changed, other = MAP.touchpoints[0].id, MAP.touchpoints[1].id
    m = edits.change(MAP, changed, channel=MAP.channels[-1].id)

    after = tree_of(m, index_of(m), before)

    was, now = _by_key(before), _by_key(after)
    assert now[other] is was[other]
    assert now[changed] is not was[changed]


def _edited(m: JourneyMap, rng: random.Random, number: int) -> JourneyMap:
    one, other = rng.choice(m.touchpoints).id, rng.choice(m.touchpoints).id
    pain, stage = rng.choice(m.pain_points).id, rng.choice(m.stages).id
    channel, flow = rng.choice(m.channels).id, rng.choice(m.flows)
    made = Touchpoint(id=f"new-{number}", name=f"New {number}", stage=stage)
    what = rng.choice(
        (
            lambda: edits.change(m, one, name=f"Other {number}"),
            lambda: edits.change(m, one, stage=stage),
            lambda: edits.change(m, one, channel=channel),
            lambda: edits.change(m, pain, at=(one, stage)),
            lambda: edits.change(m, pain, name=f"Pain {number}"),
            lambda: edits.change(m, channel, color="#123456", kind="chat"),
            lambda: edits.connect(m, one, other),
            lambda: m.model_copy(update={"flows": tuple(f for f in m.flows if f is not flow)}),
            lambda: edits.add(m, made),
            lambda: edits.rename_id(m, one, f"called-{number}"),
            lambda: edits.delete(m, [one]) if len(m.touchpoints) > 6 else m,
            lambda: m.model_copy(update={"touchpoints": m.touchpoints[::-1]}),
            lambda: m.model_copy(update={"stages": (*m.stages[1:], m.stages[0])}),
            lambda: m.model_copy(update={"stages": m.stages[1:] or STAGES}),  # astray
            lambda: m.model_copy(update={"stages": STAGES}),
        )
    )
    try:
        return what()
    except Refused:
        return m


def _said(node: Node) -> tuple[object, ...]:
    """Return all that a row shows, with the rows under it."""
    shown = (
        node.kind,
        node.name,
        node.text,
        node.record,
        node.color,
        node.icon,
        node.count,
        node.hit,
    )
    return *shown, [_said(child) for child in node.children]


def _by_key(root: Node) -> dict[str, Node]:
    return {node.key: node for node in root.walk() if node.kind == "touchpoint"}
