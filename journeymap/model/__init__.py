"""What a map is: frozen values, and pure functions from map to map.

Knows no file, no screen, no clock: the time and new ids come in as arguments.
"""
