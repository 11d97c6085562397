"""The canvas: one layer with every card, items only for what is touched, and the tools."""
