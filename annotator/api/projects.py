"""Projects: list, settings, start and pause, strategies."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import membership_for, project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.etags import ETAG, IF_MATCH, IF_NONE_MATCH, is_known, tag_of, versions_meant
from annotator.api.fields import AmountField, FilledField, FiniteFloatField, within
from annotator.api.schema import Bodies
from annotator.api.shown_fields import FieldChosenOut, ShownFieldIn
from annotator.api.view import View, operation
from annotator.fields import visible
from annotator.largest import LARGEST_INTEGER
from annotator.limits import (
    MAX_FIELDS,
    MAX_GUIDELINES_CHARS,
    MAX_LABEL_NAME_CHARS,
    MAX_MODEL_NAME_CHARS,
    MAX_PROJECT_NAME_CHARS,
    PROJECT_BOUNDS,
)
from annotator.models import Kind, Label, Membership, Project, ProjectStatus, Role
from annotator.selectors.ending import ENDS, ended_by
from annotator.selectors.gold import gold_items
from annotator.selectors.projects import ProjectRow, audit_answered, items_with_truth, missing, rows_for, sees_money
from annotator.selectors.shown_suggestions import models_that_suggest
from annotator.selectors.strategies import strategies
from annotator.services.across.delete_project import delete_project
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel, preview


class EstimateOut(serializers.Serializer[Any]):
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    n = serializers.IntegerField()
    is_sure = serializers.BooleanField()

    class Meta:
        ref_name = "Estimate"


class AwaitedOut(serializers.Serializer[Any]):
    answered = serializers.IntegerField()
    needed = serializers.IntegerField()

    class Meta:
        ref_name = "Awaited"


class LabelClassOut(serializers.ModelSerializer[Label]):
    key = serializers.CharField(allow_blank=True)

    class Meta:
        ref_name = "LabelClass"
        model = Label
        fields = ["id", "name", "key", "color", "position"]
        read_only_fields = fields


# Null for annotators, unless the manager shows them.
MONEY = {"spent_money", "budget_money", "price_per_label", "compute_price_per_hour"}

# How good the model is: for who may see the overview.
NO_RESULTS: dict[str, Any] = {"accuracy": None, "awaited": None, "accuracy_series": []}


def without_money(shown: dict[str, Any], project: Project, *, role: str) -> dict[str, Any]:
    """What is shown of a project, as this role may see it."""
    if sees_money(project, role=role):
        return shown
    return {name: None if name in MONEY else value for name, value in shown.items()}


class ProjectRowOut(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="project.id")
    name = serializers.CharField(source="project.name")
    kind = serializers.ChoiceField(Kind.choices, source="project.kind")
    status = serializers.ChoiceField(ProjectStatus.choices, source="project.status")
    role = serializers.ChoiceField(Role.choices)
    items = serializers.IntegerField()
    labels = serializers.IntegerField(source="project.labels_spent")
    budget_labels = serializers.IntegerField(source="project.budget_labels")
    spent_money = serializers.DecimalField(14, 4, source="project.money_spent", allow_null=True)
    budget_money = serializers.DecimalField(12, 2, source="project.budget_money", allow_null=True)
    currency = serializers.CharField(source="project.currency")
    accuracy = EstimateOut(allow_null=True)
    awaited = AwaitedOut(allow_null=True)
    accuracy_series = serializers.ListField(child=serializers.FloatField())
    people_online = serializers.IntegerField()
    ended_by = serializers.ChoiceField(ENDS, allow_null=True)
    returned = serializers.IntegerField()
    created_at = serializers.DateTimeField(source="project.created_at")

    class Meta:
        ref_name = "ProjectRow"

    def to_representation(self, row: ProjectRow) -> dict[str, Any]:
        shown = without_money(super().to_representation(row), row.project, role=row.role)
        return shown if row.role != Role.ANNOTATOR else {**shown, **NO_RESULTS}


class MissingOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()

    class Meta:
        ref_name = "Missing"


class ProjectOut(serializers.ModelSerializer[Project]):
    """items_with_truth, audit_answered, gold_items: 0 for annotators, who could tell by them which items measure."""

    labels = LabelClassOut(many=True)
    role = serializers.SerializerMethodField()
    items = serializers.IntegerField(source="n_items")
    items_with_truth = serializers.SerializerMethodField()
    audit_answered = serializers.SerializerMethodField()
    gold_items = serializers.SerializerMethodField()
    labels_done = serializers.IntegerField(source="labels_spent")
    budget_money = serializers.DecimalField(12, 2, allow_null=True)
    price_per_label = serializers.DecimalField(10, 4, allow_null=True)
    annotators_see_money = serializers.BooleanField()
    compute_price_per_hour = serializers.DecimalField(10, 4, allow_null=True)
    duplicates_once = serializers.BooleanField()
    fields = serializers.SerializerMethodField("get_shown")  # type: ignore[assignment]  # serializers call theirs so
    spent_money = serializers.DecimalField(14, 4, source="money_spent", allow_null=True)
    shown_suggestions = serializers.CharField(allow_null=True, allow_blank=True)
    review_share = serializers.FloatField()
    review_names = serializers.BooleanField()
    suggested_by = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    advanced = serializers.DictField()
    ended_by = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Project"
        model = Project
        fields = [
            *("id", "name", "kind", "status", "role", "guidelines", "labels", "overlap", "budget_labels"),
            *("budget_money", "price_per_label", "compute_price_per_hour", "currency", "annotators_see_money"),
            *("audit_share", "gold_share", "warn_below", "pause_below", "watch_pace"),
            *("lease_minutes", "deck_size", "strategy", "batch_size", "start_fraction", "advanced", "items"),
            *("duplicates_once", "fields", "shown_suggestions", "suggested_by", "review_share", "review_names"),
            *("items_with_truth", "audit_answered", "gold_items"),
            *("labels_done", "spent_money", "created_at", "missing", "ended_by"),
        ]
        read_only_fields = fields

    def to_representation(self, project: Project) -> dict[str, Any]:
        return without_money(super().to_representation(project), project, role=self.context["role"])

    @extend_schema_field(serializers.ChoiceField(Role.choices))
    def get_role(self, project: Project) -> str:
        return str(self.context["role"])

    def get_items_with_truth(self, project: Project) -> int:
        return items_with_truth(project) if self._may_know() else 0

    def get_gold_items(self, project: Project) -> int:
        return gold_items(project) if self._may_know() else 0

    def _may_know(self) -> bool:
        """These numbers move with single answers: whoever reads them after each knows which items measure."""
        return str(self.context["role"]) != Role.ANNOTATOR

    @extend_schema_field(FieldChosenOut(many=True))
    def get_shown(self, project: Project) -> list[dict[str, Any]]:
        return list(FieldChosenOut(visible(project.fields), many=True).data)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_suggested_by(self, project: Project) -> list[str]:
        """The models that a manager can choose from."""
        return models_that_suggest(project) if self.context["role"] == Role.MANAGER else []

    def get_audit_answered(self, project: Project) -> int:
        return audit_answered(project) if self._may_know() else 0

    @extend_schema_field(serializers.ChoiceField(ENDS, allow_null=True))
    def get_ended_by(self, project: Project) -> str | None:
        return ended_by([project.pk]).get(project.pk)

    @extend_schema_field(MissingOut(many=True))
    def get_missing(self, project: Project) -> list[dict[str, str]]:
        return [asdict(step) for step in missing(project)]


class ProjectCreateIn(Body):
    name = FilledField(max_length=MAX_PROJECT_NAME_CHARS)
    kind = serializers.ChoiceField(Kind.choices)

    class Meta:
        ref_name = "ProjectCreate"


class WantedLabelIn(Body):
    id = serializers.IntegerField(required=False)
    name = FilledField(max_length=MAX_LABEL_NAME_CHARS)
    key = serializers.CharField(max_length=1, allow_blank=True, required=False)
    color = serializers.RegexField(r"^#[0-9A-Fa-f]{6}$", required=False)

    class Meta:
        ref_name = "LabelClassWrite"


class CostIn(Body):
    """What labels may cost."""

    budget_labels = serializers.IntegerField(required=False, **within((1, LARGEST_INTEGER)))
    budget_money = AmountField(12, 2, allow_null=True, required=False)
    price_per_label = AmountField(10, 4, required=False)


class ProjectChangeIn(CostIn):
    """The ranges are the model's own."""

    name = FilledField(max_length=MAX_PROJECT_NAME_CHARS, required=False)
    guidelines = serializers.CharField(max_length=MAX_GUIDELINES_CHARS, allow_blank=True, required=False)
    overlap = serializers.IntegerField(required=False, **within(PROJECT_BOUNDS["overlap"]))
    audit_share = FiniteFloatField(required=False, **within(PROJECT_BOUNDS["audit_share"]))
    gold_share = FiniteFloatField(required=False, **within(PROJECT_BOUNDS["gold_share"]))
    warn_below = FiniteFloatField(required=False, allow_null=True, **within(PROJECT_BOUNDS["warn_below"]))
    pause_below = FiniteFloatField(required=False, allow_null=True, **within(PROJECT_BOUNDS["pause_below"]))
    watch_pace = serializers.BooleanField(required=False)
    lease_minutes = serializers.IntegerField(required=False, **within(PROJECT_BOUNDS["lease_minutes"]))
    deck_size = serializers.IntegerField(required=False, **within(PROJECT_BOUNDS["deck_size"]))
    compute_price_per_hour = AmountField(10, 4, required=False)
    currency = serializers.RegexField(r"^[A-Za-z]{3}$", required=False)
    annotators_see_money = serializers.BooleanField(required=False)
    strategy = FilledField(max_length=40, required=False)
    batch_size = serializers.IntegerField(required=False, **within(PROJECT_BOUNDS["batch_size"]))
    start_fraction = FiniteFloatField(required=False, **within(PROJECT_BOUNDS["start_fraction"]))
    duplicates_once = serializers.BooleanField(required=False)
    advanced = serializers.DictField(required=False)
    fields = serializers.ListField(child=ShownFieldIn(), required=False, max_length=MAX_FIELDS)  # type: ignore[assignment]  # as above
    shown_suggestions = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, trim_whitespace=False, max_length=MAX_MODEL_NAME_CHARS
    )
    review_share = FiniteFloatField(required=False, **within(PROJECT_BOUNDS["review_share"]))
    review_names = serializers.BooleanField(required=False)
    labels = WantedLabelIn(many=True, required=False)

    class Meta:
        ref_name = "ProjectWrite"


