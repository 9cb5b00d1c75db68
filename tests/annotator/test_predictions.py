"""The rest predicted, and the model taken home: its script gives the labels that the product gives."""

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

import selection
from annotator.errors import Conflict
from annotator.models import AuditMarks, FeatureSet, Item, Project, Round
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.results import errors_sentence
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.exports.description import Export
from annotator.services.exports.write import Written, export_to_path
from annotator.services.features.start import start_due
from annotator.services.jobs.run import run_job
from annotator.services.projects import projects
from annotator.services.rounds.run import run_due_round
from tests.annotator.test_pixels import image_project
from tests.cast import answer, bob, deck, join, text_project

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[2]


def label_by_truth(project: Project, count: int) -> None:
    leases = deck(project, bob(), want=count).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])


def learned(**settings: Any) -> Project:
    """40 texts, of which 12 are labelled and learned by fastText."""
    project = text_project(items=40, batch_size=12, strategy="default", deck_size=50, **settings)
    run_due_round(project.pk)
    label_by_truth(project, 12)
    assert run_due_round(project.pk) is not None
    return project


def predictions(project: Project, folder: Path, **items: str) -> tuple[list[dict[str, Any]], Written]:
    path = folder / "rest.jsonl"
    written = export_to_path(project, path, Export(what="predictions", format="jsonl", items=ItemFilter.of(items)))
    return [json.loads(line) for line in path.read_text().splitlines()], written


def unpacked(project: Project, folder: Path) -> Path:
    home = folder / "model"
    export_to_path(project, folder / "model.zip", Export(what="model", format="zip"))
    with zipfile.ZipFile(folder / "model.zip") as archive:
        archive.extractall(home)
    return home


