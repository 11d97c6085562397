"""The coverage view: how much is known of each cell of the map."""
