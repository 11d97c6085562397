"""The overlay's pills: value, band, change and target, and what was not measured."""

from __future__ import annotations

from typing import Any

from journeymap.model.journey import Flow, JourneyMap, Metric, Reading, Stage, Touchpoint
from journeymap.model.text import say
from journeymap.picture.draw import shapes
from journeymap.picture.face import CardFace, MeasureFace, Pill, RouteFace
from journeymap.picture.layout import layout
from journeymap.picture.legend import _of_card
from journeymap.picture.picture import Picture, View
from journeymap.picture.pills import pill_words
from journeymap.picture.shapes import Path, Text
from tests.picture.fixed import FixedMeasure
from tests.picture.test_layout import card, crossings, label_boxes, parts

MEASURE = FixedMeasure()


def reading(at: str, period: str, value: float, metric: str = "csat", **fields: Any) -> Reading:
    return Reading(metric=metric, at=at, period=period, value=value, **fields)


def shop(*readings: Reading, **fields: Any) -> JourneyMap:
    base: dict[str, Any] = {
        "title": "Shop",
        "stages": (Stage(id="s", name="Buy"),),
        "touchpoints": tuple(Touchpoint(id=k, name=k, stage="s") for k in "abc"),
        "flows": (Flow(source="a", target="b"), Flow(source="b", target="c", when="It is paid")),
        "metrics": (
            Metric(id="csat", name="CSAT", kind="csat", target=80, alarm=60),
            Metric(id="loss", name="Loss", kind="ratio", better="lower", target=0.15, alarm=0.3),
        ),
        "readings": readings,
    }
    return JourneyMap(**{**base, **fields})


def picture_of(m: JourneyMap, **wishes: Any) -> Picture:
    return layout(m, View(**{"metric": "csat", **wishes}), MEASURE)


def pill(picture: Picture, key: str) -> Pill:
    part = next(p for p in parts(picture, "card") if p.key == key)
    assert isinstance(part.face, CardFace)
    assert part.face.pill is not None
    return part.face.pill


def texts(pill: Pill) -> list[str]:
    return [b.lines[0] if b else "" for b in (pill.text, pill.delta, pill.target, pill.since)]


def test_a_pill_says_value_change_and_target() -> None:
    found = pill(picture_of(shop(reading("a", "2026-09", 68), reading("a", "2026-10", 72))), "a")

    assert texts(found) == ["72", "4", "/ 80", ""]
    assert (found.band, found.change) == ("fair", "up")


def test_a_share_changes_by_points_and_says_so_without_a_sign() -> None:
    m = shop(reading("a", "2026-09", 0.19, "loss"), reading("a", "2026-10", 0.182, "loss"))
    found = pill(picture_of(m, metric="loss"), "a")

    assert texts(found)[:2] == ["18.2%", "0.8"]
    assert (found.band, found.change) == ("fair", "down")


def test_a_change_is_never_said_to_be_nothing() -> None:
    m = shop(reading("a", "2026-09", 71.4), reading("a", "2026-10", 71.6))
    found = pill(picture_of(m), "a")

    assert texts(found)[:2] == ["72", "0.2"]


def test_what_did_not_change_has_no_number() -> None:
    found = pill(picture_of(shop(reading("a", "2026-09", 72), reading("a", "2026-10", 72))), "a")

    assert (found.change, found.delta) == ("same", None)


def test_what_is_no_larger_than_chance_makes_it_is_no_change() -> None:
    few = [reading("a", month, value, n=100, sd=30) for month, value in
           (("2026-09", 60), ("2026-10", 66))]  # fmt: skip
    many = [each.model_copy(update={"n": 4000}) for each in few]
    mean = {"metrics": (Metric(id="csat", name="Score", kind="score", target=80, alarm=60),)}

    assert pill(picture_of(shop(*few, **mean)), "a").change == "same"
    assert texts(pill(picture_of(shop(*many, **mean)), "a"))[1] == "6"


def test_a_value_that_the_rating_contradicts_is_marked() -> None:
    rated = tuple(
        Touchpoint(id=key, name=key, stage="s", emotion=emotion)
        for key, emotion in (("a", 2), ("b", -1), ("c", 0))
    )
    values = [reading(key, "2026-10", 40) for key in "abc"]
    picture = picture_of(shop(*values, touchpoints=rated))

    against = pill(picture, "a")
    assert (texts(against)[0], against.against) == ("40 ≠", True)
    assert str(pill_words(against)).startswith("40, the rating says otherwise")
    assert [pill(picture, key).against for key in "bc"] == [False, False]
    assert "against" in {mark for part in parts(picture, "card") for mark in _of_card(part.face)}


def test_the_period_in_view_decides_and_an_older_value_names_its_own() -> None:
    m = shop(reading("a", "2026-08", 61), reading("a", "2026-10", 72), reading("b", "2026-10", 90))

    assert texts(pill(picture_of(m, period="2026-10"), "a"))[0] == "72"
    older = pill(picture_of(m, period="2026-09"), "a")
    assert texts(older)[0] == "61"
    assert "2026" in texts(older)[3]
    assert pill(picture_of(m, period="2026-09"), "b").band == "none"


def test_the_segment_in_view_decides() -> None:
    m = shop(
        reading("a", "2026-10", 50, segment={"device": "phone"}),
        reading("a", "2026-10", 90, segment={"device": "desk"}),
    )

    assert texts(pill(picture_of(m, segment=(("device", "phone"),)), "a"))[0] == "50"
    assert texts(pill(picture_of(m, segment=(("device", "desk"),)), "a"))[0] == "90"


