"""The health of the map in the status bar: findings by level, coverage, the last review."""
