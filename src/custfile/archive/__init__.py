"""The only room that touches the folder: find the root, read, index, splice, write, lock, git."""
