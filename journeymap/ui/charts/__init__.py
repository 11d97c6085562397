"""The charts of what a map measured, in a window beside it."""
