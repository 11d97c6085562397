"""Tables of the records of a map: sorted, filtered and edited as in a spreadsheet."""
