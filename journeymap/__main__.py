"""`python -m journeymap` is the command `journeymap`; nothing else belongs here."""

from journeymap.cli import main

if __name__ == "__main__":
    main()
