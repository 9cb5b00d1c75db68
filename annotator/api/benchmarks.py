"""Benchmarks: what each can be played on, what it will take, how it goes, what was found."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import benchmark_for, project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField, FiniteFloatField, within
from annotator.api.view import View, operation
from annotator.errors import Invalid
from annotator.limits import BENCHMARK_BOUNDS, MAX_BENCHMARK_TITLE_CHARS, MAX_STRATEGIES
from annotator.models import Benchmark, BenchmarkSource, JobState, Role
from annotator.selectors.benchmark import rows as select
from annotator.selectors.benchmark.items import offered
from annotator.selectors.benchmark.plan import plan
from annotator.selectors.benchmark.settings import JUDGES, Settings
from annotator.services.benchmark import lifecycle
from annotator.services.benchmark.files import WRITERS, written

CERTAINTIES = ["clear", "leaning", "noise", "early"]
# Of a benchmark's file, where it is no text.
FILE_SHAPES = {"application/json": OpenApiTypes.OBJECT}
READERS = (Role.MANAGER, Role.REVIEWER)


class BenchmarkAnnotatorsIO(Body):
    count = serializers.IntegerField(**within(BENCHMARK_BOUNDS["annotators.count"]))
    noise = FiniteFloatField(**within(BENCHMARK_BOUNDS["annotators.noise"]))
    # One row per true label, one share per given label; None: `noise` alone.
    confusion = serializers.ListField(
        child=serializers.ListField(child=FiniteFloatField(), min_length=1), allow_null=True
    )
    seconds_per_label = FiniteFloatField(**within(BENCHMARK_BOUNDS["annotators.seconds_per_label"]))
    absence = FiniteFloatField(**within(BENCHMARK_BOUNDS["annotators.absence"]))

    class Meta:
        ref_name = "BenchmarkAnnotators"


class BenchmarkSettingsIO(Body):
    title = serializers.CharField(max_length=MAX_BENCHMARK_TITLE_CHARS, allow_blank=True)
    source = serializers.ChoiceField(BenchmarkSource.choices)  # type: ignore[assignment]  # a field called so
    strategies = serializers.ListField(child=FilledField(max_length=200), min_length=1, max_length=MAX_STRATEGIES)
    seeds = serializers.IntegerField(**within(BENCHMARK_BOUNDS["seeds"]))
    initial = serializers.IntegerField(**within(BENCHMARK_BOUNDS["initial"]))
    query = serializers.IntegerField(**within(BENCHMARK_BOUNDS["query"]))
    rounds = serializers.IntegerField(**within(BENCHMARK_BOUNDS["rounds"]))
    pool = serializers.IntegerField(**within(BENCHMARK_BOUNDS["pool"]))
    test = serializers.IntegerField(**within(BENCHMARK_BOUNDS["test"]))
    judge = serializers.ChoiceField(JUDGES)
    target_error = FiniteFloatField(**within(BENCHMARK_BOUNDS["target_error"]), allow_null=True)
    annotators = BenchmarkAnnotatorsIO()

    class Meta:
        ref_name = "BenchmarkSettings"


class BenchmarkRowOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    title = serializers.CharField()
    source = serializers.ChoiceField(BenchmarkSource.choices)  # type: ignore[assignment]  # a field called so
    state = serializers.ChoiceField(JobState.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    seconds_left = serializers.FloatField(allow_null=True)
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    sentence = serializers.CharField()
    error = serializers.CharField()
    can_cancel = serializers.BooleanField()
    strategies = serializers.ListField(child=serializers.CharField())
    seeds = serializers.IntegerField()

    class Meta:
        ref_name = "BenchmarkRow"


class BenchmarkSourceOut(serializers.Serializer[Any]):
    source = serializers.ChoiceField(BenchmarkSource.choices)  # type: ignore[assignment]  # a field called so
    items = serializers.IntegerField()
    usable = serializers.BooleanField()
    detail = serializers.CharField()

    class Meta:
        ref_name = "BenchmarkOffer"


class BenchmarkListOut(serializers.Serializer[Any]):
    sources = BenchmarkSourceOut(many=True)
    benchmarks = BenchmarkRowOut(many=True)

    class Meta:
        ref_name = "BenchmarkList"


class BenchmarkPlanOut(serializers.Serializer[Any]):
    pool = serializers.IntegerField()
    test = serializers.IntegerField()
    labels = serializers.IntegerField()
    runs = serializers.IntegerField()
    rounds = serializers.IntegerField()
    minutes = serializers.FloatField(allow_null=True)
    detail = serializers.CharField()

    class Meta:
        ref_name = "BenchmarkPlan"


class SpreadOut(serializers.Serializer[Any]):
    mean = serializers.FloatField()
    spread = serializers.FloatField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()

    class Meta:
        ref_name = "Spread"


class BenchmarkRunOut(serializers.Serializer[Any]):
    seed = serializers.IntegerField()
    state = serializers.ChoiceField(JobState.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    error = serializers.CharField()

    class Meta:
        ref_name = "BenchmarkRun"


class BenchmarkPointOut(serializers.Serializer[Any]):
    round = serializers.IntegerField()
    labels = serializers.IntegerField()
    money = serializers.FloatField()
    people_s = serializers.FloatField()
    machine_s = serializers.FloatField()
    error = SpreadOut()
    proxy_error = SpreadOut(allow_null=True)
    audit = SpreadOut(allow_null=True)
    lure = SpreadOut(allow_null=True)
    update_s = serializers.FloatField()
    score_s = serializers.FloatField()
    query_s = serializers.FloatField()
    other_s = serializers.FloatField()
    n = serializers.IntegerField()

    class Meta:
        ref_name = "BenchmarkPoint"


class BenchmarkTableRowOut(serializers.Serializer[Any]):
    error = SpreadOut()
    aubc = SpreadOut()
    labels_to_target = SpreadOut(allow_null=True)
    speed_up = serializers.FloatField(allow_null=True)
    against_random = SpreadOut(allow_null=True)
    label_factor = SpreadOut(allow_null=True)

    class Meta:
        ref_name = "BenchmarkTableRow"


class BenchmarkArmOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    title = serializers.CharField()
    runs = BenchmarkRunOut(many=True)
    points = BenchmarkPointOut(many=True)
    row = BenchmarkTableRowOut(allow_null=True)

    class Meta:
        ref_name = "BenchmarkArm"


class BenchmarkPenaltyOut(serializers.Serializer[Any]):
    names = serializers.ListField(child=serializers.CharField())
    wins = serializers.ListField(child=serializers.ListField(child=serializers.FloatField()))

    class Meta:
        ref_name = "BenchmarkPenalty"


class BenchmarkAdviceOut(serializers.Serializer[Any]):
    strategy = serializers.CharField(allow_null=True)
    certainty = serializers.ChoiceField(CERTAINTIES)
    sentence = serializers.CharField()

    class Meta:
        ref_name = "BenchmarkAdvice"


class BenchmarkOut(BenchmarkRowOut):
    settings = BenchmarkSettingsIO()
    currency = serializers.CharField()
    judge_name = serializers.CharField()
    test_items = serializers.IntegerField(allow_null=True)
    pool_items = serializers.IntegerField(allow_null=True)
    target_error = serializers.FloatField(allow_null=True)
    hardware = serializers.CharField(allow_blank=True)
    digest = serializers.CharField(allow_blank=True)
    advice = BenchmarkAdviceOut()
    arms = BenchmarkArmOut(many=True)
    penalty = BenchmarkPenaltyOut(allow_null=True)

    class Meta:
        ref_name = "Benchmark"


class BenchmarksView(View):
    @extend_schema(operation_id="benchmarks_list", responses=BenchmarkListOut)
    def get(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, *READERS)
        return Response(BenchmarkListOut({"sources": offered(project), "benchmarks": select.of_project(project)}).data)

    @extend_schema(operation_id="benchmarks_create", request=BenchmarkSettingsIO, responses={201: BenchmarkRowOut})
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        benchmark = lifecycle.create(project, user=user_of(request), settings=_settings(request))
        return Response(_row(benchmark), status=status.HTTP_201_CREATED)


class BenchmarkPlanView(View):
    @extend_schema(operation_id="benchmarks_plan", request=BenchmarkSettingsIO, responses=BenchmarkPlanOut)
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        settings = _settings(request)
        lifecycle.check(project, settings)
        return Response(BenchmarkPlanOut(plan(project, settings)).data)


class BenchmarkView(View):
    @extend_schema(operation_id="benchmarks_get", responses=BenchmarkOut)
    def get(self, request: Request, benchmark_id: int) -> Response:
        findings = select.findings(benchmark_for(request, benchmark_id, *READERS))
        return Response(BenchmarkOut({**vars(findings.row), **vars(findings)}).data)

    @extend_schema(operation_id="benchmarks_delete", responses={204: None})
    def delete(self, request: Request, benchmark_id: int) -> Response:
        lifecycle.delete(benchmark_for(request, benchmark_id, Role.MANAGER), by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class BenchmarkCancelView(View):
    @extend_schema(operation_id="benchmarks_cancel", request=None, responses=BenchmarkRowOut)
    def post(self, request: Request, benchmark_id: int) -> Response:
        benchmark = benchmark_for(request, benchmark_id, Role.MANAGER)
        lifecycle.cancel(benchmark)
        return Response(_row(benchmark))


class BenchmarkFileView(View):
    @operation(
        "benchmarks_file",
        parameters=[OpenApiParameter("format", OpenApiTypes.STR, enum=list(WRITERS), required=True)],
        responses={(200, kind): FILE_SHAPES.get(kind, OpenApiTypes.BINARY) for _, kind, _ in WRITERS.values()},
    )
    def get(self, request: Request, benchmark_id: int) -> HttpResponse:
        benchmark = benchmark_for(request, benchmark_id, *READERS)
        wanted = request.query_params.get("format", "csv")
        if wanted not in WRITERS:
            formats = ", ".join(WRITERS)
            raise Invalid("invalid", f"Choose one of these formats: {formats}.", attr="format")
        file = written(benchmark, wanted)
        response = HttpResponse(file.content, content_type=file.content_type)
        response["Content-Disposition"] = f'attachment; filename="{file.name}"'
        return response


def _settings(request: Request) -> Settings:
    return Settings.of(body_of(request, BenchmarkSettingsIO))


def _row(benchmark: Benchmark) -> Any:
    benchmark.refresh_from_db()
    return BenchmarkRowOut(select.row(benchmark)).data
