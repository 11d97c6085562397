"""Comments as threads, and the edits that write, answer, settle and open them again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.document import Document
from journeymap.model.index import index_of
from journeymap.model.journey import Comment, JourneyMap
from journeymap.model.problems import Refused
from journeymap.model.text import M
from journeymap.model.threads import (
    new_id,
    open_comments,
    people,
    reopen,
    reply,
    resolve,
    threads,
    write,
)
from tests.model.sample import coffee

TODAY = date(2026, 11, 3)


def comment(id: str, **values: object) -> Comment:
    given: dict[str, object] = {"by": "Ada", "date": "2026-10-01", "text": id, **values}
    return Comment.model_validate({"id": id, **given})


def holding(*comments: Comment) -> JourneyMap:
    return coffee().model_copy(update={"comments": comments})


def test_a_thread_is_a_first_comment_with_its_answers() -> None:
    (thread,) = threads(coffee())
    assert (thread.key, thread.at, thread.open) == ("k1", "pay", True)
    assert [each.text for each in thread.replies] == ["Yes"]
    assert thread.last == date(2026, 10, 2)
    assert thread.people == ("Ada", "Bo")


def test_an_answer_to_an_answer_belongs_to_the_first_comment() -> None:
    m = holding(comment("a"), comment("b", replies_to="a"), comment("c", replies_to="b"))
    (thread,) = threads(m)
    assert thread.keys == ("a", "b", "c")


def test_answers_stand_in_the_order_of_their_days() -> None:
    late = comment("late", replies_to="a", date="2026-12-01")
    soon = comment("soon", replies_to="a", date="2026-10-05")
    (thread,) = threads(holding(comment("a"), late, soon))
    assert [each.id for each in thread.replies] == ["soon", "late"]
    assert thread.last == date(2026, 12, 1)


def test_an_answer_to_nobody_is_a_thread_of_its_own() -> None:
    found = threads(holding(comment("a", replies_to="gone")))
    assert [thread.key for thread in found] == ["a"]


def test_answers_in_a_circle_are_one_thread() -> None:
    m = holding(comment("a", replies_to="b"), comment("b", replies_to="a"), comment("c"))
    assert [thread.keys for thread in threads(m)] == [("a", "b"), ("c",)]


def test_repeated_ids_lose_no_comment() -> None:
    found = threads(holding(comment("a"), comment("a"), comment("b", replies_to="a")))
    assert [thread.keys for thread in found] == [("a", "b"), ("a#2",)]


def test_places_are_keys_and_the_map_is_the_empty_one() -> None:
    m = holding(
        comment("a", at="pay->till#2"), comment("b", at="map"), comment("c"), comment("d", at="no")
    )
    assert [thread.at for thread in threads(m)] == ["pay -> till#2", "", "", "no"]


def test_whichever_comment_says_resolved_settles_the_thread() -> None:
    m = holding(comment("a", at="pay"), comment("b", replies_to="a", resolved=True))
    assert not threads(m)[0].open
    assert threads(reopen(m, "b"))[0].open


def test_open_threads_are_counted_by_place() -> None:
    m = write(coffee(), "Again?", "Bo", TODAY, "pay")
    m = write(m, "Good", "Bo", TODAY)
    m = resolve(write(m, "Done", "Bo", TODAY, "till"), "c5")
    assert open_comments(index_of(m)) == {"pay": 2, "": 1}


def test_a_new_comment_has_the_next_id_and_the_day_that_was_given() -> None:
    m = write(coffee(), "  And cash? ", " Bo ", TODAY, "till")
    assert m.comments[-1] == Comment(id="c3", at="till", by="Bo", date=TODAY, text="And cash?")
    assert people(m) == ("Ada", "Bo")


def test_an_id_that_looks_alike_is_taken() -> None:
    assert new_id(holding(comment("C2"))) == "c3"


def test_an_answer_stands_behind_its_thread_in_the_file() -> None:
    m = write(coffee(), "Other", "Bo", TODAY)
    m = reply(m, "k2", "Sure", "Cy", TODAY)
    assert [each.id for each in m.comments] == ["k1", "k2", "c4", "c3"]
    assert (m.comments[2].replies_to, m.comments[2].at) == ("k1", "pay")


def test_settling_and_opening_again_gives_the_map_back() -> None:
    m = coffee()
    settled = resolve(m, "k1")
    assert settled.comments[0].resolved
    assert reopen(settled, "k1") == m


@pytest.mark.parametrize(
    ("text", "by", "at", "reason"),
    [
        (" ", "Ada", "", "words"),
        ("Hm", " ", "", "who"),
        ("Hm", "Ada", "payy", "is “pay” meant"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(
    text: str, by: str, at: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        write(coffee(), text, by, TODAY, at)


def test_only_comments_can_be_settled() -> None:
    with pytest.raises(Refused, match="no comment"):
        resolve(coffee(), "pay")


def test_a_deleted_first_comment_takes_its_answers_along() -> None:
    assert threads(edits.delete(coffee(), ("k1",))) == ()


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("wrsoe"), st.integers(0, 30)), max_size=12))
def test_any_run_of_edits_keeps_every_comment_in_one_thread(run: list[tuple[str, int]]) -> None:
    document = Document(coffee())
    for what, pick in run:
        m = document.map
        found = threads(m)
        key = found[pick % len(found)].keys[0] if found else ""
        if what == "w" or not key:
            made = write(m, "x", "Ada", TODAY, ("", "pay", "pay -> till#2")[pick % 3])
        elif what == "r":
            made = reply(m, key, "y", "Bo", TODAY)
        elif what == "s":
            made = resolve(m, key)
        elif what == "o":
            made = reopen(m, key)
        else:
            made = edits.delete(m, (key,))
        document.commit(M("Write a comment"), made)
        keys = [each for thread in threads(document.map) for each in thread.keys]
        assert sorted(keys) == sorted(each.id for each in document.map.comments)
        assert sum(open_comments(document.index).values()) == sum(
            thread.open for thread in threads(document.map)
        )
