"""Where findings about a record are sorted in, even if its place is a slip of the keyboard."""

from __future__ import annotations

from journeymap.checks.context import Context
from journeymap.checks.runner import run
from journeymap.model.journey import JourneyMap

MAP = JourneyMap.model_validate(
    {
        "title": "Coffee to go",
        "stages": [{"id": "order", "name": "Order ahead"}],
        "touchpoints": [{"id": "pay", "name": "Pay in app", "stage": "order"}],
        "pain_points": [
            {"id": "slow", "name": "It is slow here", "at": ["slow"], "severity": 5},
            {"id": "lost", "name": "The order is lost", "at": ["wallet"], "severity": 5},
            {"id": "dear", "name": "It costs too much", "at": ["pay"]},
        ],
        "opportunities": [
            {"id": "wallet", "name": "Pay with a wallet", "at": ["lost"]},
            {"id": "free", "name": "Let it be free", "at": ["dear"]},
        ],
    }
)


def test_a_record_stands_where_its_place_leads() -> None:
    context = Context(MAP, None)

    assert context.place_of("dear") == "pay"
    assert context.place_of("free") == "pay"


def test_a_place_that_leads_back_to_itself_is_nowhere_and_stops_no_check() -> None:
    assert {Context(MAP, None).place_of(key) for key in ("slow", "lost", "wallet")} == {""}
    assert "check-failed" not in {finding.check for finding in run(MAP)}


def test_a_flow_with_the_id_of_a_touchpoint_is_told_by_its_own_key() -> None:
    m = JourneyMap.model_validate(
        {
            "title": "Coffee to go",
            "stages": [{"id": "order", "name": "Order ahead"}],
            "channels": [
                {"id": "app", "name": "App", "kind": "mobile_app"},
                {"id": "store", "name": "Store", "kind": "store"},
            ],
            "touchpoints": [
                {"id": "pay", "name": "Pay in app", "stage": "order", "channel": "app"},
                {"id": "take", "name": "Take it home", "stage": "order", "channel": "store"},
            ],
            "flows": [{"id": "pay", "from": "pay", "to": "take"}],
        }
    )

    found = [each.at for each in run(m) if each.check == "handoff-not-described"]

    assert found == ["pay#2"]
