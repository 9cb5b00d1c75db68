"""The file of a job: whole, or from where a download broke off."""

import hashlib
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from annotator.models import Job
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.exports.description import Export
from annotator.services.exports.start import start_export
from annotator.services.jobs.run import run_job
from tests.asking import browser_of
from tests.cast import alice, text_project

pytestmark = pytest.mark.django_db

CONTENT = b"0123456789"


def stored() -> Job:
    path = default_storage.save("exports/ranges.csv", ContentFile(CONTENT))
    params = {"sha256": "ab" * 32, "size": len(CONTENT)}
    return Job.objects.create(
        project=text_project(), kind="export", state="done", result_path=path, result_name="a.csv", params=params
    )


def get(job: Job, **headers: str) -> Any:
    signed_in = Client(headers=headers)
    signed_in.force_login(alice())
    return signed_in.get(f"/api/jobs/{job.pk}/file")


def test_the_whole_file_says_that_it_can_be_taken_up() -> None:
    answer = get(stored())
    assert (answer.status_code, answer.getvalue(), answer["Accept-Ranges"]) == (200, CONTENT, "bytes")
    assert answer["ETag"] == f'"{"ab" * 32}"'


@pytest.mark.parametrize(
    ("asked", "content", "told"),
    [
        ("bytes=3-", b"3456789", "bytes 3-9/10"),
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=0-99", CONTENT, "bytes 0-9/10"),
    ],
)
def test_a_part_is_what_was_asked_for(asked: str, content: bytes, told: str) -> None:
    answer = get(stored(), range=asked)
    assert (answer.status_code, answer.getvalue(), answer["Content-Range"]) == (206, content, told)
    assert answer["Content-Length"] == str(len(content))


def test_an_export_taken_in_parts_is_the_one_whose_digest_is_said() -> None:
    project = text_project()
    job = start_export(project, user=alice(), export=Export(what="items", format="jsonl"))
    run_job(job.pk, handlers=HANDLERS)
    signed_in = browser_of(alice())
    said = signed_in.get(f"/api/jobs/{job.pk}").json()["file"]
    first, rest = get(job, range="bytes=0-99"), get(job, range="bytes=100-", if_range=f'"{said["sha256"]}"')
    assert (first.status_code, rest.status_code) == (206, 206)
    whole = first.getvalue() + rest.getvalue()
    assert (len(whole), hashlib.sha256(whole).hexdigest()) == (said["size"], said["sha256"])
    assert [json.loads(line)["row"] for line in whole.splitlines()] == list(range(20))


def test_bytes_that_are_not_there_are_refused() -> None:
    answer = get(stored(), range="bytes=10-")
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=1-2,4-5", "lines=1-2", "bytes=a-b"])
def test_what_cannot_be_understood_gives_the_whole_file(asked: str) -> None:
    assert get(stored(), range=asked).status_code == 200


def test_a_file_that_is_another_now_is_given_whole() -> None:
    job = stored()
    tag = f'"{"ab" * 32}"'
    assert get(job, range="bytes=3-", if_range=tag).status_code == 206
    assert get(job, range="bytes=3-", if_range='"another"').status_code == 200
