"""Imports from other machines: tables of addresses, parts of buckets, single files; from allowed places alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError

from annotator.models import Job, JobState, Project, Upload
from annotator.remote import Refused
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.imports import far_files, images
from annotator.services.imports.choices import Said
from annotator.services.imports.start import import_address, import_path
from annotator.services.jobs.lifecycle import cancel_job
from annotator.services.jobs.run import run_job
from tests.annotator.files.pictures import picture, zip_of
from tests.annotator.imported import counts
from tests.annotator.remote.servers import FileServer, bucket, failing, redirecting, serving
from tests.asking import browser_of
from tests.cast import alice, draft

pytestmark = pytest.mark.django_db

TEXTS = b"text,label\nA fine thing,good\nA poor thing,bad\nA thing,\n"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.remote.reading.PAUSES_S", (0.0,))


@pytest.fixture
def server(settings: Any) -> Iterator[FileServer]:
    files: dict[str, Any] = {f"/photos/{number}.png": picture(number) for number in range(1, 7)}
    with serving(
        {**files, "/texts.csv": TEXTS, "/photos.zip": zip_of({"cat/a.png": 1, "dog/b.png": 2}).getvalue()}
    ) as one:
        settings.ALLOWED_SOURCES, settings.OUTBOUND_ALLOWED = [one.url], ["127.0.0.1"]
        yield one


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[FileServer]:
    objects = {f"set/{'cat' if n % 2 else 'dog'}/{n}.png": picture(n) for n in range(1, 7)}
    objects |= {
        "set/labels.csv": b"file,year\ncat/1.png,1999\ndog/2.png,2001\n",
        "texts/a.csv": TEXTS,
        "private/x.png": b"x",
    }
    objects["texts/b.csv"] = b"text,label\nOne more,good\n"
    with serving(bucket("data", objects)) as served:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", served.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        settings.ALLOWED_SOURCES = ["s3://data/set", "s3://data/texts"]
        yield served


def addresses(folder: Path, *rows: str, header: str = "image_url,label") -> Path:
    path = folder / "images.csv"
    path.write_text("\n".join([header, *rows]))
    return path


def problems(job: Job) -> list[tuple[str, int | None, str]]:
    return list(job.problems.order_by("line", "file").values_list("file", "line", "code"))


def labels(project: Project) -> dict[str, str | None]:
    found = project.items.values_list("metadata__file", "truth__name")
    return {file.rsplit("/", 1)[-1]: label for file, label in found}


def test_images_that_a_table_names_by_address_become_items_with_their_columns(
    server: FileServer, tmp_path: Path
) -> None:
    rows = [f"{server.url}/photos/{n}.png?size=l,{'cat' if n % 2 else 'dog'},http://elsewhere/{n}" for n in range(1, 7)]
    project = draft("image")
    job = import_path(project, addresses(tmp_path, *rows, header="image_url,label,page"))
    assert (job.state, job.done, job.total, counts(job)[0]) == (JobState.DONE, 6, 6, 6)
    assert labels(project) == {f"{n}.png?size=l": "cat" if n % 2 else "dog" for n in range(1, 7)}
    first = project.items.get(row=0)
    assert (first.width, first.metadata) == (
        8,
        {"file": f"{server.url}/photos/1.png?size=l", "page": "http://elsewhere/1"},
    )
    again = import_path(project, tmp_path / "images.csv")
    assert counts(again)[:2] == (0, 6)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.txt", "{url}/photos/1.png\n{url}/photos/2.png\n"),
        ("rows.jsonl", '{{"image": "{url}/photos/1.png"}}\n{{"image": "{url}/photos/2.png"}}\n'),
        ("bare.csv", "{url}/photos/1.png,cat\n{url}/photos/2.png,dog\n"),
    ],
)
def test_whatever_the_table_is_its_addresses_are_found(
    server: FileServer, tmp_path: Path, name: str, content: str
) -> None:
    path = tmp_path / name
    path.write_text(content.format(url=server.url))
    assert counts(import_path(draft("image"), path))[0] == 2


def test_tasks_of_label_studio_bring_their_images_and_answers(server: FileServer, tmp_path: Path) -> None:
    chosen = {"type": "choices", "from_name": "c", "to_name": "i", "value": {"choices": ["cat"]}}
    task = {
        "id": 1,
        "data": {"image": f"{server.url}/photos/1.png"},
        "annotations": [{"completed_by": {"email": "ben@example.org"}, "result": [chosen]}],
    }
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([task, {"id": 2, "data": {"image": f"{server.url}/photos/2.png"}, "annotations": []}]))
    job = import_path(draft("image"), path)
    assert (counts(job)[0], job.counts["answers"]) == (2, 1)


def test_each_file_that_does_not_come_is_named_with_its_row(server: FileServer, tmp_path: Path) -> None:
    server.files |= {
        "/busy.png": failing(503, times=9),
        "/text.png": b"no image",
        "/away.png": redirecting("http://169.254.169.254/latest/meta-data"),
    }
    url = server.url
    rows = [f"{url}/photos/1.png,cat", f"{url}/gone.png,cat", f"{url}/busy.png,dog", f"{url}/text.png,dog"]
    rows += [f"{url}/away.png,cat", "https://elsewhere.example/a.png,cat", ",cat", f"{url}/photos/2.png,dog"]
    project = draft("image")
    job = import_path(project, addresses(tmp_path, *rows))
    assert (job.state, counts(job)[0], counts(job)[3]) == (JobState.DONE, 2, 6)
    assert problems(job) == [
        (f"{url}/gone.png", 3, "not_there"),
        (f"{url}/busy.png", 4, "unreachable"),
        (f"{url}/text.png", 5, "not_an_image"),
        (f"{url}/away.png", 6, "source_not_allowed"),
        ("https://elsewhere.example/a.png", 7, "address_refused"),
        ("images.csv", 8, "no_address"),
    ]
    assert all(problem.detail.endswith(".") for problem in job.problems.all())


def test_without_permission_nothing_is_fetched_and_the_sentence_says_how(
    server: FileServer, tmp_path: Path, settings: Any
) -> None:
    settings.ALLOWED_SOURCES = []
    job = import_path(draft("image"), addresses(tmp_path, f"{server.url}/photos/1.png,cat"))
    assert job.state == JobState.FAILED
    assert "ALLOWED_SOURCES=" in job.error
    assert not server.asked
    with pytest.raises(Refused, match="ALLOWED_SOURCES="):
        import_address(draft("text", name="Other"), f"{server.url}/texts.csv")


def test_where_nobody_answers_any_more_the_import_ends_and_keeps_what_came(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "FAR_IMAGES_PER_BATCH", 2)
    monkeypatch.setattr(far_files, "MOST_SILENT", 10)
    broken = {f"/broken/{n}.png": failing(503, times=9) for n in range(40)}
    server.files |= broken
    rows = [f"{server.url}/photos/{n}.png,cat" for n in range(1, 7)] + [f"{server.url}{path},dog" for path in broken]
    job = import_path(draft("image"), addresses(tmp_path, *rows))
    assert (job.state, job.counts["added"]) == (JobState.FAILED, 6)
    assert "10 files one after the other did not come" in job.error


def test_an_import_from_afar_stops_where_nobody_wants_it_and_a_killed_one_goes_on(
    server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "FAR_IMAGES_PER_BATCH", 2)
    monkeypatch.setattr("annotator.services.jobs.progress.WRITE_EVERY_S", 0.0)
    rows = [f"{server.url}/photos/{n}.png,cat" for n in range(1, 7)]
    project = draft("image")

    def cancelling(job: Job) -> None:
        if job.done == 2:
            cancel_job(job.pk)

    job = import_path(project, addresses(tmp_path, *rows), watch=cancelling)
    assert (job.state, job.done, job.total) == (JobState.CANCELLED, 2, 6)
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, cancel_requested=False)
    server.asked.clear()
    run_job(job.pk, handlers=HANDLERS)
    job.refresh_from_db()
    assert (job.state, job.counts["added"], project.items.count()) == (JobState.DONE, 6, 6)
    assert len(server.asked) == 4


def test_an_import_that_was_cancelled_goes_on_where_it_stopped_and_fetches_nothing_twice(
    server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "FAR_IMAGES_PER_BATCH", 2)
    monkeypatch.setattr("annotator.services.jobs.progress.WRITE_EVERY_S", 0.0)
    rows = "".join(f"{server.url}/photos/{n}.png,cat\n" for n in range(1, 7))
    server.files["/images.csv"] = f"image,label\n{rows}".encode()
    project = draft("image")
    upload = looked_at(project, post(project, "sources", {"address": f"{server.url}/images.csv"}))
    first = Job.objects.get(pk=int(post(project, "imports", {"upload": upload["id"]}).json()["id"]))

    def cancelling(job: Job) -> None:
        if job.done == 2:
            cancel_job(job.pk)

    run_job(first.pk, handlers=HANDLERS, watch=cancelling)
    server.asked.clear()
    body = {"upload": upload["id"], "goes_on": True}
    job = post(project, "imports", body).json()
    assert (job["done"], job["total"]) == (2, 6)
    run_job(int(job["id"]), handlers=HANDLERS)
    assert (project.items.count(), len(server.asked)) == (6, 4)
    # What is done is begun anew, and so is what was told otherwise.
    for again in (body, {**body, "label_column": ""}):
        assert post(project, "imports", again).json()["done"] == 0


# Parts of buckets


def test_a_part_of_a_bucket_becomes_items_by_its_folders_and_tables(storage: FileServer) -> None:
    project = draft("image")
    job = import_address(project, "s3://data/set")
    assert (job.state, counts(job)[0], job.total) == (JobState.DONE, 6, 6)
    assert labels(project) == {f"{n}.png": "cat" if n % 2 else "dog" for n in range(1, 7)}
    assert project.items.get(metadata__file="cat/1.png").metadata == {"file": "cat/1.png", "year": "1999"}


def test_tables_in_a_part_of_a_bucket_are_read_together(storage: FileServer) -> None:
    project = draft("text")
    job = import_address(project, "s3://data/texts/")
    assert (counts(job)[0], job.counts["answers"]) == (4, 3)
    single = draft("text", name="Single")
    assert counts(import_address(single, "s3://data/texts/b.csv"))[0] == 1
    assert Upload.objects.get(project=single).filename == "b.csv"


def test_what_lies_beside_the_allowed_part_is_not_read(storage: FileServer, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        import_address(draft("image"), "s3://data/private")
    job = import_path(draft("image", name="Other"), addresses(tmp_path, "s3://data/private/x.png,cat"))
    assert (job.state, storage.asked) == (JobState.FAILED, [])


def test_an_empty_part_of_a_bucket_is_refused_in_a_sentence(storage: FileServer) -> None:
    job = import_address(draft("image"), "s3://data/set/nothing")
    assert (job.state, job.error) == (
        JobState.FAILED,
        "There is no file below s3://data/set/nothing. Mend the address.",
    )


def test_the_command_takes_an_address(storage: FileServer, server: FileServer, settings: Any) -> None:
    settings.ALLOWED_SOURCES = ["s3://data/set", server.url]
    images_, texts = draft("image"), draft("text", name="Texts")
    call_command("import_items", images_.name, "s3://data/set/", verbosity=0)
    call_command("import_items", texts.name, f"{server.url}/texts.csv", "--labels-are", "answers", verbosity=0)
    assert (images_.items.count(), texts.items.count()) == (6, 3)
    with pytest.raises(CommandError, match="ALLOWED_SOURCES"):
        call_command("import_items", texts.name, "https://elsewhere.example/a.csv", verbosity=0)


# Through the API


def post(project: Project, path: str, body: object) -> Any:
    client = browser_of(alice())
    return client.post(f"/api/projects/{project.pk}/{path}", json.dumps(body), content_type="application/json")


def looked_at(project: Project, answer: Any) -> dict[str, Any]:
    """The upload as it is listed once a worker has been there."""
    run_job(int(answer.json()["preview_job"]), handlers=HANDLERS)
    client = browser_of(alice())
    listed = client.get(f"/api/projects/{project.pk}/uploads").json()
    return dict(next(each for each in listed if each["id"] == answer.json()["id"]))


@pytest.mark.parametrize(("path", "kind", "n_items"), [("texts.csv", "text", 3), ("photos.zip", "image", 2)])
def test_a_file_at_an_address_is_looked_at_and_imported(server: FileServer, path: str, kind: str, n_items: int) -> None:
    project = draft(kind)
    answer = post(project, "sources", {"address": f"{server.url}/{path}"})
    assert (answer.status_code, answer.json()["preview"]) == (202, None)
    upload = looked_at(project, answer)
    assert (upload["filename"], upload["preview"]["counts"]["items"]) == (path, n_items)
    job = post(project, "imports", {"upload": upload["id"]}).json()["id"]
    run_job(int(job), handlers=HANDLERS)
    assert project.items.count() == n_items


def test_a_part_of_a_bucket_is_looked_at_chosen_and_imported(storage: FileServer) -> None:
    project = draft("image")
    upload = looked_at(project, post(project, "sources", {"address": "s3://data/set"}))
    assert upload["preview"]["counts"]["items"] == 6
    assert upload["preview"]["items"][0]["thumbnail"].startswith("data:image/")
    again = post(project, f"uploads/{upload['id']}/preview", {"label_column": ""})
    assert looked_at(project, again)["preview"]["labels"] == []
    job = post(project, "imports", {"upload": upload["id"], "label_column": ""}).json()["id"]
    run_job(int(job), handlers=HANDLERS)
    assert set(project.items.values_list("truth", flat=True)) == {None}


def test_a_table_of_addresses_that_is_uploaded_is_looked_at_by_a_worker(server: FileServer) -> None:
    project = draft("image")
    client = browser_of(alice())
    table = f"image,label\n{server.url}/photos/1.png,cat\n{server.url}/gone.png,dog\n".encode()
    answer = client.post(f"/api/projects/{project.pk}/uploads", {"file": SimpleUploadedFile("images.csv", table)})
    assert (answer.status_code, answer.json()["preview"], server.asked) == (201, None, [])
    preview = looked_at(project, answer)["preview"]
    assert (preview["counts"]["items"], preview["counts"]["left_out"]) == (1, 1)
    assert [loss["code"] for loss in preview["losses"]] == ["files_left_out"]


def test_places_that_are_allowed_are_shown_and_others_refused(server: FileServer) -> None:
    project = draft("text")
    client = browser_of(alice())
    assert client.get(f"/api/projects/{project.pk}/sources").json() == {"allowed": [server.url]}
    refused = [
        ("https://elsewhere.example/", "source_not_allowed"),
        ("nonsense", "bad_address"),
        # Too long only once it is written in percent signs.
        (f"{server.url}/{'写' * 300}.csv", "bad_address"),
    ]
    for address, code in refused:
        error = post(project, "sources", {"address": address}).json()["errors"][0]
        assert (error["code"], error["attr"]) == (code, "address")
    assert not Upload.objects.filter(project=project).exists()


def test_what_cannot_be_fetched_leaves_no_upload_behind(server: FileServer) -> None:
    project = draft("text")
    answer = post(project, "sources", {"address": f"{server.url}/missing.csv"})
    run_job(int(answer.json()["preview_job"]), handlers=HANDLERS)
    job = Job.objects.get(pk=int(answer.json()["preview_job"]))
    assert (job.state, job.error) == (JobState.FAILED, "There is nothing at this address (HTTP 404). Mend the address.")
    assert not Upload.objects.filter(project=project).exists()


def test_a_choice_of_the_column_with_addresses_is_taken(server: FileServer, tmp_path: Path) -> None:
    rows = [f"{server.url}/photos/{n}.png,{server.url}/photos/{n + 3}.png" for n in range(1, 4)]
    project = draft("image")
    import_path(project, addresses(tmp_path, *rows, header="image,large"), said=Said(text_column="large"))
    assert set(labels(project)) == {"4.png", "5.png", "6.png"}
