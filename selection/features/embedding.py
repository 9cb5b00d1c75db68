"""Items as vectors before anything is learned: good enough to tell clusters from each other."""

import zlib

import numpy as np

from selection.arrays import Floats, Floats32, Images
from selection.sources import Items

SIDE = 8
IMAGES_AT_A_TIME = 256
BUCKETS = 256
N_GRAM = 4
MOST_CHARACTERS = 2000


def plain_embeddings(items: Items | Floats32) -> Floats32:
    """float32[N, D]: images averaged to 8x8 per channel, texts as hashed n-gram counts, float features as they are."""
    if isinstance(items, list):
        return np.stack([_hashed(text) for text in items]) if items else np.zeros((0, BUCKETS), dtype=np.float32)
    return items.astype(np.float32) if items.ndim == 2 else _averaged(items)


def _averaged(images_NHWC: Images | Floats32) -> Floats32:
    """float32[N, 64 C] in [0, 1]: each of 8x8 cells the mean of its area, whatever the size."""
    n, height, width, channels = images_NHWC.shape
    rows, columns = _cells(height), _cells(width)
    cells = np.zeros((n, SIDE, SIDE, channels), dtype=np.float32)
    for start in range(0, n, IMAGES_AT_A_TIME):
        part = slice(start, start + IMAGES_AT_A_TIME)
        wide = rows @ images_NHWC[part].reshape(-1, height, width * channels).astype(np.float32)
        cells[part] = columns @ wide.reshape(-1, SIDE, width, channels)
    cells /= 255
    return cells.reshape(n, SIDE * SIDE * channels)


def _cells(n_pixels: int) -> Floats32:
    """float32[8, pixels]: the share that each pixel has in each of 8 equal cells; rows sum to 1."""
    edges = np.linspace(0, n_pixels, SIDE + 1)
    pixels = np.arange(n_pixels)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    shares: Floats = np.maximum(overlap, 0)
    shares /= shares.sum(axis=1, keepdims=True)
    return shares.astype(np.float32)


def _hashed(text: str) -> Floats32:
    """float32[256]: counts of words and of runs of 4 bytes, each hashed to a place and a sign, damped by a root.

    A hash to random signs keeps inner products on average. (Weinberger et al. 0902.2206.)
    """
    plain = text[:MOST_CHARACTERS].lower()
    words = np.array([zlib.crc32(word.encode(errors="replace")) for word in plain.split()], dtype=np.uint32)
    counts = _signed_counts(words) + _signed_counts(_runs(plain))
    damped: Floats = np.sign(counts) * np.sqrt(np.abs(counts))
    return damped.astype(np.float32)


def _runs(text: str) -> np.ndarray:
    """uint32[R]: a hash of each run of 4 bytes."""
    letters = np.frombuffer(f" {text} ".encode(errors="replace"), dtype=np.uint8).astype(np.uint32)
    if len(letters) < N_GRAM:
        return letters[:0]
    runs = letters[: len(letters) - N_GRAM + 1].copy()
    for place in range(1, N_GRAM):
        runs = (runs << np.uint32(8)) | letters[place : len(letters) - N_GRAM + 1 + place]
    # Multiplying by an odd constant moves what differs into the high bits. (Knuth 6.4.)
    return (runs * np.uint32(2654435761)) >> np.uint32(16)


def _signed_counts(hashes: np.ndarray) -> Floats:
    signs = np.where(hashes & np.uint32(BUCKETS), 1.0, -1.0)
    counts: Floats = np.bincount(hashes % np.uint32(BUCKETS), weights=signs, minlength=BUCKETS).astype(np.float64)
    return counts
