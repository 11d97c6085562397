"""Collects what journeymap says for translators, brings the catalogues up to date, compiles them.

Reads the code as a syntax tree and never runs it: a text is found where `M("…")` is written with
literal words. `messages.py LANGUAGE…` begins the catalogues of further languages.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "journeymap"
LOCALES = PACKAGE / "locale"
DOMAIN = "journeymap"
MARK = "M"


class Marked(NamedTuple):
    """One marked text: where it stands and what a translator needs."""

    line: int
    id: str
    plural: str
    context: str


def marked(source: str) -> Iterator[Marked]:
    """Yield the texts marked for translation in Python source, in the order of the lines."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        named = isinstance(call.func, ast.Name) and call.func.id == MARK
        if not (named and call.args):
            continue
        words = {keyword.arg: _text(keyword.value) for keyword in call.keywords}
        if text := _text(call.args[0]):
            yield Marked(call.lineno, text, words.get("plural", ""), words.get("context", ""))


def collect(package: Path = PACKAGE) -> Catalog:
    """Return the template: every marked text of the package once, with the files that say it."""
    template = _empty(None)
    for path in sorted(package.rglob("*.py")):
        where = path.relative_to(package.parent).as_posix()
        for text in marked(path.read_text(encoding="utf-8")):
            template.add(
                (text.id, text.plural) if text.plural else text.id,
                locations=[(where, text.line)],
                flags=["python-brace-format"] if "{" in text.id + text.plural else [],
                context=text.context or None,
            )
    return template


def update(catalogue: Path, template: Catalog, language: str) -> Catalog:
    """Return the catalogue of one language with the template's texts; old translations are kept."""
    if catalogue.exists():
        with catalogue.open("rb") as source:
            known = read_po(source, locale=language, domain=DOMAIN)
    else:
        known = _empty(language)
    # a guess at a changed text would be shown to people as if somebody had written it
    known.update(template, no_fuzzy_matching=True)
    return known


def written(catalogue: Catalog) -> bytes:
    """Return the catalogue as .po text: sorted, without line numbers and dates, for small diffs."""
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalogue,
        width=100,
        sort_output=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    # dates would change every catalogue at every run, the rest would be left unfilled
    noise = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Generated-By',
        b'"Report-Msgid-Bugs-To',
        b'"Last-Translator',
        b'"Language-Team',
    )
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(noise))


def main(new_languages: list[str]) -> int:
    """Write template and catalogues, print how complete each is, return the exit status."""
    template = collect()
    LOCALES.mkdir(exist_ok=True)
    (LOCALES / f"{DOMAIN}.pot").write_bytes(written(template))
    known = [path.parts[-3] for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")]
    for language in sorted({*known, *new_languages}):
        path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        catalogue = update(path, template, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = written(catalogue)
        if not path.exists() or path.read_bytes() != text:  # a newer file sets everything up anew
            path.write_bytes(text)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
        done = sum(1 for message in catalogue if message.id and _translated(message.string))
        print(f"{language}: {done} of {len(template)} texts translated")
    return 0


def _empty(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        project=DOMAIN,
        version="1",
        header_comment="# What journeymap says to people. Licence: Apache-2.0.",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        charset="utf-8",
        fuzzy=False,
    )


def _translated(words: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(words) if isinstance(words, tuple | list) else bool(words)


def _text(node: ast.expr) -> str:
    """Return the words of a string literal, "" for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
