"""What lies near what: the nearest items of one, and a map of many."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotator.api.access import project_for
from annotator.api.fields import Count
from annotator.errors import NotFound
from annotator.models import Role
from annotator.selectors.items import item_in
from annotator.sources.neighbours import map_of, nearest_items

NEAREST = Count(usual=12, most=100)
ON_MAP = Count(usual=2000, most=5000)


class NearOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    cosine = serializers.FloatField()

    class Meta:
        ref_name = "NearItem"


class NearestOut(serializers.Serializer[Any]):
    representation = serializers.CharField()
    title = serializers.CharField()
    among = serializers.IntegerField()
    items = NearOut(many=True)

    class Meta:
        ref_name = "NearestItems"


class PlaceOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    x = serializers.FloatField()
    y = serializers.FloatField()
    label = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # a field called so

    class Meta:
        ref_name = "ItemPlace"


class MapOut(serializers.Serializer[Any]):
    representation = serializers.CharField()
    title = serializers.CharField()
    ready = serializers.IntegerField()
    items = PlaceOut(many=True)

    class Meta:
        ref_name = "ItemMap"


class NearestView(APIView):
    @extend_schema(operation_id="items_nearest", parameters=[NEAREST.parameter], responses=NearestOut)
    def get(self, request: Request, project_id: int, item_id: int) -> Response:
        """The items most like this one, the nearest first, among at most 100,000 evenly spread ones."""
        project = project_for(request, project_id, Role.MANAGER, Role.REVIEWER)
        item = item_in(project, item_id=item_id)
        if item is None:
            raise NotFound("This item")
        return Response(NearestOut(nearest_items(project, item, count=NEAREST.read(request))).data)


class MapView(APIView):
    @extend_schema(operation_id="items_map", parameters=[ON_MAP.parameter], responses=MapOut)
    def get(self, request: Request, project_id: int) -> Response:
        """Items in the plane in which they differ most, evenly spread over those that have features."""
        project = project_for(request, project_id, Role.MANAGER, Role.REVIEWER)
        return Response(MapOut(map_of(project, count=ON_MAP.read(request))).data)
