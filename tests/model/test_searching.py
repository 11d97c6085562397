"""Find and replace over every text of a map, as the eye compares."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model import edits
from journeymap.model.index import index_of
from journeymap.model.journey import JourneyMap, Touchpoint
from journeymap.model.problems import Refused
from journeymap.model.searching import Hit, Options, fold, hits, refusal, replaced
from tests.model.sample import coffee


def find(m: JourneyMap, wanted: str, **options: bool) -> list[Hit]:
    return list(hits(index_of(m), wanted, Options(**options)))


def named(text: str) -> JourneyMap:
    return edits.change(coffee(), "pay", name=text)


def test_every_text_is_looked_through() -> None:
    m = edits.change(coffee(), "pay", thinking="why so slow", tags=("slow",))
    m = edits.change(m, "pay", by_persona={"dana": {"quote": "Slow!"}})
    m = edits.change(m, "", translations={"fa": {"pay": {"name": "slowly"}}})
    places = {(hit.key, hit.path[0]) for hit in find(m, "slow")}
    assert places >= {
        ("pay", "thinking"),
        ("pay", "tags"),
        ("pay", "by_persona"),
        ("slow", "name"),
        ("", "translations"),
    }


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Order AHEAD", "ahead", "AHEAD"),
        ("می‌خواهم", "میخواهم", "می‌خواهم"),
        ("كيف پول", "کیف", "كيف"),
        ("Ｆｕｌｌ width", "full", "Ｆｕｌｌ"),
        ("سال ۱۴۰۵", "1405", "۱۴۰۵"),
        ("مُحَمَّد", "محمد", "مُحَمَّد"),
        ("Straße", "strasse", "Straße"),
        ("café au lait", "cafe", "café"),
        ("ســلام", "سلام", "ســلام"),
    ],
)
def test_what_the_eye_takes_for_the_same_is_found(text: str, wanted: str, found: str) -> None:
    assert [hit.found for hit in find(named(text), wanted) if hit.key == "pay"] == [found]


def test_exactly_means_as_it_is_written() -> None:
    m = named("Pay, pay and PAY")
    assert len([h for h in find(m, "pay") if h.key == "pay"]) == 3
    assert [h.found for h in find(m, "pay", exactly=True) if h.key == "pay"] == ["pay"]


def test_whole_words_leave_parts_of_words_alone() -> None:
    m = named("Pay the payment")
    assert [h.start for h in find(m, "pay", words=True) if h.key == "pay"] == [0]


def test_nothing_is_found_for_nothing() -> None:
    assert find(coffee(), "") == []
    assert find(coffee(), "\u200c") == []


def test_hits_are_replaced_where_they_stand() -> None:
    m = edits.change(named("Pay, then pay"), "pay", tags=("a", "pay day"), doing="pays")
    made = replaced(m, find(m, "pay"), "buy")
    pay = index_of(made).touchpoint("pay")
    assert pay is not None
    assert (pay.id, pay.name, pay.tags, pay.doing) == (
        "pay",
        "buy, then buy",
        ("a", "buy day"),
        "buys",
    )


@pytest.mark.parametrize(
    ("lang", "text", "wanted", "by", "made"),
    [
        ("en", "Orders every week", "orders", "purchases", "Purchases every week"),
        ("en", "ORDERS every week", "orders", "purchases", "PURCHASES every week"),
        ("en", "two orders", "orders", "purchases", "two purchases"),
        ("en", "Orders", "orders", "“purchases”", "“Purchases”"),
        ("en", "Orders", "Orders", "purchases", "purchases"),  # typed with a capital: meant
        ("en", "Orders", "orders", "iOrders", "iOrders"),
        ("en", "A cup", "a", "the", "The cup"),
        ("tr", "Sipariş verir", "sipariş", "istek", "İstek verir"),
        ("tr", "SİPARİŞ", "sipariş", "ışık isteği", "IŞIK İSTEĞİ"),
        ("en", "Sipariş", "sipariş", "istek", "Istek"),
        ("fa", "سفارش هفتگی", "سفارش", "order", "order هفتگی"),
        ("en", "Orders", "orders", "订单", "订单"),
        ("en", "Orders again", "orders ", "", "again"),
    ],
)
def test_capitals_stay_where_they_are_not_told_apart(
    lang: str, text: str, wanted: str, by: str, made: str
) -> None:
    m = named(text).model_copy(update={"language": lang})
    found = [hit for hit in find(m, wanted) if hit.key == "pay" and hit.path == ("name",)]
    new = index_of(replaced(m, found[:1], by, wanted)).touchpoint("pay")
    assert new is not None
    assert new.name == made


def test_a_translation_has_the_capitals_of_its_own_language() -> None:
    m = coffee().model_copy(update={"translations": {"tr": {"pay": {"name": "Öde"}}}})
    found = [hit for hit in find(m, "öde") if not hit.key]
    made = replaced(m, found, "indir", "öde")
    assert made.translations["tr"]["pay"]["name"] == "İndir"


def test_only_the_hits_that_are_given_are_replaced() -> None:
    m = named("pay pay pay")
    second = [hit for hit in find(m, "pay") if hit.key == "pay"][1]
    made = index_of(replaced(m, [second], "x")).touchpoint("pay")
    assert made is not None
    assert made.name == "pay x pay"


def test_what_lies_deep_is_replaced_and_all_else_is_shared() -> None:
    m = edits.change(coffee(), "pay", by_persona={"dana": {"quote": "Slow!", "emotion": -1}})
    made = replaced(m, [h for h in find(m, "slow") if h.path[0] == "by_persona"], "Fast")
    pay = index_of(made).touchpoint("pay")
    assert pay is not None
    assert (pay.by_persona["dana"].quote, pay.by_persona["dana"].emotion) == ("Fast!", -1)
    assert made.stages is m.stages
    assert made.touchpoints[0] is m.touchpoints[0]


def test_the_maps_own_texts_are_replaced() -> None:
    m = coffee()
    made = replaced(m, [h for h in find(m, "First") if not h.key], "Second")
    assert made.title == "Second order"


def test_a_text_that_changed_meanwhile_is_not_written_over() -> None:
    found = find(named("pay"), "pay")
    with pytest.raises(Refused):
        replaced(named("something else"), [h for h in found if h.key == "pay"], "x")


def test_a_name_cannot_be_replaced_by_nothing() -> None:
    m = named("pay")
    with pytest.raises(Refused):
        replaced(m, [h for h in find(m, "pay") if h.key == "pay"], "")


TEXT = st.text(alphabet="aAbسيیكک\u200c١1ﬁß é", min_size=1, max_size=12)


@given(TEXT, TEXT)
def test_a_text_is_found_in_what_holds_it_and_replaced_by_itself_is_the_same(
    before: str, wanted: str
) -> None:
    text = f"{before}{wanted}"
    m = coffee()
    m = m.model_copy(update={"touchpoints": (Touchpoint(id="t", name=text, stage="buy"),)})
    found: list[Any] = [hit for hit in find(m, wanted) if hit.key == "t"]
    if fold(wanted)[0]:
        assert found
    for hit in found:
        assert replaced(m, [hit], hit.found) == m


def test_why_hits_cannot_be_replaced_is_known_beforehand() -> None:
    m = edits.change(named("Pay"), "", summary="Pay here")
    by_key = {hit.key: hit for hit in find(m, "pay")}
    assert refusal(index_of(m), [by_key["pay"]], "") is not None
    assert refusal(index_of(m), [by_key["pay"]], "Buy") is None
    assert refusal(index_of(m), [by_key[""]], "") is None


def test_hits_that_can_each_be_replaced_may_not_be_replaced_together() -> None:
    m = named("so so")
    index = index_of(m)
    found = [hit for hit in find(m, "so") if hit.key == "pay"]
    assert [refusal(index, [hit], "") for hit in found] == [None, None]
    assert refusal(index, found, "") is not None


def test_a_text_that_changed_meanwhile_is_not_replaced() -> None:
    m = named("Pay")
    (hit,) = [hit for hit in find(m, "pay") if hit.key == "pay"]
    assert refusal(index_of(named("Pay now")), [hit], "Buy") is not None
