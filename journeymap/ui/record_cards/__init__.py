"""What the inspector shows beside fields: lists that belong to a record, edited where they stand.

Each module has one subject. A card knows the session and no panel; `deck.py` names them all.
"""
