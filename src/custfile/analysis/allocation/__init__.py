"""Who gets which file, and how much work everybody has already."""
