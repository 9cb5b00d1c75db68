"""Frozen encoders that come with the product: what each is, and how it runs in a process of its own."""
