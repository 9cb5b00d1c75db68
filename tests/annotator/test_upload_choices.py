"""What can be said of an upload beyond its columns: the sheet of a workbook, who answered, and when."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from annotator.models import Annotation, Job, Project, Upload
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.jobs.run import run_job
from tests.annotator.test_uploads_api import post, upload
from tests.asking import browser_of
from tests.cast import alice, draft

pytestmark = pytest.mark.django_db

ANSWERS = (
    b"text,mood,by whom,on\n"
    b"A fine thing that I use each day.,good,Ben,2026-03-01 10:00:00\n"
    b"A fine thing that I use each day.,bad,Ada,2026-03-02 11:30:00\n"
    b"It broke on the second day of use.,bad,Ben,2026-03-03 09:00:00\n"
)


def workbook() -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, label in (("This year", "good"), ("Last year", "bad")):
        sheet = book.create_sheet(title)
        sheet.append(["text", "label" if title == "This year" else "rating"])
        for number in range(3 if label == "good" else 2):
            sheet.append([f"A thing of {title}, {number}.", label])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def meanings(preview: dict[str, Any]) -> dict[str, str]:
    return {column["name"]: column["meaning"] for column in preview["columns"]}


def imported(project: Project, body: dict[str, Any]) -> Job:
    job = Job.objects.get(pk=int(post(f"/api/projects/{project.pk}/imports", body).json()["id"]))
    run_job(job.pk, handlers=HANDLERS)
    job.refresh_from_db()
    return job


def test_another_sheet_of_a_workbook_can_be_looked_at_and_imported() -> None:
    project = draft()
    seen = upload(project, workbook(), "things.xlsx").json()
    read = {sheet["name"]: sheet["is_read"] for sheet in seen["preview"]["sheets"]}
    assert read == {"This year": True, "Last year": False}
    address = f"/api/projects/{project.pk}/uploads/{seen['id']}/preview"
    again = post(address, {"sheet": "Last year"}).json()
    assert [sheet["is_read"] for sheet in again["preview"]["sheets"]] == [False, True]
    assert (again["preview"]["counts"]["items"], again["choices"]["sheet"]) == (2, "Last year")
    assert imported(project, {"upload": seen["id"], "sheet": "Last year"}).counts["added"] == 2
    assert set(project.labels.values_list("name", flat=True)) == {"bad"}
    error = post(address, {"sheet": "Next year"}).json()["errors"][0]
    assert error["code"] == "no_sheet"


def test_a_table_has_no_sheets_and_an_earlier_look_said_nothing_of_them() -> None:
    project = draft()
    seen = upload(project, ANSWERS).json()
    assert seen["preview"]["sheets"] == []
    stored = Upload.objects.get(pk=seen["id"])
    stored.preview = stored.preview.replace('"sheets": [], ', "")
    stored.save()
    assert browser_of(alice()).get(f"/api/projects/{project.pk}/uploads").json()[0]["preview"]["sheets"] == []


def test_the_columns_of_people_and_moments_can_be_chosen() -> None:
    project = draft()
    seen = upload(project, ANSWERS).json()
    assert meanings(seen["preview"])["by whom"] == "metadata"
    said = {"label_column": "mood", "person_column": "by whom", "time_column": "on"}
    again = post(f"/api/projects/{project.pk}/uploads/{seen['id']}/preview", said).json()
    assert meanings(again["preview"]) == {"text": "text", "mood": "label", "by whom": "person", "on": "time"}
    counts = again["preview"]["counts"]
    assert (counts["answers"], counts["people"], counts["items"]) == (3, 2, 2)
    assert (again["choices"]["person_column"], again["choices"]["time_column"]) == ("by whom", "on")
    imported(project, {"upload": seen["id"], **said})
    given = Annotation.objects.filter(project=project).order_by("answered_at")
    assert [(each.user.called, each.label and each.label.name) for each in given] == [
        ("Ben", "good"),
        ("Ada", "bad"),
        ("Ben", "bad"),
    ]
    assert given[0].answered_at == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_what_was_said_of_one_file_is_not_said_of_the_next() -> None:
    project = draft()
    first, second = (upload(project, ANSWERS, name).json() for name in ("a.csv", "b.csv"))
    said = {"label_column": "mood", "labels_are": "suggestions"}
    post(f"/api/projects/{project.pk}/uploads/{first['id']}/preview", said)
    listed = {each["id"]: each for each in browser_of(alice()).get(f"/api/projects/{project.pk}/uploads").json()}
    assert listed[first["id"]]["choices"]["labels_are"] == "suggestions"
    assert listed[second["id"]]["choices"]["labels_are"] is None
    imported(project, {"upload": first["id"], **said})
    job = imported(project, {"upload": second["id"], "label_column": "mood", "labels_are": "truth"})
    assert (job.counts["truths"], job.counts["suggestions"]) == (2, 0)
