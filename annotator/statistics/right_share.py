"""Is somebody right less often than a limit? A test that may be asked after each answer, for as long as one likes.

An interval such as Wilson's holds for one look. Looked at after every answer, a person exactly as good as the limit
would fall below it sooner or later. Here the evidence is a wager (Shafer 2021; Ramdas, Grünwald, Vovk, Shafer 2023,
“Game-theoretic statistics and safe anytime-valid inference”): a product of likelihood ratios whose mean is at most 1
for whoever is as good as the limit, so that by Ville's inequality it ever reaches 1/ALPHA with a probability of at
most ALPHA.
"""

import math
from collections.abc import Sequence

# The chance that somebody as good as the limit is ever found below it.
ALPHA = 0.05
# Fewer answers prove nothing, whatever they are.
FEWEST = 8
# Shares that are held against the limit, as parts of it.
_PARTS = (0.1, 0.3, 0.5, 0.7, 0.9)


def is_below(right: Sequence[bool], limit: float) -> bool:
    """Whether these answers, the oldest first, show that their person is right on less than `limit` of them (0 to 1).

    Raises ValueError for a limit outside 0 to 1, both excluded.
    """
    return len(right) >= FEWEST and evidence_below(right, limit)[-1] >= 1 / ALPHA


def evidence_below(right: Sequence[bool], limit: float) -> list[float]:
    """How strongly these answers, the oldest first, speak for a share of right ones below `limit`: before the first of
    them and after each, 0 or more, 1 for nothing.

    Somebody may have been good at first: the wager is split among all answers at which they might have changed, the
    n-th of them, counted from 0, getting 1/((n + 1)(n + 2)) of it. Raises ValueError as `is_below`.
    """
    if not 0 < limit < 1:
        raise ValueError(f"{limit} is no limit")
    shares = [part * limit for part in _PARTS]
    hits = [math.log(share / limit) for share in shares]
    misses = [math.log((1 - share) / (1 - limit)) for share in shares]
    # Wealth at each share of all that was staked so far; what is not staked yet stays as it is.
    wealth, evidence = [0.0] * len(shares), [1.0]
    for n, is_right in enumerate(right):
        stake = 1 / ((n + 1) * (n + 2)) / len(shares)
        factors = hits if is_right else misses
        wealth = [(had + stake) * math.exp(factor) for had, factor in zip(wealth, factors, strict=True)]
        evidence.append(sum(wealth) + 1 / (n + 2))
    return evidence
