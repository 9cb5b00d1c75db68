"""Uploads, imports, exports and jobs through the API, as a browser uses them."""

import io
import json
import zipfile
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotator.models import Job, Membership, Project, Role, Round, Upload, User
from annotator.selectors.jobs import NO_COUNTS
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.jobs.run import run_job
from annotator.services.projects import projects
from tests.annotator.imported import png
from tests.asking import browser_of
from tests.cast import alice, bob, charlie, draft, join, rita, text_project

pytestmark = pytest.mark.django_db


def upload(project: Project, data: bytes, name: str = "reviews.csv", user: User | None = None) -> Any:
    file = SimpleUploadedFile(name, data)
    return browser_of(user or alice()).post(f"/api/projects/{project.pk}/uploads", {"file": file})


def post(path: str, body: object, user: User | None = None) -> Any:
    return browser_of(user or alice()).post(path, json.dumps(body), content_type="application/json")


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/") + ".png", data)
    return buffer.getvalue()


def code(answer: Any) -> tuple[int, str, str | None]:
    error = answer.json()["errors"][0]
    assert error["detail"].endswith((".", "?"))
    return answer.status_code, error["code"], error["attr"]


def test_a_table_is_shown_before_it_is_imported() -> None:
    rows = "".join(f"{n};“Ünicode” text {n};{'pos' if n % 2 else 'neg'}\n" for n in range(30))
    answer = upload(draft(), ("\ufeffid;text;label\n" + rows + ";;\n").encode())
    assert answer.status_code == 201
    body = answer.json()
    preview = body["preview"]
    assert (body["filename"], body["kind"], preview["format"]) == ("reviews.csv", "text", "csv")
    assert (preview["delimiter"], preview["encoding"], preview["has_header"]) == (";", "utf-8", True)
    meanings = {column["name"]: column["meaning"] for column in preview["columns"]}
    assert meanings == {"id": "metadata", "text": "text", "label": "label"}
    assert (len(preview["items"]), preview["items"][1]["text"]) == (20, "“Ünicode” text 1")
    assert [(label["name"], label["items"], label["is_new"]) for label in preview["labels"]] == [
        ("neg", 15, True),
        ("pos", 15, True),
    ]
    counts = preview["counts"]
    assert (counts["rows"], counts["items"], counts["unchanged"], counts["left_out"]) == (31, 30, 0, 1)
    assert [loss["code"] for loss in preview["losses"]] == ["rows_left_out"]
    assert "Line 32" in preview["losses"][0]["detail"]


def test_a_zip_of_images_is_shown_with_thumbnails() -> None:
    answer = upload(draft("image"), zipped(cat__a=png("red"), dog__b=png("blue"), dog__c=png()[:30]), "images.zip")
    preview = answer.json()["preview"]
    assert [(item["text"], item["label"]) for item in preview["items"]] == [("cat/a.png", "cat"), ("dog/b.png", "dog")]
    assert [label["name"] for label in preview["labels"]] == ["cat", "dog"]
    counts = preview["counts"]
    assert (counts["rows"], counts["items"], counts["left_out"], preview["format"]) == (3, 2, 1, "zip")
    assert [item["thumbnail"][:22] for item in preview["items"]] == ["data:image/webp;base64"] * 2
    assert "dog/c.png" in preview["losses"][0]["detail"]


def test_a_draft_is_taken_up_on_another_machine_with_the_files_and_previews_of_the_first() -> None:
    project = draft()
    join(project, rita(), Role.MANAGER)
    first = upload(project, b"text,label\nnice,pos\nbad,neg\n").json()
    second = upload(project, b'{"text": "nul \\u0000 and half a pair \\ud800"}\n', "odd.jsonl").json()
    job = post(f"/api/projects/{project.pk}/imports", {"upload": first["id"]}).json()
    upload(projects.create(name="Other", kind="text", owner=alice(), seed=1), b"text\nnot in this one\n")
    listed = browser_of(rita()).get(f"/api/projects/{project.pk}/uploads").json()
    assert listed == [{**second, "job": None}, {**first, "job": job["id"]}]
    assert [label["name"] for label in listed[1]["preview"]["labels"]] == ["pos", "neg"]


