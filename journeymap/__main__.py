"""`python -m journeymap` and the command `journeymap` begin here.

What needs no command line is answered before it is imported: the version, for which shell prompts,
editors and package tools ask often, and the window, which people wait for. Before everything else
the garbage collector is told to be patient: almost all that is made is imported code and the map,
which stay to the end. Looking through them again and again, and once more at the end, took a third
of the time of a check. Nothing else belongs here.
"""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from os.path import isfile
from types import ModuleType

from journeymap.version import VERSION

YOUNG = 500_000  # new objects before the collector looks at them; the window takes shorter steps

QT = ("PySide6", "shiboken6")  # the packages that load the system's libraries for it


def main() -> None:
    """Run the program with the arguments of the process; does not return."""
    words = sys.argv[1:]
    if words == ["--version"]:
        sys.stdout.write(f"journeymap {VERSION}\n")
        sys.exit(0)
    gc.set_threshold(YOUNG)
    leave_plugins_out()
    try:
        if asks_for_window(words):
            from journeymap.ui.plain_imports import import_plainly

            import_plainly()
            from journeymap.ui.app import run

            sys.exit(run(words))
        from journeymap.cli import main as command_line

        command_line()
    except ImportError as error:
        if not (error.name or "").startswith(QT):
            raise
        from journeymap.cli import say_qt_is_missing

        say_qt_is_missing(error)
    finally:
        gc.freeze()  # the system takes back what is left faster than the collector


def leave_plugins_out() -> None:
    """Keep pydantic from looking for plugins, of which we have none.

    It would read the metadata of every installed package, and import `email` for that: a twentieth
    of what opening a map takes. What stands in for its loader hands on to it what else it is asked.
    """
    name = "pydantic.plugin._loader"
    if name in sys.modules:
        return
    absent = ModuleType(name)
    absent.get_plugins = tuple  # type: ignore[attr-defined] # a module may hold anything

    def loader(attribute: str) -> object:
        if attribute.startswith("__"):  # what importing asks of every module
            raise AttributeError(attribute)
        sys.modules.pop(name, None)
        return getattr(import_module(name), attribute)

    absent.__getattr__ = loader  # type: ignore[method-assign] # of the module, not of its kind
    sys.modules[name] = absent


def asks_for_window(words: Sequence[str]) -> bool:
    """Return whether the window alone is asked for, as most often: on nothing or on maps.

    Options, commands and whatever is wrong are for the command line.
    """
    if not all(map(isfile, words)):
        return False
    if not all(word.endswith((".yaml", ".yml")) for word in words):
        return False
    from journeymap.ui.display import has_display

    return has_display()


if __name__ == "__main__":
    main()
