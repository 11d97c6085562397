"""Customer journeys as plain YAML: read, drawn, checked, edited.

The rooms of this house import one another one way only: `model`, then `files`, `picture`, `checks`
and `metrics`, then `charts` and `exchange`, then `ui`, then `commands` and `cli`. Nothing outside
`ui` knows of Qt. What lives where is told in CONTRIBUTING.md.
"""
