"""Compiles the message catalogues and packs the examples while the package is built or installed.

Only text is kept in the repository, so the .mo files that gettext reads are made from the .po files
beside them. The examples stand beside the package in the repository and inside it in a wheel.
Imports nothing of journeymap: it runs before that is installed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileAndPack(BuildHookInterface[Any]):
    """Writes a .mo beside every .po; puts examples/ into the wheel as journeymap/examples/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files of the package are collected, and name the examples."""
        for po in sorted(Path(self.root, "journeymap", "locale").glob("*/LC_MESSAGES/*.po")):
            with po.open("rb") as source:
                catalogue = read_po(source, locale=po.parts[-3])
            with po.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalogue)
        if version == "standard":  # an editable install reads the examples where they stand
            build_data["force_include"][str(Path(self.root, "examples"))] = "journeymap/examples"
