"""The outline of a map: line by line, whatever stands in its texts."""

from __future__ import annotations

from journeymap.model.digest import digest
from journeymap.model.journey import JourneyMap
from journeymap.model.text import say


def test_every_line_of_the_outline_takes_one_line_and_turns_nothing_around() -> None:
    m = JourneyMap.model_validate(
        {
            "title": "Coffee\u202e to go",
            "summary": "First line\n\nThird line\n",
            "decision": "Pay once\n",
            "personas": [{"id": "dana", "name": "Dana\nB.", "goal": "No queue\n"}],
            "stages": [{"id": "order", "name": "Order", "goal": "Coffee\n"}],
            "touchpoints": [{"id": "pay", "name": "Pay\u2066 in app", "stage": "order"}],
        }
    )

    lines = [say(line, "en") for line in digest(m)]

    assert lines[:-2] == [
        "Coffee\ufffd to go",
        "First line",
        "",
        "Third line",
        "Decision: Pay once",
        "Persona: Dana↵B., who wants: No queue",
        "",
        "Order: Coffee",
        "  Pay\ufffd in app (on their own)",
    ]
