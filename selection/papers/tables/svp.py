"""Selection via Proxy: each proxy with each way of choosing, and how alike proxy and target rank the pool."""

from typing import Any

from selection.papers.claims.svp import NAME as PAPER_NAME
from selection.papers.experiment import Experiment, Measure
from selection.papers.tables.judges import ASKING_AT_40, ERRORS, PERCENTS, RESNET164, SEEDS, VDCNN29
from selection.papers.tables.registry import Table, arms_of
from selection.strategy import TEXT

AGREEMENT = ("spearman", "pearson", "overlap")
_NETWORKS = {"ResNet-164": "preact_resnet164", "ResNet-110": "preact_resnet110"}
_NETWORKS |= {"ResNet-56": "preact_resnet56", "ResNet-20": "preact_resnet20"}
_WAYS: dict[str, dict[str, Any]] = {
    "least confidence": {"acquisition": "least_confidence"},
    "entropy": {"acquisition": "entropy"},
    "k-centers": {"pick": "k_centers"},
}
# k-centers asks no score that could be compared.
_SCORED = ("least confidence", "entropy")
_TARGET = "ResNet-164"
_FIGURES = "The paper prints speed-ups by least confidence; errors and rank correlations only as figures."
_VIEW = "The paper's code scores the pool through random views; here it is scored as it is."
_WHEN = "Rank correlations and overlap: at 30 % known, of the query that brings 40 %."


def _agreement(*arms: str) -> Measure:
    return Measure(name="agreement", rounds=(ASKING_AT_40,), arms=arms)


def _cifar(name: str, title: str) -> Table:
    choosing = {
        f"{network}, {way}": ("svp-paper", {**fields, "proxy": proxy})
        for network, proxy in _NETWORKS.items()
        for way, fields in _WAYS.items()
    }
    proxies = [f"{network}, {way}" for network in _NETWORKS if network != _TARGET for way in _SCORED]
    experiment = Experiment(
        name=f"table-svp-{name}",
        dataset=name,
        arms=arms_of({"random": ("random", {}), **choosing}),
        schedule=PERCENTS,
        seeds=SEEDS,
        evaluation=RESNET164,
        measures=(*ERRORS, _agreement(*proxies)),
    )
    return Table(
        name=f"svp-{name}",
        title=title,
        paper=PAPER_NAME,
        experiment=experiment,
        baseline=f"{_TARGET}, least confidence",
        columns=AGREEMENT,
        notes=(_FIGURES, _VIEW, _WHEN),
    )


REVIEWS = Table(
    name="svp-amazon-polarity",
    title="Amazon Review Polarity by least confidence, evaluated by VDCNN-29",
    paper=PAPER_NAME,
    baseline="VDCNN-29",
    columns=AGREEMENT,
    experiment=Experiment(
        name="table-svp-amazon-polarity",
        dataset="amazon_polarity",
        kind=TEXT,
        arms=arms_of(
            {
                "random": ("random", {}),
                "VDCNN-29": ("full-paper", {}),
                "VDCNN-9": ("full-paper", {"proxy": "vdcnn9"}),
                "fastText": ("svp-paper", {}),
            }
        ),
        schedule=PERCENTS,
        seeds=SEEDS,
        evaluation=VDCNN29,
        measures=(*ERRORS, _agreement("VDCNN-9", "fastText")),
    ),
    notes=(_FIGURES, _WHEN),
)
TABLES = (
    _cifar("cifar10", "CIFAR-10, proxies of 20 to 164 layers, evaluated by ResNet-164"),
    _cifar("cifar100", "CIFAR-100, proxies of 20 to 164 layers, evaluated by ResNet-164"),
    REVIEWS,
)
