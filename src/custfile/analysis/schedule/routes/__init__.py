"""Routes: which customers to see on which day, in what order, and how many kilometres that is."""
