"""What a map holds, in numbers, and how numbers and names stand beside each other in one line.

The status bar says it with the first frame of a map, so no widget may be imported here.
"""

from __future__ import annotations

from collections.abc import Iterable

from journeymap.model.journey import JourneyMap
from journeymap.model.text import M, Message, is_rtl, isolated


def counts_of(m: JourneyMap) -> tuple[Message, ...]:
    """Return how many stages, channels, touchpoints and notes a map holds."""
    return (
        M("{n} stage", plural="{n} stages", n=len(m.stages)),
        M("{n} channel", plural="{n} channels", n=len(m.channels)),
        M("{n} touchpoint", plural="{n} touchpoints", n=len(m.touchpoints)),
        M("{n} pain point", plural="{n} pain points", n=len(m.pain_points)),
        M("{n} opportunity", plural="{n} opportunities", n=len(m.opportunities)),
    )


def beside(parts: Iterable[str], lang: str) -> str:
    """Return parts beside each other, of which none carries its neighbours along."""
    return between(lang).join(isolated(part, lang) for part in parts)


def between(lang: str) -> str:
    """Return what stands between two parts; among Persian and Arabic digits a dot were a zero."""
    return "، " if is_rtl(lang) else " · "
