"""Files out: what a manager takes home."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.item_filter import ItemFilterIn
from annotator.api.jobs import JobOut, job_data
from annotator.api.queries import PageIn, PageOut, next_address, query_of
from annotator.api.view import View, operation
from annotator.models import Role
from annotator.selectors.round_lists import export_page
from annotator.services.exports.description import FORMATS, Export
from annotator.services.exports.offers import offers_of
from annotator.services.exports.start import start_export

WHAT = list(FORMATS)
ALL_FORMATS = list(dict.fromkeys(name for names in FORMATS.values() for name in names))


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


class ExportPageOut(PageOut):
    results = JobOut(many=True)

    class Meta:
        ref_name = "ExportPage"


class ExportsView(View):
    @operation("exports_list", parameters=[PageIn], responses=ExportPageOut)
    def get(self, request: Request, project_id: int) -> Response:
        """The jobs that make files, the newest first, each with its file once it is done."""
        project = project_for(request, project_id, Role.MANAGER)
        said = query_of(request, PageIn)
        page = export_page(project, after=said.get("after"), count=said["count"])
        shown = {"results": [job_data(job) for job in page.rows], "next": next_address(request, page.after)}
        return Response(shown)

    @extend_schema(operation_id="exports_create", request=ExportIn, responses={202: JobOut})
    def post(self, request: Request, project_id: int) -> Response:
        """Make a file in the background; the job says how far it is, and offers the file when it is done."""
        project = project_for(request, project_id, Role.MANAGER)
        job = start_export(project, user=user_of(request), export=Export.of(body_of(request, ExportIn)))
        return Response(job_data(job), status=status.HTTP_202_ACCEPTED)
