"""Rounds for programs."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.items import member_of
from annotator.api.queries import PageIn, PageOut, next_address, query_of
from annotator.api.view import View, operation
from annotator.models import Round, RoundStatus
from annotator.selectors.round_lists import round_page


class RoundOut(serializers.ModelSerializer[Round]):
    """labels_new: that it consumed; labels_total: that its model has learned. spent_labels, spent_money: when it began.

    audit_right of audit_n: audit items on which its model was right. representation: what the model looks at.
    """

    status = serializers.ChoiceField(RoundStatus.choices)
    strategy = serializers.SerializerMethodField()
    representation = serializers.SerializerMethodField()

    class Meta:
        ref_name = "RoundDetail"
        model = Round
        fields = [
            *("number", "status", "started_at", "finished_at", "labels_new", "labels_total", "spent_labels"),
            *("spent_money", "candidates", "audit_right", "audit_n", "rank_correlation", "strategy", "representation"),
            *("update_s", "score_s", "query_s", "other_s", "error"),
        ]
        read_only_fields = fields

    def get_strategy(self, row: Round) -> str:
        return str(row.strategy.get("name", ""))

    def get_representation(self, row: Round) -> str:
        return str(row.report.get("representation", ""))


class RoundPageOut(PageOut):
    results = RoundOut(many=True)

    class Meta:
        ref_name = "RoundPage"


class RoundsView(View):
    @operation("rounds_list", parameters=[PageIn], responses=RoundPageOut)
    def get(self, request: Request, project_id: int) -> Response:
        """The newest first."""
        project = member_of(request, project_id).project
        said = query_of(request, PageIn)
        page = round_page(project, after=said.get("after"), count=said["count"])
        return Response(RoundPageOut({"results": page.rows, "next": next_address(request, page.after)}).data)
