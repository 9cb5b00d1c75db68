"""The query where nothing is scored: the first one, before anything is learned."""

from collections.abc import Callable, Iterator

import numpy as np

from selection.arrays import Floats, Floats32, Ints, mask_of
from selection.draws import random_order_by
from selection.features.embedding import plain_embeddings
from selection.query import Picked
from selection.sources import Items

# TypiClust's numbers (2202.02794, §3 and appendix): clusters at most, the smallest that counts, neighbours.
MOST_CLUSTERS = 500
SMALLEST_CLUSTER = 6
NEIGHBOURS = 20
# So many candidates are looked at, drawn evenly: reading and clustering a million items would keep annotators waiting.
MOST_CANDIDATES = 20_000
ROWS_AT_A_TIME = 512

Take = Callable[[Ints], Iterator[Items]]
"""Positions among the candidates → their items, in parts, in that order."""
ColdStart = Callable[[Floats, Take, int, np.random.Generator], Picked]


def random(scores_K: Floats, _take: Take, k: int, rng: np.random.Generator) -> Picked:
    """The highest of the scores, which are random here; each candidate has the same chance."""
    positions = random_order_by(scores_K, rng=rng)[:k]
    return Picked(positions, np.full(len(scores_K), len(positions) / max(1, len(scores_K))))


def typical(scores_K: Floats, take: Take, k: int, rng: np.random.Generator) -> Picked:
    """The most typical items of as many clusters as are asked for. (TypiClust: Hacohen et al. 2202.02794.)

    1. At most 20,000 candidates, drawn evenly, become plain embeddings.
    2. k-means into min(k, 500) clusters; those of 5 or fewer are outliers.
    3. One after the other, the cluster with the fewest picks, of these the largest, gives its most typical item:
       the one with the smallest mean distance to its 20 nearest neighbours within the cluster.
    4. If the clusters give too few, the rest is random.
    """
    n = len(scores_K)
    drawn_pos = np.sort(rng.permutation(n)[:MOST_CANDIDATES])
    positions = drawn_pos[typical_pos(embedded(take(drawn_pos)), k, rng=rng)] if min(n, k) else drawn_pos[:0]
    others = rng.permutation(np.flatnonzero(~mask_of(positions, n_rows=n)))
    return Picked.surely(np.concatenate([positions, others])[:k], n=n)


RANDOM = "random"
COLD_STARTS: dict[str, ColdStart] = {RANDOM: random, "typical": typical}


def pick(name: str, scores_K: Floats, k: int, *, take: Take, rng: np.random.Generator) -> Picked:
    """min(k, K) positions by the rule `name`; `scores_K` are random, `take` reads candidates."""
    return COLD_STARTS[name](scores_K, take, min(k, len(scores_K)), rng)


def embedded(parts: Iterator[Items]) -> Floats32:
    """float32[N, D]: plain embeddings around their mean, each of length 1 (0 where it is the mean)."""
    embeddings = np.concatenate([plain_embeddings(items) for items in parts])
    embeddings -= embeddings.mean(axis=0)
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    unit: Floats32 = np.divide(embeddings, lengths, out=np.zeros_like(embeddings), where=lengths > 0)
    return unit


def typical_pos(embeddings_ND: Floats32, k: int, *, rng: np.random.Generator) -> Ints:
    """At most `k` positions, the first to ask first; fewer where the clusters that count hold fewer."""
    cluster_N = _clusters(embeddings_ND, min(k, MOST_CLUSTERS, len(embeddings_ND)), rng=rng)
    members = [np.flatnonzero(cluster_N == cluster) for cluster in range(cluster_N.max() + 1)]
    clusters = [cluster_pos for cluster_pos in members if len(cluster_pos) >= SMALLEST_CLUSTER]
    turns = [
        (turn, -len(cluster_pos), pos)
        for cluster_pos in clusters
        for turn, pos in enumerate(_by_typicality(embeddings_ND, rng.permutation(cluster_pos)))
    ]
    return np.array([pos for _, _, pos in sorted(turns)[:k]], dtype=np.int64)


def _clusters(embeddings_ND: Floats32, n_clusters: int, *, rng: np.random.Generator) -> Ints:
    """int64[N] by k-means."""
    # Slow to import, and only a cold start needs them.
    from sklearn.cluster import MiniBatchKMeans
    from threadpoolctl import threadpool_limits

    means = MiniBatchKMeans(n_clusters, n_init=1, batch_size=4096, random_state=int(rng.integers(2**31)))
    # One thread: repeatable, and beside a busy server several spin while they wait for each other.
    with threadpool_limits(1):
        clusters: Ints = means.fit_predict(embeddings_ND).astype(np.int64)
    return clusters


def _by_typicality(embeddings_ND: Floats32, pos: Ints) -> Ints:
    """`pos`, the most typical first, ties in the order given."""
    distances = [
        _mean_distance(embeddings_ND[part], embeddings_ND[pos])
        for part in np.split(pos, range(ROWS_AT_A_TIME, len(pos), ROWS_AT_A_TIME))
    ]
    return pos[np.argsort(np.concatenate(distances), kind="stable")]


def _mean_distance(part_SD: Floats32, all_MD: Floats32) -> Floats32:
    """float32[S]: to the 20 nearest others of `all_MD`; typicality is one over it."""
    squared = np.einsum("sd,sd->s", part_SD, part_SD)[:, None] + np.einsum("md,md->m", all_MD, all_MD)
    squared -= 2 * part_SD @ all_MD.T
    n_near = min(NEIGHBOURS, len(all_MD) - 1)
    nearest = np.partition(squared, n_near, axis=1)[:, : n_near + 1]  # With itself, at 0.
    distances: Floats32 = np.sqrt(np.maximum(nearest, 0)).sum(axis=1) / n_near
    return distances
