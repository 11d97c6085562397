"""The templates that ship: one map each, in every language of the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from journeymap.cli import cli
from journeymap.files import templates
from journeymap.files.own_templates import SHIPPED, shipped_names
from journeymap.files.reader import read_bytes, read_file
from journeymap.model.index import Index
from journeymap.model.journey import JourneyMap
from journeymap.model.pasting import LANGUAGES
from journeymap.model.texts import texts

OTHERS = LANGUAGES[1:]
WORDS = frozenset(
    "about also carries ends goal name props question quote starts summary title when".split()
)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", shipped_names())
def test_a_template_is_the_same_map_in_each_language_but_for_its_words(
    name: str, language: str
) -> None:
    # given the English one and another
    english, other = begun(name, "en"), begun(name, language)
    # then records, flows and metrics are the same
    plain = {"language": "en", "calendar": english.calendar}
    assert wordless(other.model_copy(update=plain)) == wordless(english)
    # and nothing was left in English but short names such as CSAT
    left = words(other) & words(english)
    assert not [text for text in left if " " in text]
    assert len(left) <= len(words(english)) / 8


@pytest.mark.parametrize("language", OTHERS)
def test_no_other_file_lies_among_the_templates_of_a_language(language: str) -> None:
    assert {path.stem for path in (SHIPPED / language).iterdir()} == set(shipped_names())


def test_what_one_begins_is_in_the_language_asked_for_or_of_the_shell(tmp_path: Path) -> None:
    asked, shell, unknown = (tmp_path / f"{n}.yaml" for n in range(3))
    new(asked, "--language", "fa", "--title", "خرید")
    new(shell, env={"LANGUAGE": "tr"})
    new(unknown, env={"LANGUAGE": "de"})
    assert (read_file(asked).map.language, read_file(asked).map.title) == ("fa", "خرید")
    assert read_file(shell).map.language == "tr"
    assert read_file(unknown).map.language == "en"
    listed = CliRunner().invoke(cli, ["new", "--list", "--language", "zh"]).stdout
    assert begun("three-stages", "zh").title in listed


def new(path: Path, *options: str, env: dict[str, str] | None = None) -> None:
    """Begin a map from the usual template."""
    result = CliRunner().invoke(cli, ["new", "-o", str(path), *options], env=env)
    assert result.exit_code == 0, result.output


def begun(name: str, language: str) -> JourneyMap:
    """Return the map that a template begins in a language."""
    return read_bytes(templates.begun(name, language=language), name).map


def wordless(m: JourneyMap) -> object:
    """Return what a map says besides its words, as plain values."""

    def without(value: object) -> object:
        if isinstance(value, dict):
            return {key: without(each) for key, each in value.items() if key not in WORDS}
        return [without(each) for each in value] if isinstance(value, list) else value

    return without(m.model_dump(mode="json"))


def words(m: JourneyMap) -> set[str]:
    """Return the texts of a map."""
    return {text for _, _, text in texts(Index(m))}
