"""Comments as threads, and the review of a map."""
