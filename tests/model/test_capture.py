"""What quick entry makes of a map."""

from __future__ import annotations

import pytest

from journeymap.model.capture import entered, named, said
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap
from journeymap.model.problems import Refused
from tests.model.sample import coffee


def after(line: str, key: str = "order", persona: str = "") -> JourneyMap:
    m = coffee()
    return entered(m, key, said(m, line), persona)


def test_a_line_renames_moves_rates_and_notes() -> None:
    m = after("Order ahead @Shop #Find -1 * !Queue is long ?Let people skip it")
    order = index_of(m).touchpoint("order")
    assert order is not None
    assert (order.name, order.channel, order.stage) == ("Order ahead", "shop", "find")
    assert (order.emotion, order.moment_of_truth) == (-1, True)
    pain, idea = m.pain_points[-1], m.opportunities[-1]
    assert (pain.name, pain.at) == ("Queue is long", ("order",))
    assert (idea.name, idea.at, idea.solves) == ("Let people skip it", ("order",), (pain.id,))


def test_what_the_line_leaves_open_stays() -> None:
    before = index_of(coffee()).touchpoint("order")
    assert before is not None
    order = index_of(after("-2")).touchpoint("order")
    assert order == before.model_copy(update={"emotion": -2})


def test_the_emotion_is_that_of_the_persona_in_view() -> None:
    order = index_of(after("+2", persona="dana")).touchpoint("order")
    assert order is not None
    assert (order.emotion, order.by_persona["dana"].emotion) == (1, 2)


def test_a_channel_and_a_stage_that_are_not_there_are_made() -> None:
    m = after('Order @kiosk #"After all"')
    assert (m.channels[-1].id, m.channels[-1].name) == ("kiosk", "kiosk")
    assert (m.stages[-1].id, m.stages[-1].name) == ("after-all", "After all")
    order = index_of(m).touchpoint("order")
    assert order is not None
    assert (order.channel, order.stage) == ("kiosk", "after-all")


def test_a_channel_is_known_by_id_and_by_name() -> None:
    assert named(coffee(), "channel", "WEB") == "web"
    assert named(coffee(), "channel", " website ") == "web"
    assert named(coffee(), "channel", "paper") == ""


def test_only_a_touchpoint_can_be_entered() -> None:
    with pytest.raises(Refused):
        after("Name", key="find")
