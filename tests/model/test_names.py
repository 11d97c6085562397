"""The names of other records that stand in records, without the places."""

from __future__ import annotations

from hypothesis import given

from journeymap.model.index import Index
from journeymap.model.journey import LISTS, JourneyMap
from journeymap.model.mentioning import mentions_in
from journeymap.model.names import named_by, names_in
from tests.strategies import maps


@given(maps())
def test_the_names_in_a_record_are_those_of_its_mentions(m: JourneyMap) -> None:
    for key, entry in Index(m).entries.items():
        assert names_in(entry.record) == [each.named for each in mentions_in(entry.record, key)]


@given(maps())
def test_what_a_list_names_is_what_its_records_name(m: JourneyMap) -> None:
    index = Index(m)
    for kind in LISTS:
        entries = list(index.of_kind(kind))
        said = {(each.ref, each.named) for e in entries for each in mentions_in(e.record, e.key)}
        found = named_by([entry.record for entry in entries])
        assert {(ref, name) for ref, names in found for name in names} == said
