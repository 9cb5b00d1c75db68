"""One contract over every proxy."""

from typing import Any

import numpy as np
import pytest

from selection import BadInput, BadState, NonFiniteScore, RoundStopped, Strategy, TextRows
from selection.acquisition import score
from selection.arrays import Ints
from selection.blobs import pack, unpack
from selection.proxies import PROXIES, Proxy, build_proxy
from selection.sources import Items
from selection.strategy import TEXT_PROXIES
from tests.selection import toys


def chosen(name: str, **overrides: Any) -> Strategy:
    if name in TEXT_PROXIES:
        return toys.text_strategy(proxy=name, **overrides)
    # Small nets learn the bands in a few steps; the deeper one needs some more.
    return toys.strategy(**{"proxy": name, "min_steps": 60 if name == "preact_resnet20" else 30, **overrides})


def items_of(name: str, rows: Ints | None = None) -> Items:
    source = toys.source_for(chosen(name))
    return source.take(np.arange(toys.N_ITEMS) if rows is None else rows)


def updated(name: str, *, rows: Ints | None = None, n_classes: int = 3, seed: int = 0, **overrides: Any) -> Proxy:
    rows = np.arange(60) if rows is None else rows
    proxy = build_proxy(chosen(name, **overrides), n_classes=n_classes)
    proxy.update(items_of(name, rows), toys.labels()[rows], rng=np.random.default_rng(seed), should_stop=None)
    return proxy


