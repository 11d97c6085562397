"""The priority board: opportunities by what they bring and what they cost."""
