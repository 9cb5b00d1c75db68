"""The last layer of every network here, and heads that stand alone on frozen features."""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

DROPOUT = 0.5


class Head(nn.Linear):
    """A linear layer in float32 even under autocast: bfloat16 logits would tie many scores."""

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002 torch's own name
        """Logits float32[B, C] of features [B, D] in any precision."""
        with torch.autocast(input.device.type, enabled=False):
            return super().forward(input.float())


class LinearHead(nn.Module):
    """Softmax regression on features [B, D], each brought to zero mean and unit spread by batch statistics.

    The standardisation makes one learning rate fit the features of any frozen model.
    """

    def __init__(self, *, n_features: int, n_classes: int) -> None:
        """n_features: D of the frozen model."""
        super().__init__()
        self.norm = nn.BatchNorm1d(n_features, affine=False)
        self.head = Head(n_features, n_classes)

    def forward(self, features: Tensor) -> Tensor:
        """Logits float32[B, C] of features float32[B, D]."""
        return cast(Tensor, self.head(self.norm(features)))


class MlpHead(nn.Module):
    """One hidden layer with ReLU and dropout on standardised features [B, D]."""

    def __init__(self, *, n_features: int, hidden: int, n_classes: int) -> None:
        """n_features: D of the frozen model. hidden: units of the hidden layer."""
        super().__init__()
        self.norm = nn.BatchNorm1d(n_features, affine=False)
        self.hidden = nn.Linear(n_features, hidden)
        self.dropout = nn.Dropout(DROPOUT)
        self.head = Head(hidden, n_classes)

    def forward(self, features: Tensor) -> Tensor:
        """Logits float32[B, C] of features float32[B, D]."""
        return cast(Tensor, self.head(self.dropout(functional.relu(self.hidden(self.norm(features))))))
