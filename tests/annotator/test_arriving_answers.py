"""What a file says that people answered counts like any answer, costs nothing, and is never asked again."""

import json
import random
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.models import Annotation, Job, Round, Submission, User
from annotator.selectors.counters import differences
from annotator.selectors.overview import overview
from annotator.services.imports.choices import Said
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from annotator.services.rounds import inputs
from annotator.services.rounds.run import run_due_round
from tests.annotator.imported import problems, table
from tests.annotator.studio import annotation, given, started, studio, task
from tests.cast import answer, bob, deck, text_project

pytestmark = pytest.mark.django_db


ANSWERS = Said(labels_are="answers")


def test_answers_of_people_count_and_cost_nothing(tmp_path: Path) -> None:
    project = started(price_per_label=Decimal("0.1"), overlap=2)
    tasks = [
        task(1, "The strap broke.", ("ann@shop.example", "bad"), ("ben@shop.example", "good")),
        task(2, "Lovely.", ("ann@shop.example", "good")),
        task(3, "Hm.", ("ben@shop.example", None)),
        task(4, "Nobody has read this."),
    ]
    job = import_path(project, studio(tmp_path, *tasks))
    assert (job.counts["added"], job.counts["answers"], job.counts["skips"], job.counts["people"]) == (4, 3, 1, 2)
    assert given(project) == [
        (0, "ann@shop.example", "bad"),
        (0, "ben@shop.example", "good"),
        (1, "ann@shop.example", "good"),
        (2, "ben@shop.example", None),
    ]
    project.refresh_from_db()
    assert (project.labels_spent, project.money_spent, project.labels_waiting) == (0, Decimal(0), 3)
    assert list(project.items.order_by("row").values_list("answers", "open_slots")) == [(2, 0), (1, 1), (0, 2), (0, 2)]
    first = Annotation.objects.filter(item__row=0).earliest("pk")
    assert (first.seconds, first.answered_at.year, first.paid, first.lease) == (4.5, 2024, False, None)
    assert differences(project) == []


def test_the_next_round_learns_them_and_they_are_not_asked_again(tmp_path: Path) -> None:
    project = started(labels=("good", "bad"))
    rows = [(n, f"text {n}", "good" if n % 2 else "bad") for n in range(6)]
    import_path(project, table(tmp_path, *rows, *((n, f"text {n}", "") for n in range(6, 10))))
    claimed = Round.objects.create(project=project, number=0, status="running", started_at=timezone.now())
    data = inputs.read(claimed)
    assert data.batch.rows_B.tolist() == [0, 1, 2, 3, 4, 5]
    assert data.batch.labels_B.tolist() == [1, 0, 1, 0, 1, 0]
    assert len(data.annotation_ids) == 6
    assert {lease.item.row for lease in deck(project, bob(), want=20).leases} == {6, 7, 8, 9}


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    project = started(overlap=2)
    path = studio(tmp_path, task(1, "one", ("ann", "good"), ("ben", "bad")), task(2, "two", ("ann", None)))
    import_path(project, path)
    before = list(Annotation.objects.order_by("pk").values())
    job = import_path(project, path)
    assert (job.counts["added"], job.counts["unchanged"], job.counts["answers"], job.counts["skips"]) == (0, 2, 0, 0)
    assert list(Annotation.objects.order_by("pk").values()) == before
    assert User.objects.exclude(from_file="").count() == 2
    assert differences(project) == []


def test_what_is_new_in_a_known_item_is_added_to_it(tmp_path: Path) -> None:
    project = started(overlap=3)
    import_path(project, studio(tmp_path, task(1, "one", ("ann", "good")), task(2, "two")))
    later = studio(tmp_path, task(1, "one", ("ann", "good"), ("ben", "good")), task(2, "two", ("ann", "bad")))
    job = import_path(project, later)
    assert (job.counts["updated"], job.counts["answers"]) == (2, 2)
    assert given(project) == [(0, "ann", "good"), (0, "ben", "good"), (1, "ann", "bad")]
    assert differences(project) == []


