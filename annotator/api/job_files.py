"""Files that jobs leave: the problems of an import, and the result, which can be taken up where it broke off."""

import re
from collections.abc import Iterator
from typing import IO, Any, cast

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from annotator.api.jobs import job_of
from annotator.api.view import View
from annotator.errors import NotFound
from annotator.models import Job, JobState
from annotator.services.exports.problems import problems_csv

# Of what an export writes, by its ending.
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
BLOCK = 2**16
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class JobProblemsView(View):
    @extend_schema(operation_id="jobs_problems", responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, job_id: str) -> StreamingHttpResponse:
        job = job_of(request, job_id)
        response = StreamingHttpResponse(problems_csv(job), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="problems-{job.pk}.csv"'
        return response


class JobFileView(View):
    @extend_schema(
        operation_id="jobs_file",
        responses={(200, kind): OpenApiTypes.BINARY for kind in CONTENT_TYPES.values()},
    )
    def get(self, request: Request, job_id: str) -> HttpResponseBase:
        """The file, or the part of it that a `Range` header asks for: one range of bytes, as RFC 9110 has it."""
        job = job_of(request, job_id)
        if job.state != JobState.DONE or not job.result_path or not default_storage.exists(job.result_path):
            raise NotFound("This file")
        size, tag = default_storage.size(job.result_path), _tag(job)
        asked = _asked(request, size=size, tag=tag)
        if asked is None:
            return _answer(job, None, size=size, tag=tag)
        if not asked:
            refused = HttpResponse(status=416)
            refused["Content-Range"] = f"bytes */{size}"
            return refused
        return _answer(job, asked, size=size, tag=tag)


def _answer(job: Job, part: range | None, *, size: int, tag: str) -> HttpResponseBase:
    kind = CONTENT_TYPES[job.result_path.rsplit(".", 1)[-1]]
    file = default_storage.open(job.result_path)
    response: Any = FileResponse(file, as_attachment=True, filename=job.result_name, content_type=kind)
    if part is not None:
        file.seek(part.start)
        response.streaming_content = _blocks(file, len(part))
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
        response["Content-Length"] = str(len(part))
    response["Accept-Ranges"] = "bytes"
    if tag:
        response["ETag"] = tag
    return cast(HttpResponseBase, response)


def _blocks(file: IO[bytes], n_bytes: int) -> Iterator[bytes]:
    while n_bytes > 0 and (block := file.read(min(BLOCK, n_bytes))):
        n_bytes -= len(block)
        yield block


def _tag(job: Job) -> str:
    digest = job.params.get("sha256")
    return f'"{digest}"' if digest else ""


def _asked(request: Request, *, size: int, tag: str) -> range | None:
    """The bytes asked for, none where there are no such bytes; None for the whole file.

    A range of a file that has changed since is not given: the whole file is.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    unchanged = request.headers.get("If-Range", tag) == tag
    if found is None or not any(found.groups()) or not unchanged:
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(size, int(last) + 1) if last else size)
