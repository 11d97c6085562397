"""What a word may have meant: names that look like it, for a person to choose from.

The one module that needs rapidfuzz, which comes with `journeymap[metrics]`; without it everything
goes on, with no suggestions. Import it only where there may be something to suggest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from journeymap.metrics.matching import Named, Suggest, Suggestion, no_suggestions, normal

try:
    from rapidfuzz import fuzz, process
except ImportError:
    INSTALLED = False
else:
    INSTALLED = True

AT_LEAST = 60  # of 100; below that the words merely share letters
AT_MOST = 3


def suggestions(word: str, names: Sequence[Named]) -> Iterable[Suggestion]:
    """Return up to three records that may be meant, the most alike first; scores of 0..100."""
    best: dict[str, Suggestion] = {}
    plain = normal(word)
    if not plain:
        return ()
    for called in _called(tuple(names)):
        found = process.extract(
            plain, called, scorer=fuzz.token_sort_ratio, score_cutoff=AT_LEAST, limit=3 * AT_MOST
        )
        for _text, score, place in found:
            each = names[place]
            if each.key not in best or best[each.key].score < score:
                best[each.key] = Suggestion(each.key, each.name, round(score))
    if not best:
        return ()
    rank = {each.key: number for number, each in enumerate(names)}
    return sorted(best.values(), key=lambda each: (-each.score, rank[each.key]))[:AT_MOST]


@lru_cache(maxsize=4)
def _called(names: tuple[Named, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names and ids as they are compared; asked for once a word, and the same each time."""
    return tuple(normal(each.name) for each in names), tuple(normal(each.key) for each in names)


SUGGEST: Suggest = suggestions if INSTALLED else no_suggestions
