"""What the reader refuses, each with its place and sentence, and what it takes as it stands."""

# ruff: noqa: E501 - one file and its problem a line

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from journeymap.files import counting, places, scan
from journeymap.files.decode import Fault
from journeymap.files.nodes import Node, whole_tree
from journeymap.files.plain import Plain
from journeymap.files.problems import FilesError, Unreadable
from journeymap.files.reader import gc_paused, read_bytes, read_file
from journeymap.model.journey import JourneyMap

TOUCHPOINT = "title: T\ntouchpoints:\n  - id: a\n    name: A\n    stage: s\n"


def read(text: str | bytes) -> JourneyMap:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), "map.yaml").map


def problems_of(text: str | bytes) -> list[str]:
    with pytest.raises(Unreadable) as refused:
        read(text)
    return [problem.text("en") for problem in refused.value.problems]


def _either(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    keys = st.text("ab: -?#[&", max_size=3)
    return st.lists(values, max_size=4) | st.dictionaries(keys, values, max_size=4)


def _size(node: Node) -> int:
    """Return how many values a text holds, its keys among them."""
    return sum(1 for _ in node.walk())


def bomb(levels: int, width: int) -> str:
    lines = ["title: T", "x-0: &a0 [x, x, x]"]
    lines += [f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


REFUSED = [
    # row of the fault matrix, the text, where and what
    ("1 flow nesting", "[" * 25_000, "1:33: nested deeper than 32"),
    ("2 block nesting", "".join(" " * n + "a:\n" for n in range(300)), "33:33: nested deeper than 32"),
    ("2 nested keys", "? " * 2_000, "1:3: a key is plain text, not a list or a group"),
    ("2 nested items", "- " * 3_000, "1:65: nested deeper than 32"),
    ("3 alias bomb", bomb(9, 9), "7:16: the aliases expand to too many values"),
    ("5 merge bomb", "title: T\nx-a: &a {b: 1}\nx-c:\n  <<: *a", "4:3: “<<” merges one group"),
    ("6 cyclic list", "title: T\nx-a: &a [*a]", "2:10: “*a” holds itself"),
    ("6 cyclic group", "title: T\nx-a: &a\n  b: *a", "3:6: “*a” holds itself"),
    ("7 undefined anchor", "title: *a", "1:8: nothing was named “&a” before this"),
    ("8 repeated key", "title: T\nowner: a\ntitle: U", "3:1: “title” stands here twice; the first is in line 1"),
    ("8 repeated key in a record", TOUCHPOINT + "    name: B", "6:5: “name” stands here twice; the first is in line 4"),
    ("8 repeated key in braces", "title: T\nflows: [{from: a, to: b, to: c}]", "2:26: “to” stands here twice; the first is in line 2"),
    ("12 python tag", "title: !!python/object/apply:os.system [ls]", "1:8: “tag:yaml.org,2002:python/object/apply:os.system” is a tag"),
    ("12 binary", "title: !!binary aGk=", "1:8: “tag:yaml.org,2002:binary” is a tag"),
    ("12 own tag", "title: !foo bar", "1:8: “!foo” is a tag"),
    ("13 NUL", "title: a\0b", "1:9: the character U+0000 may not stand in a map"),
    ("13 ESC", "title: T\nowner: \x1b[1m", "2:8: the character U+001B"),
    ("13 C1", "title: a\x9bb", "1:9: the character U+009B"),
    ("13 escaped NUL", 'title: "a\\0b"', "1:8: the character U+0000"),
    ("13 escaped bell in an own key", 'title: T\nx-a: "\\a"', "2:6: the character U+0007"),
    ("14 lone surrogate", 'title: "\\ud800"', "1:11: this escape names half a character"),
    ("16 UTF-16 with mark", "title: T".encode("utf-16"), "1:1: this is UTF-16 text"),
    ("16 UTF-32 with mark", "title: T".encode("utf-32"), "1:1: this is UTF-32 text"),
    ("17 UTF-16 without mark", "title: Test".encode("utf-16-be"), "1:1: this is UTF-16 text"),
    ("17 Latin-1", "title: T\nowner: caf\xe9".encode("latin-1"), "2:11: this is not UTF-8 (byte 0xe9"),
    ("17 Persian code page", "title: T\nowner: سلام".encode("cp1256"), "2:8: this is not UTF-8"),
    ("17 after a mark and Persian", "\ufeffowner: سلام\n".encode() + b"title: \xff", "2:8: this is not UTF-8"),
    ("19 tab before a key", "title: T\nscope:\n\tstarts: a", "3:1: a tab indents this line"),
    ("19 tab after spaces", "title: T\nscope:\n  starts: a\n \tends: b", "4:2: a tab indents this line"),
    ("20 huge number", TOUCHPOINT + "    success: " + "9" * 5000, "6:14: success: “999"),
    ("20 infinity", "title: T\nmetrics: [{id: m, name: M, kind: score, target: 1e400}]", "2:49: target: 1e400 is beyond"),
    ("20 not a number", "title: T\nmetrics: [{id: m, name: M, kind: score, target: .nan}]", "2:49: target: “.nan” is not a number"),
    ("20 hexadecimal", TOUCHPOINT + "    success: 0x4", "6:14: success: “0x4” is not a number"),
    ("21 out of range", TOUCHPOINT + "    emotion: 3", "6:14: emotion: 3 is too high; the highest is 2"),
    ("22 bad date", "title: T\nreviewed: 2026-02-30", "2:11: reviewed: “2026-02-30” is not a date"),
    ("22 Jalali date", "title: T\nreviewed: ۱۴۰۵-۰۷-۰۱", "2:11: reviewed: “۱۴۰۵-۰۷-۰۱” is not a date"),
    ("23 empty", "", "1:1: this file is empty"),
    ("23 comment only", "# nothing\n", "1:1: this file is empty"),
    ("23 null", "null", "1:1: this file is empty"),
    ("23 list", "- a", "1:1: this is a list"),
    ("23 text", "hello", "1:1: this is only a text"),
    ("23 braces", "{}", "1:1: “title” is missing here"),
    ("24 two documents", "title: T\n---\ntitle: U", "2:1: a second document starts here"),
    ("24 YAML 1.3", "%YAML 1.3\n---\ntitle: T", "1:1: this is a version of YAML other than"),
    ("25 conflict", "title: T\n<<<<<<< HEAD\nowner: a\n=======\nowner: b\n>>>>>>> x\n", "2:1: two versions of this file were joined"),
    ("26 long text", "title: T\nx-a: " + "a" * 1_100_000, "2:6: this text is longer than a million"),
    ("30 newer format", "format: 2\ntitle: T", "1:9: format 2 needs a newer journeymap"),
    ("30 no format number", "title: T\nformat: x", "2:9: the format is a number such as 1"),
    ("33 long label", "title: " + "a" * 10_001, "1:8: title: the text is longer than 10000 characters"),
    ("33 empty name", 'title: ""', "1:8: title: this may not be empty"),
    ("unknown key", "title: T\nfoo: 1", "2:1: the key “foo” is not part of the format"),
    ("misspelt key", TOUCHPOINT + "    emotoin: 1", "6:5: the key “emotoin” is unknown; did you mean “emotion”?"),
    ("the model's own name", "title: T\nflows:\n  - from: a\n    to: b\n    source: c", "5:5: the key “source” is unknown; did you mean “from”?"),
    ("comma in braces", "title: T\npersonas: [{id: a, name: Pay, now}]", "2:31: the key “now” is not part"),
    ("list in place of text", "title: [a]", "1:8: title: this is text, not a list"),
    ("text in place of a list", "title: T\npersonas: dana", "2:11: personas: a list belongs here"),
    ("text in place of a record", "title: T\npersonas: [dana]", "2:12: a group of keys belongs here"),
    ("empty item", "title: T\nlanguages: [en, ]\ntouchpoints:\n  -\n", "4:4: this item is empty"),
    ("not a share", "title: T\npersonas: [{id: a, name: A, share: 18}]", "2:36: share: “18” is not a share"),
    ("not a flag", TOUCHPOINT + "    entry: yes", "6:12: entry: “yes” is neither true nor false"),
    ("not a word", "title: T\nstate: soon", "2:8: “state: soon” is not known here; use one of current, future"),
    (
        "a word that is nearly one",
        "title: T\nchannels: [{id: w, name: W, kind: web}]",
        "2:35: “kind: web” is not known here; is “website” meant? Use one of website, portal",
    ),
    ("missing field", "title: T\ntouchpoints:\n  - id: a\n    name: A", "3:5: “stage” is missing here"),
    ("reserved id", "title: T\nstages: [{id: map, name: M}]", "2:15: id: “map” is reserved"),
    ("unclosed quotes", 'title: "T\nowner: x', "1:8: the quotes opened here are never closed"),
    ("second colon", "title: a: b", "1:9: a second “: ” in one line"),
    ("unknown start", "title: @home", "1:8: a text that starts with “@” needs quotes"),
    ("unclosed list", "title: T\nlanguages: [en\nstate: current", "3:6: the list “[” before this is never closed"),
    ("list on the key's line", "title: - a", "1:8: a list starts on a line of its own"),
    ("unknown escape", 'title: "C:\\new\\q"', "1:15: “\\” starts an escape"),
    ("list as key", "title: T\n? [a]\n: b", "2:3: a key is plain text, not a list"),
    ("alias as key", "title: &a T\n*a : b", "2:1: a key is plain text, not an alias"),
    ("counts and value", "title: T\nreadings: [{metric: m, period: 2026, value: 1, counts: {1: 2}}]", "2:12: a reading has either counts or a value"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_bad_file_is_refused_with_its_place(text: str | bytes, expected: str) -> None:
    found = problems_of(text)
    assert any(line.startswith(f"map.yaml:{expected}") for line in found), found
    assert all(line.startswith("map.yaml:") for line in found)


TAKEN = [
    ("7 redefined anchor", "title: &a T\nowner: &a Team\nsummary: *a", "summary", "Team"),
    ("10 broken reference", TOUCHPOINT, "owner", None),
    ("16 byte-order mark", "\ufefftitle: T\nowner: a", "owner", "a"),
    ("18 CRLF", "title: T\r\nowner: a\r\n", "owner", "a"),
    ("18 CR", "title: T\rowner: a\r", "owner", "a"),
    ("18 mixed, no end", "title: T\r\nsummary: x\nowner: a", "owner", "a"),
    ("19 tab after a colon", "title: T\nowner:\ta", "owner", "a"),
    ("24 end mark", "title: T\nowner: a\n...\n", "owner", "a"),
    ("24 version and start", "%YAML 1.2\n---\ntitle: T\nowner: a\n", "owner", "a"),
    ("30 no format", "title: T", "format", 1),
    ("as JSON", '{"title": "T", "owner": "a", "stages": [{"id": "s", "name": "S"}]}', "owner", "a"),
    ("not given", "title: T\nowner:\nsummary: ~\nstate: null", "owner", None),
    ("empty text is given", 'title: T\nowner: ""', "owner", ""),
    ("quoted null is text", 'title: T\nowner: "null"', "owner", "null"),
    ("folded text", "title: T\nowner: >-\n  a\n  b", "owner", "a b"),
    *(
        (f"11 {word}", f"title: T\nowner: {word}", "owner", word)
        for word in ("No", "on", "y", "12:30", "1.10", "007", "1e3", "2026-10-01", "0x1F", "1_0")
    ),
]


@pytest.mark.parametrize(
    ("text", "field", "value"), [row[1:] for row in TAKEN], ids=[r[0] for r in TAKEN]
)
def test_a_good_file_is_taken_as_it_was_typed(text: str, field: str, value: object) -> None:
    assert getattr(read(text), field) == value


def test_all_problems_are_told_at_once_and_in_order() -> None:
    text = "title: T\nfoo: 1\nfoo: 2\nstate: soon\ntouchpoints:\n  - id: a\n    emotion: x\n"
    places = [line.split(":")[1:3] for line in problems_of(text)]
    assert places == [["3", "1"], ["3", "1"], ["4", "8"], ["6", "5"], ["6", "5"], ["7", "14"]]


def test_an_unknown_key_in_braces_is_explained_by_the_comma_before_it() -> None:
    (found,) = problems_of("title: T\npersonas: [{id: a, name: Pay, now}]")
    assert found.endswith("(inside { } a comma ends the value; a text with a comma wants quotes)")


def test_repeated_ids_and_broken_references_do_not_lock_a_map() -> None:
    m = read("title: T\nstages: [{id: a, name: A}, {id: a, name: B}]\nflows: [{from: x, to: x}]")
    assert [stage.name for stage in m.stages] == ["A", "B"]


def test_a_record_may_be_used_again_through_an_alias() -> None:
    m = read(
        "title: T\nx-e: &e [{kind: research, note: n}]\npersonas: [{id: a, name: A, evidence: *e}]"
    )
    assert m.personas[0].evidence[0].note == "n"


def test_aliases_may_add_a_hundred_thousand_values_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan, "MAX_ALIASED", 8)
    text = "title: T\nx-a: &a [1, 2, 3]\nx-b: [*a, *a"
    read(text + "]")
    assert problems_of(text + ", *a]") == ["map.yaml:3:15: the aliases expand to too many values"]


def test_values_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MAX_NODES", 20)
    assert "more than 20 values" in problems_of("title: T\nx-a: [" + "1, " * 30 + "2]")[0]


def test_a_far_too_long_list_is_refused_before_it_is_built() -> None:
    text = "title: T\nx-a: [" + "1," * 10_100_000 + "2]"
    assert "more than 5000000 values" in problems_of(text)[0]


@given(
    st.recursive(st.text("ab: -?#[&", max_size=3) | st.none(), _either, max_leaves=25), st.data()
)
def test_no_text_holds_less_values_than_are_counted_before_it_is_built(
    value: object, data: st.DataObject
) -> None:
    flow = data.draw(st.sampled_from([True, False, None]))
    text = yaml.safe_dump(
        {"x-a": value}, default_flow_style=flow, indent=data.draw(st.integers(2, 4))
    )
    if data.draw(st.booleans()):
        text = text.replace("\n", "  # why\n")
    try:
        there = _size(whole_tree(text))
    except Fault:
        return

    count = scan.CParser(text.encode()).raw_parse()

    assert counting.fewest_values(count, text.encode()) <= there


@given(
    st.lists(st.sampled_from(["1", "'a, b'", "[2, 3]", '"]"', "{a: 4}", "# x, y\n 5"]), min_size=9),
    st.sampled_from(["x: [{}]\n", "{{x: [{}]}}", "[[{}], 1]", "x: |\n [{}\n", "x: a, {}\n"]),
    st.integers(1, 40),
)
def test_a_text_is_only_refused_for_what_it_holds(items: list[str], form: str, most: int) -> None:
    text = form.format(", ".join(items))
    try:
        there = _size(whole_tree(text))
    except Fault:
        return

    source = text.encode()
    more = counting.holds_more(source, most, lambda part: scan.CParser(part).raw_parse())

    assert not more or there > most


@pytest.mark.parametrize(
    "text",
    [
        "? a\n: - b\n",
        "? a\n: b: c\n",
        "- - - a\n",
        "-\n  -\n    - a: 1\n",
        "a:\n  b:\n    c:\n      - d: [e: f, g: {h: i}]\n",
        "a: &x\n  - &y\n    - *x\n",
        "a: !t\n- b\n",
        "[a: 1, b: 2, c: [], d: {}]",
        "[[[[[[[]]]]]]]",
        "a:\x85  - b\n",
        "a:   \r\n    b:\r\n\r\n      c: 1\r\n",
        "- a:\n  - b:\n    - c:\n      - d\n",
    ],
)
def test_groups_and_lists_of_every_form_are_reckoned_with(text: str) -> None:
    source = text.encode()
    there = _size(whole_tree(text))

    assert counting.fewest_values(scan.CParser(source).raw_parse(), source) <= there


def test_a_far_too_long_group_is_refused_before_it_is_built() -> None:
    text = "title: T\nx-a:\n" + "".join(f" a{n}: 1\n" for n in range(3_600_000))
    assert problems_of(text)[0].startswith("map.yaml:1:1: this file holds more than 5000000")


def test_thirty_two_levels_are_read_and_one_more_is_not() -> None:
    read("title: T\nx-a: " + "[" * 31 + "]" * 31)
    assert "nested deeper" in problems_of("title: T\nx-a: " + "[" * 32 + "]" * 32)[0]


def test_own_keys_keep_whether_a_scalar_was_plain() -> None:
    own = read('title: T\nx-a: {b: 5, c: "5", d: null}\npersonas: [{id: p, name: P}]').model_extra
    assert own == {"x-a": {"b": "5", "c": "5", "d": "null"}}
    assert [type(value) for value in own["x-a"].values()] == [Plain, str, Plain]


def test_only_below_own_keys_are_scalars_marked_plain() -> None:
    m = read("title: T\nx-a: [1]\nowner: 5\nx-b: {c: 1}\nsummary: 6")
    assert (type(m.owner), type(m.summary)) == (str, str)


def test_a_match_to_nothing_is_kept() -> None:
    m = read("title: T\nsources: [{id: s, reads: a.csv, as: table, matches: {x: ~, y: pay}}]")
    assert m.sources[0].matches == {"x": None, "y": "pay"}


def test_a_file_that_is_not_there_or_no_file_is_said_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / "a\0b", tmp_path / ("x" * 300)):
        with pytest.raises(Unreadable, match=r".+: .+"):
            read_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="this is not a file"):
        read_file(tmp_path / "pipe")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with open(tmp_path / "big.yaml", "wb") as file:
        file.truncate(65 << 20)
    with pytest.raises(Unreadable, match="65 MiB; the most is 64 MiB"):
        read_file(tmp_path / "big.yaml")
    with pytest.raises(FilesError, match="the most is 64 MiB"):
        read_bytes(b" " * ((64 << 20) + 1), "pipe")


def test_the_collector_is_as_it_was_after_reading() -> None:
    before = gc.isenabled()  # not where a window was: that one looks for garbage by itself
    try:
        gc.enable()
        problems_of("- a")
        assert gc.isenabled()
        with gc_paused():
            assert not gc.isenabled()
        gc.disable()
        problems_of("- a")
        assert not gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()


def test_what_pyyaml_reads_without_libyaml_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(TOUCHPOINT)
    monkeypatch.setattr(scan, "LIBYAML", False)
    monkeypatch.setattr(scan, "CParser", scan.yaml.SafeLoader)
    assert read(TOUCHPOINT) == expected
    assert problems_of("title: a: b")[0].startswith("map.yaml:1:9: a second “: ”")
    assert problems_of("[" * 3000)[0].startswith("map.yaml:1:33: nested deeper")
    assert problems_of("title: \x01")[0].startswith("map.yaml:1:8: the character U+0001")


def test_each_repeated_key_is_reported_with_the_line_of_the_first() -> None:
    text = "title: T\nx-a: 1\nstages:\n  - id: a\n    name: A\n    id: b\n    id: c\nx-a: {b: 1, b: 2}\nx-a: 2\n"
    with pytest.raises(Unreadable) as refused:
        read_bytes(text.encode(), "m.yaml")
    found = [(p.line, str(p.message)) for p in refused.value.problems]
    assert [(line, text.partition("is in line ")[2][:1]) for line, text in found] == [
        (6, "4"), (7, "4"), (8, "2"), (8, "8"), (9, "2"),
    ]  # fmt: skip


def test_the_text_is_gone_through_once_more_for_all_repeated_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passes: list[int] = []
    once = places.first_of_repeated
    monkeypatch.setattr(places, "first_of_repeated", lambda t: passes.append(1) or once(t))
    with pytest.raises(Unreadable) as refused:
        read_bytes(b"title: T\n" + b"x-a: 1\n" * 300, "m.yaml")
    assert len(refused.value.problems) == 299
    assert passes == [1]


@pytest.mark.parametrize("value", ["[" + "a," * 99 + "]", "\n" + "  - a\n" * 99])
def test_too_many_values_are_refused_before_one_is_made(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "MAX_NODES", 50)
    monkeypatch.setattr(scan, "_build", None)
    with pytest.raises(Unreadable, match="more than 50 values"):
        read_bytes(f"title: T\nx-a: {value}".encode(), "m.yaml")


def test_as_many_values_as_may_be_are_read_however_they_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan, "MAX_NODES", 42)
    for value in (
        "[" + "[],{}," * 19 + "]",
        "\n" + "  - - - a\n" * 12,
        "\n" + "  - b:\n    - a\n" * 9,
    ):
        assert read_bytes(f"title: T\nx-a: {value}".encode(), "m.yaml").map.title == "T"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.yaml", "it is not there"),
        ("map.yaml/below.yaml", "it is not there"),
        ("ring.yaml", "this link leads back to itself"),
        ("x" * 300, "its name is too long"),
    ],
)
def test_why_a_file_cannot_be_opened_is_said_in_words(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "map.yaml").write_text("title: x")
    (tmp_path / "ring.yaml").symlink_to(tmp_path / "ring.yaml")

    with pytest.raises(Unreadable) as refused:
        read_file(tmp_path / name)

    assert str(refused.value).endswith(f"cannot be opened: {said}")
