"""Views: filters of items that a project keeps under a name."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body
from annotator.api.fields import FilledField
from annotator.api.item_filter import ItemFilterIn
from annotator.api.items import member_of
from annotator.api.view import View, operation
from annotator.limits import MAX_VIEW_NAME_CHARS
from annotator.models import Role, SavedView
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.saved_views import views_of
from annotator.selectors.items.sorts import SORT_NAMES
from annotator.services.projects.views import forget_view, keep_view


class SavedViewOut(serializers.Serializer[Any]):
    """items: the filter, as lists and exports take it."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    items = serializers.SerializerMethodField()
    sort = serializers.ChoiceField(SORT_NAMES)

    class Meta:
        ref_name = "SavedView"

    @extend_schema_field(ItemFilterIn())
    def get_items(self, view: SavedView) -> Any:
        return view.items


class SavedViewIn(Body):
    name = FilledField(max_length=MAX_VIEW_NAME_CHARS)
    items = ItemFilterIn()
    sort = serializers.ChoiceField(SORT_NAMES, default="row")

    class Meta:
        ref_name = "SavedViewCreate"


class SavedViewsView(View):
    @operation("views_list", responses=SavedViewOut(many=True))
    def get(self, request: Request, project_id: int) -> Response:
        """By name."""
        project = member_of(request, project_id).project
        return Response(SavedViewOut(views_of(project), many=True).data)

    @operation("views_keep", request=SavedViewIn, responses={201: SavedViewOut})
    def post(self, request: Request, project_id: int) -> Response:
        """Keep a filter and an order under a name, for all who look through the project."""
        project = project_for(request, project_id, Role.MANAGER)
        body = SavedViewIn(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        view = keep_view(
            project.pk,
            name=said["name"],
            items=ItemFilter.of(said["items"]),
            sort=said["sort"],
            by=user_of(request),
        )
        return Response(SavedViewOut(view).data, status=status.HTTP_201_CREATED)


class SavedViewView(View):
    @operation("views_forget", responses={204: None})
    def delete(self, request: Request, project_id: int, view_id: int) -> Response:
        """Forget a view; the items stay."""
        project = project_for(request, project_id, Role.MANAGER)
        forget_view(project, view_id, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
