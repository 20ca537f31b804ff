"""A firm's customer archive as a git-tracked folder of plain files."""

__version__ = "0.1.0"
