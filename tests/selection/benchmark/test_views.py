"""Benchmarks on representations: computed once, played by name or by choice, and judged by the best of them."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from selection import StrategyError, fresh_model, of_the_best, strategy_for
from selection.benchmark import views
from selection.benchmark.cli import main
from selection.benchmark.data import Dataset, dataset, pool_of
from selection.benchmark.judges import fresh_classes
from selection.benchmark.settings import Settings, evaluation_of, strategies_of
from selection.features.encoders.filling import Filled, ToFill
from selection.presets import evaluation_strategy
from tests.selection import toys

TEXTS = toys.texts(120)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """In place of the encoders' processes: counts of the telling words; what was computed, name by name."""
    asked: list[str] = []

    def fill(wanted: ToFill, name: str, contents: Sequence[str], **_: object) -> Iterator[Filled]:
        asked.append(name)
        words = ("good", "bad", "ugly") if name == "words" else ("word1", "word2", "word3")
        wanted.cache.write(
            wanted.rows_R, np.array([[text.count(word) for word in words] for text in contents], dtype=np.float32)
        )
        yield Filled(len(wanted.rows_R), wanted.rows_R[:0])

    def fit_encoder(_name: str, sample: Sequence[str], path: Path) -> int:
        path.write_text("fitted")
        return len(sample)

    monkeypatch.setattr(views, "fill", fill)
    monkeypatch.setattr(views, "fit_encoder", fit_encoder)
    return asked


@pytest.fixture
def data() -> Dataset:
    names = [["good", "bad", "ugly"][label] for label in toys.labels(120)]
    return dataset("text", TEXTS, names, is_test=np.arange(120) % 4 == 0)