@pytest.mark.parametrize("name", PROXIES)
class TestContract:
    def test_learns_what_can_be_learned(self, name: str) -> None:
        logits = updated(name).logits(items_of(name))
        assert logits.shape == (toys.N_ITEMS, 3)
        assert logits.dtype == np.float64
        assert (logits.argmax(axis=1) == toys.labels())[60:].mean() > 0.8

    def test_scoring_twice_gives_the_same_numbers(self, name: str) -> None:
        proxy = updated(name)
        np.testing.assert_array_equal(proxy.logits(items_of(name)), proxy.logits(items_of(name)))

    def test_scores_follow_a_permutation_of_the_items(self, name: str) -> None:
        proxy, order = updated(name), np.random.default_rng(3).permutation(toys.N_ITEMS)
        np.testing.assert_allclose(proxy.logits(items_of(name, order)), proxy.logits(items_of(name))[order], atol=0.05)

    def test_bytes_bring_back_the_same_model(self, name: str) -> None:
        proxy = updated(name)
        again = build_proxy(chosen(name), n_classes=3, blob=proxy.to_bytes())
        assert again.trained
        np.testing.assert_array_equal(again.logits(items_of(name)), proxy.logits(items_of(name)))
        assert again.to_bytes() == proxy.to_bytes()

    def test_the_same_seed_gives_the_same_bytes(self, name: str) -> None:
        assert updated(name, seed=5).to_bytes() == updated(name, seed=5).to_bytes()
        assert updated(name, seed=5).to_bytes() != updated(name, seed=6).to_bytes()

    def test_damaged_bytes_are_refused(self, name: str) -> None:
        blob = bytearray(updated(name).to_bytes())
        blob[len(blob) // 2] ^= 1
        with pytest.raises(BadState):
            build_proxy(chosen(name), n_classes=3, blob=bytes(blob))

    def test_bytes_of_another_model_are_refused(self, name: str) -> None:
        with pytest.raises(BadState):
            build_proxy(chosen(name), n_classes=3, blob=pack({}, {"x": np.zeros(3)})).logits(items_of(name))

    def test_untrained_has_no_bytes(self, name: str) -> None:
        proxy = build_proxy(chosen(name), n_classes=3)
        assert not proxy.trained
        assert proxy.to_bytes() == b""

    @pytest.mark.parametrize("rows", [[0], [0, 3, 6], [0, 0, 0, 1]])
    def test_few_items_one_class_and_copies(self, name: str, rows: list[int]) -> None:
        logits = updated(name, rows=np.array(rows)).logits(items_of(name))
        assert np.isfinite(logits).all()
        assert np.isfinite(score("entropy", logits)).all()

    def test_classes_never_seen_are_the_least_likely(self, name: str) -> None:
        rows = np.flatnonzero(toys.labels() != 2)
        logits = updated(name, rows=rows, n_classes=77).logits(items_of(name, rows))
        assert logits.shape == (len(rows), 77)
        assert set(logits.argmax(axis=1).tolist()) == {0, 1}

    def test_nothing_to_score_gives_nothing(self, name: str) -> None:
        assert updated(name).logits(items_of(name, np.zeros(0, dtype=np.int64))).shape == (0, 3)

    def test_items_of_the_wrong_kind_are_refused(self, name: str) -> None:
        wrong: Items = toys.images() if name in TEXT_PROXIES else ["a text"]
        with pytest.raises(BadInput):
            updated(name).logits(wrong)

    def test_a_stop_ends_the_update(self, name: str) -> None:
        proxy = build_proxy(chosen(name), n_classes=3)
        with pytest.raises(RoundStopped):
            proxy.update(items_of(name), toys.labels(), rng=np.random.default_rng(0), should_stop=lambda: True)
        assert not proxy.trained

    def test_classes_may_be_added_later(self, name: str) -> None:
        grown = build_proxy(chosen(name), n_classes=5, blob=updated(name).to_bytes())
        grown.update(items_of(name), toys.labels() + 1, rng=np.random.default_rng(0), should_stop=None)
        assert grown.logits(items_of(name)).shape == (toys.N_ITEMS, 5)
        assert (grown.logits(items_of(name)).argmax(axis=1) == toys.labels() + 1).mean() > 0.6


IMAGE_NAMES = [name for name in PROXIES if name not in TEXT_PROXIES]


@pytest.mark.parametrize("name", IMAGE_NAMES)
class TestImageProxies:
    def test_the_three_ways_to_start_an_update_differ(self, name: str) -> None:
        blob = updated(name).to_bytes()
        moved = {}
        before = unpack(blob)[1]
        for mode in ("keep", "shrink_perturb", "scratch"):
            # A rate of almost nothing: what is left is where the update started.
            still = {"start_lr": 1e-9, "peak_lr": 1e-9, "end_lr": 1e-9, "min_steps": 1}
            proxy = build_proxy(chosen(name, update=mode, **still), n_classes=3, blob=blob)
            proxy.update(items_of(name), toys.labels(), rng=np.random.default_rng(0), should_stop=None)
            after = unpack(proxy.to_bytes())[1]
            moved[mode] = float(np.abs(after["head.weight"] - before["head.weight"]).max())
        assert moved["keep"] < 1e-5 < moved["shrink_perturb"]
        assert moved["scratch"] > 1e-3

    def test_shrink_perturb_is_the_formula(self, name: str) -> None:
        blob = updated(name).to_bytes()
        still = {"start_lr": 1e-12, "peak_lr": 1e-12, "end_lr": 1e-12, "min_steps": 1, "perturb": 0.0}
        proxy = build_proxy(chosen(name, update="shrink_perturb", **still), n_classes=3, blob=blob)
        proxy.update(items_of(name), toys.labels(), rng=np.random.default_rng(0), should_stop=None)
        np.testing.assert_allclose(
            unpack(proxy.to_bytes())[1]["head.weight"], 0.6 * unpack(blob)[1]["head.weight"], rtol=1e-5
        )

    def test_added_classes_keep_the_logits_of_the_old_ones(self, name: str) -> None:
        proxy = updated(name)
        grown = build_proxy(chosen(name), n_classes=5, blob=proxy.to_bytes())
        np.testing.assert_allclose(grown.logits(items_of(name))[:, :3], proxy.logits(items_of(name)), atol=1e-5)

    @pytest.mark.parametrize(("channels", "side"), [(1, 8), (3, 32), (3, 5)])
    def test_other_sizes_and_channels(self, name: str, channels: int, side: int) -> None:
        images = np.random.default_rng(0).integers(0, 255, (9, side, side, channels), dtype=np.uint8)
        proxy = build_proxy(chosen(name, min_steps=2), n_classes=3)
        proxy.update(images, np.arange(9) % 3, rng=np.random.default_rng(0), should_stop=None)
        assert proxy.logits(images).shape == (9, 3)

    def test_a_change_of_channels_is_refused(self, name: str) -> None:
        with pytest.raises(BadInput, match="channels"):
            updated(name).logits(toys.images(channels=3))

    def test_a_model_of_nan_raises_when_scored(self, name: str) -> None:
        weights = unpack(updated(name).to_bytes())[1]
        weights["head.weight"][:] = np.nan
        broken = build_proxy(chosen(name), n_classes=3, blob=pack({}, weights))
        with pytest.raises(NonFiniteScore):
            score("margin", broken.logits(items_of(name)))


def test_texts_source_is_what_the_text_proxy_eats() -> None:
    assert TextRows(toys.texts()).take(np.arange(3)) == toys.texts()[:3]
