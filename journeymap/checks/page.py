"""The page of the documentation that lists the checks, made from the checks themselves.

`python -m journeymap.checks.page FILE` writes it; a test says when the one in the repository is no
longer what the code says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from journeymap.checks.explain import KINDS, setting_text, when
from journeymap.checks.known import BUILT_IN
from journeymap.checks.registry import FAMILIES, Check
from journeymap.model.text import M, Message, say

HEADING = M("Checks")
OPENING = M(
    "What `journeymap check` looks for. Each check has an id, a level and a reason. Checks about "
    "the map ask whether it is sound and complete; checks about the experience ask where customers "
    "suffer, and are never errors. A map sets levels, settings and reasoned exceptions under "
    "`checks:`; what no check speaks about is not thereby good."
)
SETTINGS = M(
    "[Settings of the checks](check-settings.md): a team’s profile, the command line, how to "
    "begin with an old map, and mending: what plain `--fix` makes is marked as safe."
)
ELSEWHERE = (
    "[How often each check speaks](checks-precision.md), and "
    "[how to write checks of your own](writing-checks.md)."
)
GENERATED = "<!-- made by python -m journeymap.checks.page docs/checks.md; edits are lost -->"


def page(checks: Iterable[Check] = BUILT_IN) -> str:
    """Return the page as Markdown, a table a family and a section a check."""
    every = list(checks)
    lines = [
        GENERATED,
        "",
        f"# {_say(HEADING)}",
        "",
        _say(OPENING),
        "",
        _say(SETTINGS),
        "",
        ELSEWHERE,
        "",
    ]
    for family, name in FAMILIES.items():
        members = [check for check in every if check.family == family]
        if members:
            lines += [f"## {_say(name)}", "", *_table(members), ""]
            for check in members:
                lines += _section(check)
    return "\n".join(lines).rstrip() + "\n"


def _table(checks: Iterable[Check]) -> list[str]:
    rows = [
        f"| [`{check.id}`](#{check.id}) | {check.level} | {_say(KINDS[check.kind])} | "
        f"{_say(check.title)} | {_settings(check)} | {_fix(check)} |"
        for check in checks
    ]
    return ["| check | level | kind | finds | settings | fix |", "|---|---|---|---|---|---|", *rows]


def _settings(check: Check) -> str:
    return f"`{setting_text(check.settings)}`" if check.settings else ""


def _fix(check: Check) -> str:
    if check.fix is None:
        return ""
    return f"{_say(check.fix)} (safe)" if check.safe else _say(check.fix)


def _section(check: Check) -> list[str]:
    lines = [f"### {check.id}", "", _say(check.why), "", f"Speaks {_say(when(check))}."]
    if check.source:
        lines[-1] += f" Source: {check.source}."
    if check.example:
        lines += ["", "```yaml", check.example, "```"]
    return [*lines, ""]


def _say(message: Message) -> str:
    return say(message, "en")


def main(arguments: list[str]) -> int:
    """Write the page to the file that is named, or to standard output; return the exit status."""
    if arguments:
        Path(arguments[0]).write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
