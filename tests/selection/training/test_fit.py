"""Training: steps, random views, what samplers hear, determinism."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from selection import BadInput, TrainingFailed
from selection.machine import Machine, seeded, torch_threads
from selection.proxies import build_proxy
from selection.proxies.small_cnn import SmallCnn
from selection.training.augmentation import as_input, random_views
from selection.training.fit import Recipe, fit
from selection.training.inference import logits_of
from selection.training.samplers import SAMPLERS, Feedback, Sampler, sampler_for
from tests.selection import toys

CPU = Machine(torch.device("cpu"), bfloat16=False)


def slow_view(image: np.ndarray, *, top: int, left: int, pad: int, mirrored: bool) -> np.ndarray:
    """The obvious way: mirror, put on a black canvas, cut out."""
    height, width, channels = image.shape
    canvas = np.zeros((height + 2 * pad, width + 2 * pad, channels), np.uint8)
    canvas[pad : pad + height, pad : pad + width] = image[:, ::-1] if mirrored else image
    return canvas[top : top + height, left : left + width]


@pytest.mark.parametrize("augment", ["none", "crop", "crop_flip"])
def test_every_random_view_is_one_that_the_slow_twin_can_make(augment: str) -> None:
    images = toys.images(30, channels=3, side=8)
    views = random_views(torch.from_numpy(images), augment=augment, generator=torch.Generator().manual_seed(1))
    shifts = [1] if augment == "none" else [0, 1, 2]
    flips = [False, True] if augment == "crop_flip" else [False]
    seen = set()
    for image, view in zip(images, views.numpy(), strict=True):
        ways = [
            (top, left, mirrored)
            for top in shifts
            for left in shifts
            for mirrored in flips
            if (slow_view(image, top=top, left=left, pad=1, mirrored=mirrored) == view).all()
        ]
        assert len(ways) == 1
        seen.add(ways[0])
    assert len(seen) == 1 if augment == "none" else len(seen) > 5
    assert {mirrored for _, _, mirrored in seen} == set(flips)


def test_a_minibatch_is_channels_last_and_centred() -> None:
    batch = as_input(torch.from_numpy(toys.images(4, channels=3)))
    assert batch.shape == (4, 3, 12, 12)
    assert batch.is_contiguous(memory_format=torch.channels_last)
    black, white = as_input(torch.tensor([0, 255], dtype=torch.uint8).view(2, 1, 1, 1)).flatten().tolist()
    assert (black, white) == (-2.0, 2.0)


def fitted(seed: int, *, bfloat16: bool = False) -> np.ndarray:
    machine = Machine(torch.device("cpu"), bfloat16=bfloat16)
    with torch_threads(1), seeded(np.random.default_rng(seed), machine=machine) as generator:
        model = SmallCnn(n_channels=1, n_classes=3)
        images, labels = torch.from_numpy(toys.images()), torch.from_numpy(toys.labels())
        recipe = Recipe(strategy=toys.strategy(), machine=machine, as_input=as_input)
        fit(model, images, labels, recipe=recipe, generator=generator)
        return logits_of(model, images, machine=machine, as_input=as_input)


@pytest.mark.parametrize("bfloat16", [False, True])
def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(*, bfloat16: bool) -> None:
    np.testing.assert_array_equal(fitted(1, bfloat16=bfloat16), fitted(1, bfloat16=bfloat16))
    assert (fitted(1, bfloat16=bfloat16) != fitted(2, bfloat16=bfloat16)).any()


def test_global_random_state_and_threads_are_left_as_they_were() -> None:
    before, threads = torch.random.get_rng_state(), torch.get_num_threads()
    numpy_before = np.random.get_state(legacy=False)["state"]["key"].copy()  # noqa: NPY002
    fitted(1)
    assert torch.equal(torch.random.get_rng_state(), before)
    assert torch.get_num_threads() == threads
    np.testing.assert_array_equal(np.random.get_state(legacy=False)["state"]["key"], numpy_before)  # noqa: NPY002


@pytest.mark.slow
def test_training_that_diverges_raises() -> None:
    chosen = toys.strategy(start_lr=1e30, peak_lr=1e38, weight_decay=1e6, min_steps=30)
    with seeded(np.random.default_rng(0), machine=CPU) as generator, pytest.raises(TrainingFailed):
        fit(
            SmallCnn(n_channels=1, n_classes=3),
            torch.from_numpy(toys.images()),
            torch.from_numpy(toys.labels()),
            recipe=Recipe(strategy=chosen, machine=CPU, as_input=as_input),
            generator=generator,
        )


def test_scores_do_not_depend_on_what_is_scored_beside() -> None:
    with torch_threads(1):
        model = SmallCnn(n_channels=1, n_classes=3)
        images = torch.from_numpy(toys.images())
        together = logits_of(model, images, machine=CPU, as_input=as_input)
        alone = np.concatenate([logits_of(model, image[None], machine=CPU, as_input=as_input) for image in images])
    np.testing.assert_allclose(together, alone, atol=1e-5)


class TestFeatures:
    """`fit` knows no images: here a linear net on float features, which the slow twins can follow."""

    items = torch.from_numpy(np.random.default_rng(0).normal(size=(40, 5)).astype(np.float32))
    labels = (items[:, 0] > 0).long() + (items[:, 1] > 0).long()

    def net(self) -> nn.Linear:
        torch.manual_seed(3)
        return nn.Linear(5, 3)

    def fit(self, model: nn.Module, *, sampler: Sampler | None = None, **overrides: object) -> int:
        """On one thread, from seed 5, with minibatches of 10; ends of one_cycle as far as the peak allows."""
        chosen = toys.strategy(**{"minibatch": 10, "schedule": "constant", "peak_lr": 0.1, **overrides})
        recipe = Recipe(strategy=chosen, machine=CPU)
        with torch_threads(1):
            return fit(
                model,
                self.items,
                self.labels,
                recipe=recipe,
                generator=torch.Generator().manual_seed(5),
                sampler=sampler,
            )

    def test_float_features_are_learned(self) -> None:
        model = self.net()
        self.fit(model, epochs=100.0)
        assert (model(self.items).argmax(dim=1) == self.labels).float().mean() > 0.85

    @pytest.mark.parametrize("smoothing", [0.0, 0.3])
    def test_a_step_of_sgd_is_the_formula(self, smoothing: float) -> None:
        """Gradient of the smoothed cross-entropy plus weight decay; momentum makes no difference in one step."""
        model, drawn = self.net(), np.arange(10)
        overrides = {"label_smoothing": smoothing, "weight_decay": 0.01, "epochs": 0.1, "min_steps": 0}
        self.fit(model, sampler=Fixed(drawn), **overrides)
        before, x = self.net(), self.items[:10].numpy()
        weights, bias = before.weight.detach().numpy(), before.bias.detach().numpy()
        exponents = np.exp(x @ weights.T + bias)
        smoothed = (1 - smoothing) * np.eye(3)[self.labels[:10]] + smoothing / 3
        gradient = (exponents / exponents.sum(axis=1, keepdims=True) - smoothed).T @ x / 10
        expected = weights - 0.1 * (gradient + 0.01 * weights)
        np.testing.assert_allclose(model.weight.detach().numpy(), expected, atol=1e-6)

    def test_the_first_step_of_adam_moves_every_weight_by_the_rate(self) -> None:
        """Kingma & Ba: whatever the gradient's size. A second update is a first step again: the optimiser is new."""
        model, overrides = self.net(), {"optimiser": "adam", "peak_lr": 1e-3, "epochs": 0.1, "min_steps": 0}
        for _ in range(2):
            before = model.weight.detach().clone()
            self.fit(model, sampler=Fixed(np.arange(10)), **overrides)
            np.testing.assert_allclose((model.weight.detach() - before).abs().numpy(), 1e-3, rtol=1e-3)

    def test_the_rates_are_those_of_the_schedule(self) -> None:
        """Without momentum and decay a step's length is its rate times the gradient; tiny rates leave that as it is."""
        lengths = []
        for segments in ("1@1e-4 1@1e-4", "1@1e-4 1@3e-4"):
            model = self.net()
            overrides = {"schedule": "segments", "segments": segments, "momentum": 0.0, "weight_decay": 0.0}
            self.fit(model, sampler=Fixed(np.arange(10)), **overrides)
            lengths.append(float((model.weight - self.net().weight).detach().norm()))
        assert lengths[1] / lengths[0] == pytest.approx(2, rel=1e-2)

    def test_sample_steps_are_items_times_passes(self) -> None:
        assert self.fit(self.net(), epochs=3.0, min_steps=0) == 120

    def test_the_extra_pass_of_the_bandit_and_validation_of_worst_class_are_counted(self) -> None:
        counted = {}
        for name in ("active_bandit", "worst_class"):
            chosen = toys.strategy(sampler=name, epochs=3.0, min_steps=0, minibatch=10)
            sampler = sampler_for(
                self.labels.numpy(), strategy=chosen, rng=np.random.default_rng(0), difficulty_N=np.arange(40.0)
            )
            counted[name] = self.fit(self.net(), sampler=sampler, epochs=3.0, min_steps=0)
        held_out = sum(max(1, round(0.1 * int((self.labels == label).sum()))) for label in range(3))
        assert counted == {"active_bandit": 240, "worst_class": 120 + 12 * held_out}

    def test_a_sampler_that_needs_difficulties_is_not_built_without(self) -> None:
        recipe = Recipe(strategy=toys.strategy(sampler="simple_curriculum"), machine=CPU)
        with pytest.raises(BadInput, match="difficulty"):
            fit(self.net(), self.items, self.labels, recipe=recipe, generator=torch.Generator())

    def test_gain_is_the_loss_before_less_the_loss_after_on_the_same_minibatch(self) -> None:
        model, asked = self.net(), Asking(np.arange(10))
        before = functional.cross_entropy(model(self.items[:10]), self.labels[:10])
        self.fit(model, sampler=asked, epochs=0.1, min_steps=0)
        after = functional.cross_entropy(model(self.items[:10]), self.labels[:10])
        assert asked.gains == [pytest.approx((before - after).item(), abs=1e-6)]
        assert asked.gains[0] > 0

    def test_wrong_is_what_the_model_now_errs_on(self) -> None:
        model, asked = self.net(), Asking(np.arange(10))
        self.fit(model, sampler=asked, epochs=0.1, min_steps=0)
        wrong = (model(self.items).argmax(dim=1) != self.labels).numpy()
        np.testing.assert_array_equal(asked.wrong[0], wrong)
        assert wrong.any()
        assert not wrong.all()


