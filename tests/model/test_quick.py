"""Quick entry: what one line says of a touchpoint, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.model.quick import Quick, Typing, quick, typing, written

CHANNELS = ("app", "Mobile app", "web", "اپ موبایل")
STAGES = ("purchase", "Awareness")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Pay @app #purchase +2 * !Card declined ?Wallet",
            Quick("Pay", "app", "purchase", 2, True, ("Card declined",), ("Wallet",)),
        ),
        ("* +1 #purchase @app Pay", Quick("Pay", "app", "purchase", 1, True)),
        ("Pay @mobile APP at once", Quick("Pay at once", "Mobile app")),
        ("Pay @Mobile app, at once", Quick("Pay at once", "Mobile app")),
        ('Read @"Shop window" twice', Quick("Read twice", "Shop window")),
        ("Read @tiktok twice", Quick("Read twice", "tiktok")),
        ("Wait !too long !nobody says why", Quick("Wait", pains=("too long", "nobody says why"))),
        ("Pay -0", Quick("Pay", emotion=0)),
        ("Pay −2", Quick("Pay", emotion=-2)),
        (
            "سفارش @اپ موبايل −۱ ؟کیف پول",
            Quick("سفارش", "اپ موبایل", emotion=-1, ideas=("کیف پول",)),
        ),
        ("支付 ＠app ＃purchase ＋１ ！失败", Quick("支付", "app", "purchase", 1, pains=("失败",))),
        ("支付@app +1", Quick("支付", "app", emotion=1)),
        ("@web", Quick("", "web")),
        ("", Quick()),
    ],
)  # fmt: skip
def test_a_line_says(text: str, said: Quick) -> None:
    assert quick(text, CHANNELS, STAGES) == said


@pytest.mark.parametrize(
    "text",
    [
        "Write to a@b.org",
        "Learn C# really?",
        "Call - and wait",
        "1 + 1",
        "Lose −5",
        "Take +21",
        "真的？好吧",
        "What is it ?",
        "Wow !",
        "Canal +",
        "Call -",
        "Meet @ noon",
        "@ # *no",
        "-> next",
        "#",
        "@ #",
    ],
)
def test_signs_inside_words_or_alone_are_text(text: str) -> None:
    assert quick(text, CHANNELS, STAGES) == Quick(" ".join(text.split()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sit down @waiting room", Quick("Sit down", "Waiting room")),
        ("@waiting room Sit down", Quick("Sit down", "Waiting room")),
        ("@waiting line outside", Quick("outside", "Waiting line of the clinic")),
        ("@waiting line, outside", Quick("outside", "Waiting line of the clinic")),
        ("@call centre rings", Quick("centre rings", "call")),  # two begin so
        ("@waiting Sit down", Quick("Sit down", "waiting")),  # one word is a name of its own
        ("@shop window cleaned", Quick("window cleaned", "shop")),
        ("Sit #in the clinic +1", Quick("Sit", stage="In the clinic", emotion=1)),
        ("Sit #before the visit +1", Quick("Sit", stage="Before the visit begins", emotion=1)),
    ],
)
def test_names_of_several_words_need_no_quotes(text: str, said: Quick) -> None:
    channels = (
        "Waiting room",
        "Waiting line of the clinic",
        "Call centre day",
        "Call centre night",
    )
    assert quick(text, channels, ("In the clinic", "Before the visit begins")) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pay #", Quick("Pay")),
        ("Pay @ ", Quick("Pay")),
        ("Pay @ # +1", Quick("Pay", emotion=1)),
        ("Pay # !Card declined @", Quick("Pay", pains=("Card declined",))),
        ("Pay @ @app", Quick("Pay", "app")),
        ("支付 ＃", Quick("支付")),
        ("支付@", Quick("支付")),
        ("# -1", Quick(emotion=-1)),
        ("Pay *", Quick("Pay", moment=True)),
        ("Learn C#", Quick("Learn C#")),
        (r"Press \#", Quick("Press #")),
        (r"Press \# +1", Quick("Press #", emotion=1)),
        (r"@ \#", Quick("@ #")),
    ],
)
def test_a_channel_or_stage_that_was_only_begun_is_no_part_of_the_name(
    text: str, said: Quick
) -> None:
    assert quick(text, CHANNELS, STAGES) == said


@pytest.mark.parametrize("text", ["\\" * 3_000, "@ " * 3_000, "@ \\" * 3_000])
def test_no_line_is_too_odd(text: str) -> None:
    assert quick(text).name


def test_a_backslash_makes_a_sign_plain() -> None:
    assert quick(r"Mail \@app \#1 \+1 \!x") == Quick("Mail @app #1 +1 !x")


@given(st.text(alphabet='ab @#!?*+-\\12\n"“”＠؟۲支', max_size=30))
def test_any_line_says_something_without_failing(text: str) -> None:
    said = quick(text, CHANNELS, STAGES)
    assert said.emotion in (None, -2, -1, 0, 1, 2)
    assert said.name == " ".join(said.name.split())
    assert all(said.pains + said.ideas)


@pytest.mark.parametrize("name", [*CHANNELS, "Ask !me", "The #1 app"])
def test_what_is_written_for_a_channel_means_it(name: str) -> None:
    text = f"Pay {written('channel', name)} +1"
    assert quick(text, (*CHANNELS, name)) == Quick("Pay", name, emotion=1)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Pay @mob|", Typing("channel", 4, 8, "mob")),
        ("Pay @mob|ile now", Typing("channel", 4, 8, "mob")),
        ("Pay #|", Typing("stage", 4, 5, "")),
        ("Pay @Mobile a|", Typing("channel", 4, 13, "Mobile a")),
        ("支付＠ap|", Typing("channel", 2, 5, "ap")),
        ("Pay @ app|", None),
        ("a@b|", None),
        ("Pay @app !slow|", None),
        ("Pay|", None),
    ],
)
def test_what_is_being_typed(text: str, typed: Typing | None) -> None:
    assert typing(text.replace("|", ""), text.index("|")) == typed
