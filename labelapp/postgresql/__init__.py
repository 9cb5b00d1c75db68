"""ENGINE of the database: Django's PostgreSQL with one change (base.py)."""