def test_a_table_of_one_row_per_answer_gives_each_item_all_of_its_answers(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    lines = ["text,annotator,label"]
    lines += [f"text {n},{who},{'good' if n % 2 else 'bad'}" for who in ("ann", "ben", "cem") for n in range(4)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    project = started(overlap=3)
    job = import_path(project, path)
    assert (job.counts["added"], job.counts["answers"], job.counts["people"]) == (4, 12, 3)
    assert list(project.items.values_list("answers", flat=True)) == [3, 3, 3, 3]
    assert not problems(job)
    assert differences(project) == []


def test_an_item_with_an_imported_label_is_no_audit_item(tmp_path: Path) -> None:
    project = started(audit_share=0.5)
    rows = [(n, f"text {n}", "good" if n < 30 else "") for n in range(60)]
    import_path(project, table(tmp_path, *rows))
    labelled = project.items.filter(answers=1)
    assert set(labelled.values_list("role", flat=True)) == {"pool"}
    assert project.items.filter(answers=0, role="audit").count() > 5
    projects.update(project.pk, changes={"audit_share": 0.4})
    assert set(labelled.values_list("role", flat=True)) == {"pool"}
    assert differences(project) == []


def test_an_audit_item_that_somebody_has_answered_here_becomes_a_pool_item_with_all_its_labels(tmp_path: Path) -> None:
    project = text_project(items=0, audit_share=0.5, overlap=2)
    import_path(project, table(tmp_path, *((f"text {n}",) for n in range(12)), header=["text"]))
    item = project.items.filter(role="audit").earliest("row")
    label = project.labels.earliest("position")
    assert item.pk in {lease.item_id for lease in deck(project, bob(), want=12).leases}
    deck(project, bob(), answers=[answer(item.pk, label.pk)])
    project.refresh_from_db()
    assert project.labels_waiting == 0
    import_path(
        project, table(tmp_path, (item.text, "good"), (item.text + "!", ""), header=["text", "label"]), said=ANSWERS
    )
    item.refresh_from_db()
    project.refresh_from_db()
    assert (item.role, item.answers, item.open_slots, project.labels_waiting) == ("pool", 2, 0, 2)
    assert project.labels_spent == 1
    assert differences(project) == []


def test_an_imported_skip_leaves_an_audit_item_one(tmp_path: Path) -> None:
    project = started(audit_share=0.5)
    import_path(project, studio(tmp_path, *(task(n, f"text {n}", ("ann", None)) for n in range(20))))
    assert 0 < project.items.filter(role="audit").count() < 20
    assert set(project.items.values_list("answers", "open_slots")) == {(0, 1)}
    assert differences(project) == []


def test_who_holds_an_item_may_still_answer_it_and_is_paid(tmp_path: Path) -> None:
    project = text_project(items=0)
    import_path(project, table(tmp_path, ("one",), header=["text"]))
    (lease,) = deck(project, bob(), want=1).leases
    import_path(project, table(tmp_path, ("one", "bad"), ("other", ""), header=["text", "label"]), said=ANSWERS)
    assert differences(project) == []
    label = project.labels.earliest("position")
    result = deck(project, bob(), answers=[answer(lease.item_id, label.pk)]).results[0]
    project.refresh_from_db()
    assert (result.status, project.labels_spent, project.labels_waiting) == ("accepted", 1, 2)
    assert differences(project) == []


def test_a_killed_import_of_answers_is_taken_up_with_the_same_submissions(tmp_path: Path) -> None:
    project = started(overlap=2)
    import_path(project, studio(tmp_path, task(1, "one", ("ann", "good")), task(2, "two", ("ann", "bad"))))
    submission = Submission.objects.get(origin="import")
    assert (submission.accepted, submission.job_id) == (2, Job.objects.get().pk)


def test_items_that_come_with_their_answers_are_stored_already_counted(tmp_path: Path) -> None:
    """No row is written twice: that cost more than all the rest of such an import."""
    project = started(overlap=2, audit_share=0.5)
    tasks = [task(n, f"text {n}", ("ann", "good"), ("ben", "bad" if n % 2 else None)) for n in range(40)]
    with CaptureQueriesContext(connection) as asked:
        import_path(project, studio(tmp_path, *tasks, *(task(n, f"text {n}") for n in range(40, 60))))
    assert not [query["sql"] for query in asked if "UPDATE annotator_item" in query["sql"]]
    counted = [(2, 0) if n % 2 else (1, 1) for n in range(40)] + [(0, 2)] * 20
    assert list(project.items.order_by("row").values_list("answers", "open_slots")) == counted
    assert set(project.items.filter(row__lt=40).values_list("role", flat=True)) == {"pool"}
    assert set(project.items.filter(row__gte=40).values_list("role", flat=True)) == {"pool", "audit"}
    project.refresh_from_db()
    assert (project.labels_waiting, project.labels_spent) == (60, 0)
    assert differences(project) == []


def test_more_answers_than_the_overlap_leave_no_slot_and_the_last_of_one_person_stands(tmp_path: Path) -> None:
    project = started(overlap=2)
    early, late = annotation("ann", "good"), {**annotation("ann", None), "created_at": "2024-06-01T10:00:00Z"}
    many = [annotation(who, "good") for who in ("ann", "ben", "cem")]
    tasks = [{**task(1, "one"), "annotations": [early, late]}, {**task(2, "two"), "annotations": many}]
    job = import_path(project, studio(tmp_path, *tasks))
    assert (job.counts["answers"], job.counts["skips"]) == (4, 1)
    assert list(project.items.order_by("row").values_list("answers", "open_slots")) == [(0, 2), (3, 0)]
    assert Annotation.objects.filter(item__row=0, replaced_at=None).get().label is None
    assert differences(project) == []


def test_comments_reasons_and_moments_arrive_as_they_were_given(tmp_path: Path) -> None:
    project = started(overlap=2)
    odd = 'tab\there, "quotes", back\\slash, \\N, two\nlines, zażółć 🙂'
    records = [
        {
            "text": odd,
            "answers": [
                {
                    "person": "ann",
                    "label": "good",
                    "comment": odd,
                    "seconds": 1.25,
                    "at": "2024-05-01T10:00:00.5+02:00",
                },
                {"person": "ben", "skip": True, "skip_reason": "unclear", "at": "2999-01-01T00:00:00Z"},
            ],
        }
    ]
    path = tmp_path / "own.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    import_path(project, path)
    good, skip = Annotation.objects.filter(project=project).order_by("pk")
    assert (good.comment, good.seconds, good.answered_at.isoformat()) == (odd, 1.25, "2024-05-01T08:00:00.500000+00:00")
    assert (skip.label, skip.skip_reason, skip.answered_at) == (None, "unclear", skip.received_at)
    assert project.items.get().text == odd
    assert differences(project) == []


def test_rounds_count_the_labels_that_files_have_brought(tmp_path: Path) -> None:
    project = started(labels=("good", "bad"), batch_size=4, start_fraction=1.0)
    rows = [(n, f"text {n}", "good" if n % 2 else "bad") for n in range(6)]
    import_path(project, table(tmp_path, *rows, *((n, f"text {n}", "") for n in range(6, 30))))
    first = run_due_round(project.pk)
    assert first is not None
    assert (first.spent_labels, first.arrived_labels, first.given_labels) == (0, 6, 6)
    leases = deck(project, bob(), want=4).leases
    deck(project, bob(), answers=[answer(lease.item_id, project.labels.earliest("position").pk) for lease in leases])
    second = run_due_round(project.pk)
    assert second is not None
    assert (second.spent_labels, second.arrived_labels, second.given_labels) == (4, 6, 10)
    project.refresh_from_db()
    assert overview(project, now=timezone.now()).sentence.startswith("10 labels so far")


@pytest.mark.parametrize("seed", range(4))
def test_answers_come_out_the_same_whether_their_items_are_new_or_known(tmp_path: Path, seed: int) -> None:
    """The way of known items is the slow twin: each answer is counted in the database after it was stored."""
    rng = random.Random(seed)
    said = [
        {**annotation(rng.choice(["ann", "ben", "cem"]), rng.choice(["good", "bad", None])), "created_at": at}
        for at in rng.choices(["2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z", None], k=40)
    ]
    tasks = [{**task(n, f"text {n}"), "annotations": said[4 * n : 4 * n + rng.randrange(5)]} for n in range(10)]
    bare = [{**each, "annotations": []} for each in tasks]
    outcomes = []
    for name, files in (("New", [tasks]), ("Known", [bare, tasks])):
        project = started(name=name, overlap=2, audit_share=0.5)
        jobs = [import_path(project, studio(tmp_path, *each)) for each in files]
        project.refresh_from_db()
        items = project.items.order_by("row").values_list("row", "role", "answers", "open_slots")
        told = sorted(problem.detail for problem in jobs[-1].problems.all())
        counts = [jobs[-1].counts[each] for each in ("answers", "skips", "people")]
        outcomes.append((given(project), list(items), project.labels_waiting, told, counts))
        assert differences(project) == []
    assert outcomes[0] == outcomes[1]
