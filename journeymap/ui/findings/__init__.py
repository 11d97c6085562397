"""The findings: what the checks say, why, and what can be done about it."""
