"""`python -m selection.benchmark`: contract, pairing, resuming, errors."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from selection.benchmark import play, runner
from selection.benchmark.cli import main
from tests.selection import toys

pytestmark = pytest.mark.slow

FAST = "min_steps=12,epochs=1,minibatch=16"
CONTRACT = {"strategy", "seed", "round", "labels", "error", "update_s", "score_s", "query_s"}
Benchmark = Callable[..., dict[str, Any]]


@pytest.fixture
def npz(tmp_path: Path) -> Path:
    path = tmp_path / "toys.npz"
    np.savez(path, x=toys.images(), y=toys.labels(), test=np.arange(90) >= 60)
    return path


def arguments(data: Path, out: Path, *more: str, rounds: int = 2) -> list[str]:
    flags = f"--initial 9 --query 6 --rounds {rounds} --seeds 2 --threads 1 --eval-epochs 1 --eval-steps 8"
    return [str(data), *flags.split(), "--out", str(out), *more]


def results(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def timeless(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Records without what the clock says."""
    return [{key: value for key, value in record.items() if not key.endswith("_s")} for record in content["records"]]


TWO = ("--strategy", f"clactive:proxy=small_cnn,{FAST}", "--strategy", "random")


def test_the_shape_of_the_results_is_the_contract(npz: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    assert main(arguments(npz, out, *TWO)) == 0
    content = results(out)
    assert content.keys() >= {"records", "environment", "config"}
    assert len(content["records"]) == 2 * 2 * 3
    for record in content["records"]:
        assert record.keys() >= CONTRACT
        assert record["labels"] == 9 + 6 * record["round"]
        assert 0 <= record["error"] <= 1
    assert content["environment"]["cores"] > 0
    assert content["config"]["initial"] == 9


def test_each_round_in_which_a_proxy_asked_has_unbiased_estimates(npz: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    main(arguments(npz, out, *TWO))
    for record in results(out)["records"]:
        asked = record["strategy"] != "random" and record["round"] > 0
        assert asked == ("lure_error" in record) == ("audit_error" in record) == ("estimate_s" in record)
        if asked:
            assert record["audit_points"] == 60 - (record["labels"] - 6)
            assert record["lure_low"] <= record["lure_error"] <= record["lure_high"]


class FrozenBands:
    """In place of a pretrained network: mean brightness of each image row, and how many images were asked for."""

    identity = "bands"
    asked = 0

    def __init__(self, _strategy: object) -> None:
        pass

    def features(self, items: np.ndarray, /) -> np.ndarray:
        FrozenBands.asked += len(items)
        means: np.ndarray = items.mean(axis=(2, 3)).astype(np.float32)
        return means


def test_a_head_learns_on_features_computed_once_for_all_strategies_and_seeds(
    npz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selection.features.frozen.ImageFeatures", FrozenBands)
    monkeypatch.setattr(FrozenBands, "asked", 0)
    head = "proxy=linear_head,features=resnet18:/any/file.pth"
    heads = ("--strategy", f"default:{head},{FAST}", "--strategy", f"clactive:{head},{FAST}", "--pool", "50")
    out, cache = tmp_path / "results.json", tmp_path / "cache"
    evaluation = ("--eval-model", "linear_head", "--eval-features", "resnet18:/any/file.pth", "--eval-steps", "60")
    assert main(arguments(npz, out, *heads, *evaluation, "--features-cache", str(cache))) == 0
    assert 50 < FrozenBands.asked <= 90
    assert len(list(cache.glob("*.npy"))) == 1
    last = [record["error"] for record in results(out)["records"] if record["round"] == 2]
    assert np.mean(last) < 0.2
    asked = FrozenBands.asked
    assert main(arguments(npz, tmp_path / "again.json", *heads, *evaluation, "--features-cache", str(cache))) == 0
    assert FrozenBands.asked == asked


def test_strategies_are_paired_and_seeds_are_not(npz: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    main(arguments(npz, out, *TWO, "--pool", "40"))
    starts = {(r["strategy"], r["seed"]): r for r in results(out)["records"] if r["round"] == 0}
    (left_name, right_name) = {name for name, _ in starts}
    for seed in (0, 1):
        assert starts[left_name, seed]["rows"] == starts[right_name, seed]["rows"]
        assert starts[left_name, seed]["error"] == starts[right_name, seed]["error"]
    assert starts[left_name, 0]["rows"] != starts[left_name, 1]["rows"]


def test_a_second_run_finds_everything_done(npz: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    main(arguments(npz, out, *TWO))
    before = results(out)["records"]
    main(arguments(npz, out, *TWO))
    assert results(out)["records"] == before


def test_an_interrupted_run_goes_on_and_ends_the_same(npz: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.json", tmp_path / "cut.json"
    main(arguments(npz, whole, *TWO))
    content = results(whole)
    kept = content["records"][:5]
    cut.write_text(json.dumps({**content, "records": kept}))
    main(arguments(npz, cut, *TWO))
    assert results(cut)["records"][:5] == kept
    assert timeless(results(cut)) == timeless(content)


class Killed(Exception):
    """The process is gone."""


def killed_in_round(number: int, monkeypatch: pytest.MonkeyPatch, *, kill: bool = True) -> list[int]:
    """The rounds that are played from now on; the first one of this number is never finished."""
    played: list[int] = []
    original = play.next_round

    def fatal(so_far: Any, **kwargs: Any) -> Any:
        played.append(so_far.state.round)
        if kill and so_far.state.round == number:
            raise Killed
        return original(so_far, **kwargs)

    monkeypatch.setattr(runner, "next_round", fatal)
    return played


def test_a_killed_run_goes_on_without_playing_its_rounds_again(
    npz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, whole = tmp_path / "results.json", tmp_path / "whole.json"
    main(arguments(npz, whole, *TWO[:2]))
    with monkeypatch.context() as patch:
        killed_in_round(2, patch)
        with pytest.raises(Killed):
            main(arguments(npz, out, *TWO[:2]))
    with monkeypatch.context() as patch:
        played = killed_in_round(2, patch, kill=False)
        assert main(arguments(npz, out, *TWO[:2])) == 0
    assert played == [2, 0, 1, 2], "the first seed's last round, and the second seed"
    assert timeless(results(out)) == timeless(results(whole))
    assert not list(tmp_path.glob("*.states"))


def test_who_deletes_the_file_starts_anew_whatever_state_lies_there(
    npz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "results.json"
    with monkeypatch.context() as patch:
        killed_in_round(2, patch)
        with pytest.raises(Killed):
            main(arguments(npz, out, *TWO[:2]))
    assert list(tmp_path.glob("*.states/*"))
    out.unlink()
    assert main(arguments(npz, out, *TWO[:2])) == 0
    assert [(record["seed"], record["round"]) for record in results(out)["records"]] == [
        (seed, round_) for seed in (0, 1) for round_ in (0, 1, 2)
    ]


def test_rounds_seeds_and_strategies_may_be_added_to_a_file(npz: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    main(arguments(npz, out, *TWO[:2], rounds=1))
    before = results(out)["records"]
    assert main(arguments(npz, out, *TWO, "--seed-start", "1", rounds=2)) == 0
    after = results(out)["records"]
    assert [record for record in after if record in before] == before
    assert len(after) == 4 + 2 * 2 * 3 - 2


def test_a_file_of_other_settings_is_left_alone(npz: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "results.json"
    main(arguments(npz, out, *TWO, rounds=0))
    before = out.read_bytes()
    assert main(arguments(npz, out, *TWO, "--test-size", "20", rounds=0)) == 2
    assert "made with other settings" in capsys.readouterr().err
    assert out.read_bytes() == before


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"records": [1], "config": {}}'])
def test_a_file_that_is_no_result_is_left_alone(
    npz: Path, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "results.json"
    out.write_text(content)
    assert main(arguments(npz, out, *TWO)) == 2
    assert "not the result of a benchmark" in capsys.readouterr().err
    assert out.read_text() == content


def test_texts(tmp_path: Path) -> None:
    path, out = tmp_path / "texts.csv", tmp_path / "results.json"
    lines = [f'"{text}",{label}' for text, label in zip(toys.texts(), toys.labels(), strict=True)]
    path.write_text("\n".join(["text,label", *lines]))
    overrides = "min_steps=500,epochs=2,text_bucket=10000"
    assert main(arguments(path, out, "--strategy", f"default:{overrides}", rounds=1)) == 0
    assert [record["proxy"] for record in results(out)["records"]] == ["none", "fasttext"] * 2


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--strategy", "nonsense"], "Unknown strategy 'nonsense'"),
        (["--strategy", "clactive-text"], "Unknown strategy 'clactive-text' for image items"),
        (["--strategy", "random:speed=3"], "Unknown strategy field: speed"),
        (["--strategy", "random:epochs=many"], "epochs cannot be 'many'"),
        (["--strategy", "ceal:full_first_scan=perhaps"], "full_first_scan cannot be 'perhaps'"),
        (["--initial", "70"], "ask for 82 labels; the pool has 60"),
        (["--pool", "61"], "--pool asks for 61 items; the data has 60"),
        (["--eval-model", "fasttext"], "does not work on image"),
    ],
)
def test_a_wrong_flag_ends_with_one_sentence(
    npz: Path, tmp_path: Path, flags: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(npz, tmp_path / "results.json", *flags)) == 2
    message = capsys.readouterr().err
    assert sentence in message
    assert "Traceback" not in message


def test_a_missing_file_ends_with_one_sentence_from_the_command_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "selection.benchmark", str(tmp_path / "nowhere.csv")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.strip() == f"Error: There is no {tmp_path / 'nowhere.csv'}."
    assert done.stdout == ""


def test_a_file_of_unknown_kind_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data.xlsx").write_bytes(b"x")
    assert main([str(tmp_path / "data.xlsx")]) == 2
    assert "no folder of images" in capsys.readouterr().err


@pytest.mark.parametrize("flag", [["--initial", "0"], ["--rounds", "-1"], ["--seeds", "x"], ["--eval-augment", "y"]])
def test_numbers_that_make_no_sense_are_refused(npz: Path, flag: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main([str(npz), *flag])
    assert refused.value.code == 2
