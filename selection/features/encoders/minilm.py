"""A BERT that only encodes: MiniLM-L6 as published, without a library of models. (Wang et al. 2002.10957.)"""

from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor
from torch.nn import functional

HEADS, NORM_EPS = 12, 1e-12


class MiniLM:
    """The mean of the last layer's tokens, at length 1. (Reimers & Gurevych 1908.10084.)"""

    def __init__(self, weights: Path, *, device: torch.device, dtype: torch.dtype) -> None:
        """weights: safetensors with the names of a BertModel."""
        with safe_open(weights, framework="pt") as opened:
            self._weights = {
                name: opened.get_tensor(name).to(device, dtype)
                for name in opened.keys()  # noqa: SIM118 - no mapping
                if name.endswith((".weight", ".bias")) and not name.startswith("pooler.")
            }
        self._layers = [self._joined(layer) for layer in range(_n_layers(self._weights))]
        self._device = device

    @torch.inference_mode()
    def features(self, tokens_BT: Tensor, lengths_B: Tensor) -> Tensor:
        """float32[B, D] of B texts, int64[B, T] tokens of which the first `lengths_B` are theirs."""
        tokens, lengths = tokens_BT.to(self._device), lengths_B.to(self._device)
        is_token = torch.arange(tokens.shape[1], device=self._device) < lengths[:, None]
        mask = None if bool(is_token.all()) else is_token[:, None, None, :]
        hidden = self._embedded(tokens)
        for prefix in self._layers:
            hidden = self._through(prefix, hidden, mask)
        of_tokens = hidden.float() * is_token[..., None]
        return functional.normalize(of_tokens.sum(dim=1) / lengths[:, None]).cpu()

    def _embedded(self, tokens_BT: Tensor) -> Tensor:
        weights, n_tokens = self._weights, tokens_BT.shape[1]
        places = weights["embeddings.position_embeddings.weight"][:n_tokens]
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        words = functional.embedding(tokens_BT, weights["embeddings.word_embeddings.weight"])
        return self._normed("embeddings.LayerNorm", words + places + kind)

    def _through(self, prefix: str, hidden_BTD: Tensor, mask: Tensor | None) -> Tensor:
        mixed = self._linear(f"{prefix}attention.output.dense", self._attended(prefix, hidden_BTD, mask))
        hidden_BTD = self._normed(f"{prefix}attention.output.LayerNorm", hidden_BTD + mixed)
        wide = functional.gelu(self._linear(f"{prefix}intermediate.dense", hidden_BTD))
        return self._normed(f"{prefix}output.LayerNorm", hidden_BTD + self._linear(f"{prefix}output.dense", wide))

    def _attended(self, prefix: str, hidden_BTD: Tensor, mask: Tensor | None) -> Tensor:
        n, n_tokens, width = hidden_BTD.shape
        joined = self._linear(f"{prefix}attention.self", hidden_BTD).view(n, n_tokens, 3, HEADS, width // HEADS)
        query, key, value = joined.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return seen.transpose(1, 2).reshape(n, n_tokens, width)

    def _joined(self, layer: int) -> str:
        """Query, key and value as one product."""
        prefix = f"encoder.layer.{layer}."
        for kind in ("weight", "bias"):
            parts = [self._weights.pop(f"{prefix}attention.self.{part}.{kind}") for part in ("query", "key", "value")]
            self._weights[f"{prefix}attention.self.{kind}"] = torch.cat(parts)
        return prefix

    def _linear(self, name: str, inputs: Tensor) -> Tensor:
        return functional.linear(inputs, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _normed(self, name: str, inputs: Tensor) -> Tensor:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(inputs, weight.shape, weight, bias, NORM_EPS)


def _n_layers(weights: dict[str, Tensor]) -> int:
    return len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