class Fixed:
    """Always the same minibatch."""

    def __init__(self, positions: np.ndarray) -> None:
        self.positions = positions

    def draw(self) -> np.ndarray:
        return self.positions

    def learn(self, feedback: Feedback) -> None:
        """Nothing to learn."""


class Asking(Fixed):
    """Asks everything after every step."""

    def __init__(self, positions: np.ndarray) -> None:
        super().__init__(positions)
        self.gains: list[float] = []
        self.wrong: list[np.ndarray] = []

    def learn(self, feedback: Feedback) -> None:
        self.gains.append(feedback.gain())
        self.wrong.append(feedback.wrong(np.arange(40)))


@pytest.mark.parametrize("asking", [False, True])
def test_a_sampler_that_asks_leaves_the_training_as_it_is(*, asking: bool) -> None:
    """Its questions neither move batch norm's statistics nor shift what is drawn later. (No dropout in this net.)"""

    def trained(sampler: Fixed) -> dict[str, Tensor]:
        torch.manual_seed(0)
        model = nn.Sequential(nn.Flatten(), nn.Linear(144, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 3))
        items, labels = torch.from_numpy(toys.images()).float() / 255, torch.from_numpy(toys.labels())
        recipe = Recipe(strategy=toys.strategy(min_steps=5), machine=CPU)
        with torch_threads(1):
            fit(model, items, labels, recipe=recipe, generator=torch.Generator().manual_seed(1), sampler=sampler)
        assert model.state_dict()["2.num_batches_tracked"] > 0
        return {name: value for name, value in model.state_dict().items() if name != "2.num_batches_tracked"}

    plain, asked = trained(Fixed(np.arange(16))), trained((Asking if asking else Fixed)(np.arange(16)))
    for name, value in plain.items():
        torch.testing.assert_close(asked[name], value, rtol=0, atol=0)


@pytest.mark.parametrize("name", SAMPLERS)
def test_images_are_learned_whatever_draws_the_minibatches(name: str) -> None:
    chosen = toys.strategy(sampler=name, epochs=12.0, bandit_warm_up=5)
    proxy = build_proxy(chosen, n_classes=3)
    items, labels = toys.images(), toys.labels()
    spent = proxy.update(items[:60], labels[:60], rng=np.random.default_rng(0), should_stop=None)
    assert (proxy.logits(items[60:]).argmax(axis=1) == labels[60:]).mean() > 0.6
    assert spent >= 12 * 60
