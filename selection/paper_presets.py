"""The papers' own configurations, number by number, at the size of their data sets.

They are for benchmarks on such data, and the product does not offer them: 181 epochs over 50 labels are 71 optimiser
steps, and over 25,000 labels hours of waiting. Where a paper and its released code differ, the comment says which is
followed. `initial` and `query` are those of the paper's main table.
"""

from typing import Any

from selection.strategy import TEXT, Strategy

# SVP §4 and its released code: SGD, momentum 0.9, batch 128, weight decay 5e-4, 181 epochs; crops and mirrored images;
# 2 % random labels, +8 %, then +10 % per round: 1,000, 4,000, 5,000 … The first +8 % is `query=4000` for that round.
# The code scores the pool through a random view; here scoring is without augmentation.
_CIFAR: dict[str, Any] = {
    "acquisition": "least_confidence",
    "update": "scratch",
    "replay": "all",
    "minibatch": 128,
    "schedule": "segments",
    "segments": "1@0.01 90@0.1 45@0.01 45@0.001",
    "momentum": 0.9,
    "weight_decay": 5e-4,
    "augment": "crop_flip",
    "initial": 1000,
    "query": 5000,
}
# The proxy with fewer epochs (SVP §3; rates from its code): overrides for "svp-paper".
SVP_50_EPOCHS: dict[str, Any] = {"segments": "1@0.01 45@0.1 4@0.01"}
# Compute-Efficient AL with variation ratio (its code): overrides for "ceal-paper".
CEAL_VARIATION_RATIO: dict[str, Any] = {"acquisition": "variation_ratio", "passes": 128}

PAPER_IMAGE_PRESETS: dict[str, Strategy] = {
    "full-paper": Strategy(name="full-paper", proxy="preact_resnet164", **_CIFAR),
    "svp-paper": Strategy(name="svp-paper", proxy="preact_resnet20", **_CIFAR),
    # CLActive §3-4: the proxy is kept, learns from the batch and as many earlier labels (R = 1), OneCycle
    # 0.01 → 0.2 → 0.001 as in the paper; its released code ends at 0.008 and 8e-7.
    "clactive-paper": Strategy(
        name="clactive-paper",
        proxy="preact_resnet20",
        acquisition="least_confidence",
        epochs=20.0,
        initial=1000,
        query=5000,
    ),
    # Compute-Efficient AL §4, numbers from its code for MNIST: 1 % random labels and 600 per round; the whole pool in
    # the first round, then 10,000 by a softmax over entropies ** 1.2; 64 passes with dropout; Adam at 1e-3, batch 64.
    # It ends each training at the best of up to 250 epochs on 100 validation labels; here 50 epochs, no such labels.
    "ceal-paper": Strategy(
        name="ceal-paper",
        proxy="mnist_cnn",
        acquisition="entropy",
        passes=64,
        update="scratch",
        replay="all",
        candidates="history",
        candidate_count=10_000,
        history_weights="raw",
        history_power=1.2,
        full_first_scan=True,
        optimiser="adam",
        schedule="constant",
        peak_lr=1e-3,
        minibatch=64,
        epochs=50.0,
        augment="none",
        initial=600,
        query=600,
    ),
}

# SVP's fastText (its code): 5 epochs at 0.05, 10 numbers per word, words and bigrams, 10 M buckets.
# 2 % of Amazon Polarity's 3.6 M reviews, then 8 % (`query=288_000` for that round) and 10 % per round.
_AMAZON: dict[str, Any] = {
    "kind": TEXT,
    "acquisition": "least_confidence",
    "update": "scratch",
    "initial": 72_000,
    "query": 360_000,
}
_AMAZON_FASTTEXT: dict[str, Any] = {
    **_AMAZON,
    "proxy": "fasttext",
    "epochs": 5.0,
    "peak_lr": 0.05,
    "text_bucket": 10_000_000,
}

PAPER_TEXT_PRESETS: dict[str, Strategy] = {
    # SVP's target for reviews (its code): VDCNN, batch 128, weight decay 1e-4, 15 epochs. With proxy=vdcnn9 it is
    # SVP's other proxy.
    "full-paper": Strategy(
        name="full-paper",
        proxy="vdcnn29",
        replay="all",
        minibatch=128,
        schedule="segments",
        segments="3@0.01 3@0.005 3@0.0025 3@0.00125 3@0.000625",
        weight_decay=1e-4,
        **_AMAZON,
    ),
    "svp-paper": Strategy(name="svp-paper", replay="all", **_AMAZON_FASTTEXT),
    # CLActive §4.3: a new fastText each round, on the newest labelled batch only.
    "clactive-paper": Strategy(name="clactive-paper", replay="off", **_AMAZON_FASTTEXT),
}
