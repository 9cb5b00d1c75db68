"""Columns that annotators see beside an item: what can be chosen, what was, and the first items with all of theirs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for
from annotator.api.bodies import Body
from annotator.api.fields import FilledField
from annotator.api.media import media_url
from annotator.api.view import View
from annotator.fields import LOOKS
from annotator.limits import MAX_FIELD_NAME_CHARS
from annotator.models import Role
from annotator.selectors.columns import SHOWN_CHARS, ItemWithColumns, columns_of


class ShownFieldIn(Body):
    """A column that annotators see beside the main content; read: the model reads it too."""

    name = FilledField(max_length=MAX_FIELD_NAME_CHARS, trim_whitespace=False)
    look = serializers.ChoiceField(LOOKS)
    read = serializers.BooleanField(required=False, default=False)

    class Meta:
        ref_name = "ShownField"


class FieldChosenOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    look = serializers.ChoiceField(LOOKS)
    read = serializers.BooleanField()

    class Meta:
        ref_name = "FieldChosen"


class ColumnValueOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    value = serializers.CharField()

    class Meta:
        ref_name = "ColumnValue"


class ItemColumnsOut(serializers.Serializer[Any]):
    """An item with all that stands beside it. image: where it lies; empty for a text."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    image = serializers.CharField()
    values = serializers.ListField(child=ColumnValueOut())

    class Meta:
        ref_name = "ItemColumns"

    def to_representation(self, each: ItemWithColumns) -> dict[str, Any]:
        return {
            "id": each.item.pk,
            "text": each.item.text[:SHOWN_CHARS],
            "image": media_url(each.item.pk) if each.item.media else "",
            "values": [{"name": name, "value": value} for name, value in each.values.items()],
        }


class ProjectColumnsOut(serializers.Serializer[Any]):
    names = serializers.ListField(child=serializers.CharField())
    items = ItemColumnsOut(many=True)

    class Meta:
        ref_name = "ProjectColumns"


class ProjectColumnsView(View):
    @extend_schema(operation_id="project_columns", responses=ProjectColumnsOut)
    def get(self, request: Request, project_id: int) -> Response:
        """Columns that can be shown beside items, and the first items with theirs."""
        project = project_for(request, project_id, Role.MANAGER)
        return Response(ProjectColumnsOut(columns_of(project)).data)
