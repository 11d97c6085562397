"""What a map is made into: pictures, pages on paper, templates."""
