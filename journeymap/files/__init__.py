"""YAML in, YAML out: the reader with its limits and places, the writer, migrations, the safe save.

Nothing is written that has not been read back, and nothing outside the map's folder is read.
"""
