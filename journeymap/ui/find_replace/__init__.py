"""Find and replace: the bar over the map, what it looks through, and the list of replacements."""
