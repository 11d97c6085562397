"""The inspector: which fields a record has, and how a change of one becomes an undo step."""
