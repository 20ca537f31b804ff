"""Finished reports as mail: composed, sent at least once and in practice once, and remembered."""
