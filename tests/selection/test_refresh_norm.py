"""Batch-norm statistics taken anew on unlabelled rows before scoring."""

import numpy as np
import pytest
import torch
from torch import nn

from selection import Pool, round_rng, step
from selection.blobs import unpack
from selection.machine import Machine
from selection.proxies import build_proxy
from selection.training.inference import LARGEST_CHUNK, logits_of, refresh_norm
from tests.selection import toys
from tests.selection.test_step import first, fresh, labelled

CPU = Machine(torch.device("cpu"), bfloat16=False)


def net() -> nn.Sequential:
    torch.manual_seed(0)
    model = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 5), nn.BatchNorm1d(5), nn.Dropout(0.5), nn.Linear(5, 3))
    with torch.no_grad():
        model(torch.randn(50, 4) * 7 + 3)
    return model


def items(n: int) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(1).normal(2, 3, size=(n, 4)).astype(np.float32))


def refreshed(model: nn.Sequential, rows: torch.Tensor) -> nn.Sequential:
    refresh_norm(model, rows, machine=CPU, as_input=lambda batch: batch)
    return model


def test_statistics_are_those_computed_by_hand() -> None:
    rows = items(200)
    model = refreshed(net(), rows)
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    np.testing.assert_allclose(state["0.running_mean"], rows.numpy().mean(axis=0), rtol=1e-5)
    np.testing.assert_allclose(state["0.running_var"], rows.numpy().var(axis=0, ddof=1), rtol=1e-5)
    # While the statistics are taken, each layer is fed what the layers before make of these very rows.
    centred = (rows.numpy() - rows.numpy().mean(axis=0)) / np.sqrt(rows.numpy().var(axis=0) + nn.BatchNorm1d(4).eps)
    inner = centred @ state["1.weight"].T + state["1.bias"]
    np.testing.assert_allclose(state["2.running_mean"], inner.mean(axis=0), atol=1e-5)
    np.testing.assert_allclose(state["2.running_var"], inner.var(axis=0, ddof=1), rtol=1e-4)


def test_chunks_are_averaged() -> None:
    rows = items(2 * LARGEST_CHUNK)
    model = refreshed(net(), rows)
    halves = [half.mean(dim=0) for half in torch.split(rows, LARGEST_CHUNK)]
    np.testing.assert_allclose(model.state_dict()["0.running_mean"], (halves[0] + halves[1]) / 2, rtol=1e-5)


@pytest.mark.slow
def test_one_row_too_many_for_a_chunk_and_one_row_alone() -> None:
    rows = items(LARGEST_CHUNK + 1)
    np.testing.assert_allclose(refreshed(net(), rows).state_dict()["0.running_mean"], rows.mean(dim=0), atol=0.02)
    before = net().state_dict()
    for name, value in refreshed(net(), items(1)).state_dict().items():
        torch.testing.assert_close(value, before[name], rtol=0, atol=0)


def test_nothing_but_batch_norm_changes_and_twice_is_once() -> None:
    before, model = net().state_dict(), net()
    once = {name: value.clone() for name, value in refreshed(model, items(64)).state_dict().items()}
    changed = {name for name, value in once.items() if not torch.equal(value, before[name])}
    assert {name for name in changed if "num_batches" not in name} == {
        f"{layer}.running_{statistic}" for layer in (0, 2) for statistic in ("mean", "var")
    }
    for name, value in refreshed(model, items(64)).state_dict().items():
        torch.testing.assert_close(value, once[name], rtol=0, atol=0)
    assert not model.training
    assert model[0].momentum == 0.1


def test_scores_after_it_are_the_same_every_time() -> None:
    model = refreshed(net(), items(64))
    first, second = (logits_of(model, items(64), machine=CPU, as_input=lambda batch: batch) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_round_scores_with_refreshed_statistics_and_the_same_each_time() -> None:
    chosen = toys.strategy(update="keep", refresh_norm=60)
    plain, anew, again = (
        first(strategy, labelled([0, 1, 2, 3, 4, 5])) for strategy in (toys.strategy(update="keep"), chosen, chosen)
    )
    np.testing.assert_array_equal(anew.ranking.scores, again.ranking.scores)
    assert (plain.state.ledger.value != anew.state.ledger.value).any()


def test_only_open_rows_are_looked_at_and_no_pool_is_no_error() -> None:
    chosen = toys.strategy(refresh_norm=10_000)
    pool = Pool(toys.source_for(chosen), excluded_rows=np.arange(toys.N_ITEMS))
    result = step(fresh(chosen), labelled([0, 1, 2, 3]), pool=pool, strategy=chosen, rng=round_rng(0, 0))
    assert len(result.ranking.rows) == 0


def test_a_proxys_weights_stay_as_they_are() -> None:
    proxy = build_proxy(toys.strategy(), n_classes=3)
    proxy.update(toys.images(), toys.labels(), rng=np.random.default_rng(0), should_stop=None)
    before = unpack(proxy.to_bytes())[1]
    proxy.refresh_norm(toys.images()[:40])
    after = unpack(proxy.to_bytes())[1]
    assert {name for name in before if not np.array_equal(before[name], after[name])} >= {"body.1.running_mean"}
    for name in before:
        if "running" not in name and "num_batches" not in name:
            np.testing.assert_array_equal(before[name], after[name])
