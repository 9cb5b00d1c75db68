"""Where the samplers' difficulties come from, and what they cost."""

import numpy as np
import pytest
import torch
from torch import nn

from selection.machine import Machine
from selection.proxies import build_proxy
from selection.training.difficulty import difficulty_of, planned_sampler, rehearsal
from selection.training.fit import Recipe
from selection.training.samplers import SimpleCurriculum
from selection.training.schedules import n_steps
from tests.selection import toys

CPU = Machine(torch.device("cpu"), bfloat16=False)
ITEMS = torch.from_numpy(np.random.default_rng(0).normal(size=(30, 4)).astype(np.float32))
LABELS = torch.arange(30) % 3


def net(seed: int) -> nn.Module:
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.Dropout(0.5), nn.Linear(6, 3))


def never() -> nn.Module:
    raise AssertionError("nobody needs this model")


def recipe(**overrides: object) -> Recipe:
    return Recipe(strategy=toys.strategy(**{"sampler": "simple_curriculum", **overrides}), machine=CPU)


def test_difficulty_is_the_cross_entropy_without_dropout_and_the_same_every_time() -> None:
    model = net(1)
    losses = difficulty_of(model, ITEMS, LABELS, recipe=recipe())
    expected = nn.functional.cross_entropy(model.eval()(ITEMS), LABELS, reduction="none").detach()
    np.testing.assert_allclose(losses, expected.numpy(), rtol=1e-5)
    np.testing.assert_array_equal(losses, difficulty_of(model, ITEMS, LABELS, recipe=recipe()))


def test_the_proxy_before_the_update_judges_and_its_pass_is_counted() -> None:
    model = net(2)
    sampler, spent = planned_sampler(
        ITEMS, LABELS, recipe=recipe(), generator=torch.Generator(), teacher=lambda: model, fresh=never
    )
    losses = difficulty_of(model, ITEMS, LABELS, recipe=recipe())
    assert isinstance(sampler, SimpleCurriculum)
    np.testing.assert_array_equal(sampler.draw(), np.argsort(losses)[:16])
    assert spent == 30


def test_without_one_a_fresh_model_is_trained_for_a_quarter_and_that_is_counted() -> None:
    built: list[nn.Module] = []

    def fresh() -> nn.Module:
        built.append(net(3))
        return built[-1]

    sampler, spent = planned_sampler(
        ITEMS, LABELS, recipe=recipe(min_steps=20), generator=torch.Generator(), teacher=lambda: None, fresh=fresh
    )
    assert spent == 5 * 16 + 30
    losses = difficulty_of(built[0], ITEMS, LABELS, recipe=recipe())
    np.testing.assert_array_equal(sampler.draw(), np.argsort(losses)[:16])
    assert not torch.equal(built[0].state_dict()["0.weight"], net(3).state_dict()["0.weight"])


@pytest.mark.parametrize("name", ["uniform", "worst_class"])
def test_a_sampler_that_does_not_ask_for_difficulties_costs_nothing(name: str) -> None:
    _, spent = planned_sampler(
        ITEMS, LABELS, recipe=recipe(sampler=name), generator=torch.Generator(), teacher=never, fresh=never
    )
    assert spent == 0


def test_a_rehearsal_is_the_same_training_a_quarter_as_long() -> None:
    chosen = toys.strategy(
        sampler="active_bandit", schedule="segments", segments="1@0.01 90@0.1", min_steps=0, minibatch=8
    )
    assert n_steps(64, strategy=rehearsal(chosen)) == n_steps(64, strategy=chosen) / 4
    assert rehearsal(chosen).sampler == "uniform"


@pytest.mark.parametrize("update", ["keep", "scratch", "shrink_perturb"])
def test_a_proxy_pays_for_a_rehearsal_once_and_later_for_one_pass(update: str) -> None:
    """12 steps of 16; a rehearsal of 3 steps; one pass over the 60 images."""
    chosen = toys.strategy(sampler="bucketed_curriculum", update=update)
    proxy = build_proxy(chosen, n_classes=3)
    items, labels = toys.images(60), toys.labels(60)
    first = proxy.update(items, labels, rng=np.random.default_rng(0), should_stop=None)
    later = build_proxy(chosen, n_classes=3, blob=proxy.to_bytes())
    second = later.update(items, labels, rng=np.random.default_rng(0), should_stop=None)
    assert (first, second) == (12 * 16 + 3 * 16 + 60, 12 * 16 + 60)


@pytest.mark.parametrize("name", ["active_bandit", "simple_curriculum"])
def test_the_same_seed_gives_the_same_model(name: str) -> None:
    def trained() -> bytes:
        proxy = build_proxy(toys.strategy(sampler=name, bandit_warm_up=2), n_classes=3)
        proxy.update(toys.images(60), toys.labels(60), rng=np.random.default_rng(4), should_stop=None)
        return proxy.to_bytes()

    assert trained() == trained()
