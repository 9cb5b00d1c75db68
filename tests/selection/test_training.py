"""Training: schedule, minibatches, random views, determinism."""

import numpy as np
import pytest
import torch

from selection import TrainingFailed
from selection.inference import logits_of
from selection.proxies.small_cnn import SmallCnn
from selection.training import (
    Machine,
    Recipe,
    fit,
    minibatches,
    n_steps,
    one_cycle,
    seeded,
    torch_threads,
)
from selection.views import as_input, random_views
from tests.selection import toys

CPU = Machine(torch.device("cpu"), bfloat16=False)


@pytest.mark.parametrize("steps", [1, 2, 3, 10, 157, 1000])
def test_one_cycle_goes_from_start_over_peak_to_end(steps: int) -> None:
    rates = one_cycle(steps, start=0.01, peak=0.2, end=0.001)
    assert len(rates) == steps
    assert rates[0] == pytest.approx(0.01)
    if steps >= 10:
        top = int(rates.argmax())
        assert rates.max() == pytest.approx(0.2)
        assert rates[-1] == pytest.approx(0.001)
        assert top == round(0.3 * steps)
        assert (np.diff(rates[: top + 1]) > 0).all()
        assert (np.diff(rates[top:]) < 0).all()


def test_steps_are_epochs_or_the_floor() -> None:
    chosen = toys.strategy(epochs=20.0, min_steps=100, minibatch=64)
    assert n_steps(6400, strategy=chosen) == 2000
    assert n_steps(33, strategy=chosen) == 100


def test_each_pass_over_the_minibatches_sees_each_image_once() -> None:
    order = minibatches(24, size=8, steps=9, generator=torch.Generator().manual_seed(0))
    assert order.shape == (9, 8)
    for one_pass in order.view(3, 24):
        assert sorted(one_pass.tolist()) == list(range(24))
    assert minibatches(3, size=8, steps=2, generator=torch.Generator()).shape == (2, 8)


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
def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(bfloat16: bool) -> None:
    np.testing.assert_array_equal(fitted(1, bfloat16=bfloat16), fitted(1, bfloat16=bfloat16))
    assert (fitted(1, bfloat16=bfloat16) != fitted(2, bfloat16=bfloat16)).any()


def test_global_random_state_and_threads_are_left_as_they_were() -> None:
    before, threads = torch.random.get_rng_state(), torch.get_num_threads()
    numpy_before = np.random.get_state()[1].copy()  # type: ignore[index, union-attr]  # noqa: NPY002
    fitted(1)
    assert torch.equal(torch.random.get_rng_state(), before)
    assert torch.get_num_threads() == threads
    np.testing.assert_array_equal(np.random.get_state()[1], numpy_before)  # type: ignore[index]  # noqa: NPY002


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
