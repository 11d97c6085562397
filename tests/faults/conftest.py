"""The marker by which the tests of faults name the rows of the matrix that they are for."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known; `--strict-markers` refuses all others."""
    config.addinivalue_line("markers", "row(*numbers): the rows of the fault matrix a test is for")
