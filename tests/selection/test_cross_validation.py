"""What is said of labels left out, by heads and by proxies from scratch, and which representation that speaks for."""

from typing import Any

import numpy as np
import pytest

from selection import cross_validation, strategy_for
from selection.arrays import Bools, Floats32, Ints
from selection.cross_validation import Labelled, LeftOut, by_head, by_proxy, taken

AUTO = strategy_for("auto", kind="text")


def left_out(right: Bools, *, sure: float = 0.8) -> LeftOut:
    """Of two classes; `sure` is the probability of the likelier one."""
    likelier = 2 * np.square(np.array([1 - sure, sure]))
    return LeftOut(right, np.where(right, *likelier))


class TestTaking:
    RIGHT = np.arange(200) < 150

    def test_the_first_stays_until_another_is_clearly_better(self) -> None:
        used, a_little, much = (left_out(np.arange(200) < n) for n in (150, 151, 180))
        assert taken({"used": used, "other": a_little}) == "used"
        assert taken({"used": used, "other": much}) == "other"
        assert taken({"used": much, "other": used}) == "used"

    def test_a_rival_that_is_surely_better_but_by_little_is_left(self) -> None:
        """It is right wherever the other is, and in twelve more of a thousand: no chance, and no reason."""
        used, more, many = (left_out(np.arange(1000) < n) for n in (700, 712, 760))
        assert taken({"used": used, "other": more}) == "used"
        assert taken({"used": used, "other": many}) == "other"

    def test_more_rivals_must_be_better_still(self) -> None:
        """Seventeen wins and two losses: enough against one rival, not against twenty."""
        better = self.RIGHT.copy()
        better[150:167], better[0:2] = True, False
        used = left_out(self.RIGHT)
        assert taken({"used": used, "other": left_out(better)}) == "other"
        rivals = {f"rival {k}": used for k in range(19)}
        assert taken({"used": used, "other": left_out(better), **rivals}) == "used"

    def test_one_that_is_as_often_right_but_surer_of_it_is_better(self) -> None:
        sure = LeftOut(self.RIGHT, np.where(self.RIGHT, 0.02, 0.98))
        assert taken({"used": left_out(self.RIGHT, sure=0.6), "other": sure}) == "other"

    def test_how_sure_is_judged_once_probabilities_are_calibrated(self) -> None:
        """Logits ten times as large say the same."""
        rng = np.random.default_rng(3)
        labels = rng.integers(3, size=300)
        logits = 2 * np.eye(3)[labels] + rng.normal(size=(300, 3))
        modest, boastful = (LeftOut.of(scale * logits, labels).losses.mean() for scale in (0.5, 5.0))
        assert abs(modest - boastful) < 0.02

    def test_of_noise_no_view_is_right_more_often_than_chance(self) -> None:
        """Folds do not reward numbers that fit by heart: 40 labels, 200 numbers."""
        rng = np.random.default_rng(1)
        shares = [
            by_head(
                rng.normal(size=(40, 200)).astype(np.float32), rng.integers(2, size=40), threads=1, should_stop=None
            ).right.mean()
            for _ in range(20)
        ]
        assert 0.3 < np.mean(shares) < 0.6

    def test_many_classes_are_judged_by_the_head_that_will_ask(self) -> None:
        """Forty classes around a circle, five labels of each: only what lies outside tells, and ridge sees little."""
        rng = np.random.default_rng(2)
        labels = rng.permutation(np.tile(np.arange(40), 5))
        circle = 2 * np.pi * labels / 40
        middles = np.stack([np.cos(circle), np.sin(circle)], axis=1)
        told = (middles + 0.02 * rng.normal(size=(200, 2))).astype(np.float32)
        assert by_head(told, labels, threads=1, should_stop=None).right.mean() > 0.15


class TestByProxy:
    def test_none_wins_by_being_less_sure(self) -> None:
        """Both err on half of the labels, the one with certainty: what they are is compared, not how they put it."""

        class Told:
            def __init__(self, scale: float) -> None:
                self.scale = scale

            def update(self, *_: Any, **__: Any) -> int:
                return 1

            def logits(self, items: Floats32) -> Floats32:
                return self.scale * items

        rng = np.random.default_rng(0)
        labels = rng.integers(3, size=90)
        shown = np.where(rng.random(90) < 0.5, labels, rng.integers(3, size=90))
        rows = np.eye(3, dtype=np.float32)[shown]
        head = LeftOut.of(0.5 * rows, labels)
        for scale in (0.5, 50.0):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(cross_validation, "build_proxy", lambda *_, scale=scale, **__: Told(scale))
                own, words = by_proxy(
                    AUTO, Labelled(rows, labels, 3), rival=head, is_used=True, rng=rng, should_stop=None
                )
            assert taken({"words": words, "own": own}) == "words"
            np.testing.assert_array_equal(own.losses, words.losses)

    @pytest.mark.parametrize(
        ("right", "used", "trainings"),
        [(0.2, "own", 1), (0.2, "words", 1), (0.75, "own", 4), (0.75, "words", 1), (1, "words", 4)],
    )
    def test_one_that_will_not_be_taken_is_not_trained_again(self, right: float, used: str, trainings: int) -> None:
        """Beside a head that is right in six of seven: one that is in use may be a little behind, a challenger not."""
        labels = np.arange(120) % 3
        head, trained = LeftOut.by_rights(np.arange(120) % 7 > 0), []

        class Told:
            def update(self, items: Floats32, learned: Ints, **_: Any) -> int:
                trained.append((len(items), len(learned)))
                return 1

            def logits(self, items: Floats32) -> Floats32:
                wrong = np.arange(len(items)) >= right * len(items)
                return np.where(wrong[:, None], -items, items)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cross_validation, "build_proxy", lambda *_, **__: Told())
            own, words = by_proxy(
                AUTO,
                Labelled(np.eye(3, dtype=np.float32)[labels], labels, 3),
                rival=head,
                is_used=used == "own",
                rng=np.random.default_rng(0),
                should_stop=None,
            )
        assert trained == [(90, 90)] * trainings
        assert len(own.right) == len(words.right) == 30 * trainings
        assert own.right.mean() == pytest.approx(right, abs=0.03)
        assert taken({"words": words, "own": own}) == ("own" if right == 1 else "words")
