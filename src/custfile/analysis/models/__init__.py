"""What customers will do: models of buying and leaving, fitted to the archive's own orders.

Needs the extra ``models`` (scipy). Time is in weeks; same-day orders of a customer are one.
"""
