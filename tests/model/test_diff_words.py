"""What differs between two maps, told: by records, with names, words, shares and days as read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.diff_words import MOST_MOVED, told
from journeymap.model.differences import differences
from journeymap.model.index import Index
from journeymap.model.journey import (
    Evidence,
    JourneyMap,
    Persona,
    PersonaView,
    Scope,
    Stage,
    Touchpoint,
)
from journeymap.model.text import say
from journeymap.model.union import union
from journeymap.model.value_words import LONG, shortened
from tests.model.sample import coffee


def lines(old: JourneyMap, new: JourneyMap) -> list[str]:
    found = []
    for each in told(Index(old), Index(new)):
        found.append(str(each.text))
        found += [f"  {field.text}" for field in each.fields]
    return found


def test_equal_maps_have_nothing_to_tell() -> None:
    assert lines(coffee(), coffee()) == []


def test_values_are_told_as_people_read_them() -> None:
    old = edits.change(coffee(), "pay", tags=("a", "b"))
    new = edits.change(
        old,
        "pay",
        channel="web",
        kind="payment",
        emotion=1,
        moment_of_truth=True,
        takes="6w..14w",
        tags=("b", "c"),
        evidence=(Evidence(kind="research", quote="It just said declined."),),
        by_persona={"dana": PersonaView(emotion=-2)},
    )

    assert lines(old, new) == [
        "Touchpoint “Pay”",
        "  Channel changed from App to Website",
        "  Kind set to Payment",
        "  Emotion changed from −2 to 1",
        "  Moment of truth changed from no to yes",
        "  By persona › Dana › Emotion changed from −1 to −2",
        "  Takes set to 6 – 14 weeks",
        "  Evidence set to Research: “It just said declined.”",
        "  Tags: c added, a removed",
    ]


def test_shares_days_and_places_are_told_by_their_names() -> None:
    old = coffee()
    new = edits.change(
        old, "declined", reach=0.25, status="solved", solved="2026-10-01", at=("pay", "till")
    )

    assert lines(old, new) == [
        "Pain point “Card declined”",
        "  At: Pay at till added",
        "  Reach set to 25%",
        "  Status changed from Open to Solved",
        "  Solved on set to 1 Oct 2026",
    ]


def test_what_came_is_told_with_what_it_says_and_what_went_without() -> None:
    old = coffee()
    new = edits.add(old, Touchpoint(id="new", name="New", stage="buy", channel="app", effort=2))
    new = edits.delete(new, ["k2"])

    assert lines(old, new) == [
        "Comment “Yes” was removed",
        "Touchpoint “New” was added",
        "  Stage: Buy",
        "  Channel: App",
        "  Effort: 2",
    ]


def test_a_few_moves_are_told_one_by_one_and_many_as_an_order() -> None:
    old = coffee()
    assert lines(old, edits.reorder(old, "sip", "see")) == [
        "Touchpoint “Drink” was moved to the beginning of “Buy”"
    ]
    assert lines(old, edits.reorder(old, "order", "sip")) == [
        "Touchpoint “Order” was moved behind “Pay at till”"
    ]
    assert lines(old, edits.reorder(old, "app", "web")) == [
        "Channel “App” was moved to the beginning"
    ]
    one = edits.change(old, "see", stage="buy")
    turned = one.model_copy(update={"touchpoints": one.touchpoints[::-1]})
    assert lines(one, turned) == ["The order of the touchpoints changed"]


def test_the_map_itself_and_what_is_in_its_groups_is_told() -> None:
    old = edits.change(coffee(), "", scope=Scope(starts="Thirst"))
    new = edits.change(old, "", scope=Scope(starts="Thirst", ends="Sip"), status="live")

    assert lines(old, new) == [
        "The map",
        "  Status set to Live",
        "  Scope › Ends with set to “Sip”",
    ]


def test_of_long_texts_the_part_that_differs_is_told() -> None:
    start = "The reader of the till is slow and people queue behind it for a long time, "
    old, new = f"{start}which nobody measured.", f"{start}which Ada measured."

    assert shortened(old, new).endswith("which nobody measured.")
    assert shortened(old, new).startswith("…")
    assert len(shortened("word " * 100)) <= LONG + 2
    assert "\n" not in shortened("a\nb")


def test_another_language_isolates_names_and_uses_its_digits() -> None:
    old = coffee()
    (only,) = told(Index(old), Index(edits.change(old, "pay", emotion=1)))

    assert "۱" in say(only.fields[0].text, "fa")
    assert "\u2068Pay\u2069" in say(only.text, "fa")


def test_one_id_for_records_of_two_kinds_is_one_that_went_and_one_that_came() -> None:
    old = JourneyMap(title="M", stages=(Stage(id="pay", name="Pay stage"),))
    new = JourneyMap(title="M", personas=(Persona(id="pay", name="Pay person"),))

    assert lines(old, new) == [
        "Stage “Pay stage” was removed",
        "Persona “Pay person” was added",
    ]


def test_an_id_that_was_renamed_is_told_as_that_and_not_wherever_it_is_named() -> None:
    old = coffee()
    new = edits.change(edits.rename_id(old, "pay", "pay-in-app"), "pay-in-app", effort=1)

    told_lines = lines(old, new)

    assert told_lines[0].startswith("Touchpoint “")
    assert told_lines[1] == "  Id changed from “pay” to “pay-in-app”"
    assert told_lines[2].startswith("  Effort")
    assert len(told_lines) == 3


def test_one_that_went_and_one_that_came_are_no_renaming() -> None:
    old = JourneyMap(title="M", stages=(Stage(id="a", name="A"), Stage(id="b", name="B")))
    new = JourneyMap(title="M", stages=(Stage(id="a", name="A"), Stage(id="c", name="C")))

    assert lines(old, new) == ["Stage “B” was removed", "Stage “C” was added"]


def test_a_touchpoint_has_not_moved_where_only_those_of_other_stages_stand_elsewhere() -> None:
    old = coffee()
    new = edits.reorder(old, "see", "till")

    assert new != old
    assert lines(old, new) == []


@given(st.permutations(range(12)), st.lists(st.sampled_from("abc"), min_size=12, max_size=12))
def test_the_window_and_the_command_line_tell_the_same_moves(
    order: list[int], stages: list[str]
) -> None:
    def made(places: list[int], where: list[str]) -> JourneyMap:
        return JourneyMap(
            title="T",
            stages=tuple(Stage(id=f"s-{each}", name=each) for each in "abc"),
            touchpoints=tuple(
                Touchpoint(id=f"t-{n}", name=f"{n}", stage=f"s-{where[n]}") for n in places
            ),
        )

    old, new = made(list(range(12)), sorted(stages)), made(order, stages)
    seen = differences(Index(old), Index(new), union(old, new))
    moved = {each.key for each in told(Index(old), Index(new)) if each.what == "moved"}
    placed = {f"t-{n}" for n in range(12) if sorted(stages)[n] != stages[n]}

    in_order = {each.key for each in seen if "moved" in each.whats} - placed
    assert in_order == moved or (moved == {""} and len(in_order) > MOST_MOVED)
