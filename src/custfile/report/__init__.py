"""What a report contains, and how it looks."""
