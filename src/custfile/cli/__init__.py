"""Thin commands: read the arguments, call one thing, show it. The only room with a clock and a terminal."""
