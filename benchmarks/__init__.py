"""Measures of the program itself, each a ratio inside one run; no part of the package."""
