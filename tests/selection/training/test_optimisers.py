import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy

import pytest
import torch
from torch import nn

from selection.strategy import Strategy
from selection.training.optimisers import Adam, Optimiser, Sgd

RATES = (1e-3, 3e-3, 2e-3, 1e-3)
STRATEGY = Strategy(momentum=0.9, weight_decay=5e-4)

Theirs = Callable[[nn.Module], torch.optim.Optimizer]


def net() -> nn.Module:
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return nn.Sequential(nn.Linear(6, 4), nn.ReLU(), nn.Linear(4, 3))


def gradients(model: nn.Module, step: int) -> None:
    """Those of a minibatch; the first layer has none at the second step."""
    for at, each in enumerate(model.parameters()):
        generator = torch.Generator().manual_seed(10 * step + at)
        each.grad = None if step == 1 and at < 2 else torch.randn(each.shape, generator=generator)


@pytest.mark.parametrize(
    ("own", "theirs"),
    [
        (Sgd, lambda model: torch.optim.SGD(model.parameters(), lr=1, momentum=0.9, weight_decay=5e-4)),
        (Adam, lambda model: torch.optim.Adam(model.parameters())),
    ],
)
def test_learns_bit_for_bit_as_the_class_in_torch(own: type[Optimiser], theirs: Theirs) -> None:
    model, reference = net(), deepcopy(net())
    optimiser, expected = own(model.parameters(), STRATEGY), theirs(reference)
    for step, rate in enumerate(RATES):
        gradients(model, step)
        gradients(reference, step)
        optimiser.step(rate)
        expected.param_groups[0]["lr"] = rate
        expected.step()
        for ours, its in zip(model.parameters(), reference.parameters(), strict=True):
            assert torch.equal(ours, its)
            assert ours.grad is None


@pytest.mark.slow
def test_a_round_does_without_the_compiler_of_torch() -> None:
    """It would cost each worker some 95 MB, and its first round seconds."""
    code = "; ".join(
        [
            "import sys, torch",
            "from selection.strategy import Strategy",
            "from selection.training.optimisers import OPTIMISERS",
            "models = [torch.nn.Linear(2, 2) for _ in OPTIMISERS]",
            "[model(torch.ones(1, 2)).sum().backward() for model in models]",
            "[each(m.parameters(), Strategy()).step(0.1) for each, m in zip(OPTIMISERS.values(), models)]",
            "print('torch._dynamo' in sys.modules)",
        ]
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