def test_what_was_not_measured_is_hollow_with_a_broken_rim() -> None:
    picture = picture_of(shop(reading("a", "2026-10", 72)))
    part = next(p for p in parts(picture, "card") if p.key == "b")

    assert pill(picture, "b").band == "none"
    assert "not measured" in say(part.alt, "en")
    rim = [s for s in shapes(part.face) if isinstance(s, Path) and s.dash]
    assert [(path.fill, path.stroke) for path in rim] == [("", "plain")]
    plain = layout(shop(), View(), MEASURE)
    assert all(p.face.pill is None for p in parts(plain, "card"))  # type: ignore[attr-defined]  # of a card


def test_each_band_has_a_mark_of_its_own_shape() -> None:
    m = shop(*(reading(k, "2026-10", v) for k, v in (("a", 90), ("b", 70), ("c", 30))))
    picture = picture_of(m)

    def marks(key: str) -> tuple[int, int]:
        face = next(p.face for p in parts(picture, "card") if p.key == key)
        token = f"{pill(picture, key).band}.text"
        paths = [s for s in shapes(face) if isinstance(s, Path) and token in (s.fill, s.stroke)]
        return len(paths), sum(bool(path.fill) for path in paths)

    assert [marks(key) for key in "abc"] == [(1, 1), (2, 1), (1, 0)]


def test_a_flow_that_was_measured_has_its_pill_on_its_line() -> None:
    m = shop(reading("a -> b", "2026-10", 72), reading("b -> c", "2026-10", 40))
    for language in ("en", "fa"):
        picture = picture_of(m, language=language)
        flows = {p.key: p for p in parts(picture, "flow")}

        assert crossings(picture) == []
        for key, band in (("a -> b", "fair"), ("b -> c", "poor")):
            face = flows[key].face
            assert isinstance(face, RouteFace)
            assert face.pill is not None
            assert face.pill.band == band
            x, y = flows[key].box.x + face.pill_at[0], flows[key].box.y + face.pill_at[1]
            assert not any(p.box.contains(x, y) for p in parts(picture, "card"))
            drawn = [s for s in shapes(face) if isinstance(s, Text) and s.block in face.pill]
            assert len(drawn) >= 1
        words = flows["b -> c"].face.label  # type: ignore[attr-defined]  # of a flow
        assert " ".join(words.lines) == "It is paid"
    assert len(label_boxes(picture)) == 1


def test_a_measured_flow_is_mirrored_exactly() -> None:
    m = shop(reading("a -> b", "2026-10", 72))
    one, other = picture_of(m), picture_of(m, language="he")

    for key in "abc":
        left, right = card(one, key), card(other, key)
        assert right.x == one.bounds.w - left.x - left.w


def test_the_metrics_lane_names_the_touchpoint_where_several_stand_over_it() -> None:
    alone = shop(reading("a", "2026-10", 72))
    crowded = alone.model_copy(update={"flows": (Flow(source="a", target="b", kind="failure"),)})

    def titles(m: JourneyMap) -> list[str]:
        picture = layout(m, View(lanes=("channels", "metrics")), MEASURE)
        faces = [p.face for p in parts(picture, "measure")]
        assert all(isinstance(face, MeasureFace) for face in faces)
        return [face.title.lines[0] if face.title else "" for face in faces]  # type: ignore[attr-defined]  # as asserted

    assert titles(alone) == [""]
    assert titles(crowded) == ["a"]


def lane_pills(m: JourneyMap, **wishes: Any) -> list[Pill]:
    picture = picture_of(m, lanes=("channels", "metrics"), **wishes)
    faces = [part.face for part in parts(picture, "measure")]
    return [pill for face in faces if isinstance(face, MeasureFace) for _, pill in face.rows]


def test_the_lane_of_metrics_shows_the_interval_of_what_has_an_n() -> None:
    csat = Metric(id="csat", name="CSAT", kind="csat", formula="top 2", target=80)
    counted = Reading(metric="csat", at="a", period="2026-10", counts={"1": 30, "5": 70})
    bare = reading("b", "2026-10", 70)

    found = lane_pills(shop(counted, bare, metrics=(csat,)))

    assert [each.interval.lines[0] if each.interval else "" for each in found] == ["(60 – 78)", ""]
    assert "60 – 78" in say(pill_words(found[0]), "en")
    assert pill(picture_of(shop(counted, metrics=(csat,))), "a").interval is None  # no room there


def test_what_has_no_letters_runs_from_right_to_left_where_the_map_does() -> None:
    counted = Reading(metric="csat", at="a", period="2026-10", counts={"1": 30, "5": 70})
    csat = Metric(id="csat", name="CSAT", kind="csat", formula="top 2", target=80)

    (found,) = lane_pills(shop(counted, metrics=(csat,)), language="ar")

    assert found.interval is not None
    assert found.target is not None
    assert found.interval.lines[0].startswith("\u200f(")
    assert found.target.lines[0].startswith("\u200f/")
    assert "\u200f" not in say(pill_words(found), "ar")


def test_the_sign_of_disagreement_follows_the_value_in_both_directions() -> None:
    csat = Metric(id="csat", name="CSAT", kind="csat", formula="top 2", target=80, alarm=60)
    glad = Touchpoint(id="a", name="a", stage="s", emotion=2)
    m = shop(reading("a", "2026-10", 40), metrics=(csat,), touchpoints=(glad,), flows=())

    english, arabic = (pill(picture_of(m, language=each), "a") for each in ("en", "ar"))

    assert english.text.lines[0] == "40 ≠"
    assert arabic.text.lines[0] == "\u200f٤٠ ≠"
    assert "\u200f" not in say(pill_words(arabic), "ar")
