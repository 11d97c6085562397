"""Map to picture: layout, faces, shapes, themes. Knows sizes and tokens, no screen and no file."""