def test_the_files_of_a_draft_are_for_its_managers() -> None:
    project = draft()
    upload(project, b"text\nhello\n")
    join(project, bob())
    path = f"/api/projects/{project.pk}/uploads"
    assert browser_of(bob()).get(path).status_code == 403
    stranger = browser_of(charlie()).get(path)
    assert code(stranger) == (404, "not_found", None)
    assert b"hello" not in stranger.content
    assert Client().get(path).status_code == 401


def test_the_list_of_files_takes_a_fixed_number_of_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    project = draft()
    for number in range(7):
        upload(project, b"text\nhello\n", f"{number}.csv")
    signed_in = browser_of(alice())
    with django_assert_num_queries(4):  # session, user, membership, uploads
        listed = signed_in.get(f"/api/projects/{project.pk}/uploads").json()
    assert [row["filename"] for row in listed] == [f"{number}.csv" for number in (6, 5, 4, 3, 2)]


@pytest.mark.parametrize(
    ("kind", "name", "data", "expected"),
    [
        ("image", "a.zip", b"no zip", "not_a_zip"),
        ("image", "a.zip", b"", "empty_file"),
        ("image", "a.zip", zipped(), "no_images"),
        ("text", "a.csv", b"", "empty_file"),
        ("text", "a.csv", b"text,label\n", "empty_file"),
        ("text", "a.csv", b"n,m\n1,2\n", "no_text_column"),
        ("text", "a.csv", bytes(range(256)) * 10, "bad_encoding"),
        ("text", "a.zip", zipped(a=png()), "unsupported_type"),
    ],
)
def test_what_cannot_be_imported_is_refused_at_once_and_not_kept(
    kind: str, name: str, data: bytes, expected: str
) -> None:
    assert code(upload(draft(kind), data, name)) == (400, expected, "file")
    assert not Upload.objects.exists()


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    project = draft()
    assert code(upload(project, b"text\n" + b"words " * 300)) == (400, "file_too_large", "file")
    settings.UPLOAD_MAX_BYTES = 0
    assert code(upload(project, b"text\n" + b"words " * 300_000)) == (400, "file_too_large", "file")


def test_a_file_name_is_only_ever_a_name() -> None:
    project = draft()
    body = upload(project, b"text\nhello\n", "..\\..\\evil\x07.csv").json()
    assert body["filename"] == "evil.csv"
    stored = Upload.objects.get()
    assert stored.path.startswith(f"uploads/{project.pk}/")
    assert stored.path.endswith(".csv")


def test_an_upload_is_imported_in_the_background() -> None:
    project = draft()
    uploaded = upload(project, b"text,label\nnice,pos\nbad,neg\n,pos\n").json()
    answer = post(f"/api/projects/{project.pk}/imports", {"upload": uploaded["id"], "label_column": "label"})
    assert answer.status_code == 202
    waiting = answer.json()
    assert (waiting["state"], waiting["can_cancel"], waiting["counts"]) == ("waiting", True, None)
    run_job(int(waiting["id"]), handlers=HANDLERS)
    done = browser_of(alice()).get(f"/api/jobs/{waiting['id']}").json()
    assert (done["state"], done["done"], done["total"], done["can_cancel"]) == ("done", 3, 3, False)
    assert done["counts"] == {**NO_COUNTS, "added": 2, "truths": 2, "rejected": 1}
    assert (done["title"], done["problems"]) == ("Import of reviews.csv", 1)
    assert done["rate"] > 0
    listed = browser_of(alice()).get(done["problems_url"]).getvalue().decode("utf-8-sig")
    assert listed.splitlines()[0] == "file,line,code,detail,left_out"
    assert listed.splitlines()[1].startswith("reviews.csv,4,empty_text,")


