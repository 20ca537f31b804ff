"""Files of other programs: bytes in, rows out, one format a module."""
