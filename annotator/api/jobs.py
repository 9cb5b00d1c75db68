"""Long work as people see it: progress, cancel, the problems it met, and its result."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.fields import number_in_query, number_parameter
from annotator.api.view import View, operation
from annotator.errors import Conflict, NotFound
from annotator.models import Benchmark, Job, JobState, Role, Round
from annotator.selectors import jobs as select
from annotator.services.benchmark import lifecycle
from annotator.services.jobs.lifecycle import cancel_job
from annotator.services.rounds.endings import cancel as cancel_round


class JobCountsOut(serializers.Serializer[Any]):
    added = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    updated = serializers.IntegerField()
    rejected = serializers.IntegerField()
    answers = serializers.IntegerField()
    skips = serializers.IntegerField()
    truths = serializers.IntegerField()
    suggestions = serializers.IntegerField()
    people = serializers.IntegerField()

    class Meta:
        ref_name = "JobCounts"


class JobFileOut(serializers.Serializer[Any]):
    """The file that a job left. sha256: of its bytes, in hexadecimal; empty where it was not taken."""

    name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()

    class Meta:
        ref_name = "JobFile"


class JobOut(serializers.Serializer[Any]):
    id = serializers.CharField()
    kind = serializers.ChoiceField(["import", "preview", "export", "round", "oracle", "benchmark", "features"])
    title = serializers.CharField()
    project = serializers.IntegerField()
    project_name = serializers.CharField()
    state = serializers.ChoiceField(JobState.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)
    rate = serializers.FloatField(allow_null=True)
    seconds_left = serializers.FloatField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    message = serializers.CharField()
    error = serializers.CharField()
    problems = serializers.IntegerField()
    counts = JobCountsOut(allow_null=True)
    can_cancel = serializers.BooleanField()
    download_url = serializers.CharField(allow_null=True)
    file = JobFileOut(allow_null=True)
    problems_url = serializers.CharField(allow_null=True)
    log = serializers.ListField(child=serializers.CharField())

    class Meta:
        ref_name = "Job"


class JobsView(View):
    @operation(
        "jobs_list",
        parameters=[number_parameter("project")],
        responses=JobOut(many=True),
    )
    def get(self, request: Request) -> Response:
        return Response(JobOut(select.rows(_projects(request), now=timezone.now()), many=True).data)


class JobView(View):
    @extend_schema(operation_id="jobs_get", responses=JobOut)
    def get(self, request: Request, job_id: str) -> Response:
        return Response(_row(_work(request, job_id)))


class JobCancelView(View):
    @extend_schema(operation_id="jobs_cancel", request=None, responses=JobOut)
    def post(self, request: Request, job_id: str) -> Response:
        work = _work(request, job_id)
        if isinstance(work, Benchmark):
            lifecycle.cancel(work)
        elif isinstance(work, Round):
            cancel_round(work, by=user_of(request))
        else:
            cancel_job(work.pk)
        return Response(_row(_work(request, job_id)))


def job_data(job: Job) -> Any:
    """The job as the API answers it."""
    return _row(job)


def _projects(request: Request) -> Any:
    """The project asked for, or all that this person manages."""
    project_id = number_in_query(request, "project", "A project is named by its number.")
    if project_id is None:
        return select.managed_by(user_of(request))
    return [project_for(request, project_id, Role.MANAGER).pk]


def _row(work: select.LongWork) -> Any:
    return JobOut(select.row_of(work, now=timezone.now())).data


def _work(request: Request, job_id: str) -> select.LongWork:
    """The job, round or benchmark, for managers of its project."""
    work = select.work_of(job_id)
    if work is None:
        raise NotFound("This job")
    try:
        project_for(request, work.project_id, Role.MANAGER)
    except NotFound as error:
        # To strangers, what exists reads like what does not.
        raise NotFound("This job") from error
    return work


def job_of(request: Request, job_id: str) -> Job:
    """A job with files, for managers of its project. Raises NotFound, Conflict (not_a_job)."""
    job = _work(request, job_id)
    if not isinstance(job, Job):
        raise Conflict("not_a_job", "Neither a round nor a benchmark has files here.")
    return job
