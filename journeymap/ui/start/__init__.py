"""What stands in the middle while no map does: start page, loading, problems of a file."""
