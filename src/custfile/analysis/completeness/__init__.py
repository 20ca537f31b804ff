"""Completeness: what the file of each customer should have on file by now, and what of it is there."""
