"""The outline: the map as a tree in which everything can be done without the canvas."""
