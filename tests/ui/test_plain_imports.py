"""Qt comes without what makes its stub files; imports are Python's own again once it is there.

In processes of their own: other tests load Qt before.
"""

from __future__ import annotations

import subprocess
import sys

READ = """
import inspect, sys
read = []
inspect.getsource = lambda module: read.append(module) or ""
from journeymap.ui.plain_imports import import_plainly
{plainly}
import PySide6.QtCore
read.clear()
import colorsys
from PySide6.QtCore import QObject
print(len(read), QObject().objectName() == "")
"""


def printed(code: str) -> list[str]:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stderr == ""
    return run.stdout.split()


def test_no_source_is_read_once_imports_are_plain() -> None:
    before, works = printed(READ.format(plainly=""))
    assert (int(before) > 0, works) == (True, "True")  # else PySide6 reads no more, and all can go

    after, works = printed(READ.format(plainly="import_plainly()"))

    assert (after, works) == ("0", "True")


def test_a_function_of_somebody_else_stays() -> None:
    code = """
import builtins
import PySide6.QtCore
from journeymap.ui.plain_imports import import_plainly
before = builtins.__import__
builtins.__import__ = other = lambda *given, **more: before(*given, **more)
import_plainly()
print(builtins.__import__ is other)
"""

    assert printed(code) == ["True"]


def test_what_makes_stub_files_is_left_out_and_wrong_arguments_are_still_explained() -> None:
    code = """
import sys
from journeymap.ui.plain_imports import import_plainly
{plainly}
from PySide6.QtCore import QTimer
try:
    QTimer().setInterval("soon")
except TypeError as wrong:
    print("setInterval" in str(wrong), "argparse" in sys.modules, len(sys.meta_path))
"""
    explained, makes_stubs, finders = printed(code.format(plainly=""))
    assert (explained, makes_stubs) == ("True", "True")  # else PySide6 does so itself by now

    assert printed(code.format(plainly="import_plainly()")) == [explained, "False", finders]
