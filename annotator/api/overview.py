"""The manager's dashboard."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for
from annotator.api.projects import AwaitedOut, EstimateOut
from annotator.api.view import View
from annotator.models import Role, Round
from annotator.selectors.jobs import job_id
from annotator.selectors.overview import overview

Money = serializers.DecimalField


class SpentOut(serializers.Serializer[Any]):
    labels = serializers.IntegerField()
    budget_labels = serializers.IntegerField()
    money = Money(14, 4)
    budget_money = Money(12, 2, allow_null=True)
    currency = serializers.CharField()
    labels_money = Money(14, 4)
    compute_money = Money(14, 4)

    class Meta:
        ref_name = "OverviewSpent"


class LeftOut(serializers.Serializer[Any]):
    labels = serializers.IntegerField()
    money = Money(14, 4, allow_null=True)
    ends_with_items = serializers.BooleanField()
    finish_at = serializers.DateTimeField(allow_null=True)
    hours = serializers.FloatField(allow_null=True)

    class Meta:
        ref_name = "OverviewLeft"


class PaceOut(serializers.Serializer[Any]):
    labels_per_hour = serializers.FloatField()
    people_online = serializers.IntegerField()

    class Meta:
        ref_name = "OverviewPace"


class CurvePointOut(serializers.Serializer[Any]):
    round = serializers.IntegerField()
    labels = serializers.IntegerField()
    money = Money(14, 4)
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    n = serializers.IntegerField()

    class Meta:
        ref_name = "CurvePoint"


class WaitingOut(AwaitedOut):
    money = Money(14, 4, allow_null=True)
    labels = serializers.IntegerField()
    hours = serializers.FloatField(allow_null=True)
    items_suffice = serializers.BooleanField()
    budget_suffices = serializers.BooleanField()
    detail = serializers.CharField()

    class Meta:
        ref_name = "AwaitedAnswers"


class ChangeOut(serializers.Serializer[Any]):
    round = serializers.IntegerField()
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    is_clear = serializers.BooleanField()

    class Meta:
        ref_name = "AccuracyChange"


class ChanceOut(serializers.Serializer[Any]):
    value = serializers.FloatField()
    name = serializers.CharField()

    class Meta:
        ref_name = "Chance"


class GainOut(serializers.Serializer[Any]):
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()

    class Meta:
        ref_name = "Gain"


class ForecastPointOut(serializers.Serializer[Any]):
    labels = serializers.IntegerField()
    money = Money(14, 4, allow_null=True)
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()

    class Meta:
        ref_name = "ForecastPoint"


class ForecastOut(serializers.Serializer[Any]):
    labels = serializers.IntegerField()
    money = Money(14, 4, allow_null=True)
    hours = serializers.FloatField(allow_null=True)
    gain = GainOut()
    is_clear = serializers.BooleanField()
    curve = ForecastPointOut(many=True)

    class Meta:
        ref_name = "Forecast"


class ClassRowOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    color = serializers.CharField()
    labels = serializers.IntegerField()
    audit_labels = serializers.IntegerField()
    share = serializers.FloatField()
    prevalence = EstimateOut(allow_null=True)

    class Meta:
        ref_name = "ClassShare"


class RoundRowOut(serializers.ModelSerializer[Round]):
    job = serializers.SerializerMethodField()

    class Meta:
        ref_name = "RoundRow"
        model = Round
        fields = [
            *(
                "number",
                "job",
                "status",
                "cancel_requested",
                "started_at",
                "finished_at",
                "labels_new",
                "labels_total",
                "candidates",
            ),
            *("update_s", "score_s", "query_s", "other_s", "rank_correlation", "error"),
        ]
        read_only_fields = fields

    def get_job(self, row: Round) -> str:
        """Its name among the jobs, by which it is cancelled."""
        return job_id(row)


class WorkerBusyOut(serializers.Serializer[Any]):
    since = serializers.DateTimeField()
    is_benchmark = serializers.BooleanField()
    is_own = serializers.BooleanField()
    ahead = serializers.IntegerField()

    class Meta:
        ref_name = "WorkerBusy"


class RankingOut(serializers.Serializer[Any]):
    round = serializers.IntegerField(allow_null=True)
    age_s = serializers.FloatField(allow_null=True)
    labels_behind = serializers.IntegerField()
    running = serializers.BooleanField()
    worker_alive = serializers.BooleanField()
    worker_seen_at = serializers.DateTimeField(allow_null=True)
    next_round_in = serializers.IntegerField()
    waits_for = WorkerBusyOut(allow_null=True)
    alike = serializers.IntegerField()

    class Meta:
        ref_name = "RankingInfo"


class JudgedOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()

    class Meta:
        ref_name = "JudgedRepresentation"


class FeatureProgressOut(serializers.Serializer[Any]):
    encoder = serializers.CharField()
    about = serializers.CharField()
    rows = serializers.IntegerField()
    total = serializers.IntegerField()
    error = serializers.CharField()

    class Meta:
        ref_name = "FeatureProgress"


class LooksOut(serializers.Serializer[Any]):
    sentence = serializers.CharField()
    name = serializers.CharField(allow_null=True)
    pinned = serializers.BooleanField()
    labels = serializers.IntegerField()
    judged = JudgedOut(many=True)
    features = FeatureProgressOut(many=True)

    class Meta:
        ref_name = "ModelLooks"


class PersonRowOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    username = serializers.CharField()
    role = serializers.ChoiceField(Role.choices, allow_null=True)
    has_left = serializers.BooleanField()
    from_file = serializers.CharField()
    labels = serializers.IntegerField()
    skips = serializers.IntegerField()
    seconds_per_label = serializers.FloatField(allow_null=True)
    labels_per_hour = serializers.FloatField(allow_null=True)
    audit_agreement = EstimateOut(allow_null=True)
    last_seen_at = serializers.DateTimeField(allow_null=True)
    online = serializers.BooleanField()

    class Meta:
        ref_name = "PersonRow"


class ItemCountsOut(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    pool = serializers.IntegerField()
    audit = serializers.IntegerField()
    leased = serializers.IntegerField()
    answered = serializers.IntegerField()
    set_aside = serializers.IntegerField()
    duplicates = serializers.IntegerField()

    class Meta:
        ref_name = "ItemCounts"


class WarningOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()

    class Meta:
        ref_name = "Warning"


class OverviewOut(serializers.Serializer[Any]):
    sentence = serializers.CharField()
    spent = SpentOut()
    left = LeftOut()
    accuracy = EstimateOut(allow_null=True)
    awaited = WaitingOut(allow_null=True)
    change = ChangeOut(allow_null=True)
    chance = ChanceOut(allow_null=True)
    pace = PaceOut()
    curve = CurvePointOut(many=True)
    forecast = ForecastOut(allow_null=True)
    classes = ClassRowOut(many=True)
    rounds = RoundRowOut(many=True)
    ranking = RankingOut()
    looks = LooksOut(allow_null=True)
    people = PersonRowOut(many=True)
    items = ItemCountsOut()
    warnings = WarningOut(many=True)

    class Meta:
        ref_name = "Overview"


class OverviewView(View):
    @extend_schema(operation_id="overview_get", responses=OverviewOut)
    def get(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER, Role.REVIEWER)
        return Response(OverviewOut(overview(project, now=timezone.now())).data)
