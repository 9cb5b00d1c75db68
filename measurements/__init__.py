"""Measurements of the whole product on real stacks: `python -m measurements`, see docs/benchmarks.md."""
