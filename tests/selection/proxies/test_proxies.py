"""One contract over every proxy."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from selection import BadInput, BadState, NonFiniteScore, RoundStopped, Strategy, TextRows
from selection.acquisition import score
from selection.arrays import Ints
from selection.blobs import pack, unpack
from selection.proxies import PROXIES, Proxy, build_proxy
from selection.sources import Items
from selection.strategy import DROPOUT_PROXIES, HEAD_PROXIES, TEXT_PROXIES
from tests.selection import toys

FEATURE_HEADS = ("ridge_head", "logistic_head")
pytestmark = pytest.mark.slow

# Steps in which a net learns the toy. The others are too dear for that: they take one step on four items.
STEPS = {"small_cnn": 30, "mnist_cnn": 60, "preact_resnet20": 60, "linear_head": 40, "mlp_head": 40, "fasttext": 1000}
# Learned in closed form, or to the optimum: no step of them counts.
STEPS |= dict.fromkeys(FEATURE_HEADS, 1)
FEW: dict[str, Any] = {"min_steps": 1, "epochs": 0.1, "minibatch": 4, "start_lr": 1e-4, "peak_lr": 1e-3, "end_lr": 1e-4}
NETWORKS = [name for name in PROXIES if name not in ("fasttext", *FEATURE_HEADS)]
IMAGE_NAMES = [name for name in PROXIES if name not in TEXT_PROXIES + HEAD_PROXIES]


def chosen(name: str, **overrides: Any) -> Strategy:
    cost = {"min_steps": STEPS[name]} if name in STEPS else FEW
    if name in TEXT_PROXIES:
        return toys.text_strategy(**{"proxy": name, **cost, **overrides})
    own: dict[str, Any] = {"features": "resnet18"} if name in HEAD_PROXIES else {}
    if name == "mnist_cnn":
        own = {"optimiser": "adam", "start_lr": 1e-4, "peak_lr": 2e-3, "end_lr": 1e-4}
    return toys.strategy(**{"proxy": name, **own, **cost, **overrides})


def n_items(name: str) -> int:
    return toys.N_ITEMS if name in STEPS else 4


def everything(name: str) -> Ints:
    return np.arange(n_items(name))


def items_of(name: str, rows: Ints | None = None) -> Items:
    rows = everything(name) if rows is None else rows
    if name in HEAD_PROXIES:
        return toys.features()[rows]
    return toys.source_for(chosen(name)).take(rows)


def updated(name: str, *, rows: Ints | None = None, n_classes: int = 3, seed: int = 0, **overrides: Any) -> Proxy:
    rows = everything(name)[:60] if rows is None else rows
    proxy = build_proxy(chosen(name, **overrides), n_classes=n_classes)
    proxy.update(items_of(name, rows), toys.labels()[rows], rng=np.random.default_rng(seed), should_stop=None)
    return proxy


@cache
def trained_bytes(name: str) -> bytes:
    return updated(name).to_bytes()


@cache
def scorer(name: str) -> Proxy:
    """For tests that only ask."""
    return trained(name)


def trained(name: str, *, n_classes: int = 3, **overrides: Any) -> Proxy:
    """As `updated` leaves it, without the time that takes."""
    return build_proxy(chosen(name, **overrides), n_classes=n_classes, blob=trained_bytes(name))


@pytest.mark.parametrize("name", PROXIES)
class TestContract:
    def test_logits_have_their_shape_and_are_finite(self, name: str) -> None:
        logits = scorer(name).logits(items_of(name))
        assert logits.shape == (n_items(name), 3)
        assert logits.dtype == np.float32
        assert np.isfinite(logits).all()

    def test_scoring_twice_gives_the_same_numbers(self, name: str) -> None:
        proxy = scorer(name)
        np.testing.assert_array_equal(proxy.logits(items_of(name)), proxy.logits(items_of(name)))

    def test_scores_follow_a_permutation_of_the_items(self, name: str) -> None:
        proxy, order = scorer(name), np.random.default_rng(3).permutation(n_items(name))
        logits = proxy.logits(items_of(name))
        tolerance = 0.02 * max(1.0, float(np.abs(logits).max()))
        np.testing.assert_allclose(proxy.logits(items_of(name, order)), logits[order], atol=tolerance)

    def test_the_same_seed_gives_the_same_bytes_and_they_bring_back_the_same_model(self, name: str) -> None:
        proxy = updated(name)
        assert proxy.to_bytes() == trained_bytes(name)  # The same seed.
        again = trained(name)
        assert again.trained
        np.testing.assert_array_equal(again.logits(items_of(name)), proxy.logits(items_of(name)))
        assert again.to_bytes() == trained_bytes(name)

    def test_untrained_has_no_bytes(self, name: str) -> None:
        proxy = build_proxy(chosen(name), n_classes=3)
        assert not proxy.trained
        assert proxy.to_bytes() == b""

    def test_a_single_item_of_one_class_is_learned_from(self, name: str) -> None:
        logits = updated(name, rows=np.array([0])).logits(items_of(name))
        assert np.isfinite(score("entropy", logits)).all()

    def test_embeddings_are_one_finite_vector_per_item_in_their_order(self, name: str) -> None:
        proxy = scorer(name)
        embeddings = proxy.embeddings(items_of(name))
        assert embeddings.shape[0] == n_items(name)
        assert embeddings.dtype == np.float32
        assert np.isfinite(embeddings).all()
        backwards = proxy.embeddings(items_of(name, everything(name)[::-1].copy()))[::-1]
        np.testing.assert_allclose(backwards, embeddings, atol=0.02 * max(1.0, float(np.abs(embeddings).max())))

    def test_nothing_to_score_gives_nothing(self, name: str) -> None:
        proxy, nothing = scorer(name), items_of(name, np.zeros(0, dtype=np.int64))
        assert proxy.logits(nothing).shape == (0, 3)
        assert proxy.embeddings(nothing).shape == (0, proxy.embeddings(items_of(name)).shape[1])
        assert proxy.passes(nothing, rng=np.random.default_rng(0)).shape == (1, 0, 3)

    def test_items_of_the_wrong_kind_are_refused(self, name: str) -> None:
        kinds: list[Items] = [toys.images(), toys.features(), toys.texts()]
        right = 2 if name in TEXT_PROXIES else 1 if name in HEAD_PROXIES else 0
        for wrong in kinds[:right] + kinds[right + 1 :]:
            with pytest.raises(BadInput):
                scorer(name).logits(wrong)
            with pytest.raises(BadInput):
                build_proxy(chosen(name), n_classes=3).update(
                    wrong, toys.labels(), rng=np.random.default_rng(0), should_stop=None
                )

    def test_passes_differ_where_there_is_dropout(self, name: str) -> None:
        """Those of a proxy without dropout are refused by `Strategy`; its one pass is that of `logits`."""
        if name in DROPOUT_PROXIES:
            passes = trained(name, passes=3).passes(items_of(name), rng=np.random.default_rng(0))
            assert passes.shape == (3, n_items(name), 3)
            assert (passes[0] != passes[1]).any()
            assert (passes[1] != passes[2]).any()
            again = trained(name, passes=3).passes(items_of(name), rng=np.random.default_rng(0))
            np.testing.assert_array_equal(passes, again)
        else:
            proxy = scorer(name)
            passes = proxy.passes(items_of(name), rng=np.random.default_rng(0))
            np.testing.assert_array_equal(passes, proxy.passes(items_of(name), rng=np.random.default_rng(1)))
            np.testing.assert_allclose(passes[0], proxy.logits(items_of(name)), rtol=1e-5)


@pytest.mark.parametrize("name", STEPS)
class TestThoseThatLearnTheToy:
    def test_another_seed_gives_other_bytes(self, name: str) -> None:
        """But for what has one optimum."""
        if name not in FEATURE_HEADS:
            assert updated(name, seed=6).to_bytes() != trained_bytes(name)

    def test_damaged_bytes_are_refused(self, name: str) -> None:
        blob = bytearray(trained_bytes(name))
        blob[len(blob) // 2] ^= 1
        with pytest.raises(BadState):
            build_proxy(chosen(name), n_classes=3, blob=bytes(blob))

    def test_bytes_of_another_model_are_refused(self, name: str) -> None:
        meta = unpack(trained_bytes(name))[0]
        with pytest.raises(BadState):
            build_proxy(chosen(name), n_classes=3, blob=pack(meta, {"x": np.zeros(3)})).logits(items_of(name))

    @pytest.mark.parametrize("rows", [[0, 3, 6], [0, 0, 0, 1]])
    def test_few_items_and_copies(self, name: str, rows: list[int]) -> None:
        logits = updated(name, rows=np.array(rows)).logits(items_of(name))
        assert np.isfinite(logits).all()
        assert np.isfinite(score("entropy", logits)).all()

    def test_a_stop_ends_the_update(self, name: str) -> None:
        proxy = build_proxy(chosen(name), n_classes=3)
        with pytest.raises(RoundStopped):
            proxy.update(
                items_of(name), toys.labels()[: n_items(name)], rng=np.random.default_rng(0), should_stop=lambda: True
            )
        assert not proxy.trained

    def test_learns_what_can_be_learned(self, name: str) -> None:
        logits = trained(name).logits(items_of(name))
        assert (logits.argmax(axis=1) == toys.labels())[60:].mean() > 0.8

    def test_classes_never_seen_are_the_least_likely(self, name: str) -> None:
        rows = np.flatnonzero(toys.labels() != 2)
        logits = updated(name, rows=rows, n_classes=77).logits(items_of(name, rows))
        assert logits.shape == (len(rows), 77)
        assert set(logits.argmax(axis=1).tolist()) == {0, 1}

    def test_classes_may_be_added_later(self, name: str) -> None:
        grown = trained(name, n_classes=5)
        grown.update(items_of(name), toys.labels() + 1, rng=np.random.default_rng(0), should_stop=None)
        assert grown.logits(items_of(name)).shape == (toys.N_ITEMS, 5)
        assert (grown.logits(items_of(name)).argmax(axis=1) == toys.labels() + 1).mean() > 0.6


@pytest.mark.parametrize("name", NETWORKS)
def test_added_classes_keep_the_logits_of_the_old_ones(name: str) -> None:
    old, grown = scorer(name), trained(name, n_classes=5)
    logits = old.logits(items_of(name))
    np.testing.assert_allclose(
        grown.logits(items_of(name))[:, :3], logits, atol=1e-5 * max(1.0, float(np.abs(logits).max()))
    )
    weights = unpack(grown.to_bytes())[1]["head.weight"]
    np.testing.assert_array_equal(weights[:3], unpack(trained_bytes(name))[1]["head.weight"])


@pytest.mark.parametrize("name", [name for name in STEPS if name in NETWORKS])
class TestNetworks:
    def test_the_three_ways_to_start_an_update_differ(self, name: str) -> None:
        moved = {}
        before = unpack(trained_bytes(name))[1]
        for mode in ("keep", "shrink_perturb", "scratch"):
            after = unpack(self._stood_still(name, update=mode))[1]
            moved[mode] = float(np.abs(after["head.weight"] - before["head.weight"]).max())
        assert moved["keep"] < 1e-5 < moved["shrink_perturb"]
        assert moved["scratch"] > 1e-3

    def test_shrink_perturb_is_the_formula(self, name: str) -> None:
        after = unpack(self._stood_still(name, update="shrink_perturb", perturb=0.0))[1]
        before = unpack(trained_bytes(name))[1]
        np.testing.assert_allclose(after["head.weight"], 0.6 * before["head.weight"], rtol=1e-4, atol=1e-9)

    def _stood_still(self, name: str, **overrides: Any) -> bytes:
        """After an update at a rate of almost nothing: what is left is where the update started."""
        still = {"start_lr": 1e-12, "peak_lr": 1e-12, "end_lr": 1e-12, "min_steps": 1, "epochs": 0.01}
        proxy = trained(name, **{**still, **overrides})
        proxy.update(items_of(name), toys.labels()[: n_items(name)], rng=np.random.default_rng(0), should_stop=None)
        return proxy.to_bytes()

    def test_a_refresh_of_batch_norm_changes_statistics_and_no_weight(self, name: str) -> None:
        proxy = trained(name)
        proxy.refresh_norm(items_of(name))
        before, after = unpack(trained_bytes(name))[1], unpack(proxy.to_bytes())[1]
        changed = {key for key in before if (before[key] != after[key]).any()}
        assert all("running_" in key or "num_batches" in key for key in changed)
        assert bool(changed) == any("running_" in key for key in before)

    def test_a_model_of_nan_raises_when_scored(self, name: str) -> None:
        meta, weights = unpack(trained_bytes(name))
        weights["head.weight"][:] = np.nan
        broken = build_proxy(chosen(name), n_classes=3, blob=pack(meta, weights))
        with pytest.raises(NonFiniteScore):
            score("margin", broken.logits(items_of(name)))


@pytest.mark.parametrize("name", IMAGE_NAMES)
class TestImageProxies:
    @pytest.mark.parametrize(("channels", "side"), [(1, 28), (3, 5)])
    def test_other_sizes_and_channels(self, name: str, channels: int, side: int) -> None:
        images = np.random.default_rng(0).integers(0, 255, (4, side, side + 1, channels), dtype=np.uint8)
        proxy = build_proxy(chosen(name, **{**FEW, "min_steps": 1}), n_classes=3)
        proxy.update(images, np.arange(4) % 3, rng=np.random.default_rng(0), should_stop=None)
        assert proxy.logits(images).shape == (4, 3)

    def test_a_change_of_channels_is_refused(self, name: str) -> None:
        proxy = trained(name)
        proxy.logits(items_of(name))
        with pytest.raises(BadInput, match="channels"):
            proxy.logits(toys.images(channels=3))


def test_a_head_learned_on_other_features_is_refused() -> None:
    with pytest.raises(BadState, match="another model"):
        trained("linear_head", features="resnet50")


def test_texts_source_is_what_the_text_proxy_eats() -> None:
    assert TextRows(toys.texts()).take(np.arange(3)) == toys.texts()[:3]