def test_images_are_imported_from_an_upload() -> None:
    project = draft("image")
    uploaded = upload(project, zipped(cat__a=png("red"), dog__b=png("blue")), "images.zip").json()
    job = post(f"/api/projects/{project.pk}/imports", {"upload": uploaded["id"]}).json()
    run_job(int(job["id"]), handlers=HANDLERS)
    assert list(project.items.order_by("row").values_list("truth__name", flat=True)) == ["cat", "dog"]


def test_the_upload_of_another_project_cannot_be_imported() -> None:
    other = upload(draft(), b"text\nhello\n").json()
    project = text_project()
    assert code(post(f"/api/projects/{project.pk}/imports", {"upload": other["id"]})) == (404, "not_found", None)


def test_a_path_on_the_server_cannot_be_asked_for() -> None:
    project = draft()
    uploaded = upload(project, b"text\nhello\n").json()
    body = {"upload": uploaded["id"], "path": "/etc/passwd"}
    assert code(post(f"/api/projects/{project.pk}/imports", body)) == (400, "unknown_field", "path")
    assert not Job.objects.exists()


def test_an_import_whose_upload_is_gone_fails_with_a_sentence() -> None:
    project = draft()
    uploaded = upload(project, b"text\nhello\n").json()
    default_storage.delete(Upload.objects.get().path)
    job = post(f"/api/projects/{project.pk}/imports", {"upload": uploaded["id"]}).json()
    run_job(int(job["id"]), handlers=HANDLERS)
    failed = browser_of(alice()).get(f"/api/jobs/{job['id']}").json()
    assert (failed["state"], failed["error"]) == ("failed", "The uploaded file is gone. Upload it again.")


def test_an_export_is_downloaded_when_it_is_done() -> None:
    project = text_project()
    job = post(f"/api/projects/{project.pk}/exports", {"format": "csv"}).json()
    assert job["download_url"] is None
    assert browser_of(alice()).get(f"/api/jobs/{job['id']}/file").status_code == 404
    run_job(int(job["id"]), handlers=HANDLERS)
    done = browser_of(alice()).get(f"/api/jobs/{job['id']}").json()
    download = browser_of(alice()).get(done["download_url"])
    assert download["Content-Disposition"].startswith('attachment; filename="reviews-answers-')
    content = download.getvalue()
    assert content.startswith(b"item_id,row,")
    assert done["file"] == {"name": done["file"]["name"], "size": len(content), "sha256": sha256(content).hexdigest()}


def test_an_unknown_format_is_refused() -> None:
    answer = post(f"/api/projects/{text_project().pk}/exports", {"format": "docx"})
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, "format")


def test_jobs_and_rounds_are_one_list_newest_first() -> None:
    project = text_project()
    first = Job.objects.create(project=project, kind="import", title="Import")
    round_ = Round.objects.create(project=project, number=3, status="done", started_at=timezone.now(), candidates=40)
    last = Job.objects.create(project=project, kind="export", title="Export")
    rows = browser_of(alice()).get(f"/api/jobs?project={project.pk}").json()
    assert [job["id"] for job in rows] == [str(last.pk), f"round-{round_.pk}", str(first.pk)]
    assert (rows[1]["title"], rows[1]["state"], rows[1]["can_cancel"]) == ("Round 3", "done", False)
    assert browser_of(alice()).get("/api/jobs").json() == rows
    assert browser_of(alice()).get(f"/api/jobs/round-{round_.pk}").json() == rows[1]
    assert browser_of(alice()).post(f"/api/jobs/round-{round_.pk}/cancel").status_code == 409


@pytest.mark.parametrize("query", ["abc", "1e9", "-1", ""])
def test_a_project_that_is_no_number_is_refused(query: str) -> None:
    assert code(browser_of(alice()).get(f"/api/jobs?project={query}"))[:2] == (400, "invalid")


@pytest.mark.parametrize("name", ["abc", "round-", "round-x", "0", "99999999999999999999", "-1", "1.5"])
def test_a_job_that_is_none_is_not_found(name: str) -> None:
    text_project()
    assert code(browser_of(alice()).get(f"/api/jobs/{name}"))[:2] == (404, "not_found")


