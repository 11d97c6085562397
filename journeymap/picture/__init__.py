"""From a map to what is seen: layout makes boxes and routes, drawing makes plain shapes of them.

Imports no Qt; text is measured by a function that is passed in.
"""
