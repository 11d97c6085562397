"""Every field of the format has an editor in the inspector, or a reason why it has none."""

from __future__ import annotations

import pytest

from journeymap.model.journey import CLASSES, JourneyMap, Record
from journeymap.model.labels import FIELD_NAMES
from journeymap.model.shapes import record_in
from journeymap.ui.inspector.form_words import ELSEWHERE, OFFERED, PROSE, words_of
from journeymap.ui.inspector.forms import FORMS, TITLES, WITHOUT_TITLE
from journeymap.ui.record_cards.deck import CARDS

KINDS: dict[str, type[Record]] = {"map": JourneyMap, **CLASSES}


def every_record_type() -> set[type[Record]]:
    """Return all record types that a map can hold."""
    found: set[type[Record]] = set()
    wanted: list[type[Record]] = [JourneyMap]
    while wanted:
        record_type = wanted.pop()
        if record_type not in found:
            found.add(record_type)
            inner = [record_in(record_type, name) for name in record_type.model_fields]
            wanted += [each for each in inner if each is not None]
    return found


def edited() -> set[tuple[str, str]]:
    """Return (class, field) of everything that a form edits, also inside of parts."""
    found = set()
    for kind, groups in FORMS.items():
        record_type = KINDS[kind]
        names = [field.name for group in groups for field in group.fields]
        names += [] if kind in WITHOUT_TITLE else [TITLES.get(kind, "name")]
        for name in names:
            outer, _, inner = name.partition(".")
            found.add((record_type.__name__, outer))
            if inner:
                part = record_in(record_type, outer)
                assert part is not None
                assert inner in part.model_fields
                found.add((part.__name__, inner))
    return found


def missing() -> list[str]:
    there = edited()
    return sorted(
        f"{record_type.__name__}.{name}"
        for record_type in every_record_type()
        for name in record_type.model_fields
        if (record_type.__name__, name) not in there
        and f"{record_type.__name__}.{name}" not in ELSEWHERE
        and record_type.__name__ not in ELSEWHERE
        # a part is there when its fields are
        and not ((part := record_in(record_type, name)) and f"{part.__name__}.levels" in ELSEWHERE)
    )


def test_every_field_of_the_format_has_an_editor_or_a_reason() -> None:
    assert missing() == []


def test_a_field_without_editor_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Touchpoint.evidence", "Evidence"):
        monkeypatch.delitem(ELSEWHERE, name)  # type: ignore[arg-type] # a dict that may be changed here

    assert "Touchpoint.evidence" in missing()
    assert "Evidence.quote" in missing()


def test_every_form_names_fields_that_the_format_has() -> None:
    for kind, groups in FORMS.items():
        for group in groups:
            for field in group.fields:
                name = field.name.partition(".")[0]
                assert name in KINDS[kind].model_fields or field.editor == "translations", name


def test_no_reason_is_left_over() -> None:
    names = {each.__name__ for each in every_record_type()}
    fields = {f"{each.__name__}.{f}" for each in every_record_type() for f in each.model_fields}
    assert set(ELSEWHERE) <= names | fields
    there = {f"{record}.{field}" for record, field in edited()}
    assert not there & set(ELSEWHERE)


def test_what_a_group_shows_is_there() -> None:
    wanted = {group.shows for groups in FORMS.values() for group in groups if group.shows}
    assert wanted <= set(CARDS)
    assert {"evidence", "comments", "pains", "opportunities", "readings", "parking"} <= wanted


def test_every_choice_has_words_and_every_scale_ends() -> None:
    for groups in FORMS.values():
        for field in (field for group in groups for field in group.fields):
            if field.editor == "choice":
                assert words_of(field.vocabulary), field
            if field.editor in ("scale", "stars", "emotion"):
                assert field.words, field
            if field.offers in ("language", "formula", "profile", "measure"):
                assert OFFERED[field.offers]
    assert set(PROSE) <= {*FIELD_NAMES}