def test_the_list_of_jobs_takes_a_fixed_number_of_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    project = text_project()
    for number in range(10):
        Job.objects.create(project=project, kind="import", title=f"Import {number}")
    signed_in = browser_of(alice())
    with django_assert_num_queries(6):  # session, user, membership, jobs, rounds, benchmarks
        signed_in.get(f"/api/jobs?project={project.pk}")


def test_a_job_is_cancelled_once() -> None:
    job = Job.objects.create(project=text_project(), kind="import", title="Import")
    cancelled = post(f"/api/jobs/{job.pk}/cancel", {}).json()
    assert (cancelled["state"], cancelled["can_cancel"]) == ("cancelled", False)
    assert code(post(f"/api/jobs/{job.pk}/cancel", {}))[:2] == (409, "job_ended")


@pytest.mark.parametrize("path", ["", "/cancel", "/problems", "/file"])
def test_charlie_sees_no_job_and_bob_and_rita_are_told_that_it_is_not_theirs(path: str) -> None:
    project = text_project()
    job = Job.objects.create(project=project, kind="export", title="Export", state="done", result_path="x")
    round_ = Round.objects.create(project=project, number=0, status="done", started_at=timezone.now())

    def ask(user: User, name: str) -> Any:
        method = "post" if path == "/cancel" else "get"
        return getattr(browser_of(user), method)(f"/api/jobs/{name}{path}")

    for name in (str(job.pk), f"round-{round_.pk}"):
        assert code(ask(charlie(), name))[:2] == (404, "not_found")
        for member in (bob(), rita()):
            assert code(ask(member, name))[:2] == (403, "permission_denied")


def test_charlie_cannot_upload_import_or_export_and_stores_nothing() -> None:
    project = text_project()
    uploaded = upload(project, b"text\nhello\n").json()
    assert code(upload(project, b"text\nhello\n", user=charlie()))[:2] == (404, "not_found")
    for path, body in (("imports", {"upload": uploaded["id"]}), ("exports", {"format": "csv"})):
        assert code(post(f"/api/projects/{project.pk}/{path}", body, user=charlie()))[:2] == (404, "not_found")
        assert code(post(f"/api/projects/{project.pk}/{path}", body, user=bob()))[:2] == (403, "permission_denied")
    assert code(upload(project, b"text\nhello\n", user=bob()))[:2] == (403, "permission_denied")
    assert (Upload.objects.count(), Job.objects.count()) == (1, 0)


def test_who_manages_nothing_has_an_empty_list_of_jobs() -> None:
    project = text_project()
    Job.objects.create(project=project, kind="import", title="Import")
    assert browser_of(bob()).get("/api/jobs").json() == []
    assert browser_of(charlie()).get(f"/api/jobs?project={project.pk}").status_code == 404
    Membership.objects.filter(project=project, user=bob()).update(role="manager")
    assert len(browser_of(bob()).get("/api/jobs").json()) == 1


def test_an_upload_without_the_csrf_token_is_refused() -> None:
    project = draft()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice())
    answer = strict.post(f"/api/projects/{project.pk}/uploads", {"file": SimpleUploadedFile("a.csv", b"text\na\n")})
    assert answer.status_code == 403
    assert not Upload.objects.exists()


def test_what_was_said_of_a_file_stays_with_it_and_what_is_refused_does_not() -> None:
    project = draft()
    seen = upload(project, b"title,body,stars\nBag,The strap broke.,1\nShoe,They fit.,5\n").json()
    guessed = seen["choices"]
    assert (guessed["format"], guessed["fields"], guessed["mapping"]) == (None, None, [])
    said = {
        "text_column": "body",
        "labels_are": "answers",
        "fields": [{"name": "title", "look": "heading", "read": False}],
        "mapping": [{"label": "5", "to": None}],
    }
    path = f"/api/projects/{project.pk}/uploads/{seen['id']}/preview"
    assert post(path, said).json()["choices"] == {**guessed, **said}
    assert post(path, {"text_column": "nowhere"}).status_code == 400
    [kept] = browser_of(alice()).get(f"/api/projects/{project.pk}/uploads").json()
    assert kept["choices"] == {**guessed, **said}
