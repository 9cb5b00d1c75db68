"""Which part of the pool is scored in a round, and what earlier scores say of it."""
