"""Pure functions of data, settings and an as-of date; each returns plain data or a table."""