class LabelsPreviewIn(Body):
    labels = WantedLabelIn(many=True)

    class Meta:
        ref_name = "LabelsPreview"


class OverlapPreviewIn(CostIn):
    """What it costs depends on budget and price; those that are not given are as stored."""

    overlap = serializers.IntegerField(**within(PROJECT_BOUNDS["overlap"]))

    class Meta:
        ref_name = "OverlapPreview"


class OverlapChangeOut(serializers.Serializer[Any]):
    items = serializers.IntegerField()
    labels = serializers.IntegerField()
    money = serializers.DecimalField(14, 4, allow_null=True)
    affordable = serializers.IntegerField()
    detail = serializers.CharField()

    class Meta:
        ref_name = "OverlapChange"


class LabelLookOut(serializers.Serializer[Any]):
    key = serializers.CharField(allow_blank=True)
    color = serializers.CharField()

    class Meta:
        ref_name = "LabelLook"


class ProjectDeleteIn(Body):
    confirm_name = FilledField()

    class Meta:
        ref_name = "ProjectDelete"


class StrategyOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    cost = serializers.CharField()
    is_default = serializers.BooleanField()
    kinds = serializers.ListField(child=serializers.ChoiceField(Kind.choices))

    class Meta:
        ref_name = "Strategy"


def _project(project: Project, role: str) -> Response:
    project.refresh_from_db()
    shown = ProjectOut(project, context={"role": role}).data
    return Response(shown, headers={"ETag": tag_of(project.version, shown), "Cache-Control": "private, no-cache"})


