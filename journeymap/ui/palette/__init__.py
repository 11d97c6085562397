"""The command palette: everything that can be done, and every place of the map, by typing."""
