"""`claim` and `report` on the command line, on toys."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from selection.benchmark import cli as benchmark_cli
from selection.benchmark.data import DataError, Dataset
from selection.benchmark.store import JsonLines, Store
from selection.papers import cli, report
from selection.papers.claims import CLAIMS, SMALL, Claim
from selection.papers.cli import main
from selection.papers.experiment import TimingExperiment
from selection.papers.verdicts import BELOW, Part, Records, Verdict, verdict
from tests.selection.papers import synthetic, worlds

pytestmark = pytest.mark.slow


def gap_of_toys(records: Records) -> Verdict:
    values = records.at("error", "clactive", -1) - records.at("error", "random", -1)
    return verdict([Part(compared="gap", values=100 * values, side=BELOW, threshold=10_000)])


@pytest.fixture
def toy_claims(monkeypatch: pytest.MonkeyPatch) -> dict[str, Claim]:
    """T1 runs on toys, T2 lacks its data, S4 shrunk to nothing."""

    def loaded(experiment: Any, *, root: Path) -> Dataset | None:
        if experiment.dataset == "nowhere":
            raise DataError("nowhere is missing: fetch it.")
        return worlds.data() if experiment.dataset else None

    toys = {SMALL: worlds.experiment()}
    others = (worlds.experiment(name="elsewhere", dataset="others"),)
    t1 = replace(CLAIMS["S1"], id="T1", experiments=toys, check=gap_of_toys, elsewhere=others)
    missing = {SMALL: worlds.experiment(name="missing", dataset="nowhere")}
    timing = {SMALL: TimingExperiment(name="timing", sizes=(20, 40), centres=3, picks=3, width=2)}
    claims = {
        "T2": replace(t1, id="T2", experiments=missing),
        "T1": t1,
        "S4": replace(CLAIMS["S4"], experiments=timing),
    }
    for module in (cli, report):
        monkeypatch.setattr(module, "CLAIMS", claims)
    monkeypatch.setattr(cli, "loaded", loaded)
    return claims


def test_the_list_names_every_claim_and_its_minutes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claim", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(CLAIMS)
    assert all(line.count(" min ") == 2 for line in lines)


def test_a_claim_is_played_and_reported(
    toy_claims: dict[str, Claim], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["claim", "t1", "--seeds", "3", "--out", str(tmp_path)]) == 0
    assert "Reproduced, 3 seeds. gap:" in capsys.readouterr().out
    text = (tmp_path / "report.md").read_text()
    assert (
        "| T1 | A small proxy chooses as well as the target (Selection via Proxy) | small | toys | reproduced | 3 |"
        in text
    )
    assert "| gap |" in text
    ElementTree.parse(next(tmp_path.glob("*.svg")))


def test_a_claim_is_played_on_other_data_beside_the_first(
    toy_claims: dict[str, Claim], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for chosen in ([], ["--on", "others"]):
        assert main(["claim", "T1", *chosen, "--seeds", "3", "--out", str(tmp_path)]) == 0
    rows = [line.split(" | ") for line in (tmp_path / "report.md").read_text().splitlines() if line.startswith("| T1")]
    assert [row[3] for row in rows] == ["toys", "others"]
    assert main(["claim", "T1", "--on", "dice", "--out", str(tmp_path)]) == 2
    assert "At small scale this claim is for toys, others; not for dice." in capsys.readouterr().err
    assert main(["claim", "S4", "--on", "dice", "--out", str(tmp_path)]) == 2
    assert "random points alone" in capsys.readouterr().err
    # Of all claims those that are for these data; T2 and S4 are not.
    assert main(["claim", "all", "--on", "others", "--seeds", "3", "--out", str(tmp_path)]) == 0
    lines = [line.split(":")[0] for line in capsys.readouterr().out.splitlines()[:-1]]
    assert lines == ["T2, others", "T1, others"]


def test_missing_data_is_one_sentence_and_the_others_go_on(
    toy_claims: dict[str, Claim], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["claim", "all", "--seeds", "1", "--out", str(tmp_path)]) == 2
    output = capsys.readouterr()
    assert "T2: nowhere is missing: fetch it." in output.err.splitlines()
    assert "Traceback" not in output.err
    assert [line.split(":")[0] for line in output.out.splitlines()[:2]] == ["T1, toys", "S4, random points"]
    assert "Undecided, 1 seed." in output.out


def test_an_unknown_claim_and_an_empty_folder_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claim", "X9"]) == 2
    assert "There is no claim 'X9'" in capsys.readouterr().err
    assert main(["report", str(tmp_path)]) == 2
    assert "has no saved runs" in capsys.readouterr().err
    assert main(["report", str(tmp_path / "nowhere")]) == 2
    assert "There is no" in capsys.readouterr().err


def fill(folder: Path, claims: list[str]) -> None:
    """Saved runs of the small experiments of some claims, made up."""
    for claim in claims:
        experiment = CLAIMS[claim].experiments[SMALL]
        environment = {"cpu": "a cpu", "torch": "9", "commit": "abc"}
        store = Store(JsonLines(folder, experiment=experiment.name, configuration={}, environment=environment))
        for saved in synthetic.saved(claim, synthetic.GOOD):
            store.add(saved)


def test_the_report_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    fill(tmp_path, ["S1", "C5", "K4", "D1", "E1", "S4"])
    assert main(["report", str(tmp_path)]) == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert "incremental-small" in before["report.md"].decode()
    for path in [*tmp_path.glob("*.svg"), tmp_path / "report.md"]:
        path.unlink()
    assert main(["report", str(tmp_path)]) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    text = before["report.md"].decode()
    assert "| C5 |" in text
    assert "| random | 6.00 ± 0.00 |" in text


def test_unfinished_runs_are_reported_as_such(tmp_path: Path) -> None:
    experiment = CLAIMS["D1"].experiments[SMALL]
    store = Store(JsonLines(tmp_path, experiment=experiment.name, configuration={}, environment={}))
    store.add(synthetic.saved("D1", synthetic.GOOD)[0])
    report.write_report(tmp_path)
    assert "| small | quickdraw15 | no verdict | 0 |" in (tmp_path / "report.md").read_text()


def test_the_other_command_line_is_as_it_was(tmp_path: Path) -> None:
    data = worlds.data()
    path = tmp_path / "toys.npz"
    np.savez(path, x=data.train.items, y=data.train.labels)
    flags = "--strategy random --initial 6 --query 3 --rounds 0 --seeds 1 --eval-steps 2 --eval-epochs 1"
    assert benchmark_cli.main([str(path), *flags.split(), "--out", str(tmp_path / "results.json")]) == 0
