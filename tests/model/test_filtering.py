"""What a filter fades, and that it fades nothing that was asked for."""

from __future__ import annotations

from journeymap.files.reader import read_bytes
from journeymap.model.filtering import Filter, faded, offers
from journeymap.model.index import Index, index_of

MAP = """\
format: 1
title: Coffee
personas:
  - {id: dana, name: Dana}
  - {id: omid, name: Omid}
stages:
  - {id: buy, name: Buy}
channels:
  - {id: app, name: App, owner: Digital}
  - {id: shop, name: Shop}
touchpoints:
  - {id: pick, name: Pick, stage: buy, channel: app, personas: [dana], tags: [mobile]}
  - {id: pay, name: Pay, stage: buy, channel: shop, also: [app], owner: Till}
  - {id: drink, name: Drink, stage: buy}
flows:
  - {from: pick, to: pay}
  - {from: pay, to: drink}
pain_points:
  - {id: slow, name: Slow, at: [pick, pay], status: open}
  - {id: cold, name: Cold, at: [drink], status: solved}
opportunities:
  - {id: lids, name: Lids, solves: [cold]}
"""


def index() -> Index:
    return index_of(read_bytes(MAP.encode(), "coffee.yaml").map)


def test_an_empty_filter_fades_nothing() -> None:
    assert faded(index(), Filter()) == frozenset()


def test_a_channel_keeps_what_stands_there_also() -> None:
    gone = faded(index(), Filter(channels=frozenset({"app"})))
    assert gone == {"drink", "pay -> drink", "cold", "lids"}


def test_the_empty_string_asks_for_what_has_no_channel() -> None:
    gone = faded(index(), Filter(channels=frozenset({""})))
    assert {"pick", "pay"} <= gone
    assert "drink" not in gone


def test_a_touchpoint_belongs_to_the_owner_of_its_channel_unless_it_has_its_own() -> None:
    assert "pick" not in faded(index(), Filter(owners=frozenset({"Digital"})))
    assert "pay" in faded(index(), Filter(owners=frozenset({"Digital"})))


def test_a_persona_fades_what_is_for_others_only() -> None:
    gone = faded(index(), Filter(personas=frozenset({"omid"})))
    assert gone == {"pick", "pick -> pay"}


def test_a_status_fades_notes_and_no_touchpoint() -> None:
    gone = faded(index(), Filter(statuses=frozenset({"open"})))
    assert "cold" in gone
    assert not gone & {"pick", "pay", "drink", "slow"}


def test_sets_are_all_to_be_matched() -> None:
    both = Filter(channels=frozenset({"app"}), tags=frozenset({"mobile"}))
    assert "pay" in faded(index(), both)
    assert "pick" not in faded(index(), both)


def test_everything_that_is_offered_is_there() -> None:
    wanted = offers(index())
    assert wanted.owners == {"Digital", "Till", ""}
    assert wanted.tags == {"mobile"}
    assert wanted.statuses == {"open", "solved", "idea"}
    for name in Filter._fields:
        for each in getattr(wanted, name):
            every = {t.id for t in index().map.touchpoints} | {"slow", "cold", "lids"}
            assert every - faded(index(), Filter(**{name: frozenset({each})}))
