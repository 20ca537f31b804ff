"""What a command wants written: from what was typed to a list of edits."""
