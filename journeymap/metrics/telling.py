"""What was found in a source, in sentences for people.

The command line and the import assistant say the same. Nothing here decides anything; what an
import would change is said in `telling_plan`, and in values for programs in `plain_values`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from journeymap.metrics.matching import Matching, Unmatched
from journeymap.metrics.period_columns import period_of
from journeymap.metrics.scores import choices
from journeymap.metrics.table import Assumption, Skipped, SurveyCounts, Table
from journeymap.model.text import M, Message, literal

SHOWN = 8  # of each kind; a person asks for all of them where a few are not enough


class Line(NamedTuple):
    """One line of a report; `deep` ones stand under the one before."""

    message: Message
    deep: bool = False


def table_lines(
    table: Table, columns: Mapping[str, str], supposed: Sequence[Assumption] = ()
) -> Iterator[Line]:
    """Yield how many rows a table has, what was assumed of it, and what its columns are.

    `supposed` are the columns that were taken for something by what they hold.
    """
    yield Line(M("{n} row read", plural="{n} rows read", n=len(table.rows)))
    for each in assumptions(table, columns):
        yield Line(_correctable(each), deep=True)
    for each in supposed:
        yield Line(_correctable(each), deep=True)
    said = {each.column for each in supposed}
    for column, role in columns.items():
        if role and column not in said:
            yield Line(M("column “{name}”: {role}", name=column, role=literal(role)), deep=True)
    left = left_out(table, columns)
    if left:
        yield Line(M("{n} column left out", plural="{n} columns left out", n=len(left)))
        for column, why in left[:SHOWN]:
            yield Line(M("“{name}”: {why}", name=column, why=why), deep=True)
        yield from and_more(len(left) - SHOWN)


def assumptions(table: Table, columns: Mapping[str, str]) -> list[Assumption]:
    """Return what was assumed of a table, without what is only about columns that are left out."""
    used = {column for column, role in columns.items() if role}
    return [
        each
        for each in table.assumed.said
        if not each.column or each.column in used or each.sure == "open"
    ]


def left_out(table: Table, columns: Mapping[str, str]) -> list[tuple[str, Message]]:
    """Return the columns that nothing is taken from, each with the reason."""
    reasons: Mapping[str, Message] = {
        "empty": M("it is empty"),
        "number": M("it holds numbers, and nothing says of what"),
        "date": M("it holds dates, and nothing says of what"),
        "text": M("free text is never imported unasked: it may tell who wrote it"),
    }
    choice = M("it holds a few words that repeat: it can be a segment, if you say so")
    values = [column for column, role in columns.items() if role == "value"]
    if "period" not in columns.values() and values and all(map(period_of, values)):
        beside = M("it is no period, as the columns with values are; it may be their total")
        reasons = {**reasons, "number": beside}
    return [
        (
            column.name,
            choice if column.kind == "text" and choices(table, place) else reasons[column.kind],
        )
        for place, column in enumerate(table.looks)
        if not columns.get(column.name)
    ]


def _correctable(each: Assumption) -> Message:
    """Return an assumption with the option that corrects it, where it may have to be."""
    if each.sure == "open":
        return question(each)
    if each.sure != "likely" or not each.option or each.what == "tool":
        return each.message
    if each.option == "grain":
        option = "--grain day"
    elif each.option == "columns":
        option = f"--columns '{each.column}='"
    else:
        others = [choice for choice in each.choices if choice != each.value]
        option = f"--option {each.option}={others[0] if len(others) == 1 else '…'}"
    return M("{says} (otherwise: {option})", says=each.message, option=literal(option))


def question(each: Assumption) -> Message:
    """Return what is open about a source, with the option that settles it."""
    return M(
        "{says}; say which with --option {option}=… ({choices})",
        says=each.message,
        option=each.option,
        choices=each.choices,
    )


def skipped_lines(skipped: Sequence[Skipped]) -> Iterator[Line]:
    """Yield how many lines were left out, and the first of them with their reasons."""
    if skipped:
        yield Line(M("{n} line left out", plural="{n} lines left out", n=len(skipped)))
        yield from of_skipped(skipped)


def values_line(n: int) -> Line:
    """Return how many values a table holds."""
    return Line(M("{n} value", plural="{n} values", n=n))


def survey_lines(counted: SurveyCounts) -> Iterator[Line]:
    """Yield the answers to each question by score, all places and periods together."""
    totals: dict[str, Counter[int]] = {question: Counter() for question in counted.blank}
    for each in counted.answers:
        totals.setdefault(each.question, Counter()).update(each.counts)
    for question, total in totals.items():
        n = total.total()
        yield Line(
            M(
                "“{question}”: {n} answer",
                plural="“{question}”: {n} answers",
                n=n,
                question=question,
            )
        )
        if n:
            scores = ", ".join(f"{score}: {total[score]}" for score in sorted(total))
            yield Line(literal(scores), deep=True)
    yield from unanswered(counted.blank, counted.unread)


def unanswered(blank: Mapping[str, int], unread: Mapping[str, int]) -> Iterator[Line]:
    """Yield how many gave no answer to a question of a survey, or none that is a score."""
    for question, n in blank.items():
        if n:
            yield Line(M("“{question}”: {n} did not answer", question=question, n=n), deep=True)
    for question, n in unread.items():
        if n:
            yield Line(
                M("“{question}”: {n} answers are no score", question=question, n=n), deep=True
            )


def of_skipped(skipped: Sequence[Skipped], most: int = SHOWN) -> Iterator[Line]:
    """Yield the first of the lines that were left out, with their reasons."""
    for each in skipped[:most]:
        if each.line:
            message = M("line {line}: {reason}", line=each.line, reason=each.reason)
        else:
            message = each.reason
        yield Line(message, deep=True)
    yield from and_more(len(skipped) - most)


def and_more(n: int) -> Iterator[Line]:
    """Yield how many more there are than were listed, nothing where all were."""
    if n > 0:
        yield Line(M("and {n} more", n=n), deep=True)


def words_lines(matching: Matching, head: Message, most: int) -> Iterator[Line]:
    """Yield the words of a source that mean nothing known, the heaviest first."""
    left = matching.unmatched
    if left:
        yield Line(M("{what}: {n}", what=head, n=len(left)))
        for each in left[:most]:
            yield Line(unmatched_said(each), deep=True)
        yield from and_more(len(left) - most)


def unmatched_said(each: Unmatched) -> Message:
    """Return a word that means nothing known, its weight, and what it may have meant."""
    word = M("“{word}”", word=each.word) if each.word.strip() else M("(empty)")
    if each.ambiguous:
        return M(
            "{word} ({n}): {ids} are all called so", word=word, n=each.weight, ids=each.ambiguous
        )
    if each.gone:
        return M(
            "{word} ({n}): {id} is not on the map any more", word=word, n=each.weight, id=each.gone
        )
    if each.suggestions:
        offers = tuple(f"{offer.key} ({offer.score} %)" for offer in each.suggestions)
        return M("{word} ({n}): perhaps {ids}", word=word, n=each.weight, ids=offers)
    return M("{word} ({n})", word=word, n=each.weight)
