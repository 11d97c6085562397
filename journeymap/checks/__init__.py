"""Is the map good? Small pure functions that look at a map and give findings; they never block.

What a check may ask for comes in with its context; a check that fails takes no other down.
"""
