"""What models suggest, for programs: all that is there, and more."""

from typing import Any

from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField, FiniteFloatField
from annotator.api.item_filter import MOST_CHARS
from annotator.api.items import MOST_ROWS, OfItemIn, RowResultsOut, member_of, results_data
from annotator.api.queries import PageIn, PageOut, next_address, query_of, without
from annotator.api.view import View, operation
from annotator.limits import MAX_MODEL_NAME_CHARS, MAX_MODEL_VERSION_CHARS
from annotator.models import Role
from annotator.selectors.suggestion_lists import suggestion_page
from annotator.services.imports.suggested import SuggestedRow, store_suggested


class SuggestionQueryIn(OfItemIn, PageIn):
    model = serializers.CharField(required=False, allow_blank=True, max_length=MAX_MODEL_NAME_CHARS)
    version = serializers.CharField(required=False, allow_blank=True, max_length=MAX_MODEL_VERSION_CHARS)
    label = serializers.CharField(required=False, allow_blank=True, max_length=MOST_CHARS)  # type: ignore[assignment]  # a field called so


class SuggestionOut(serializers.Serializer[Any]):
    """label: its name. probability: from 0 to 1, where the model gave one; score: any other number."""

    id = serializers.IntegerField(source="pk")
    item = serializers.IntegerField(source="item_id")
    external_id = serializers.CharField(source="item.external_id")
    model = serializers.CharField()
    version = serializers.CharField()
    label = serializers.CharField(source="label.name")  # type: ignore[assignment]  # a field called so
    probability = serializers.FloatField(allow_null=True)
    score = serializers.FloatField(allow_null=True)
    created_at = serializers.DateTimeField()

    class Meta:
        ref_name = "SuggestionRow"


class SuggestionPageOut(PageOut):
    results = SuggestionOut(many=True)

    class Meta:
        ref_name = "SuggestionPage"


class SuggestedIn(OfItemIn):
    """item or external_id: of which item. label: the name of a label."""

    label = serializers.CharField(allow_blank=True, max_length=MOST_CHARS)  # type: ignore[assignment]  # a field called so
    probability = FiniteFloatField(required=False, allow_null=True, min_value=0, max_value=1)
    score = FiniteFloatField(required=False, allow_null=True)

    class Meta:
        ref_name = "SuggestionWrite"


class SuggestionsIn(Body):
    model = FilledField(max_length=MAX_MODEL_NAME_CHARS)
    version = serializers.CharField(default="", allow_blank=True, max_length=MAX_MODEL_VERSION_CHARS)
    suggestions = serializers.ListField(child=SuggestedIn(), min_length=1, max_length=MOST_ROWS)

    class Meta:
        ref_name = "SuggestionsWrite"


class SuggestionsView(View):
    @operation("suggestions_list", parameters=[SuggestionQueryIn], responses=SuggestionPageOut)
    def get(self, request: Request, project_id: int) -> Response:
        """By model, then by item."""
        project = member_of(request, project_id).project
        said = query_of(request, SuggestionQueryIn)
        page = suggestion_page(project, without(said, "after", "count"), after=said.get("after"), count=said["count"])
        shown = {"results": page.rows, "next": next_address(request, page.after)}
        return Response(SuggestionPageOut(shown).data)

    @operation(
        "suggestions_add",
        request=SuggestionsIn,
        responses=RowResultsOut,
        examples=[
            OpenApiExample(
                "One model on two items",
                value={
                    "model": "tiny",
                    "version": "3",
                    "suggestions": [
                        {"external_id": "a-17", "label": "good", "probability": 0.93},
                        {"item": 4711, "label": "bad", "probability": 0.61},
                    ],
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, project_id: int) -> Response:
        """What one model says; never an answer. The same suggestion again gets the new number."""
        project = project_for(request, project_id, Role.MANAGER)
        said = body_of(request, SuggestionsIn)
        rows = [SuggestedRow(**each) for each in said["suggestions"]]
        return Response(results_data(store_suggested(project.pk, rows, model=said["model"], version=said["version"])))
