"""Webhooks: what happens is written down where it happens (events.py), and sent afterwards (deliver.py)."""
