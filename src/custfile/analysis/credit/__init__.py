"""Credit: what was paid when against what was due, how that is judged, what is open, and how much may be."""
