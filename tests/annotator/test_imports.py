"""Imports: idempotent, cancellable, taken up again after a kill, and never stopped by one broken row."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.models import Item, Job, Project
from annotator.services.imports import job as import_job
from annotator.services.imports import texts
from annotator.services.imports.choices import Said
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from annotator.sources.pixels import PixelRows
from annotator.statistics.audit_draw import draws
from tests.annotator.imported import counts, png, problems, table, zipped
from tests.cast import alice, answer, bob, deck, draft, text_project

pytestmark = pytest.mark.django_db


def truth_of(item: Item) -> str:
    assert item.truth is not None
    return item.truth.name


def test_texts_become_items_with_ids_truth_and_metadata(tmp_path: Path) -> None:
    project = draft()
    path = table(
        tmp_path, (7, "good\tone\\n", "pos", 9), (8, "bad\none", "neg", 1), header=("id", "text", "label", "stars")
    )
    assert counts(import_path(project, path)) == (2, 0, 0, 0)
    first, second = project.items.order_by("row")
    assert (first.row, first.external_id, first.text, truth_of(first)) == (0, "7", "good\tone\\n", "pos")
    assert (second.row, second.text, second.metadata) == (1, "bad\none", {"stars": "1"})
    assert (first.state, first.answers, first.open_slots) == ("open", 0, 1)
    project.refresh_from_db()
    assert project.next_row == 2


def test_audit_items_are_drawn_from_seed_and_row_alone(tmp_path: Path) -> None:
    project = draft(audit_share=0.3, overlap=2)
    import_path(project, table(tmp_path, *((n, f"text {n}", "a") for n in range(200))))
    numbers = draws(5, np.arange(200))
    for item in project.items.all():
        assert item.draw == numbers[item.row]
        assert item.role == ("audit" if item.draw < 0.3 else "pool")
        assert item.open_slots == 2
    assert 30 < project.items.filter(role="audit").count() < 90


def test_importing_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    project = draft()
    path = table(tmp_path, (1, "a", "x"), (2, "b", "y"))
    import_path(project, path)
    before = list(project.items.order_by("row").values())
    assert counts(import_path(project, path)) == (0, 2, 0, 0)
    assert list(project.items.order_by("row").values()) == before


def test_without_ids_the_content_tells_what_is_known(tmp_path: Path) -> None:
    project = draft()
    import_path(project, table(tmp_path, ("a",), ("b",), header=["text"]))
    assert counts(import_path(project, table(tmp_path, ("b",), ("c",), header=["text"]))) == (1, 1, 0, 0)
    assert list(project.items.order_by("row").values_list("row", "text")) == [(0, "a"), (1, "b"), (2, "c")]


def test_changed_content_under_a_known_id_replaces_it_unless_somebody_has_judged_it(tmp_path: Path) -> None:
    project = draft()
    import_path(project, table(tmp_path, *((n, f"old {n}", "ab"[n % 2]) for n in range(4))))
    projects.start(project.pk)
    seen = deck(project, alice(), want=2)
    answered, held = (lease.item for lease in seen.leases)
    label = project.labels.earliest("position")
    deck(project, alice(), answers=[answer(answered.pk, label.pk)], holding=frozenset({held.pk}))
    job = import_path(project, table(tmp_path, *((n, f"new {n}", "a") for n in range(4))))
    assert counts(job) == (0, 0, 2, 2)
    assert {(item.text.split()[0], item.pk in (answered.pk, held.pk)) for item in project.items.all()} == {
        ("old", True),
        ("new", False),
    }
    assert {code for _, code, _ in problems(job)} == {"already_answered", "item_in_use"}
    assert counts(import_path(project, table(tmp_path, *((n, f"new {n}", "a") for n in range(4)))))[1] == 2


def test_known_and_new_rows_may_be_mixed_in_every_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "TEXTS_PER_BATCH", 10)
    project = draft()
    import_path(project, table(tmp_path, *((f"text {n}",) for n in range(0, 100, 7)), header=["text"]))
    # Known rows in some batches, none in the next ones, a row of the file itself again at the end.
    numbers = [*range(40), *range(1000, 1040), *range(40, 100), 1001]
    job = import_path(project, table(tmp_path, *((f"text {n}",) for n in numbers), header=["text"]))
    assert counts(job) == (140 - 15, 15 + 1, 0, 0)
    assert problems(job) == [(142, "duplicate", False)]
    assert sorted(project.items.values_list("row", flat=True)) == list(range(140))
    assert project.items.values("text").distinct().count() == 140


def test_a_label_of_rejected_rows_alone_is_not_created(tmp_path: Path) -> None:
    project = draft()
    projects.update(project.pk, changes={}, labels=[WantedLabel(name="a"), WantedLabel(name="b")])
    import_path(project, table(tmp_path, (1, "old", "a")))
    projects.start(project.pk)
    (lease,) = deck(project, alice(), want=1).leases
    deck(project, alice(), answers=[answer(lease.item_id, project.labels.get(name="a").pk)])
    Project.objects.filter(pk=project.pk).update(status="draft")
    job = import_path(project, table(tmp_path, (1, "other content", "never"), (2, "new", "a")))
    assert counts(job) == (1, 0, 0, 1)
    assert [label.name for label in project.labels.all()] == ["a", "b"]


def test_after_a_large_import_the_planner_knows_the_tables(tmp_path: Path) -> None:
    n = import_job.ANALYZE_FROM
    rows = ((f"text {i}", "ab"[i % 2]) for i in range(n))
    import_path(draft(), table(tmp_path, *rows, header=["text", "label"]), said=Said(labels_are="answers"))
    for name in ("annotator_item", "annotator_annotation"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [name])
            assert cursor.fetchone()[0] >= n, name


def test_two_equal_rows_in_one_file_are_one_item_and_reported(tmp_path: Path) -> None:
    job = import_path(draft(), table(tmp_path, ("same",), ("other",), ("same",), header=["text"]))
    assert counts(job) == (2, 1, 0, 0)
    assert problems(job) == [(4, "duplicate", False)]


@pytest.mark.parametrize("apart", [1, texts.TEXTS_PER_BATCH + 5])
def test_one_id_with_two_contents_names_the_first_and_loses_neither(tmp_path: Path, apart: int) -> None:
    rows = [(1, "first", "x"), *((n, f"text {n}", "x") for n in range(2, apart + 1)), (1, "second", "x")]
    project = draft()
    job = import_path(project, table(tmp_path, *rows), said=Said(id_column="id"))
    assert counts(job)[3] == 0
    assert problems(job) == [(apart + 2, "repeated_id", False)]
    assert project.items.get(external_id="1").text == "first"
    second = project.items.get(text="second")
    assert (second.external_id, second.metadata) == ("", {"id": "1"})


def test_broken_rows_are_listed_and_the_others_are_imported(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text('what,label\nfine,pos\n,neg\none,two,three\n"open\nalso fine,neg\n')
    job = import_path(draft(), path)
    assert counts(job) == (2, 0, 0, 3)
    assert problems(job) == [(3, "empty_text", True), (4, "wrong_columns", True), (5, "bad_quotes", True)]
    assert all(problem.file == "reviews.csv" and problem.detail.endswith(".") for problem in job.problems.all())


def test_labels_are_trimmed_and_matched_without_regard_to_case(tmp_path: Path) -> None:
    project = draft()
    projects.update(project.pk, changes={}, labels=[WantedLabel(name="Positive")])
    import_path(project, table(tmp_path, (1, "a", " positive "), (2, "b", "POSITIVE"), (3, "c", "negative")))
    assert [(label.name, label.key) for label in project.labels.all()] == [("Positive", "1"), ("negative", "2")]
    assert project.items.filter(truth__name="Positive").count() == 2


def test_more_classes_than_keys_are_taken_without_a_key(tmp_path: Path) -> None:
    project = draft()
    import_path(project, table(tmp_path, *((n, f"text {n}", f"class {n:02}") for n in range(40))))
    keys = list(project.labels.order_by("position").values_list("key", flat=True))
    assert len(keys) == 40
    assert keys[30:] == ["m", *[""] * 9]


def test_an_unknown_label_in_a_running_project_is_reported_and_the_item_kept(tmp_path: Path) -> None:
    project = text_project(items=2)
    job = import_path(project, table(tmp_path, (1, "new text", "ugly")))
    assert counts(job) == (1, 0, 0, 0)
    assert problems(job) == [(2, "unknown_label", False)]
    assert project.items.get(external_id="1").truth is None


def test_a_label_column_that_comes_later_gives_known_items_their_truth(tmp_path: Path) -> None:
    project = draft()
    import_path(project, table(tmp_path, (1, "a"), (2, "b"), header=["id", "text"]))
    path = table(tmp_path, (1, "a", "x"), (2, "b", ""))
    assert counts(import_path(project, path, said=Said(labels_are="truth"))) == (0, 1, 1, 0)
    assert list(project.items.order_by("row").values_list("truth__name", flat=True)) == ["x", None]


def test_the_columns_asked_for_are_the_ones_used(tmp_path: Path) -> None:
    path = table(tmp_path, ("1", "title", "body", "x"), header=["id", "text", "story", "label"])
    project = draft()
    import_path(project, path, said=Said(text_column="story", label_column="", id_column=""))
    item = project.items.get()
    assert (item.text, item.external_id, item.truth) == ("body", "", None)


def test_a_file_that_cannot_be_used_fails_the_job_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_bytes(b"")
    job = import_path(draft(), path)
    assert (job.state, job.attempts) == ("failed", 1)
    assert "empty" in job.error


def test_images_are_stored_with_their_pixels_and_class_folders_become_truth(tmp_path: Path) -> None:
    project = draft("image")
    entries = {"data/train/cat/a.png": png("red"), "data/train/dog/b.png": png("blue", (64, 32))}
    assert counts(import_path(project, zipped(tmp_path, entries))) == (2, 0, 0, 0)
    cat, dog = project.items.order_by("row")
    assert (truth_of(cat), truth_of(dog)) == ("cat", "dog")
    assert cat.metadata == {"file": "data/train/cat/a.png", "split": "train"}
    assert (dog.width, dog.height) == (64, 32)
    assert cat.media == f"media/{project.pk}/{cat.content_hash[:2]}/{cat.content_hash}.png"
    with default_storage.open(cat.media) as file:
        assert file.read() == entries["data/train/cat/a.png"]
    pixels = PixelRows(project.pk, 2).take(np.array([1, 0]))
    assert pixels[1, 16, 16].tolist() == [255, 0, 0]
    assert pixels[0, 16, 16].tolist() == [0, 0, 255]


def test_one_broken_image_never_fails_the_import(tmp_path: Path) -> None:
    entries = {
        "a.png": png("red"),
        "broken.png": png("green")[:-30],
        "text.jpg": b"no image",
        "../slip.png": png("blue"),
        "notes.txt": b"hello",
        "b.png": png("yellow"),
        "again.png": png("red"),
    }
    project = draft("image")
    job = import_path(project, zipped(tmp_path, entries))
    assert counts(job) == (2, 1, 0, 4)
    assert dict(job.problems.values_list("file", "code")) == {
        "../slip.png": "unsafe_path",
        "notes.txt": "not_an_image",
        "broken.png": "corrupt_image",
        "text.jpg": "not_an_image",
        "again.png": "duplicate",
    }
    assert counts(import_path(project, zipped(tmp_path, entries)))[:3] == (0, 3, 0)


def test_a_directory_of_images_is_imported_like_a_zip(tmp_path: Path) -> None:
    for label, colour in (("cat", "red"), ("dog", "blue")):
        (tmp_path / label).mkdir()
        (tmp_path / label / "a.png").write_bytes(png(colour))
    project = draft("image")
    assert counts(import_path(project, tmp_path)) == (2, 0, 0, 0)
    assert set(project.items.values_list("truth__name", flat=True)) == {"cat", "dog"}


def test_a_media_file_torn_by_a_crash_is_written_again(tmp_path: Path) -> None:
    project = draft("image")
    path = zipped(tmp_path, {"a.png": png("red")})
    import_path(project, path)
    item = project.items.get()
    whole = Path(default_storage.path(item.media))
    whole.write_bytes(b"torn")
    Item.objects.all().delete()
    Project.objects.filter(pk=project.pk).update(next_row=0)
    import_path(project, path)
    assert whole.read_bytes() == png("red")


def test_problems_beyond_measure_are_counted_but_not_all_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.services.imports.store.MAX_PROBLEMS", 10)
    job = import_path(draft(), table(tmp_path, (0, "fine", "x"), *((n, "", "x") for n in range(1, 50))))
    assert counts(job) == (1, 0, 0, 49)
    assert job.problems.count() == 10
    assert job.problems.latest("pk").code == "and_more"


def test_the_number_of_queries_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    asked = {}
    for n_rows in (2, texts.TEXTS_PER_BATCH):
        path = table(tmp_path, *((n, f"text {n}", "ab"[n % 2]) for n in range(n_rows)))
        project = draft(name=f"Of {n_rows}")
        with CaptureQueriesContext(connection) as asked[n_rows]:
            import_path(project, path)
    few, many = asked.values()
    # Progress is told every second or so.
    assert len(many) <= len(few) + 10


def test_jsonl_of_other_tools_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": t, "label": [label]}) + "\n" for t, label in (("a", "x"), ("b", "y"))))
    project = draft()
    assert counts(import_path(project, path)) == (2, 0, 0, 0)
    assert [truth_of(item) for item in project.items.order_by("row")] == ["x", "y"]


def test_bob_may_label_what_was_just_imported(tmp_path: Path) -> None:
    project = text_project(items=0, start=False)
    import_path(project, table(tmp_path, (1, "a", "good"), (2, "b", "bad")))
    projects.start(project.pk)
    assert len(deck(project, bob(), want=5).leases) == 2


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_store_each_content_once_and_leave_no_gap_in_the_rows(tmp_path: Path) -> None:
    project = draft()
    paths = []
    for folder, first in ((tmp_path / "a", 0), (tmp_path / "b", 1500)):
        folder.mkdir()
        paths.append(table(folder, *((f"text {n}", "x") for n in range(first, first + 3000)), header=["text", "label"]))

    def imported(path: Path) -> Job:
        try:
            return import_path(project, path)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first_job, second_job = pool.map(imported, paths)
    assert counts(first_job)[0] + counts(second_job)[0] == 4500
    assert sorted(project.items.values_list("row", flat=True)) == list(range(4500))
    assert project.items.values("text").distinct().count() == 4500
    assert project.labels.count() == 1


def test_ids_that_start_again_lose_nothing_and_the_file_may_come_again(tmp_path: Path) -> None:
    project = draft()
    rows = [(n % 250, f"text {n}", "a") for n in range(500)]
    path = table(tmp_path, *rows)
    job = import_path(project, path, said=Said(id_column="id"))
    assert (job.counts["added"], job.counts["rejected"]) == (500, 0)
    assert {code for _, code, _ in problems(job)} == {"repeated_id"}
    assert Item.objects.get(text="text 251").metadata["id"] == "1"
    again = import_path(project, path, said=Said(id_column="id"))
    assert (again.counts["added"], again.counts["updated"], again.counts["unchanged"]) == (0, 0, 500)


def test_two_labels_of_one_content_are_named_in_the_problem(tmp_path: Path) -> None:
    rows = [("same", "good"), ("other", "good"), ("same", "bad")]
    job = import_path(draft(), table(tmp_path, *rows, header=["text", "label"]))
    (said,) = job.problems.all()
    assert (said.line, said.code, said.rejected) == (4, "contradiction", False)
    assert "“good”" in said.detail
    assert "“bad”" in said.detail
    assert Item.objects.get(text="same").truth.name == "good"  # type: ignore[union-attr]  # it has one
