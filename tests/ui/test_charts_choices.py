"""What the charts window lets choose: what suits the chart, and segments where there are any."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from journeymap.model.journey import Reading
from journeymap.ui.map_work import read_file
from tests.ui.test_charts_window import choose, drawn, opened
from tests.ui.window import EXAMPLES


def test_a_trend_offers_the_segments_of_its_metric_and_a_funnel_the_metrics_that_count(
    qtbot: QtBot,
) -> None:
    pytest.importorskip("matplotlib", reason="charts need it")
    m = read_file(EXAMPLES / "coffee-app.yaml").map
    cut = Reading(metric="csat", at="pay", period="2026-10", value=40, segment={"device": "phone"})
    m = m.model_copy(update={"readings": (*m.readings, cut)})
    with opened(qtbot, m) as charts:
        charts.metric_choice.setCurrentIndex(charts.metric_choice.findData(cut.metric))
        charts.refresh()
        drawn(qtbot, charts)
        assert charts.segment.isVisible()

        charts.segment.setCurrentIndex(1)
        charts.refresh()
        qtbot.waitUntil(
            lambda: "device: phone · Oct 2026" in charts.sheet.accessibleName(), timeout=20_000
        )

        choose(charts, "funnel")
        charts.refresh()
        offered = [charts.metric_choice.itemData(n) for n in range(charts.metric_choice.count())]
        assert offered == ["abandonment"]
        assert not charts.segment.isVisible()
