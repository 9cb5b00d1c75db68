"""Files out: what a manager takes home."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body
from annotator.api.jobs import JobOut, job_data
from annotator.api.view import View
from annotator.models import ItemRole, Role
from annotator.selectors.item_filter import Standing
from annotator.services.exports.description import FORMATS, Export
from annotator.services.exports.offers import offers_of
from annotator.services.exports.start import start_export

WHAT, STANDINGS = list(FORMATS), [each.value for each in Standing]
ALL_FORMATS = list(dict.fromkeys(name for names in FORMATS.values() for name in names))


class ItemFilterIn(Body):
    """Which items: those for which all that is said holds; what is empty is not said."""

    state = serializers.ChoiceField(STANDINGS, required=False, allow_null=True)
    # A field called so: `label` of a serializer is its title.
    label = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=500)  # type: ignore[assignment]  # fields have one
    role = serializers.ChoiceField(ItemRole.choices, required=False, allow_null=True)
    split = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=500)

    class Meta:
        ref_name = "ItemFilter"


class ExportIn(Body):
    what = serializers.ChoiceField(WHAT, default="answers")
    format = serializers.ChoiceField(ALL_FORMATS)
    with_replaced = serializers.BooleanField(default=False)
    with_model = serializers.BooleanField(default=False)
    items = ItemFilterIn(required=False)

    class Meta:
        ref_name = "ExportCreate"


class FormatOfferOut(serializers.Serializer[Any]):
    name = serializers.ChoiceField(ALL_FORMATS)
    title = serializers.CharField()

    class Meta:
        ref_name = "FormatOffer"


class OfferOut(serializers.Serializer[Any]):
    """missing: why it cannot be had yet; empty where it can. by_item: items can be chosen for it."""

    what = serializers.ChoiceField(WHAT)
    title = serializers.CharField()
    about = serializers.CharField()
    rows = serializers.IntegerField(allow_null=True)
    missing = serializers.CharField()
    by_item = serializers.BooleanField()
    formats = FormatOfferOut(many=True)

    class Meta:
        ref_name = "ResultOffer"


class ResultsView(View):
    @extend_schema(operation_id="results_list", responses=OfferOut(many=True))
    def get(self, request: Request, project_id: int) -> Response:
        """What can be taken home now, in which formats, and what is to be known of it."""
        project = project_for(request, project_id, Role.MANAGER)
        return Response(OfferOut(offers_of(project), many=True).data)


class ExportsView(View):
    @extend_schema(operation_id="exports_create", request=ExportIn, responses={202: JobOut})
    def post(self, request: Request, project_id: int) -> Response:
        """Make a file in the background; the job says how far it is, and offers the file when it is done."""
        project = project_for(request, project_id, Role.MANAGER)
        body = ExportIn(data=request.data)
        body.is_valid(raise_exception=True)
        job = start_export(project, user=user_of(request), export=Export.of(body.validated_data))
        return Response(job_data(job), status=status.HTTP_202_ACCEPTED)
