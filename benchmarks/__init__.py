"""Measurements of the whole product on real stacks: `python -m benchmarks`, see benchmarks/README.md."""
