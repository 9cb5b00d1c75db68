"""The largest numbers that PostgreSQL keeps: of an id, and in a column of plain integers."""

LARGEST_ID = 2**63 - 1
LARGEST_INTEGER = 2**31 - 1
