"""Compute-Efficient Active Learning: MNIST and CIFAR-10, every initial size, query and number of candidates of it."""

from typing import Any

from selection.paper_presets import CEAL_VARIATION_RATIO
from selection.papers.claims.compute_efficient import NAME as PAPER_NAME
from selection.papers.experiment import ERROR, Arm, Experiment, Schedule
from selection.papers.tables.judges import SEEDS
from selection.papers.tables.registry import Table

_PRESET = "ceal-paper"
CANDIDATES = (2500, 5000, 10_000)
# The size at which history is held against chance: a tenth of CIFAR-10.
CONTROL = 5000
FUNCTIONS: dict[str, dict[str, Any]] = {"entropy": {}, "variation ratio": CEAL_VARIATION_RATIO}
_WITHOUT_HISTORY: dict[str, Any] = {"history_weights": "ranks", "history_power": 1.0, "full_first_scan": False}
_WHOLE: dict[str, Any] = {**_WITHOUT_HISTORY, "candidates": "all", "candidate_count": 0}
_EVENLY: dict[str, Any] = {**_WITHOUT_HISTORY, "candidates": "uniform", "candidate_count": CONTROL}
_SHUFFLED: dict[str, Any] = {"candidate_count": CONTROL, "shuffle_history": True}
# The network that is judged is the one that chooses, trained alike. Its code: Adam at 1e-3, batch 64.
_MNIST: dict[str, Any] = {"proxy": "mnist_cnn", "augment": "none"}
_CIFAR: dict[str, Any] = {"proxy": "vgg11_bn", "augment": "crop_flip"}
_TRAINING: dict[str, Any] = {
    "optimiser": "adam",
    "schedule": "constant",
    "peak_lr": 1e-3,
    "minibatch": 64,
    "epochs": 50.0,
    "min_steps": 0,
    "threads": 0,
}
_NOTES = (
    "The paper prints these errors in its text; all others are figures.",
    "The initial set is drawn at random; the paper's is balanced by labels that nobody has yet.",
    "50 epochs; the paper stops early by 100 validation labels, and judges by the mean of 3 trainings.",
    "Uniform candidates and shuffled history are controls that the paper lacks; its code shuffles by mistake.",
)
_VIEWS = "VGG-11-BN: views are shifted and mirrored; the paper's are mirrored and change in brightness and contrast."


def _arms(network: dict[str, Any]) -> tuple[Arm, ...]:
    arms = [Arm(name="random", preset="random")]
    for function, fields in FUNCTIONS.items():
        sizes = {f"{size:,} candidates": {"candidate_count": size} for size in CANDIDATES}
        controls = {f"{CONTROL:,} uniform candidates": _EVENLY, f"{CONTROL:,} by shuffled history": _SHUFFLED}
        arms += [
            Arm(name=f"{function}, {candidates}", preset=_PRESET, overrides={**network, **fields, **chosen})
            for candidates, chosen in {"full pool": _WHOLE, **sizes, **controls}.items()
        ]
    return tuple(arms)


def _table(dataset: str, network: dict[str, Any], *, initial: int, query: int) -> Table:
    is_mnist = dataset == "mnist"
    name = f"ceal-{dataset}-{initial}" if is_mnist else f"ceal-{dataset}-{initial}-{query}"
    data = "MNIST" if is_mnist else "CIFAR-10, VGG-11-BN"
    experiment = Experiment(
        name=f"table-{name}",
        dataset=dataset,
        arms=_arms(network),
        schedule=Schedule(initial=initial, queries=(query,) * 10),
        seeds=SEEDS,
        evaluation={**_TRAINING, **network},
        measures=ERROR,
    )
    return Table(
        name=name,
        title=f"{data}: {initial:,} labels, then 10 times {query:,}",
        paper=PAPER_NAME,
        experiment=experiment,
        baseline="entropy, full pool",
        columns=("n_candidates", "score_s"),
        notes=_NOTES if is_mnist else (*_NOTES, _VIEWS),
    )


TABLES = (
    *(_table("mnist", _MNIST, initial=initial, query=600) for initial in (600, 3000)),
    *(_table("cifar10", _CIFAR, initial=initial, query=query) for initial in (500, 12_500) for query in (500, 1250)),
)