def _wanted(labels: Sequence[Mapping[str, Any]]) -> list[WantedLabel]:
    return [WantedLabel(**label) for label in labels]


class ProjectsView(View):
    @extend_schema(operation_id="projects_list", responses=ProjectRowOut(many=True))
    def get(self, request: Request) -> Response:
        rows = rows_for(user_of(request), now=timezone.now())
        return Response(ProjectRowOut(rows, many=True).data)

    @extend_schema(operation_id="projects_create", request=ProjectCreateIn, responses={201: ProjectOut})
    def post(self, request: Request) -> Response:
        project = projects.create(owner=user_of(request), **body_of(request, ProjectCreateIn))
        answer = _project(project, Role.MANAGER)
        answer.status_code = status.HTTP_201_CREATED
        return answer


class ProjectView(View):
    schema = Bodies()

    @operation("project_get", parameters=[IF_NONE_MATCH, ETAG], responses=ProjectOut)
    def get(self, request: Request, project_id: int) -> Response:
        membership: Membership = membership_for(request, project_id)
        answer = _project(membership.project, membership.role)
        if is_known(request, answer["ETag"]):
            answer.status_code, answer.data = status.HTTP_304_NOT_MODIFIED, None
        return answer

    @operation("project_change", parameters=[IF_MATCH, ETAG], request=ProjectChangeIn, responses=ProjectOut)
    def patch(self, request: Request, project_id: int) -> Response:
        project_for(request, project_id, Role.MANAGER)
        changes = body_of(request, ProjectChangeIn)
        labels = changes.pop("labels", None)
        wanted = None if labels is None else _wanted(labels)
        meant = versions_meant(request)
        changed = projects.update(project_id, changes=changes, labels=wanted, by=user_of(request), versions=meant)
        return _project(changed, Role.MANAGER)

    @extend_schema(operation_id="project_delete", request=ProjectDeleteIn, responses={204: None})
    def delete(self, request: Request, project_id: int) -> Response:
        project_for(request, project_id, Role.MANAGER)
        delete_project(project_id, by=user_of(request), **body_of(request, ProjectDeleteIn))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LabelsPreviewView(View):
    """The keys and colours that these labels would have, in the same order; nothing is stored."""

    @extend_schema(operation_id="labels_preview", request=LabelsPreviewIn, responses=LabelLookOut(many=True))
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        labels = preview(project, _wanted(body_of(request, LabelsPreviewIn)["labels"]))
        return Response(LabelLookOut(labels, many=True).data)


class OverlapPreviewView(View):
    """What another overlap would cost, and what stays; nothing is stored."""

    @extend_schema(operation_id="overlap_preview", request=OverlapPreviewIn, responses=OverlapChangeOut)
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        change = projects.preview_overlap(project, changes=body_of(request, OverlapPreviewIn))
        return Response(OverlapChangeOut(change).data)


class ProjectStartView(View):
    @extend_schema(operation_id="project_start", request=None, responses=ProjectOut)
    def post(self, request: Request, project_id: int) -> Response:
        project_for(request, project_id, Role.MANAGER)
        return _project(projects.start(project_id, by=user_of(request)), Role.MANAGER)


class ProjectPauseView(View):
    @extend_schema(operation_id="project_pause", request=None, responses=ProjectOut)
    def post(self, request: Request, project_id: int) -> Response:
        project_for(request, project_id, Role.MANAGER)
        return _project(projects.pause(project_id, by=user_of(request)), Role.MANAGER)


class StrategiesView(View):
    @extend_schema(operation_id="strategies_list", responses=StrategyOut(many=True))
    def get(self, request: Request) -> Response:
        return Response(StrategyOut(strategies(), many=True).data)
