"""Whom to see or call, when and why."""
