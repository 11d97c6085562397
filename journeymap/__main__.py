"""`python -m journeymap` and the command `journeymap` begin here.

Asked for the version alone it answers before the command line is imported: shell prompts, editors
and package tools ask often. Nothing else belongs here.
"""

import sys

from journeymap.version import VERSION


def main() -> None:
    """Run the command line with the arguments of the process; does not return."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"journeymap {VERSION}\n")
        sys.exit(0)
    from journeymap.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
