"""The check says what is shouted and where, leaves the rest in peace, and mends it."""

from __future__ import annotations

from house_checks import name_in_capitals

from journeymap.checks.finding import Finding
from journeymap.checks.runner import run
from journeymap.model.journey import JourneyMap


def a_map(*names: str, **more: object) -> JourneyMap:
    return JourneyMap.model_validate(
        {
            "title": "Coffee to go",
            "stages": [{"id": "order", "name": "Order"}],
            "touchpoints": [
                {"id": f"t{number}", "name": name, "stage": "order"}
                for number, name in enumerate(names)
            ],
            **more,
        }
    )


def found(m: JourneyMap) -> list[Finding]:
    return [each for each in run(m, checks=[name_in_capitals]) if each.check == "name-in-capitals"]


def test_a_name_in_capitals_is_found_where_it_stands() -> None:
    (finding,) = found(a_map("Pay", "ORDER NOW in the app"))

    assert (finding.at, finding.field) == ("t1", "name")
    assert str(finding.message) == "The name of “ORDER NOW in the app” is shouted"


def test_names_inside_a_name_are_not_written_anew() -> None:
    (finding,) = found(a_map("QR code from Dana at IKEA"))

    assert finding.fix is None


def test_other_names_are_left_in_peace() -> None:
    assert found(a_map("Pay in the app", "Read the SMS", "在应用内付款")) == []


def test_how_long_a_word_may_be_is_a_setting() -> None:
    settings = {"settings": {"name-in-capitals": {"letters": 3}}}

    assert len(found(a_map("Read the SMS", checks=settings))) == 1


def test_the_fix_mends_it() -> None:
    m = a_map("ORDER AN SMS AHEAD")
    (finding,) = found(m)
    assert finding.fix is not None

    mended = finding.fix.edit(m)

    assert mended.touchpoints[0].name == "Order AN SMS ahead"
    assert found(mended) == []
