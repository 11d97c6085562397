"""The version of the program; packaging and `--version` read it here, so that both cost nothing."""

VERSION = "0.1.0.dev0"
