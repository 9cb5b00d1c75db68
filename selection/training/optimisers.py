"""The optimisers, on the functional forms of PyTorch.

The classes of `torch.optim` import the compiler of PyTorch at their first step. Nobody here uses it, and it costs a
worker 95 MB and its first round seconds.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import torch
from torch import Tensor, nn
from torch.optim.adam import adam
from torch.optim.sgd import sgd

from selection.strategy import Strategy


class Optimiser(ABC):
    """What one update of `parameters` remembers from step to step."""

    def __init__(self, parameters: Iterable[nn.Parameter], strategy: Strategy) -> None:
        """parameters: those that one update trains."""
        self._parameters = list(parameters)
        self._strategy = strategy

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Learn from the gradients, at the learning rate `rate`; afterwards there are none.

        A parameter without a gradient stays as it is.
        """
        places = [place for place, each in enumerate(self._parameters) if each.grad is not None]
        parameters: list[Tensor] = [self._parameters[place] for place in places]
        gradients = [each.grad for each in parameters if each.grad is not None]
        self._step(places, parameters, gradients, rate)
        for each in parameters:
            each.grad = None

    @abstractmethod
    def _step(self, places: Sequence[int], parameters: list[Tensor], gradients: list[Tensor], rate: float) -> None:
        """places: where in the list of all parameters these stand."""


class Sgd(Optimiser):
    """As `torch.optim.SGD`, with the momentum and the weight decay of the strategy."""

    def __init__(self, parameters: Iterable[nn.Parameter], strategy: Strategy) -> None:
        """Without momentum yet."""
        super().__init__(parameters, strategy)
        self._momenta: list[Tensor | None] = [None] * len(self._parameters)

    def _step(self, places: Sequence[int], parameters: list[Tensor], gradients: list[Tensor], rate: float) -> None:
        momenta = [self._momenta[place] for place in places]
        sgd(
            parameters,
            gradients,
            momenta,
            lr=rate,
            momentum=self._strategy.momentum,
            weight_decay=self._strategy.weight_decay,
            dampening=0.0,
            nesterov=False,
            maximize=False,
        )
        for place, momentum in zip(places, momenta, strict=True):
            self._momenta[place] = momentum


class Adam(Optimiser):
    """As `torch.optim.Adam` with its own settings; of the strategy it takes the learning rate alone."""

    def __init__(self, parameters: Iterable[nn.Parameter], strategy: Strategy) -> None:
        """Without moments yet."""
        super().__init__(parameters, strategy)
        self._means = [torch.zeros_like(each) for each in self._parameters]
        self._squares = [torch.zeros_like(each) for each in self._parameters]
        self._steps = [torch.zeros(()) for _ in self._parameters]

    def _step(self, places: Sequence[int], parameters: list[Tensor], gradients: list[Tensor], rate: float) -> None:
        adam(
            parameters,
            gradients,
            [self._means[place] for place in places],
            [self._squares[place] for place in places],
            [],
            [self._steps[place] for place in places],
            lr=rate,
            beta1=0.9,
            beta2=0.999,
            eps=1e-8,
            weight_decay=0.0,
            amsgrad=False,
            maximize=False,
        )


OPTIMISERS: Mapping[str, type[Optimiser]] = MappingProxyType({"sgd": Sgd, "adam": Adam})
