"""Hostile texts, made and not kept: what a map file may hold that nobody wrote by mistake."""

from __future__ import annotations

HEAD = "title: T\nstages: [{id: s, name: S}]\n"
TOUCHPOINT = HEAD + "touchpoints:\n  - id: a\n    name: A\n    stage: s\n"
RICH = '<img src="file:///etc/passwd"><b>&bold</b> ![x](/etc/passwd)'


def bomb(levels: int = 9, width: int = 9) -> str:
    """Return a few lines of aliases that stand for more values than any memory holds."""
    lines = ["title: T", "x-0: &a0 [x, x, x]"]
    lines += [f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


def typed_bomb(levels: int = 7, width: int = 7) -> str:
    """Return the same in a field that has a type, so that validating it would be the bomb."""
    lines = ["title: T", "touchpoints:", "  - id: a", "    name: A", "    stage: s"]
    lines.append("    steps: &b0 [x, x, x, x, x, x, x]")
    for n in range(1, levels):
        lines += [f"  - id: a{n}", f"    name: A{n}", "    stage: s"]
        lines.append(f"    steps: &b{n} [{', '.join([f'*b{n - 1}'] * width)}]")
    return "\n".join(lines)


def merging_bomb(levels: int = 11) -> str:
    """Return merge keys of which each takes the one before it twice."""
    lines = ["title: T", "x-0: &m0 {a: 1}"]
    lines += [f"x-{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}], k{n}: 1}}" for n in range(1, levels)]
    return "\n".join(lines)


def named(name: str, more: str = "") -> str:
    """Return a map with one touchpoint of that name, which stands as it is written."""
    return HEAD + f"touchpoints:\n  - id: a\n    name: {name}\n    stage: s\n{more}"
