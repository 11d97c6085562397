"""The experience index, other tools' scales, and priorities that never guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.experience import (
    Ratings,
    Weights,
    ease,
    experience,
    from_mermaid,
    from_ojf,
    from_ten,
    mean_experience,
    pain_priority,
    ratings,
    survey_component,
    survey_overall,
    to_mermaid,
    to_ojf,
    to_ten,
)
from journeymap.model.journey import Touchpoint

one_to_five = st.none() | st.integers(1, 5)
rated = st.builds(Ratings, one_to_five, one_to_five, st.none() | st.integers(-2, 2), one_to_five)


def test_ease_turns_effort_round() -> None:
    assert [ease(effort) for effort in (1, 3, 5)] == [5, 3, 1]


def test_the_index_weighs_emotion_most() -> None:
    found = experience(Ratings(success=5, effort=5, emotion=2))
    assert found
    assert found.value == pytest.approx(70)
    assert (found.parts, found.of) == (3, 3)


def test_missing_parts_share_their_weight_and_are_counted() -> None:
    found = experience(Ratings(success=5, emotion=-2))
    assert found
    assert found.value == pytest.approx(100 * 0.3 / 0.7)
    assert found.parts == 2


def test_weights_are_the_readers_choice() -> None:
    found = experience(Ratings(5, 5, -2), Weights(1, 0, 0))
    assert found == (100, 1, 3)


@given(rated)
def test_the_index_stays_between_0_and_100(r: Ratings) -> None:
    found = experience(r)
    assert (found is None) == (r.success is None and r.effort is None and r.emotion is None)
    if found:
        assert 0 <= found.value <= 100


@given(rated.filter(lambda r: r.emotion is not None and r.emotion < 2))
def test_a_better_emotion_raises_the_index(r: Ratings) -> None:
    before = experience(r)
    after = experience(r._replace(emotion=(r.emotion or 0) + 1))
    assert before
    assert after
    assert after.value > before.value


def test_the_mean_is_weighted_by_importance_and_leaves_unrated_steps_out() -> None:
    steps = [Ratings(emotion=2, importance=5), Ratings(emotion=-2, importance=1), Ratings()]
    found = mean_experience(steps)
    assert found
    assert found.value == pytest.approx(100 * 5 / 6)
    assert found.parts == 1
    assert mean_experience([Ratings()]) is None


def test_a_step_without_importance_counts_as_three() -> None:
    found = mean_experience([Ratings(emotion=2), Ratings(emotion=-2, importance=3)])
    assert found
    assert found.value == pytest.approx(50)


def test_a_persona_overrides_what_differs_and_inherits_the_rest() -> None:
    step = Touchpoint.model_validate(
        {"id": "a", "name": "A", "stage": "s", "success": 4, "emotion": 1}
        | {"by_persona": {"dana": {"emotion": -2}}}
    )
    assert ratings(step, "dana") == Ratings(4, None, -2, None)
    assert ratings(step, "omid") == ratings(step) == Ratings(4, None, 1, None)


@pytest.mark.parametrize("emotion", [-2, -1, 0, 1, 2])
def test_every_emotion_survives_the_way_there_and_back(emotion: int) -> None:
    assert from_mermaid(to_mermaid(emotion)) == emotion
    assert from_ten(to_ten(emotion)) == emotion
    assert from_ojf(to_ojf(emotion)) == emotion


def test_the_ends_of_the_scales_meet() -> None:
    assert [to_mermaid(e) for e in (-2, 2)] == [1, 5]
    assert [to_ten(e) for e in (-2, 2)] == [1, 10]
    assert [to_ojf(e) for e in (-2, 2)] == [-5, 5]


@pytest.mark.parametrize(("score", "emotion"), [(0, -2), (-7, -2), (10, 2), (3.4, 0), (3.5, 1)])
def test_a_mermaid_score_beyond_the_scale_is_the_nearest(score: float, emotion: int) -> None:
    assert from_mermaid(score) == emotion


def test_survey_components_and_their_mean() -> None:
    answers = {7: 30, 6: 20, 5: 20, 2: 30}
    assert survey_component(answers) == 20
    assert survey_component({1: 30, 2: 20, 3: 20, 6: 30}, hard_is_high=True) == 20
    assert survey_overall(answers, answers, answers) == pytest.approx(20)
    assert survey_overall(answers, {}, answers) is None


def test_an_unknown_reach_stays_unknown() -> None:
    assert pain_priority(5, 0.2) == 1
    assert pain_priority(5, None) is None
    assert pain_priority(None, 0.2) is None
