"""What a file may say: the customer and its parts, settings, labels, findings, tables and edits."""
