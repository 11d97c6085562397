"""Showing a map to a room: steps, what each of them says and shows, and the screen it fills."""
