"""Paths as archives and tables write them, with forward slashes."""

import os


def suffix_of(path: str) -> str:
    """The ending, lower case, with its dot; empty if there is none."""
    return os.path.splitext(path.rsplit("/", 1)[-1])[1].lower()
