"""The commands that edit a map: only the lines of what changes are touched, in any style."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from journeymap.cli import cli
from journeymap.files.reader import read_bytes, read_file
from journeymap.model.index import index_of
from journeymap.model.mentioning import mentions
from tests.files.test_splicing_styles import NAMES, bytes_of

CSV = "metric,at,period,counts.1,counts.5\ncsat,pay,2026-07,3,4\ncsat,pay,2026-09,5,6\n"


def run(*args: object, text: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(cli, [str(arg) for arg in args], input=text)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def lunch(tmp_path: Path) -> Path:
    path = tmp_path / "lunch.yaml"
    path.write_bytes(bytes_of("block"))
    return path


def numstat(before: bytes, after: bytes) -> tuple[int, int]:
    """Return how many lines were added and how many deleted, as git counts them."""
    old, new = before.splitlines(True), after.splitlines(True)
    same = sum(
        b.size for b in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    )
    return len(new) - same, len(old) - same


def changed(path: Path, before: bytes) -> tuple[int, int]:
    return numstat(before, path.read_bytes())


def refused(path: Path, *args: object) -> str:
    """Return what is said; nothing is written and the exit code is 2."""
    before = path.read_bytes()
    result = run(args[0], path, *args[1:])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert path.read_bytes() == before
    assert "Traceback" not in result.stderr
    return result.stderr


# ---------------------------------------------------------------- any style


@pytest.mark.parametrize("style", NAMES)
def test_each_command_touches_only_its_lines_in_any_style(style: str, tmp_path: Path) -> None:
    path = tmp_path / f"{style}.yaml"
    is_flow = style == "flow"

    def lines_of(*args: object) -> tuple[int, int]:
        before = bytes_of(style)
        path.write_bytes(before)
        result = run(args[0], path, *args[1:])
        assert result.exit_code == 0, result.stderr
        after = path.read_bytes()
        read_bytes(after, style)
        assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
        assert (b"\r\n" in after) == (b"\r\n" in before)
        return numstat(before, after)

    assert lines_of("set", "pay.emotion=1") == (1, 1)
    assert lines_of("set", "pay.emotion=") in ((0, 1), (1, 1))
    more, less = lines_of("add", "touchpoint", "name=Call", "stage=order", "channel=app")
    assert (more, less) <= ((5, 0) if not is_flow else (2, 1))
    more, less = lines_of("add", "flow", "from=look", "to=door")
    assert more <= 2
    assert less == 0
    more, less = lines_of("remove", "look -> choose")
    assert more == 0
    assert less <= 3
    assert lines_of("move", "choose", "--channel", "courier") == (1, 1)
    more, less = lines_of("move", "eat", "--before", "door")
    assert abs(more - less) <= 1
    assert more <= 6
    more, less = lines_of("add", "reading", "metric=csat", "at=pay", "period=2026-10", "counts.5=7")
    assert more <= 7
    assert less <= 1


# ---------------------------------------------------------------- add


def test_add_makes_an_id_of_the_name_and_prints_it(lunch: Path) -> None:
    before = lunch.read_bytes()
    result = run("add", lunch, "touchpoint", "name=Ask for help", "stage=order", "channel=app")
    assert result.stdout == "ask-for-help\n"
    assert changed(lunch, before) == (4, 0)
    touchpoints = [t.id for t in read_file(lunch).map.touchpoints]
    assert touchpoints[touchpoints.index("ask-for-help") - 1] == "confirm"  # last of its stage
    assert run("add", lunch, "stage", "name=Order").stdout == "order-2\n"


@pytest.mark.parametrize(
    "args",
    [
        ("stage", "name=After"),
        ("channel", "name=Kiosk", "kind=kiosk"),
        ("flow", "from=look", "to=door", "when=in a hurry"),
        ("pain-point", "name=Slow", "at=pay, door", "severity=2"),
        ("pain_points", "name=Slow", "at=pay"),
        ("opportunity", "name=Faster", "solves=declined", "aims.metric=csat", "aims.to=90"),
        ("persona", "name=Kim", "needs=[warm, 'cheap, too']"),
        ("metric", "name=Wait", "kind=duration"),
        ("reading", "metric=done", "period=2026-09", "value=93%"),
        ("comment", "by=Kim", "text=Really?", "at=pay"),
        ("backstage", "name=Pack", "layer=backstage", "at=door"),
        ("parking", "text=Ask the couriers"),
        ("source", "id=crm", "reads=crm.csv", "as=table"),
        ("touchpoint", "name=Wait", "stage=order", "by_persona.ines.effort=4", "x-own=1"),
        ("touchpoint", "name=Wait", "stage=order", "evidence.0.kind=desk"),
    ],
)  # fmt: skip
def test_add_knows_every_kind(lunch: Path, args: tuple[str, ...]) -> None:
    count = len(index_of(read_file(lunch).map).entries)
    before = lunch.read_bytes()
    result = run("add", lunch, *args)
    assert result.exit_code == 0, result.stderr
    index = index_of(read_file(lunch).map)
    assert result.stdout.strip() in index.entries
    assert len(index.entries) == count + 1
    assert changed(lunch, before)[1] == 0


def test_add_puts_a_record_where_it_is_told(lunch: Path) -> None:
    run("add", lunch, "stage", "name=First", "--before", "hunger")
    run("add", lunch, "stage", "name=Third", "--after", "hunger")
    run("add", lunch, "flow", "from=look", "to=eat", "--after", "door -> eat")
    m = read_file(lunch).map
    assert [stage.id for stage in m.stages] == ["first", "hunger", "third", "order", "lunch"]
    assert m.flows[-1].target == "eat"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("tuchpoint", "name=x"), "there is no kind “tuchpoint”; is “touchpoint” meant?"),
        (("zzz", "name=x"), "there is no kind “zzz”; there are: persona, stage"),
        (("touchpoint", "name=x"), "still needed: stage=…"),
        (("touchpoint",), "still needed: name=…, stage=…"),
        (("touchpoint", "nam=x"), "nam=x: there is no field “nam”; is “name” meant?"),
        (("touchpoint", "name"), "“name” is not KEY=VALUE."),
        (("touchpoint", "name=x", "stage=oder"), "there is no “oder”; is “order” meant?"),
        (("touchpoint", "name=x", "stage=app"), "“app” cannot stand here; its kind is: Channel"),
        (("touchpoint", "name=x", "stage=order", "success=9"), "9 is too high"),
        (("touchpoint", "id=pay", "name=x", "stage=order"), "the id “pay” is taken"),
        (("touchpoint", "id=a b", "name=x", "stage=order"), "id=a b: "),
        (("flow", "from=look", "to=choose"), "leads to “Choose a dish” already"),
        (("flow", "from=look", "to=look"), "cannot lead to itself"),
        (("flow", "from=look", "to=hunger"), "flows join touchpoints"),
        (("reading", "metric=csat", "period=2026"), "a reading has either counts or a value"),
        (("reading", "metric=csat", "at=pay", "period=2026-08", "value=3"), "a reading already"),
        (("metric", "name=x", "kind=ratio", "target=200"), "target"),
        (("stage", "name=x", "--before", "pay"), "“pay” is in another list"),
        (("stage", "name=x", "--after", "huner"), "is “hunger” meant?"),
        (("stage", "name=x", "--after", "order", "--before", "lunch"), "not both"),
        (("pain_point", "name=x", "at=pay, dor"), "there is no “dor”; is “door” meant?"),
    ],
)
def test_add_says_what_is_wrong_and_writes_nothing(
    lunch: Path, args: tuple[str, ...], said: str
) -> None:
    assert said in refused(lunch, "add", *args)


def test_add_says_all_that_is_wrong_with_the_values(lunch: Path) -> None:
    said = refused(lunch, "add", "touchpoint", "name=x", "stage=order", "success=9", "kind=foo")
    assert "success=9: " in said
    assert "kind=foo: " in said


def test_a_map_from_standard_input_goes_to_standard_output() -> None:
    result = run("add", "-", "stage", "name=After", text=bytes_of("block"))
    assert result.stderr == "after\n"
    assert numstat(bytes_of("block"), result.stdout_bytes) == (2, 0)


def test_what_comes_first_in_a_list_is_set_apart_as_the_others_are(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    items = [f"  # about {id}\n  - id: {id}\n    name: {id.upper()}\n" for id in "abc"]
    head = "title: T\nstages:\n"
    path.write_text(head + "\n".join(items))

    run("move", path, "b", "--before", "a")
    assert path.read_text() == head + "\n".join([items[1], items[0], items[2]])

    run("add", path, "stage", "name=New", "--before", "b")
    new = "  - id: new\n    name: New\n"
    assert path.read_text() == head + "\n".join([new, items[1], items[0], items[2]])


# ---------------------------------------------------------------- ids out of messages


def test_an_id_may_be_copied_out_of_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    text = (
        "title: T\nstages:\n  - {id: خرید, name: خرید}\n  - {id: پیش, name: پیش}\n"
        "touchpoints:\n  - {id: سبد, name: سبد, stage: خرید}\n  - {id: یک, name: یک, stage: خرید}\n"
        "flows:\n  - {from: سبد, to: یک}\n"
    )
    path.write_text(text, encoding="utf-8")
    said = refused(path, "remove", "سب")
    copied = said[said.rindex("“") + 1 : said.rindex("”")]
    assert copied == "\u2068سبد\u2069"  # as a terminal has it, that names are not turned around

    run("set", path, f"{copied}.emotion=1")
    run("move", path, copied, "--after", "\u2068یک\u2069")
    run("move", path, copied, "--stage", "\u2068پیش\u2069")
    run("rename-id", path, copied, "\u2068سبدها\u2069")
    run("add", path, "stage", "name=پس", "--before", "\u2068خرید\u2069")
    run("remove", path, "\u2068سبدها -> یک\u2069")

    m = read_file(path).map
    assert [stage.id for stage in m.stages] == ["پس", "خرید", "پیش"]
    moved = next(each for each in m.touchpoints if each.id == "سبدها")
    assert (moved.stage, moved.emotion, m.flows) == ("پیش", 1, ())


# ---------------------------------------------------------------- remove


def test_remove_says_what_goes_along(lunch: Path) -> None:
    before = lunch.read_bytes()
    result = run("remove", lunch, "pay", "p1", "--dry-run")
    assert lunch.read_bytes() == before
    assert result.stdout.splitlines()[:3] == [
        "Touchpoint “Pay in the app” (pay)",
        "Parked note “Tips for couriers?” (p1)",
        "along with it: Backstage step “Cook the dish” (cook)",
    ]
    assert "along with it: Flow “pay → confirm” (pay -> confirm)" in result.stdout
    assert run("remove", lunch, "pay", "p1").stdout == result.stdout
    assert index_of(read_file(lunch).map).get("pay") is None


def test_remove_takes_flows_and_readings_by_their_names(lunch: Path) -> None:
    before = lunch.read_bytes()
    result = run("remove", lunch, "look -> choose", "csat@pay@2026-08")
    assert len(result.stdout.splitlines()) == 2
    assert changed(lunch, before) == (0, 2)


def test_remove_names_each_that_is_not_there_and_its_nearest(lunch: Path) -> None:
    said = refused(lunch, "remove", "pai", "door", "nothing-like-it")
    assert said.splitlines() == [
        "there is no “pai”; is “pay” meant?",
        "there is no “nothing-like-it” in this map",
    ]


def test_comment_lines_above_a_record_go_with_it(tmp_path: Path) -> None:
    path = tmp_path / "four.yaml"
    path.write_bytes(bytes_of("four"))
    run("remove", path, "pay")
    assert b"# declined too often" not in path.read_bytes()


# ---------------------------------------------------------------- move


def test_move_to_a_stage_and_a_channel(lunch: Path) -> None:
    before = lunch.read_bytes()
    assert run("move", lunch, "pay", "--stage", "hunger", "--channel", "mail").exit_code == 0
    assert changed(lunch, before) == (2, 2)
    pay = index_of(read_file(lunch).map).touchpoint("pay")
    assert pay is not None
    assert (pay.stage, pay.channel) == ("hunger", "mail")
    assert run("move", lunch, "pay", "--channel", "-").exit_code == 0
    pay = index_of(read_file(lunch).map).touchpoint("pay")
    assert pay is not None
    assert pay.channel is None


def order(path: Path) -> list[str]:
    return [t.id for t in read_file(path).map.touchpoints]


def test_move_before_and_after(lunch: Path) -> None:
    run("move", lunch, "eat", "--before", "door")
    assert order(lunch)[-2:] == ["eat", "door"]
    run("move", lunch, "eat", "--after", "door")
    assert order(lunch)[-2:] == ["door", "eat"]
    run("move", lunch, "pay", "--stage", "hunger", "--after", "look")
    assert order(lunch)[:3] == ["look", "pay", "choose"]
    run("move", lunch, "door", "eat", "--stage", "hunger", "--after", "look")
    assert order(lunch)[:4] == ["look", "door", "eat", "pay"]
    before = lunch.read_bytes()
    assert run("move", lunch, "door", "--after", "look").exit_code == 0
    assert run("move", lunch, "door", "--before", "eat").exit_code == 0
    assert lunch.read_bytes() == before


def test_move_puts_any_list_into_another_order(lunch: Path) -> None:
    before = lunch.read_bytes()
    assert run("move", lunch, "mail", "--before", "app").exit_code == 0
    assert [c.id for c in read_file(lunch).map.channels] == ["mail", "app", "courier"]
    assert changed(lunch, before) == (3, 3)
    assert run("move", lunch, "look -> choose", "--after", "door -> eat").exit_code == 0
    assert read_file(lunch).map.flows[-1].source == "look"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("pay",), "say where to"),
        (("pai", "--stage", "order"), "is “pay” meant?"),
        (("pay", "--stage", "oder"), "is “order” meant?"),
        (("pay", "--channel", "mial"), "is “mail” meant?"),
        (("pay", "--stage", "app"), "there is no stage “app”"),
        (("cold", "--stage", "order"), "only touchpoints stand in cells"),
        (("pay", "--before", "look"), "stands in the stage “Hunger”"),
        (("pay", "--before", "declined"), "is in another list"),
        (("cold", "--before", "cold"), "cannot stand beside itself"),
        (("pay", "--before", "confirm", "--after", "confirm"), "not both"),
    ],
)
def test_move_says_what_is_wrong_and_writes_nothing(
    lunch: Path, args: tuple[str, ...], said: str
) -> None:
    assert said in refused(lunch, "move", *args)


# ---------------------------------------------------------------- readings beside the map


@pytest.fixture
def beside(lunch: Path) -> Path:
    text = lunch.read_text(encoding="utf-8")
    start, end = text.index("\nreadings:"), text.index("\ncomments:")
    lunch.write_text(f"{text[:start]}\nreadings_from: lunch.csv\n{text[end:]}", encoding="utf-8")
    (lunch.parent / "lunch.csv").write_text(CSV, encoding="utf-8")
    return lunch


def test_readings_in_a_file_of_their_own_are_edited_there(beside: Path) -> None:
    before, table = beside.read_bytes(), beside.parent / "lunch.csv"
    args = ("metric=csat", "at=pay", "period=2026-08", "counts.1=1", "counts.5=2")
    assert run("add", beside, "reading", *args).exit_code == 0
    lines = CSV.splitlines()
    assert table.read_text(encoding="utf-8").splitlines() == [
        *lines[:2],
        "csat,pay,2026-08,1,2",
        lines[2],
    ]
    assert run("set", beside, "csat@pay@2026-08.counts.5=9").exit_code == 0
    assert "csat,pay,2026-08,1,9\n" in table.read_text(encoding="utf-8")
    assert run("remove", beside, "csat@pay@2026-08").exit_code == 0
    assert table.read_text(encoding="utf-8") == CSV
    assert beside.read_bytes() == before


def test_one_command_may_change_both_files(beside: Path) -> None:
    assert run("remove", beside, "csat").exit_code == 0
    assert (beside.parent / "lunch.csv").read_text(encoding="utf-8") == CSV.splitlines(True)[0]
    assert "csat" not in beside.read_text(encoding="utf-8")


# ---------------------------------------------------------------- rename-id


@pytest.mark.parametrize("style", NAMES)
def test_an_id_is_renamed_wherever_it_is_referred_to_and_nowhere_else(
    tmp_path: Path, style: str
) -> None:
    path = tmp_path / "lunch.yaml"
    before = bytes_of(style)
    path.write_bytes(before)

    assert run("rename-id", path, "pay", "pay-in-app").exit_code == 0

    m = read_file(path).map
    index = index_of(m)
    assert index.get("pay") is None
    assert index.get("pay-in-app") is not None
    assert {"pay"}.isdisjoint(each.named for each in mentions(m, index))
    more, less = changed(path, before)
    assert more == less
    assert run("rename-id", path, "pay-in-app", "pay").exit_code == 0
    if style != "anchors":  # there one place said it by the name of another
        assert path.read_bytes() == before


def test_an_id_that_is_not_there_or_taken_or_none_is_refused(lunch: Path) -> None:
    assert "nothing" in refused(lunch, "rename-id", "nothing", "else")
    assert "taken" in refused(lunch, "rename-id", "pay", "look")
    assert refused(lunch, "rename-id", "pay", "two words")