class TestViews:
    def test_every_row_has_its_own_features_in_pool_and_test(
        self, data: Dataset, computed: list[str], tmp_path: Path
    ) -> None:
        viewed = views.with_views(data, folder=tmp_path)
        assert viewed.train.views.keys() == {"sentences", "tokens", "words", "sentences+words"}
        for part in (viewed.train.take(np.array([7, 3])), viewed.test):
            assert isinstance(part.items, list)
            counts = [[text.count(word) for word in ("good", "bad", "ugly")] for text in part.items]
            taken = part.views["words"].source.take(np.arange(len(part)))
            np.testing.assert_array_equal(np.asarray(taken), counts)
            assert part.views["words"].ready.all()

    def test_what_is_there_is_not_computed_again_and_other_data_are_other_files(
        self, data: Dataset, computed: list[str], tmp_path: Path
    ) -> None:
        views.with_views(data, folder=tmp_path)
        views.with_views(data, folder=tmp_path)
        assert sorted(computed) == ["sentences", "tokens", "words"]
        views.with_views(data.with_test_of(5), folder=tmp_path)
        assert len(computed) == 6

    def test_only_what_is_played_and_tested_on_is_computed(
        self, data: Dataset, computed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sizes: list[int] = []

        def fill(wanted: ToFill, *_: object, **__: object) -> Iterator[Filled]:
            sizes.append(len(wanted.rows_R))
            wanted.cache.write(wanted.rows_R, np.ones((len(wanted.rows_R), 2), dtype=np.float32))
            yield Filled(len(wanted.rows_R), wanted.rows_R[:0])

        monkeypatch.setattr(views, "fill", fill)
        pools = [pool_of(data, size=10, seed=seed) for seed in range(2)]
        viewed = views.with_views(data, folder=tmp_path, pools=pools)
        distinct = len(np.union1d(pools[0].origin, pools[1].origin)) + len(data.test)
        assert sizes == [distinct] * 3
        assert pool_of(viewed, size=10, seed=1).views["words"].ready.all()
        assert not viewed.train.views["words"].ready.all()
        views.with_views(data, folder=tmp_path)
        assert sizes[3:] == [len(TEXTS) - distinct] * 3

    def test_missing_weights_are_said(self, data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fill(*_: object, **__: object) -> Iterator[Filled]:
            raise StrategyError("The weights of sentences are missing.")

        monkeypatch.setattr(views, "fill", fill)
        with pytest.raises(StrategyError, match="missing"):
            views.with_views(data, folder=tmp_path)


class TestJudges:
    def test_the_best_representation_judges(self, data: Dataset, computed: list[str], tmp_path: Path) -> None:
        viewed = views.with_views(data, folder=tmp_path)
        auto = evaluation_strategy(kind="text", overrides={"proxy": "logistic_head", "features": "auto"})
        words, tokens = (
            evaluation_strategy(kind="text", overrides={"proxy": "logistic_head", "features": name})
            for name in ("words", "tokens")
        )
        labelled = viewed.train.take(np.arange(30))
        errors = [
            np.mean(
                fresh_classes(evaluation, labelled, test=viewed.test, n_classes=3, seed=[1, 2]) != viewed.test.labels
            )
            for evaluation in (auto, words, tokens)
        ]
        assert errors[0] == errors[1] == 0
        assert errors[2] > 0.3

    def test_one_strategy_is_the_fresh_model_of_it(self, data: Dataset) -> None:
        chosen, labelled = toys.text_strategy(), data.train.take(np.arange(30))
        model = fresh_model(
            chosen, labelled.all(chosen), labelled.labels, n_classes=3, rng=np.random.default_rng([4, 5])
        )
        np.testing.assert_array_equal(
            fresh_classes(chosen, labelled, test=data.test, n_classes=3, seed=[4, 5]),
            model.logits(data.test.all(chosen)).argmax(axis=1),
        )

    def test_choosing_among_many_guessers_makes_none_of_them_better(self) -> None:
        rng = np.random.default_rng(0)
        truth = rng.integers(2, size=400)
        guessers = [rng.integers(2, size=400) for _ in range(50)]
        errors = [np.mean(of_the_best(guessers, truth, seed=[draw]) != truth) for draw in range(40)]
        assert abs(np.mean(errors) - 0.5) < 0.03
        assert min(np.mean(guesser != truth) for guesser in guessers) < 0.46


@pytest.mark.slow
def test_auto_and_fixed_representations_are_played_and_reported(
    data: Dataset, computed: list[str], tmp_path: Path
) -> None:
    path, out = tmp_path / "texts.csv", tmp_path / "results.json"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows(
            [text, ("good", "bad", "ugly")[label]] for text, label in zip(TEXTS, toys.labels(120), strict=True)
        )
    strategies = ("--strategy", "auto", "--strategy", "auto:features=tokens")
    sizes = ("--initial", "24", "--query", "6", "--rounds", "2", "--seeds", "1")
    # Where an arm looks at representations the best of them judges, unless another judge is named.
    assert main([str(path), *strategies, *sizes, "--out", str(out)]) == 0
    records = json.loads(out.read_text())["records"]
    of_auto = [record for record in records if record["strategy"] == "auto"]
    assert all("words" in record["representation"] for record in of_auto[1:])
    assert {name for name, _, _ in of_auto[-1]["judged"]} == {"sentences+words", "sentences", "words", "tokens"}
    fixed = [record for record in records if record["strategy"] != "auto"]
    assert all("representation" not in record for record in fixed)
    # The judge is the same for both arms: what one of them cannot see is not held against its labels.
    assert max(record["error"] for record in records) == 0
    asked = [record for record in records if "audit_error" in record]
    assert {record["strategy"] for record in asked} == {"auto", "auto:features=tokens"}
    assert strategy_for("auto", kind="text").features == "auto"


@pytest.mark.parametrize(
    ("arms", "given", "proxy", "features"),
    [
        (("default", "random"), {}, "fasttext", ""),
        (("default", "auto"), {}, "logistic_head", "auto"),
        (("default", "auto"), {"eval_model": "fasttext"}, "fasttext", ""),
        (("default",), {"eval_features": "auto"}, "logistic_head", "auto"),
        (("default",), {"eval_features": "words"}, "logistic_head", "words"),
        (("default",), {"eval_model": "ridge_head", "eval_features": "auto"}, "ridge_head", "auto"),
    ],
)
def test_who_judges(arms: tuple[str, ...], given: dict[str, Any], proxy: str, features: str) -> None:
    plain = Settings(data=Path("-"), out=Path("-"), strategies=arms, initial=10, query=5, rounds=1, seeds=1)
    settings = replace(plain, **given)
    strategies = strategies_of(settings, kind="text")
    judge = evaluation_of(settings, strategies=strategies, kind="text")
    assert (judge.proxy, judge.features) == (proxy, features)
