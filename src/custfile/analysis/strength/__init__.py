"""The sales-strength table: what a customer is beside what it does with us, scored by a form."""
