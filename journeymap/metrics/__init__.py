"""Sources to tables, to matching, to a plan, to readings; nothing here may import Qt."""
