"""What a preview says is what the import then does: counts add up, and what is odd is named before."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.models import Project
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.imports import uploads
from annotator.services.imports.choices import Said
from annotator.services.imports.pace import AtOnce
from annotator.services.imports.previews import preview
from annotator.services.imports.seen import Preview
from annotator.services.imports.start import start_import
from annotator.services.jobs.run import run_job
from annotator.services.projects.projects import delete_rows
from tests.cast import alice, draft, text_project

pytestmark = pytest.mark.django_db

CELLS = st.tuples(
    st.sampled_from(["1", "2", "3"]), st.sampled_from(["one", "two", ""]), st.sampled_from(["a", "b", ""])
)


def seen(data: str, *, project: Project | None = None, said: Said | None = None) -> Preview:
    file = io.BytesIO(data.encode())
    return preview(file, name="f.csv", project=project or draft(), pace=AtOnce(), said=said or Said())


def codes(found: Preview) -> dict[str, str]:
    return {remark.code: remark.detail for remark in [*found.warnings, *found.losses]}


@given(rows=st.lists(CELLS, min_size=1, max_size=12), labels_are=st.sampled_from(["answers", "truth", "suggestions"]))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_import_does_what_the_preview_counts(rows: list[tuple[str, str, str]], labels_are: Any) -> None:
    data = "id,text,label\n" + "".join(f"{','.join(row)}\n" for row in [("9", "a good text", "a"), *rows])
    said = Said(text_column="text", label_column="label", id_column="id", labels_are=labels_are)
    for earlier in Project.objects.filter(name="New"):
        delete_rows(earlier)
    project = draft()
    counts = seen(data, project=project, said=said).counts
    assert counts.rows == counts.items + counts.unchanged + counts.left_out == len(rows) + 1
    file = SimpleUploadedFile("f.csv", data.encode())
    upload = uploads.add(project, user=alice(), file=file).upload
    job = start_import(project, user=alice(), upload_id=upload.pk, said=said)
    run_job(job.pk, handlers=HANDLERS)
    job.refresh_from_db()
    assert job.state == "done", job.error
    done = job.counts
    assert (done["added"], done["rejected"]) == (counts.items, counts.left_out)
    assert done["unchanged"] + done["updated"] == counts.unchanged


def test_ids_that_start_again_are_counted_before_the_import() -> None:
    data = "id,text\n" + "".join(f"{n % 30},text {n}\n" for n in range(90))
    found = seen(data, said=Said(id_column="id"))
    assert (found.counts.repeated_ids, found.counts.items) == (60, 90)
    assert codes(found)["repeated_ids"].startswith("60 rows have ids that came earlier with other content.")


def test_a_contradiction_is_shown_with_both_labels_and_both_lines() -> None:
    found = seen("text,label\nsame,good\nother,good\nsame,bad\nsame,good\n")
    assert found.counts.contradictions == 1
    (torn,) = found.contradictions
    assert (torn.content, torn.labels, torn.lines) == ("same", ["good", "bad"], [2, 4])
    assert "“good” and “bad” (lines 2 and 4)" in codes(found)["contradictions"]


def test_spellings_of_one_class_are_told() -> None:
    found = seen("text,label\na1,Good\nb1,GOOD\nc1,good \nd1,bad\n")
    (good, bad) = found.labels
    assert (good.name, good.items, bad.name) == ("Good", 3, "bad")
    assert "GOOD" in good.spellings
    assert "labels_alike" in codes(found)


def test_labels_that_a_running_project_lacks_are_a_loss() -> None:
    project = text_project(items=1)
    found = seen("text,label\na1,good\nb1,ugly\n", project=project)
    assert [label.name for label in found.labels if label.is_new] == ["ugly"]
    assert "“ugly”" in codes(found)["unknown_classes"]
    assert "unknown_classes" not in codes(seen("text,label\na1,good\nb1,ugly\n"))


def test_what_the_project_has_already_is_not_counted_as_new() -> None:
    project = draft()
    data = "text,label\n" + "".join(f"text {n},a\n" for n in range(5))
    upload = uploads.add(project, user=alice(), file=SimpleUploadedFile("f.csv", data.encode())).upload
    run_job(start_import(project, user=alice(), upload_id=upload.pk).pk, handlers=HANDLERS)
    project.refresh_from_db()
    found = seen(data + "one more,a\n", project=project)
    assert (found.counts.items, found.counts.unchanged) == (1, 5)


@pytest.mark.parametrize(
    ("data", "labels_are", "words"),
    [
        ("text,label\na1,x\nb1,y\n", "truth", "Every row has a label"),
        ("text,label\na1,x\nb1,\nc1,\n", "answers", "Only 1 of 3 rows have a label"),
    ],
)
def test_what_labels_are_is_said_with_its_reason(data: str, labels_are: str, words: str) -> None:
    found = seen(data)
    assert found.labels_are == labels_are
    assert found.labels_why.startswith(words)
