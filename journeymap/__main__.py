"""`python -m journeymap` and the command `journeymap` begin here.

Asked for the version alone it answers before the command line is imported: shell prompts, editors
and package tools ask often. Before everything else it tells the garbage collector to be patient:
almost all that a command makes is imported code and the map, which stay until its end. Looking
through them again and again, and once more at the end, took a third of the time of a check.
Nothing else belongs here.
"""

import gc
import sys

from journeymap.version import VERSION

YOUNG = 100_000  # new objects before the collector looks at them; the window takes shorter steps


def main() -> None:
    """Run the command line with the arguments of the process; does not return."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"journeymap {VERSION}\n")
        sys.exit(0)
    gc.set_threshold(YOUNG)
    from journeymap.cli import main as command_line

    try:
        command_line()
    finally:
        gc.freeze()  # the system takes back what is left faster than the collector


if __name__ == "__main__":
    main()
