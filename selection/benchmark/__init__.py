"""Strategies against each other on labelled data, the ground truth as the oracle.

`python -m selection.benchmark DATA --strategy clactive --strategy random …`; the same `selection.step` as in
the product. The papers' habits that flatter results are left out: the evaluation model is trained anew for
each record, only its final epoch counts, and the test items are looked at once.
"""
