"""Freed memory goes back to the system."""

import subprocess
import sys

FREE_MUCH = """
import psutil
from annotator.malloc import trim
size = lambda: psutil.Process().memory_info().rss / 1e6
many = [bytearray(1000) for _ in range(200_000)]
last = bytearray(1000)  # Above all others: the heap cannot simply end earlier.
many.clear()
kept = size()
trim()
print(kept - size())
"""


def test_what_was_freed_is_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", FREE_MUCH], capture_output=True, text=True, check=True)
    assert float(done.stdout) > 150
