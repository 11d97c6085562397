"""What a person reads is a Message: text literals in the calls that show text are found here.

A Message can be said in another language and carries its arguments; a bare string can do neither.
Also: a marked text is a literal, or no translator would ever see it, and translations keep the
arguments of what they translate.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts.messages import collect, marked, update, written

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "journeymap"

# Calls whose every text is read by people, by the last part of what is called.
SHOWING = frozenset(
    # click
    "echo secho ClickException UsageError BadParameter BadArgumentUsage FileError confirm prompt"
    # ours
    " Refused Refusal Problem Finding Fix commit"
    # Qt: things that begin with a text
    " QLabel QPushButton QToolButton QAction QGroupBox QCheckBox QRadioButton QMenu QDockWidget"
    " QLineEdit QMessageBox QProgressDialog QTreeWidgetItem QListWidgetItem QTableWidgetItem"
    " QStandardItem QStaticText"
    # Qt: ways to set one
    " setText setPlainText setHtml setMarkdown setTitle setToolTip setStatusTip setWhatsThis"
    " setWindowTitle setPlaceholderText setLabelText setInformativeText setDetailedText"
    " setAccessibleName setAccessibleDescription setIconText setPrefix setSuffix"
    " setSpecialValueText setHeaderLabel setHeaderLabels setHorizontalHeaderLabels"
    " setVerticalHeaderLabels setTabText setTabToolTip setItemText setCancelButtonText"
    # Qt: ways to add one
    " addTab addAction addMenu addToolBar addItem addItems addRow addButton addSection insertItem"
    " insertTab showMessage showText getOpenFileName getOpenFileNames getSaveFileName"
    " getExistingDirectory getText getItem getInt getDouble tr"
    " QAccessibleAnnouncementEvent".split()
)
# Only on these: `warning` and `information` are said by others too.
SHOWING_OF = {
    "QMessageBox": frozenset("about critical information question warning".split()),
}
# Texts whatever is called, by the name of the argument.
SHOWN_ARGUMENTS = frozenset("help short_help epilog prompt metavar_text message why".split())
# Arguments of showing calls that nobody reads.
SILENT_ARGUMENTS = frozenset(
    "at check level field code kind fg bg nl err file param param_hint ctx color name_id"
    " objectName merge_key filter selectedFilter dir options".split()
)

# (module, text) -> why a person may meet these words untranslated. Unused entries fail.
ALLOWED: Mapping[tuple[str, str], str] = {
    ("journeymap/cli.py", "%(prog)s %(version)s"): "click's places for name and number, no words",
    ("journeymap/charts/pen.py", "Glyph .* missing from"): "a pattern of matplotlib's own words",
    ("journeymap/ui/asking.py", "journeymap"): "the program's name",
    ("journeymap/ui/with_start.py", "journeymap"): "the program's name",
    ("journeymap/ui/findings/ignore.py", "journeymap"): "the program's name",
    ("journeymap/ui/map_state.py", "[*] — journeymap"): "Qt's unsaved mark and the program's name",
    ("journeymap/ui/workspace.py", " — journeymap"): "the program's name",
    ("journeymap/ui/compare/window.py", " — journeymap"): "the program's name",
    ("journeymap/ui/recovery/report.py", "journeymap"): "the program's name",
    ("journeymap/ui/recovery/start_list.py", "journeymap"): "the program's name",
    ("journeymap/ui/way_out.py", "journeymap"): "the program's name",
}


class Bare(NamedTuple):
    """Words on their way to a person that are no Message."""

    line: int
    call: str
    text: str


def bare_texts(source: str) -> Iterator[Bare]:
    """Yield the texts with a letter in them that are handed to a call that shows text."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = _called(call.func)
        shows = _shows(call.func)
        shown = list(call.args) if shows else []
        for keyword in call.keywords:
            if keyword.arg in SHOWN_ARGUMENTS or (shows and keyword.arg not in SILENT_ARGUMENTS):
                shown.append(keyword.value)
        if name == "M":
            continue  # its arguments may be names and paths, which are the same in every language
        if name == "commit" or name in ("Finding", "Problem"):
            # these begin with text only by chance: what they call text is typed, the rest is ids
            shown = shown[:1] if name == "commit" else _named(call)
        for expression in shown:
            for text in _words(expression):
                yield Bare(expression.lineno, name, text)


def _named(call: ast.Call) -> list[ast.expr]:
    return [word.value for word in call.keywords if word.arg in SHOWN_ARGUMENTS]


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _shows(function: ast.expr) -> bool:
    name = _called(function)
    if isinstance(function, ast.Attribute):
        owner = _called(function.value)
        if owner in SHOWING_OF:
            return name in SHOWING_OF[owner]
    return name in SHOWING


def _words(node: ast.expr) -> Iterator[str]:
    """Yield literal words in an expression, through everything that only glues or chooses text."""
    match node:
        case ast.Constant(value=str() as text):
            if any(letter.isalpha() for letter in text):
                yield text
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from _words(part)
        case ast.BinOp(left=left, op=ast.Add() | ast.Mod(), right=right):
            yield from _words(left)
            yield from _words(right)
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from _words(part)
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _words(body)
            yield from _words(otherwise)
        case ast.NamedExpr(value=value) | ast.Starred(value=value):
            yield from _words(value)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str()) as text, attr="format")):
            yield from _words(text)


def unmarkable(source: str) -> list[int]:
    """Return the lines where M() is given something else than a literal."""
    return [
        call.lineno
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and _called(call.func) == "M"
        for text in [
            *call.args[:1],
            *(word.value for word in call.keywords if word.arg in ("plural", "context")),
        ]
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str))
    ]