def by_script(home: Path, *arguments: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    ran = subprocess.run(
        [sys.executable, str(home / "run.py"), *arguments], capture_output=True, text=True, env=environment
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def as_csv(lines: list[dict[str, Any]], folder: Path) -> str:
    path = folder / "texts.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["text"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)
    return str(path)


def test_each_unlabelled_item_gets_the_models_label_and_probabilities(tmp_path: Path) -> None:
    project = learned()
    aside = Item.objects.filter(answers=0).order_by("row")[0]
    Item.objects.filter(pk=aside.pk).update(state="set_aside")
    lines, written = predictions(project, tmp_path)
    unlabelled = list(Item.objects.filter(answers=0, state="open").order_by("row").values_list("row", flat=True))
    assert [line["row"] for line in lines] == unlabelled
    assert written.n_rows == len(unlabelled) == 27
    for line in lines:
        assert line["p_good"] + line["p_bad"] == pytest.approx(1.0, abs=1e-5)
        assert line["probability"] == max(line["p_good"], line["p_bad"])
        assert line["probability"] == line[f"p_{line['prediction']}"]
    right = [line["prediction"] in line["text"] for line in lines]
    assert np.mean(right) > 0.9, "the texts say their label"


def test_predictions_are_of_the_items_that_are_asked_for(tmp_path: Path) -> None:
    project = learned()
    rows = list(Item.objects.filter(answers=0).order_by("row").values_list("row", flat=True)[:3])
    Item.objects.filter(row__in=rows).update(metadata={"split": "test", "shop": "north"})
    lines, _ = predictions(project, tmp_path, split="test")
    assert [line["row"] for line in lines] == rows
    assert {line["shop"] for line in lines} == {"north"}


def test_the_rest_of_the_items_is_labelled_by_the_model_where_that_is_asked_for(tmp_path: Path) -> None:
    project = learned()
    path = tmp_path / "items.jsonl"
    written = export_to_path(project, path, Export(what="items", format="jsonl", with_model=True))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    told, _ = predictions(project, tmp_path)
    by_row = {line["row"]: (line["prediction"], line["probability"]) for line in told}
    assert len(lines) == 40
    for line in lines:
        if line["row"] in by_row:
            assert ((line["label"], line["sure"]), line["labelled_by"]) == (by_row[line["row"]], "model")
        else:
            assert (line["labelled_by"], line["answers"], line["sure"]) == ("people", 1, 1.0)
    assert "of these are wrong is not known" in written.notes[0]


def test_label_studio_gets_what_the_model_says_as_predictions(tmp_path: Path) -> None:
    project = learned()
    path = tmp_path / "tasks.json"
    export_to_path(project, path, Export(what="items", format="label-studio", with_model=True))
    tasks = json.loads(path.read_text())
    said = [task["predictions"] for task in tasks if task["predictions"]]
    assert len(said) == 28
    assert {each[0]["model_version"] for each in said} == {"Reviews round 1"}
    assert all(0.5 <= each[0]["score"] <= 1 for each in said)


def test_a_label_that_came_after_the_model_has_no_probability_yet(tmp_path: Path) -> None:
    project = learned()
    project.labels.create(name="late", position=2, color="#000000")
    lines, _ = predictions(project, tmp_path)
    assert {name for name in lines[0] if name.startswith("p_")} == {"p_good", "p_bad"}


def test_before_any_round_has_learned_there_is_no_model(tmp_path: Path) -> None:
    project = text_project(strategy="default")
    for what in ("predictions", "model"):
        with pytest.raises(Conflict, match="no model yet"):
            export_to_path(project, tmp_path / "x", Export(what=what, format="zip" if what == "model" else "csv"))
    run_due_round(project.pk)
    with pytest.raises(Conflict, match="no model yet"):
        predictions(project, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_state_that_is_gone_is_said(tmp_path: Path) -> None:
    project = learned()
    default_storage.delete(Round.objects.latest("number").state_file)
    with pytest.raises(Conflict, match="next round learns it anew"):
        predictions(project, tmp_path)


@pytest.mark.parametrize(
    ("right", "n", "words"),
    [
        (0, 0, "not known: no audit item"),
        (8, 10, "not known yet: 10 audit items had answers, and about"),
        (190, 200, "About 27 to 90 of these are probably wrong: the model was right on 190 of 200 audit items."),
    ],
)
def test_how_many_are_wrong_is_said_as_far_as_audit_items_tell(right: int, n: int, words: str) -> None:
    assert words in errors_sentence(Round(audit_right=right, audit_n=n), n_items=1_000)


def test_the_sentence_comes_with_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = learned()
    AuditMarks.objects.all().delete()
    Round.objects.filter(number=1).update(audit_right=190, audit_n=200)
    call_command("export", project.name, str(tmp_path / "rest.csv"), what="predictions")
    output = capsys.readouterr().out
    assert "28 predictions written" in output
    assert "of these are probably wrong" in output


def test_fasttext_goes_home_and_says_the_same(tmp_path: Path) -> None:
    project = learned()
    odd = "=1, GOOD\n__label__1 \0 things; it's 100% good_"
    Item.objects.filter(pk=Item.objects.filter(answers=0).earliest("row").pk).update(text=odd.replace("\0", ""))
    lines, _ = predictions(project, tmp_path)
    home = unpacked(project, tmp_path)
    assert {path.name for path in home.iterdir()} == {"model.bin", "model.json", "run.py", "README.md"}
    assert by_script(home, as_csv(lines, tmp_path)) == [line["prediction"] for line in lines]
    assert len((home / "run.py").read_text().split('"""')[2].strip().splitlines()) <= 17


@pytest.mark.slow
def test_a_head_goes_home_with_what_its_encoder_has_learned_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "ENCODERS", {"words": selection.ENCODERS["words"]})
    project = text_project(items=60, batch_size=24, start_fraction=1.0, deck_size=50)
    job = start_due()
    assert job is not None
    run_job(job.pk, handlers=HANDLERS)
    run_due_round(project.pk)
    label_by_truth(project, 24)
    done = run_due_round(project.pk)
    assert done is not None
    assert done.report["representation"] == "words"
    lines, _ = predictions(project, tmp_path)
    home = unpacked(project, tmp_path)
    assert {path.name for path in home.iterdir()} == {
        *("model.safetensors", "model.json", "words.fitted", "run.py", "README.md")
    }
    told = json.loads((home / "model.json").read_text())
    assert (told["representation"], told["dimension"], told["labels"]) == ("words", 256, ["good", "bad"])
    assert by_script(home, as_csv(lines, tmp_path)) == [line["prediction"] for line in lines]
    FeatureSet.objects.all().delete()
    with pytest.raises(Conflict, match="computed in the background"):
        predictions(project, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("ensemble", [1, 2])
def test_a_network_goes_home_and_says_the_same(tmp_path: Path, ensemble: int) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    project = image_project(pictures, n=12)
    projects.update(project.pk, changes={"audit_share": 0.0, "batch_size": 6, "strategy": "clactive"})
    advanced = {"epochs": 2, "min_steps": 2, "ensemble": ensemble}
    projects.update(project.pk, changes={"advanced": advanced}, labels=None)
    for name in ("dark", "light"):
        project.labels.create(name=name, position=project.labels.count(), color="#000000", key="")
    Item.objects.filter(project=project, row__lt=6).update(truth=project.labels.get(name="dark"))
    Item.objects.filter(project=project, row__gte=6).update(truth=project.labels.get(name="light"))
    projects.start(project.pk)
    run_due_round(project.pk)
    project.refresh_from_db()
    join(project, bob())
    label_by_truth(project, 6)
    assert run_due_round(project.pk) is not None
    lines, _ = predictions(project, tmp_path)
    assert len(lines) == 6
    home = unpacked(project, tmp_path)
    files = [str(pictures / line["file"]) for line in lines]
    assert by_script(home, *files) == [line["prediction"] for line in lines]
