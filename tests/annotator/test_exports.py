"""Exports: each current answer once, with its lineage, safe to open in a spreadsheet."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotator.errors import Invalid
from annotator.files.writers import spreadsheet_cell
from annotator.models import Annotation, Item, Job, Lease, Project, Round
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.exports.description import Export
from annotator.services.exports.job import file_stem
from annotator.services.exports.start import start_export
from annotator.services.exports.write import export_to_path
from annotator.services.jobs.run import run_job
from tests.asking import browser_of
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db

COLUMNS = (
    "item_id row external_id text annotator label skip skip_reason flagged comment answered_at received_at lead_time_s"
    " late role origin source round rank acq_score selection_prob strategy proxy consensus_label consensus_tie truth"
    " price suggestion_shown"
)


def exported(project: Project, folder: Path, **said: Any) -> list[dict[str, Any]]:
    path = folder / "answers.jsonl"
    n_rows, _ = export_to_path(project, path, Export.of({"format": "jsonl", **said}))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(lines) == n_rows
    return lines


def exported_csv(project: Project, folder: Path, **said: Any) -> list[dict[str, str]]:
    path = folder / "answers.csv"
    export_to_path(project, path, Export.of({"format": "csv", **said}))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def labelled(*, n: int = 2, **settings: Any) -> Project:
    """Bob labelled the first n items "good"."""
    project = text_project(price_per_label=Decimal("0.10"), **settings)
    given = deck(project, bob(), want=n).leases
    good = project.labels.get(name="good")
    deck(project, bob(), answers=[answer(lease.item_id, good.pk) for lease in given])
    return project


def test_each_answer_is_one_line_with_every_column(tmp_path: Path) -> None:
    project = labelled()
    lines = exported(project, tmp_path)
    assert len(lines) == 2
    assert " ".join(lines[0]) == COLUMNS
    line = lines[0]
    item = Item.objects.get(pk=line["item_id"])
    assert item.truth is not None
    assert (line["row"], line["text"], line["truth"]) == (item.row, item.text, item.truth.name)
    assert (line["annotator"], line["label"], line["consensus_label"]) == ("bob", "good", "good")
    assert (line["skip"], line["flagged"], line["late"], line["suggestion_shown"]) == (False, False, False, False)
    assert (line["role"], line["source"], line["round"], line["price"]) == ("pool", "random", None, 0.1)
    assert line["lead_time_s"] == 2.0


def test_the_lineage_of_a_ranked_item_is_that_of_its_round(tmp_path: Path) -> None:
    project = labelled(n=1)
    lease = Lease.objects.get()
    lease.round = Round.objects.create(
        project=project,
        number=4,
        status="done",
        started_at=timezone.now(),
        strategy={"name": "default", "proxy": "cnn"},
    )
    lease.source, lease.rank, lease.score, lease.probability = "ranking", 3, 0.75, 0.01
    lease.save()
    line = exported(project, tmp_path)[0]
    wanted = {"source": "ranking", "round": 4, "rank": 3, "acq_score": 0.75, "selection_prob": 0.01}
    assert {**wanted, "strategy": "default", "proxy": "cnn"}.items() <= line.items()


def test_csv_and_jsonl_say_the_same(tmp_path: Path) -> None:
    project = labelled()
    for row, line in zip(exported_csv(project, tmp_path), exported(project, tmp_path), strict=True):
        assert list(row) == list(line)
        assert row["text"] == line["text"]
        assert row["skip"] == "false"
        assert row["round"] == ""
        assert float(row["price"]) == line["price"]


def test_what_nobody_labelled_is_not_in_the_export(tmp_path: Path) -> None:
    assert exported(text_project(), tmp_path) == []
    assert exported_csv(Project.objects.get(), tmp_path) == []


def test_a_skip_is_a_line_that_costs_nothing(tmp_path: Path) -> None:
    project = text_project(price_per_label=Decimal("0.10"))
    item = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(item, None, skip_reason="blurred", flagged=True, comment="why?")])
    line = exported(project, tmp_path)[0]
    wanted = {"label": None, "skip": True, "skip_reason": "blurred", "flagged": True, "comment": "why?", "price": 0.0}
    assert wanted.items() <= line.items()
    assert (line["consensus_label"], line["consensus_tie"]) == (None, False)


def test_corrections_are_one_line_unless_the_old_ones_are_asked_for(tmp_path: Path) -> None:
    project = labelled(n=1)
    bad = project.labels.get(name="bad")
    deck(project, bob(), answers=[answer(Annotation.objects.get().item_id, bad.pk)])
    assert [line["label"] for line in exported(project, tmp_path)] == ["bad"]
    old, new = exported(project, tmp_path, with_replaced=True)
    assert (old["label"], new["label"]) == ("good", "bad")
    assert old["replaced_at"]
    assert new["replaced_at"] is None
    assert old["consensus_label"] == new["consensus_label"] == "bad"


def test_consensus_is_the_majority_and_a_tie_is_marked_as_one(tmp_path: Path) -> None:
    project = text_project(items=2, overlap=3)
    good, bad = project.labels.all()
    first, second = project.items.order_by("row")
    by_person = {alice(): (good, bad), bob(): (bad, good), rita(): (bad, None)}
    for person, labels in by_person.items():
        deck(project, person, want=2)
        answers = [
            answer(item.pk, label.pk if label else None) for item, label in zip((first, second), labels, strict=True)
        ]
        deck(project, person, answers=answers)
    consensus = {(line["row"], line["consensus_label"], line["consensus_tie"]) for line in exported(project, tmp_path)}
    assert consensus == {(0, "bad", False), (1, None, True)}
    assert {line["consensus_tie"] for line in exported_csv(project, tmp_path)} == {"false", "true"}


def awkward() -> Project:
    """One answer in which every column is hard to write; what is drawn at random is fixed."""
    project = labelled(n=1)
    stored = Annotation.objects.get()
    Item.objects.filter(pk=stored.item_id).update(text='=1+1;"é\u2028"\r\n\\n,\t😀 ', external_id="@x", role="audit")
    project.labels.filter(name="good").update(name="-good")
    lease = Lease.objects.get()
    strategy = {"name": "=s", "proxy": None}
    moment = datetime(2026, 3, 4, 5, 6, 7, 999_999, tzinfo=UTC)
    lease.round = Round.objects.create(project=project, number=0, status="done", started_at=moment, strategy=strategy)
    lease.source, lease.rank, lease.score, lease.probability = "ranking", 0, -1e-05, 1e16
    lease.save()
    Annotation.objects.update(
        comment="+", skip_reason="", flagged=True, seconds=0.1 + 0.2, late=True, answered_at=moment,
        received_at=moment.replace(microsecond=0, hour=23, tzinfo=timezone.get_fixed_timezone(-120)),
    )  # fmt: skip
    return project


def test_the_files_are_the_same_to_the_byte(tmp_path: Path) -> None:
    project = awkward()
    item = Item.objects.get(external_id="@x")
    export_to_path(project, tmp_path / "a.csv")
    export_to_path(project, tmp_path / "a.jsonl")
    assert (tmp_path / "a.csv").read_bytes().decode() == (
        f"{COLUMNS.replace(' ', ',')}\r\n"
        f'{item.pk},{item.row},@x,"=1+1;""é\u2028""\r\n\\n,\t😀 ",bob,-good,false,,true,+,'
        "2026-03-04T05:06:07.999+00:00,2026-03-05T01:06:07.000+00:00,0.30000000000000004,true,audit,queue,ranking,0,0,"
        "-1e-05,1e+16,=s,,-good,false,-good,0.1,false\r\n"
    )
    assert (tmp_path / "a.jsonl").read_bytes().decode() == (
        f'{{"item_id": {item.pk}, "row": {item.row}, "external_id": "@x", '
        '"text": "=1+1;\\"é\u2028\\"\\r\\n\\\\n,\\t😀 ", "annotator": "bob", "label": "-good", "skip": false, '
        '"skip_reason": "", "flagged": true, "comment": "+", "answered_at": "2026-03-04T05:06:07.999+00:00", '
        '"received_at": "2026-03-05T01:06:07.000+00:00", "lead_time_s": 0.30000000000000004, "late": true, '
        '"role": "audit", "origin": "queue", '
        '"source": "ranking", "round": 0, "rank": 0, "acq_score": -1e-05, "selection_prob": 1e+16, '
        '"strategy": "=s", "proxy": null, "consensus_label": "-good", "consensus_tie": false, "truth": "-good", '
        '"price": 0.1, "suggestion_shown": false}\n'
    )


def test_the_price_is_what_was_paid_then(tmp_path: Path) -> None:
    project = labelled(n=1)
    Project.objects.update(price_per_label=Decimal("9.99"))
    project.refresh_from_db()
    assert exported(project, tmp_path)[0]["price"] == 0.1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula_in_a_spreadsheet(start: str) -> None:
    assert spreadsheet_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"
    assert spreadsheet_cell("fine = yes") == "fine = yes"
    assert spreadsheet_cell(-0.5) == -0.5


@pytest.mark.parametrize("number", ["-1", "+1", "-5.2", "+0,5", "-1e-3", "-5 %", "-.5", "12"])
def test_a_number_is_no_formula(number: str) -> None:
    assert spreadsheet_cell(number) == number


@pytest.mark.parametrize("formula", ["-1+1", "+1;A1", "-", "+", "-1-", "1e", "--1", "＝1+1"])
def test_what_only_begins_as_a_number_may_be_a_formula(formula: str) -> None:
    guarded = spreadsheet_cell(formula)
    assert guarded == (formula if formula == "1e" else f"'{formula}")


def test_a_hostile_text_is_escaped_for_spreadsheets_alone(tmp_path: Path) -> None:
    project = labelled(n=1)
    hostile = '=cmd|"/c calc"!A1\n,;"x'
    Item.objects.filter(pk=Annotation.objects.get().item_id).update(text=hostile)
    assert exported_csv(project, tmp_path)[0]["text"] == hostile
    assert exported_csv(project, tmp_path, format="csv-spreadsheet")[0]["text"] == "'" + hostile
    assert exported(project, tmp_path)[0]["text"] == hostile


def test_a_failed_export_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError("disk full")

    project = labelled()
    path = tmp_path / "answers.csv"
    path.write_text("the export of yesterday")
    monkeypatch.setattr("annotator.services.exports.answers._with_consensus", fail)
    with pytest.raises(OSError, match="disk full"):
        export_to_path(project, path)
    assert [left.name for left in tmp_path.iterdir()] == ["answers.csv"]
    assert path.read_text() == "the export of yesterday"


def test_another_ending_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"must end in \.csv, .* not “\.docx”"):
        export_to_path(text_project(), tmp_path / "answers.docx")


def test_the_queries_do_not_grow_with_the_answers(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    project = labelled(n=15)
    with django_assert_num_queries(3):  # cursor, rows, end
        export_to_path(project, tmp_path / "answers.csv")


def test_an_export_job_offers_its_file_under_a_telling_name() -> None:
    project = labelled()
    job = start_export(project, user=alice(), export=Export(format="jsonl"))
    run_job(job.pk, handlers=HANDLERS)
    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.done, done.message) == ("done", 2, "2 answers exported.")
    assert done.result_name.startswith("reviews-")
    assert done.result_name.endswith(".jsonl")


def test_the_command_line_imports_and_exports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reviews = tmp_path / "more.csv"
    reviews.write_text("text,label\nnew one,good\n,bad\n")
    project = labelled()
    call_command("import_items", project.name, str(reviews), text_column="text", label_column="label")
    output = capsys.readouterr().out
    assert "added 1 · " in output
    assert "rejected 1" in output
    listed = Path(output.split("listed in ")[1].strip())
    assert "empty_text" in listed.read_text()
    call_command("export", project.name, str(tmp_path / "out.csv"))
    assert "2 answers written" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no project called"):
        call_command("export", "Nothing", str(tmp_path / "out.csv"))
    with pytest.raises(CommandError, match="no file"):
        call_command("import_items", project.name, str(tmp_path / "missing.csv"))


def test_the_command_line_imports_a_folder_and_is_told_how_to_read_it(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    for n in range(2):
        (tmp_path / "parts" / f"{n}.csv").write_text(f"part {n},good\nmore of {n},bad\n")
    project = labelled()
    before = project.items.count()
    call_command("import_items", project.name, str(tmp_path / "parts"), header="no", text_column="column 1")
    assert project.items.count() == before + 4


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Отзывы магазина", "отзывы-магазина"),
        ("समीक्षा / 2", "समीक्षा-2"),
        ("店舗レビュー", "店舗レビュー"),
        ("Größe: «fünf» \u202etxt.exe", "größe-fünf-txt-exe"),
        ("..", ""),
    ],
)
def test_an_export_is_called_as_its_project_in_any_script(name: str, stem: str) -> None:
    assert file_stem(name) == stem
    assert len(file_stem("語" * 120).encode()) <= 200


def test_a_browser_gets_the_whole_name_of_an_export() -> None:
    project = text_project(name="Отзывы")
    job = start_export(project, user=alice(), export=Export(format="csv"))
    run_job(job.pk, handlers=HANDLERS)
    signed_in = browser_of(alice())
    said = signed_in.get(f"/api/jobs/{job.pk}/file")["Content-Disposition"]
    assert unquote(said).startswith("attachment; filename*=utf-8''отзывы-")
