"""What answers amount to, in numbers: pure functions on values and arrays, no Django and no database."""
