"""Editors of single fields: each knows a value and how it is typed, none knows a record."""