def sources() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


# --- the tests ----------------------------------------------------------------------------------


def test_what_people_read_is_a_message() -> None:
    found = [
        f"{module}:{bare.line}: {bare.call}({bare.text!r})"
        for module, source in sources()
        for bare in bare_texts(source)
        if (module, bare.text) not in ALLOWED
    ]
    assert found == [], "write M(…), or name the text and the reason in ALLOWED"


def test_no_exception_to_the_rule_is_left_over() -> None:
    said = {(module, bare.text) for module, source in sources() for bare in bare_texts(source)}
    assert set(ALLOWED) <= said
    assert all(reason.strip() for reason in ALLOWED.values())


def test_marked_texts_are_literals() -> None:
    assert [f"{m}:{line}" for m, source in sources() for line in unmarkable(source)] == []


def test_marked_texts_have_well_formed_arguments() -> None:
    for module, source in sources():
        for text in marked(source):
            for words in (text.id, text.plural):
                names = fields(words)
                assert all(name.isidentifier() for name in names), f"{module}:{text.line} {words}"


@pytest.mark.parametrize(
    "catalogue", sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po")), ids=lambda path: path.parts[-3]
)
def test_translations_keep_the_arguments_of_what_they_translate(catalogue: Path) -> None:
    with catalogue.open("rb") as source:
        messages = [each for each in read_po(source, abort_invalid=True) if each.id]

    for message in messages:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        words = message.string if isinstance(message.string, tuple | list) else (message.string,)
        known = set().union(*map(fields, ids))
        for each in filter(None, words):
            # a singular may leave the number out: "one finding" needs no {n}
            assert fields(each) | {"n"} == known | {"n"}, f"{ids[0]!r} is given as {each!r}"


# --- the tests tested ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        'click.echo("Saved.")',
        'echo(f"{count} findings")',
        'click.echo("%d findings" % count)',
        'click.echo("{} findings".format(count))',
        'raise click.UsageError("no such lane: " + lane)',
        'raise Refused("a stage cannot be its own end", at)',
        'Finding(check, level, at, message="no touchpoint", why=why)',
        'Fix("Add the stage", edit)',
        'document.commit("Move", new)',
        'QLabel("Stage")',
        'QtWidgets.QPushButton("Cancel" if busy else close)',
        'card.setToolTip(name or "no name")',
        'tree.setHeaderLabels(["Name", channel])',
        'QMessageBox.warning(self, title, "The file is gone.")',
        '@click.option("--theme", help="light or dark")\ndef export(): ...',
        'label.setText("阶段")',
    ],
)
def test_words_that_are_no_message_are_found(source: str) -> None:
    assert len(list(bare_texts(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'click.echo(say(M("Saved."), lang))',
        "click.echo(text, err=True)",
        'click.echo("")',
        'click.secho(line, fg="red")',
        'label.setText(f"{left} → {right}")',
        'label.setText(words(M("Stage")))',
        'raise Refused(M("{name} is gone", name="x"), at)',
        'Finding("stage-without-touchpoint", "warning", at="pay", message=M("no touchpoint"))',
        'document.commit(M("Move {name}", name=name), new, merge_key="move")',
        'log.warning("cannot reach the folder")',
        '@click.option("--theme", help=_(M("light or dark")))\ndef export(): ...',
        'label.setObjectName("stage")',
    ],
)
def test_messages_and_what_nobody_reads_are_let_through(source: str) -> None:
    assert list(bare_texts(source)) == []


def test_a_marked_text_that_is_no_literal_is_found() -> None:
    assert unmarkable('M("a {b}", b=c)') == []
    assert unmarkable("M(text)") == [1]
    assert unmarkable('M(f"a {b}")') == [1]
    assert unmarkable('M("one", plural=many, n=n)') == [1]


def test_the_template_holds_texts_plurals_and_contexts(tmp_path: Path) -> None:
    package = tmp_path / "journeymap"
    package.mkdir()
    (package / "a.py").write_text(
        'x = M("Stage")\ny = M("{n} finding", plural="{n} findings", n=2)\n'
        'z = M("Open", context="verb")\nw = M(not_a_literal)\n',
        encoding="utf-8",
    )

    template = collect(package)

    assert template.get("Stage") is not None
    plural = template.get("{n} finding")
    assert plural is not None
    assert plural.id == ("{n} finding", "{n} findings")
    assert template.get("Open", context="verb") is not None
    assert len(template) == 3


def test_the_package_has_texts_to_translate() -> None:
    assert re.search(r"\w", " ".join(str(message.id) for message in collect()))


def test_an_update_keeps_translations_and_writes_the_same_bytes_again(tmp_path: Path) -> None:
    # given a catalogue in which one text is translated
    template = Catalog(fuzzy=False)
    template.add("Stage")
    template.add("Channel")
    path = tmp_path / "journeymap.po"
    begun = update(path, template, "fa")
    begun["Stage"].string = "مرحله"
    path.write_bytes(written(begun))

    # when a text is new and another is gone
    template = Catalog(fuzzy=False)
    template.add("Stage")
    template.add("Stages")
    path.write_bytes(written(update(path, template, "fa")))

    # then nothing is lost, nothing is guessed, and a second update changes nothing
    after = update(path, template, "fa")
    assert after["Stage"].string == "مرحله"
    assert not after["Stages"].string
    assert written(after) == path.read_bytes()
