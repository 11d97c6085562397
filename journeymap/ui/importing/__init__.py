"""The import assistant: a table becomes readings of the map, after a person has seen the plan."""
