"""Answers for programs: all that were given, and new ones by whoever asks."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FiniteFloatField
from annotator.api.item_filter import MOST_CHARS
from annotator.api.items import OfItemIn, member_of
from annotator.api.queries import PageIn, PageOut, next_address, query_of, without
from annotator.api.structs import DateTimeField
from annotator.api.view import View, operation
from annotator.largest import LARGEST_ID, LARGEST_INTEGER
from annotator.limits import MAX_ANSWERS, MAX_COMMENT_CHARS, MAX_SECONDS, MAX_SKIP_REASON_CHARS
from annotator.models import Origin, Scope
from annotator.selectors.answer_lists import SORT_NAMES, answer_page
from annotator.services.queue.decide import STATUSES
from annotator.services.queue.given import Given, give

ORIGINS = Origin.values


class AnswerQueryIn(OfItemIn, PageIn):
    """Of which item or person, of which label, how and when; with_replaced: those that were corrected or taken back,
    too.
    """

    person = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    label = serializers.CharField(required=False, allow_blank=True, max_length=MOST_CHARS)  # type: ignore[assignment]  # a field called so
    skipped = serializers.BooleanField(required=False)
    flagged = serializers.BooleanField(required=False)
    origin = serializers.ChoiceField(ORIGINS, required=False)
    round = serializers.IntegerField(required=False, min_value=0, max_value=LARGEST_INTEGER)
    received_from = DateTimeField(required=False)
    received_to = DateTimeField(required=False)
    with_replaced = serializers.BooleanField(default=False)
    sort = serializers.ChoiceField(SORT_NAMES, default="id")


class AnswerOut(serializers.Serializer[Any]):
    """label: its name; null for a skip. replaced_at: when its person answered anew, or it was taken back
    (is_taken_back); null while it stands.

    origin: how it came in; source, round, rank, score, probability: why the item was asked, null where nobody asked.
    """

    id = serializers.IntegerField(source="pk")
    item = serializers.IntegerField(source="item_id")
    external_id = serializers.CharField(source="item.external_id")
    user = serializers.IntegerField(source="user_id")
    username = serializers.CharField(source="user.shown_name")
    label = serializers.CharField(source="label.name", allow_null=True)  # type: ignore[assignment]  # a field called so
    skip_reason = serializers.CharField()
    flagged = serializers.BooleanField()
    comment = serializers.CharField()
    seconds = serializers.FloatField()
    answered_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField(allow_null=True)
    is_taken_back = serializers.BooleanField()
    late = serializers.BooleanField()
    paid = serializers.BooleanField()
    origin = serializers.ChoiceField(ORIGINS, source="submission.origin")
    source = serializers.CharField(source="lease.source", allow_null=True)  # type: ignore[assignment]  # a field called so
    round = serializers.IntegerField(source="lease.round.number", allow_null=True)
    rank = serializers.IntegerField(source="lease.rank", allow_null=True)
    score = serializers.FloatField(source="lease.score", allow_null=True)
    probability = serializers.FloatField(source="lease.probability", allow_null=True)

    class Meta:
        ref_name = "AnswerRow"


class AnswerPageOut(PageOut):
    results = AnswerOut(many=True)

    class Meta:
        ref_name = "AnswerPage"


class GivenIn(OfItemIn):
    """item or external_id: which item. label: the name of a label; null for a skip. key: counts once, however often it
    is sent; one is drawn where it is missing.
    """

    label = serializers.CharField(allow_null=True, allow_blank=True, max_length=MOST_CHARS)  # type: ignore[assignment]  # a field called so
    key = serializers.UUIDField(required=False)
    skip_reason = serializers.CharField(default="", allow_blank=True, max_length=MAX_SKIP_REASON_CHARS)
    flagged = serializers.BooleanField(default=False)
    comment = serializers.CharField(default="", allow_blank=True, max_length=MAX_COMMENT_CHARS)
    seconds = FiniteFloatField(default=0.0, min_value=0, max_value=MAX_SECONDS)
    answered_at = DateTimeField(required=False)

    class Meta:
        ref_name = "GivenAnswer"


class GivenAnswersIn(Body):
    answers = serializers.ListField(child=GivenIn(), min_length=1, max_length=MAX_ANSWERS)

    class Meta:
        ref_name = "GivenAnswers"


class GivenResultOut(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    status = serializers.ChoiceField(STATUSES)
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)

    class Meta:
        ref_name = "GivenResult"


class GivenResultsOut(serializers.Serializer[Any]):
    """What became of each answer, in their order."""

    results = GivenResultOut(many=True)

    class Meta:
        ref_name = "GivenResults"


class AnswersView(View):
    scopes = {"POST": Scope.LABEL}

    @operation("answers_list", parameters=[AnswerQueryIn], responses=AnswerPageOut)
    def get(self, request: Request, project_id: int) -> Response:
        """Answers in the order in which they came."""
        project = member_of(request, project_id).project
        said = query_of(request, AnswerQueryIn)
        filters = without(said, "with_replaced", "sort", "after", "count")
        page = answer_page(
            project,
            filters,
            replaced=said["with_replaced"],
            sort=said["sort"],
            after=said.get("after"),
            count=said["count"],
        )
        shown = {"results": page.rows, "next": next_address(request, page.after)}
        return Response(AnswerPageOut(shown).data)

    @operation(
        "answers_give",
        request=GivenAnswersIn,
        responses=GivenResultsOut,
        examples=[
            OpenApiExample(
                "A label and a skip",
                value={"answers": [{"external_id": "a-17", "label": "good"}, {"item": 4711, "label": None}]},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Answers of whoever asks, by the rules of the queue: they cost what any answer costs, and are refused by code.

        An item that they do not hold is leased to them for it, where it still wants an answer.
        """
        project = project_for(request, project_id)
        now = timezone.now()
        given = [Given(**{"answered_at": now, **each}) for each in body_of(request, GivenAnswersIn)["answers"]]
        results = give(project.pk, user=user_of(request), given=given, now=now)
        return Response(GivenResultsOut({"results": results}).data)
