"""Two maps side by side: conflicts to be settled, and what differs on one canvas."""
