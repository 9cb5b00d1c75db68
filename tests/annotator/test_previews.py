"""What is in a file is seen at once where that is quick, and by a worker where it is not, whatever is in it."""

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from annotator.files import Unusable
from annotator.models import Job, JobState, Project, Upload
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.imports.pace import AtOnce, TakesLonger
from annotator.services.imports.previews import preview
from annotator.services.jobs.lifecycle import cancel_job
from annotator.services.jobs.run import run_job
from tests.annotator.imported import png
from tests.annotator.test_uploads_api import code, post, upload
from tests.asking import browser_of
from tests.cast import alice, draft

MANY_SHORT_ROWS = gzip.compress(b"text\n" + b"a\n" * 300_000)
# Each line opens a quotation mark and closes that of the line before: no row ever ends.
NO_ROW_ENDS = b"text,label,c\n" + b'"a, b","c, d",e\n' * 2_000 + b'c","d\n' * 600_000
MEMORY = 96 * 2**20


def archive(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in entries.items():
            zipped.writestr(f"{name}.png", data)
    return buffer.getvalue()


def one_colour(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def many_entries() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for number in range(30_000):
            zipped.writestr(f"{number}.png", b"")
    return buffer.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "short rows in gzip": ("text", lambda: MANY_SHORT_ROWS),
    "zeros in gzip": ("text", lambda: gzip.compress(b"text\n" + bytes(200 * 2**20), 1)),
    "one endless line": ("text", lambda: b"text\n" + b"x" * (12 * 2**20)),
    "one endless line in gzip": ("text", lambda: gzip.compress(b"x" * (300 * 2**20), 1)),
    "a million columns": ("text", lambda: b"a," * 1_000_000),
    "rows of many cells": ("text", lambda: b"t,u\n" + (b"ab," * 300_000 + b"\n") * 12),
    "a million keys": ("text", lambda: b'{"text": "a"' + b"".join(b',"k%d":{}' % n for n in range(300_000)) + b"}\n"),
    "deep JSON": ("text", lambda: b'{"text": "a"}\n{"text": "b", "c": ' + b"[" * 2_000_000 + b"\n"),
    "quotation marks": ("text", lambda: NO_ROW_ENDS),
    "many pixels": ("image", lambda: archive(a=one_colour(8000, 8000))),
    "a large entry": ("image", lambda: archive(a=bytes(60 * 2**20))),
    "many entries": ("image", many_entries),
}


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_web_process_needs_little_memory_whatever_the_file(name: str) -> None:
    kind, make = HOSTILE[name]
    file, project = io.BytesIO(make()), draft(kind)
    tracemalloc.start()
    try:
        preview(file, name="f", project=project, pace=AtOnce())
    except (TakesLonger, Unusable):
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < MEMORY


@pytest.mark.django_db
def test_a_web_process_stops_when_its_time_is_up() -> None:
    ticks = iter(range(1000))
    pace = AtOnce(clock=lambda: float(next(ticks)))
    with pytest.raises(TakesLonger):
        preview(io.BytesIO(b"text\nshort\n"), name="f", project=draft(), pace=pace)


def looked_at(project: Project, data: bytes, name: str) -> tuple[Any, Any]:
    """An upload that a worker has to look at: what the page is told of it, and of the job once it has ended."""
    told = upload(project, data, name).json()
    assert told["preview"] is None
    run_job(int(told["preview_job"]), handlers=HANDLERS)
    return told, browser_of(alice()).get(f"/api/jobs/{told['preview_job']}").json()


def listed(project: Project) -> Any:
    return browser_of(alice()).get(f"/api/projects/{project.pk}/uploads").json()


@pytest.mark.django_db
def test_what_takes_longer_is_looked_at_by_a_worker_with_progress() -> None:
    project = draft()
    told = upload(project, MANY_SHORT_ROWS, "short.csv.gz").json()
    assert [(file["id"], file["preview"], file["preview_job"]) for file in listed(project)] == [
        (told["id"], None, told["preview_job"])
    ]
    seen: list[tuple[int, int | None]] = []
    run_job(int(told["preview_job"]), handlers=HANDLERS, watch=lambda job: seen.append((job.done, job.total)))
    assert seen[-1] == (300_000, 300_000)
    (file,) = listed(project)
    counts = file["preview"]["counts"]
    assert (counts["rows"], counts["items"], counts["unchanged"]) == (300_000, 1, 299_999)
    assert (file["preview"]["items"][0]["text"], file["preview_job"]) == ("a", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name", "make", "rows"),
    [
        ("image", "large.zip", lambda: archive(a=one_colour(5000, 5000), b=png("red")), 2),
        ("text", "long.csv", lambda: b"text\n" + b"word " * 4_000_000 + b"\nanother\n", 2),
    ],
)
def test_large_images_and_long_files_get_their_preview_too(
    kind: str, name: str, make: Callable[[], bytes], rows: int
) -> None:
    project = draft(kind)
    _, job = looked_at(project, make(), name)
    assert (job["state"], job["kind"]) == ("done", "preview")
    counts = listed(project)[0]["preview"]["counts"]
    assert (counts["rows"], counts["items"] + counts["left_out"]) == (rows, rows)


@pytest.mark.django_db
def test_what_a_worker_refuses_is_said_and_not_kept() -> None:
    project = draft()
    _, job = looked_at(project, NO_ROW_ENDS, "marks.csv")
    assert job["state"] == "failed"
    assert job["error"].startswith("From line ")
    assert listed(project) == []
    assert not Upload.objects.exists()
    assert not default_storage.listdir(f"uploads/{project.pk}")[1]


@pytest.mark.django_db
def test_a_preview_can_be_cancelled_and_then_its_file_is_gone() -> None:
    project = draft()
    told = upload(project, MANY_SHORT_ROWS, "short.csv.gz").json()

    def cancel(job: Job) -> None:
        if not Job.objects.filter(pk=job.pk, cancel_requested=True).exists():
            cancel_job(job.pk)

    run_job(int(told["preview_job"]), handlers=HANDLERS, watch=cancel)
    assert Job.objects.get(pk=int(told["preview_job"])).state == JobState.CANCELLED
    assert not Upload.objects.exists()


@pytest.mark.django_db
def test_a_preview_that_is_cancelled_before_it_began_is_out_of_the_list_and_gone_with_the_next_file() -> None:
    project = draft()
    told = upload(project, MANY_SHORT_ROWS, "short.csv.gz").json()
    post(f"/api/jobs/{told['preview_job']}/cancel", {})
    assert listed(project) == []
    assert len(listed_after_next(project)) == len(default_storage.listdir(f"uploads/{project.pk}")[1]) == 1


def listed_after_next(project: Project) -> Any:
    assert upload(project, b"text\nhello\n").status_code == 201
    return listed(project)


@pytest.mark.django_db
def test_a_file_that_is_imported_without_a_look_stays() -> None:
    project = draft()
    told = upload(project, MANY_SHORT_ROWS, "short.csv.gz").json()
    post(f"/api/projects/{project.pk}/imports", {"upload": told["id"]})
    post(f"/api/jobs/{told['preview_job']}/cancel", {})
    upload(project, b"text\nhello\n")
    assert default_storage.exists(Upload.objects.get(pk=told["id"]).path)


@pytest.mark.django_db
def test_labels_beyond_the_most_are_not_collected() -> None:
    rows = "".join(f"text {n},label {n}\n" for n in range(2_500))
    seen = upload(draft(), f"text,label\n{rows}".encode()).json()["preview"]
    assert len(seen["labels"]) == 1000
    assert [warning["code"] for warning in seen["warnings"]] == ["too_many_labels"]


@pytest.mark.django_db
def test_a_small_file_is_refused_at_once_as_before() -> None:
    assert code(upload(draft(), b"n,m\n1,2\n")) == (400, "no_text_column", "file")
