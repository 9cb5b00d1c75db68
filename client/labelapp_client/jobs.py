"""Long work on the server: waited for, and the files that it leaves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from urllib3.exceptions import HTTPError

from labelapp_client.connection import AGAIN, Connection
from labelapp_client.errors import Damaged, JobFailed, Unreachable
from labelapp_client.schema_gen import Job, JobFile

# Between two looks at a job: longer and longer, seconds.
FIRST_LOOK_S, LONGEST_S, LONGER = 0.1, 5.0, 1.5
UNFINISHED = ("waiting", "running")
BLOCK = 2**16


def finished(connection: Connection, job: Job) -> Job:
    """The job once it is done. Raises JobFailed where it failed or was cancelled."""
    wait_s = FIRST_LOOK_S
    while job["state"] in UNFINISHED:
        time.sleep(wait_s)
        wait_s = min(LONGEST_S, wait_s * LONGER)
        job = connection.ask("jobs_get", path={"job_id": job["id"]})
    if job["state"] != "done":
        raise JobFailed(job)
    return job


def download(connection: Connection, job: Job, target: BinaryIO) -> None:
    """The file of a job that is done; taken up where it breaks off. Raises Unreachable, Damaged."""
    file = job["file"]
    if file is None:
        raise Damaged(f"“{job['title']}” has left no file.")
    broke_off: Exception | None = None
    for _ in range(AGAIN):
        try:
            _take_up(connection, job["id"], file, target)
            return _check(target, file)
        except HTTPError as error:
            broke_off = error
    raise Unreachable(f"“{file['name']}” breaks off again and again: {broke_off}") from broke_off


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when all went well; otherwise what was there stays."""
    part = path.with_name(f".{uuid4().hex}.part")
    try:
        with part.open("w+b") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _take_up(connection: Connection, job_id: str, file: JobFile, target: BinaryIO) -> None:
    have = target.seek(0, 2)
    asked = {"Range": f"bytes={have}-", "If-Range": f'"{file["sha256"]}"'} if have else {}
    with connection.opened("jobs_file", path={"job_id": job_id}, headers=asked) as answer:
        if answer.status != 206:
            target.seek(0)
            target.truncate()
        for block in answer.stream(BLOCK):
            target.write(block)


def _check(target: BinaryIO, file: JobFile) -> None:
    target.seek(0)
    digest = sha256()
    while block := target.read(BLOCK):
        digest.update(block)
    if file["sha256"] and digest.hexdigest() != file["sha256"]:
        raise Damaged(f"“{file['name']}” is not what was sent: its digest is another.")
    target.seek(0)
