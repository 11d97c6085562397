"""After a crash: copies of what was not saved, and bringing them back."""
