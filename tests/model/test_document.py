"""The one door for change: undo, redo, merging of steps, refusals, notices, saved texts."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.admitting import checked
from journeymap.model.diff import Change
from journeymap.model.diff_words import sentences
from journeymap.model.document import Document, Mark, SavedText
from journeymap.model.index import Index
from journeymap.model.journey import LISTS, Flow, JourneyMap, Stage, Touchpoint
from journeymap.model.mentioning import mentions
from journeymap.model.problems import Refused
from journeymap.model.text import M
from tests.model.sample import coffee
from tests.strategies import maps


class NoPlaces:
    def find(self, key: str, field: str = "") -> Mark | None:
        return None


def text_of(m: JourneyMap) -> SavedText:
    return SavedText(m, b"text", NoPlaces())


def set_emotion(document: Document, emotion: int, merge_key: str = "") -> Change:
    new = edits.change(document.map, "pay", emotion=emotion)
    return document.commit(M("Rate {name}", name="Pay"), new, merge_key)


def test_a_commit_tells_once_what_changed() -> None:
    document = Document(coffee())
    told: list[tuple[Change, object]] = []
    document.subscribe(lambda change, initiator: told.append((change, initiator)))
    document.commit(M("Rate"), edits.change(document.map, "pay", emotion=0), initiator="test")
    assert told == [(Change(updated=frozenset({"pay"})), "test")]


def test_undo_and_redo_swap_the_very_same_values() -> None:
    first = coffee()
    document = Document(first)
    set_emotion(document, 0)
    second = document.map
    document.undo()
    assert document.map is first
    document.redo()
    assert document.map is second
    assert str(document.undo_text) == "Rate Pay"


def test_undo_and_redo_at_the_ends_of_the_list_change_nothing() -> None:
    document = Document(coffee())
    assert not document.undo()
    set_emotion(document, 0)
    assert not document.redo()


def test_steps_with_one_merge_key_become_one_until_saved() -> None:
    first = coffee()
    document = Document(first, text_of(first))
    set_emotion(document, 0, "emotion")
    set_emotion(document, 1, "emotion")
    assert len(document.steps) == 1
    document.saved(text_of(document.map))
    set_emotion(document, 2, "emotion")
    assert len(document.steps) == 2
    document.undo()
    assert not document.dirty


def test_merged_steps_that_lead_back_leave_no_step() -> None:
    first = coffee()
    document = Document(first, text_of(first))
    set_emotion(document, 0, "emotion")
    set_emotion(document, -2, "emotion")
    assert document.steps == ()
    assert document.map is first
    assert not document.dirty


def test_a_commit_that_changes_nothing_leaves_no_step() -> None:
    document = Document(coffee())
    assert not set_emotion(document, -2)
    assert document.steps == ()


def test_a_new_commit_drops_what_could_be_redone() -> None:
    document = Document(coffee())
    set_emotion(document, 0)
    document.undo()
    set_emotion(document, 1)
    assert document.redo_text is None


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (
            coffee().model_copy(
                update={"stages": (*coffee().stages, Stage.model_construct(id="a b", name="x"))}
            ),
            "id: the id “a b” holds “space”",
        ),
        (coffee().model_copy(update={"status": "finished"}), "status: “finished” is not known"),
    ],
)
def test_a_record_that_does_not_fit_is_refused_and_nothing_changes(
    new: JourneyMap, said: str
) -> None:
    document = Document(coffee())
    before = document.map
    with pytest.raises(Refused, match=said):
        document.commit(M("Break"), new)
    assert document.map is before
    assert document.steps == ()


def test_an_edit_may_not_break_a_reference() -> None:
    document = Document(coffee())
    m = document.map
    with pytest.raises(Refused, match="there is no “gone”"):
        document.commit(
            M("Break"), m.model_copy(update={"flows": (Flow(source="see", target="gone"),)})
        )
    with pytest.raises(Refused, match="there is no “pay”"):
        document.commit(
            M("Break"),
            m.model_copy(update={"touchpoints": tuple(t for t in m.touchpoints if t.id != "pay")}),
        )


def test_a_reference_that_was_broken_before_does_not_stop_other_edits() -> None:
    broken = Touchpoint(id="odd", name="Odd", stage="nowhere")
    m = coffee()
    document = Document(m.model_copy(update={"touchpoints": (*m.touchpoints, broken)}))
    document.commit(M("Rate"), edits.change(document.map, "odd", emotion=1))
    document.commit(M("Rename"), edits.rename_id(document.map, "odd", "even"))
    assert document.index.touchpoint("even") is not None


def test_an_id_may_not_be_given_twice() -> None:
    document = Document(coffee())
    with pytest.raises(Refused, match="“buy” is taken"):
        document.apply(M("Add"), lambda m: edits.add(m, Stage(id="buy", name="Buy")))


def test_an_id_may_not_be_given_twice_where_another_stood_twice_before() -> None:
    first = coffee()
    twice = Stage(id="find", name="Find again")
    document = Document(first.model_copy(update={"stages": (*first.stages, twice)}))
    mended = first.model_copy(
        update={"stages": (*first.stages, Stage(id="buy", name="Buy again"))},
    )
    with pytest.raises(Refused, match="“buy” is taken"):
        document.commit(M("Mend one, break one"), mended)
    document.commit(M("Mend"), first)
    assert not document.index.repeated


def test_an_id_that_stands_twice_may_not_stand_there_a_third_time() -> None:
    first = coffee()
    twice = (*first.stages, Stage(id="find", name="Find again"))
    document = Document(first.model_copy(update={"stages": twice}))
    document.commit(M("Rename"), edits.change(document.map, "find#2", name="Other"))
    with pytest.raises(Refused, match="“find” is taken"):
        document.apply(M("Add"), lambda m: edits.add(m, Stage(id="find", name="Third")))


def test_the_saved_text_of_the_current_map_is_found_again_after_undo() -> None:
    first = coffee()
    document = Document(first, text_of(first))
    set_emotion(document, 0)
    assert document.dirty
    assert document.saved_text() is None
    document.undo()
    assert not document.dirty
    assert document.saved_text() is document.texts[0]


def test_the_oldest_steps_go_when_the_list_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeymap.model.document.UNDO_BYTES", 10_000)
    document = Document(coffee())
    for turn in range(20):
        set_emotion(document, turn % 3)
    assert 1 <= len(document.steps) < 20
    while document.undo():
        pass
    assert document.done == 0


def test_changes_are_said_in_sentences() -> None:
    old = coffee()
    new = edits.change(old, "pay", emotion=1, owner="Payments", doing="Taps")
    new = edits.change(new, "", status="live")
    new = edits.delete(new, ["slow"])
    said = [str(s) for s in sentences(Index(old), Index(new))]
    assert said == [
        "Pain point “Slow” was removed",
        "The map: Status set to Live",
        "Touchpoint “Pay”: Doing set to “Taps”",
        "Touchpoint “Pay”: Emotion changed from −2 to 1",
        "Touchpoint “Pay”: Owner set to “Payments”",
    ]


def test_what_is_valid_already_stays_the_very_same_object() -> None:
    document = Document(coffee())
    new = edits.change(document.map, "pay", emotion=0)
    document.commit(M("Rate"), new)
    assert document.map is new


def broken(m: JourneyMap) -> set[str]:
    index = Index(m)
    return {each.named for each in mentions(m, index) if not index.resolves(each.named, each.ref)}


@given(maps(), st.data())
def test_a_record_goes_only_when_nothing_names_it_any_more(
    m: JourneyMap, data: st.DataObject
) -> None:
    filled = [name for name in LISTS.values() if getattr(m, name)]
    assume(filled)
    field = data.draw(st.sampled_from(filled))
    records = getattr(m, field)
    place = data.draw(st.integers(0, len(records) - 1))
    rest = m.model_copy(update={field: records[:place] + records[place + 1 :]})

    if broken(rest) - broken(m):
        with pytest.raises(Refused):
            checked(Index(m), Index(rest))
    else:
        assert checked(Index(m), Index(rest)) == rest
