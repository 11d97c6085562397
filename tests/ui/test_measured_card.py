"""The values of a place in the inspector: what they say of a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeymap.ui.record_cards.measured import MeasuredCard
from tests.ui.window import joined, shown

MAP = """\
format: 1
title: Coffee
stages: [{id: buy, name: Buy}]
touchpoints: [{id: pay, name: Pay in app, stage: buy}]
metrics:
  - {id: csat, name: CSAT, kind: csat, formula: top 2, scale: [1, 5], better: higher}
readings:
  - {metric: csat, at: pay, period: 2026-09, value: 55, n: 400}
  - {metric: csat, at: pay, period: 2026-10, %s}
"""


@pytest.mark.parametrize(
    ("reading", "sign"),
    [
        ("value: 52, n: 400", "="),  # 47 to 57
        ("value: 40, n: 400", "▼ 15"),
        ("value: 52", "▼ 3"),  # a difference; nobody can say whether it is more than chance
    ],
)
def test_a_change_is_marked_as_it_is_on_the_map(
    qtbot: QtBot, tmp_path: Path, reading: str, sign: str
) -> None:
    path = tmp_path / "coffee.yaml"
    path.write_text(MAP % reading, "utf-8")
    with shown(qtbot, tmp_path, path) as window:
        session, inspector = window.session, joined(window).panels.inspector
        assert session is not None
        session.select(("pay",))
        inspector.refresh()
        assert inspector.form.editors  # all groups are made

        (card,) = inspector.form.findChildren(MeasuredCard)
        (item,) = card.items()

    assert item.details[0].startswith(f"{sign} · Oct 2026"), item.details
