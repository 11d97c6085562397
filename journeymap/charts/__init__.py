"""Charts of what a map measured, drawn by matplotlib: what is shown, how, and as which file.

Each chart is a module with a function that gathers its data, which needs no matplotlib, and one
that draws them with a Pen. No Qt: the window shows what is drawn here.
"""
