"""The window: the only room that knows Qt. It shows a Document and changes it through edits."""
