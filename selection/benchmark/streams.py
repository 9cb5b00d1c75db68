"""The streams of a seed: what draws from one shifts nothing that draws from another."""

from enum import IntEnum


class Stream(IntEnum):
    """Numbers beside a seed, and beside a round where there is one: `default_rng([seed, round, stream])`.

    A round itself draws from (seed, round) alone. Saved runs and benchmarks were drawn with these numbers.
    """

    # Of every benchmark: the items of a seed, the model that judges, the points of unbiased estimates.
    POOL = 1_000_001
    EVALUATION = 1_000_002
    ESTIMATES = 1_000_011
    # Of experiments: what is done to the pool, and the model that a proxy's scores are compared with.
    TWIST = 1_000_003
    TARGET = 1_000_004
    # The items on which a proxy is compared with the one before it.
    KAPPA = 1_000_005
    # Networks that are trained directly, and the ones before them that say how hard an item is.
    TRAINING = 1_000_006
    DIFFICULTY = 1_000_007
    # The labelled items of an experiment on estimates, its repeated draws, and the points of a timed search.
    KNOWN_ITEMS = 1_000_008
    DRAWS = 1_000_009
    RANDOM_POINTS = 1_000_010
    # Drawn before they had numbers of their own.
    TARGET_TIES = KAPPA
    KNOWN_MODEL = DRAWS
