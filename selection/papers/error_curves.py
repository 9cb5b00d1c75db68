"""Saved rounds as curves of error over labels."""

import numpy as np

from selection.benchmark.curves import Curves, Point
from selection.papers.verdicts import Records


def curves_of(records: Records) -> Curves:
    """Arm -> error over labels; rounds without a measured error are left out."""
    curves: Curves = {}
    for arm in records.arms:
        labels, errors = records.table("labels", arm)[0], records.table("error", arm)
        known = np.flatnonzero(np.isfinite(errors).all(axis=0))
        if len(known):
            curves[arm] = [Point(int(labels[r]), tuple(errors[:, r].tolist())) for r in known]
    return curves
