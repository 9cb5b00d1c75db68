"""What waits for review, one item after the other, and what becomes of it."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField
from annotator.api.item_filter import MOST_CHARS
from annotator.api.items import ItemImageOut, PredictedOut, VotesOut
from annotator.api.previews import SeenFieldOut
from annotator.api.queries import PageIn, PageOut, next_address, query_of
from annotator.api.schema import Bodies
from annotator.api.view import View, operation
from annotator.errors import Invalid
from annotator.largest import LARGEST_ID
from annotator.limits import MAX_COMMENT_CHARS, MAX_ITEMS_AT_ONCE
from annotator.models import DecisionKind, Role
from annotator.selectors.people import members
from annotator.selectors.review.waiting import KINDS, ToReview, review_page, waiting
from annotator.services.review.judge import Judgement, judge

REVIEWERS = (Role.MANAGER, Role.REVIEWER)
MOST_AT_ONCE = 100
KIND_NAMES = list(KINDS)
PLAIN = [DecisionKind.ACCEPT.value, DecisionKind.SET_ASIDE.value]


class WaitingOut(serializers.Serializer[Any]):
    """count: items of this kind that wait; is_exact: false where they are so many that it is about so many."""

    kind = serializers.ChoiceField(KIND_NAMES)
    count = serializers.IntegerField(source="total.count")
    is_exact = serializers.BooleanField(source="total.is_exact")

    class Meta:
        ref_name = "ReviewWaiting"


class ReviewPersonOut(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user.shown_name")

    class Meta:
        ref_name = "ReviewPerson"


class ReviewOut(serializers.Serializer[Any]):
    """people: to whom items can be sent: the members, whatever they answered."""

    waiting = WaitingOut(many=True)
    people = ReviewPersonOut(many=True)

    class Meta:
        ref_name = "Review"


class ReviewView(View):
    @operation("review_get", responses=ReviewOut)
    def get(self, request: Request, project_id: int) -> Response:
        """How many items wait for review, kind by kind; an item may be of several kinds."""
        project = project_for(request, project_id, *REVIEWERS)
        return Response(ReviewOut({"waiting": waiting(project), "people": members(project)}).data)


class GivenOut(serializers.Serializer[Any]):
    """who: their name, or a letter where the project hides names from reviewers. label: its name; null for a skip."""

    id = serializers.IntegerField(source="answer.pk")
    who = serializers.CharField()
    label = serializers.CharField(source="answer.label.name", allow_null=True)  # type: ignore[assignment]  # a field called so
    skip_reason = serializers.CharField(source="answer.skip_reason")
    flagged = serializers.BooleanField(source="answer.flagged")
    comment = serializers.CharField(source="answer.comment")
    seconds = serializers.FloatField(source="answer.seconds")

    class Meta:
        ref_name = "ReviewAnswer"


class ReviewItemOut(serializers.Serializer[Any]):
    """label: what its answers amount to; null for a tie, and where there is none. predicted: what the model made of it
    in the last round of which that is kept.
    """

    id = serializers.IntegerField(source="item.pk")
    row = serializers.IntegerField(source="item.row")
    external_id = serializers.CharField(source="item.external_id")
    text = serializers.SerializerMethodField()
    image = serializers.SerializerMethodField()
    fields = SeenFieldOut(many=True)  # type: ignore[assignment]  # serializers call theirs so, too
    label = serializers.CharField(source="row.label", allow_null=True)  # type: ignore[assignment]  # a field called so
    votes = VotesOut(many=True, source="row.votes")
    answers = GivenOut(many=True, source="given")
    kinds = serializers.ListField(child=serializers.ChoiceField(KIND_NAMES))
    predicted = PredictedOut(source="row.predicted", allow_null=True)

    class Meta:
        ref_name = "ReviewItem"

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_text(self, shown: ToReview) -> str | None:
        return None if shown.item.media else shown.item.text

    @extend_schema_field(ItemImageOut(allow_null=True))
    def get_image(self, shown: ToReview) -> Any:
        return ItemImageOut(shown.item).data if shown.item.media else None


class ReviewPageOut(PageOut):
    results = ReviewItemOut(many=True)

    class Meta:
        ref_name = "ReviewPage"


class ReviewQueryIn(PageIn):
    kind = serializers.ChoiceField(KIND_NAMES)
    count = serializers.IntegerField(default=10, min_value=1, max_value=MOST_AT_ONCE)


class ReviewItemsView(View):
    @operation("review_items", parameters=[ReviewQueryIn], responses=ReviewPageOut)
    def get(self, request: Request, project_id: int) -> Response:
        """Items of one kind that wait, with their answers; names of people only where the project shows them."""
        project = project_for(request, project_id, *REVIEWERS)
        said = query_of(request, ReviewQueryIn)
        page = review_page(project, said["kind"], after=said.get("after"), count=said["count"])
        return Response(ReviewPageOut({"results": page.items, "next": next_address(request, page.after)}).data)


class _JudgementIn(Body):
    """answers: the numbers of those that stood beside the item when somebody decided."""

    item = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    answers = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), max_length=MAX_ITEMS_AT_ONCE
    )
    why = serializers.CharField(required=False, allow_blank=True, max_length=MAX_COMMENT_CHARS)


class JudgeIn(_JudgementIn):
    """accept: its answers are right; set_aside: nobody is asked any more."""

    kind = serializers.ChoiceField(PLAIN)

    class Meta:
        ref_name = "ReviewDecide"


class RejectIn(_JudgementIn):
    """Its answers count no more, and it is asked again."""

    kind = serializers.ChoiceField([DecisionKind.REJECT.value])
    why = FilledField(max_length=MAX_COMMENT_CHARS)

    class Meta:
        ref_name = "ReviewReject"


class SendBackIn(_JudgementIn):
    """It is asked of one person once more, with a note (why): of whoever gave the answer `to_answer`, or of the account
    `to_person`.
    """

    kind = serializers.ChoiceField([DecisionKind.SEND_BACK.value])
    why = FilledField(max_length=MAX_COMMENT_CHARS)
    to_answer = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    to_person = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)

    class Meta:
        ref_name = "ReviewSendBack"


class SettleIn(_JudgementIn):
    """label: the name of the label that it has from now on, whatever was answered."""

    kind = serializers.ChoiceField([DecisionKind.SETTLE.value])
    label = FilledField(max_length=MOST_CHARS)  # type: ignore[assignment]  # a field called so

    class Meta:
        ref_name = "ReviewSettle"


BODIES: Mapping[str, type[Body]] = {
    DecisionKind.ACCEPT: JudgeIn,
    DecisionKind.SET_ASIDE: JudgeIn,
    DecisionKind.REJECT: RejectIn,
    DecisionKind.SEND_BACK: SendBackIn,
    DecisionKind.SETTLE: SettleIn,
}
JUDGE_IN = PolymorphicProxySerializer(
    component_name="ReviewWrite", serializers=[JudgeIn, RejectIn, SendBackIn, SettleIn], resource_type_field_name=None
)


class JudgedOut(serializers.Serializer[Any]):
    """decision: its number, by which it is undone. detail: what was done."""

    decision = serializers.IntegerField()
    detail = serializers.CharField(source="effect.detail")

    class Meta:
        ref_name = "ReviewDecided"


class ReviewDecisionsView(View):
    schema = Bodies()

    @operation(
        "review_decide",
        request=JUDGE_IN,
        responses=JudgedOut,
        examples=[
            OpenApiExample("It is right", value={"kind": "accept", "item": 4711, "answers": [8]}, request_only=True),
            OpenApiExample(
                "It is something else",
                value={"kind": "settle", "item": 4711, "label": "good", "answers": [8, 15]},
                request_only=True,
            ),
            OpenApiExample(
                "It has to be answered anew",
                value={
                    "kind": "reject",
                    "item": 4711,
                    "answers": [8],
                    "why": "The strap is the point, not the seller.",
                },
                request_only=True,
            ),
        ],
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Accept an item's answers, settle it with a label, reject its answers, send it back or set it aside, as it was
        seen.

        Refused (409, changed_meanwhile) where somebody has answered it or decided on it since.
        """
        project = project_for(request, project_id, *REVIEWERS)
        said = _read(request)
        judgement = Judgement(
            item=said["item"],
            kind=DecisionKind(said["kind"]),
            seen=said["answers"],
            label=said.get("label"),
            why=said.get("why", ""),
            to_answer=said.get("to_answer"),
            to_person=said.get("to_person"),
        )
        return Response(JudgedOut(judge(project.pk, judgement, by=user_of(request))).data)


def _read(request: Request) -> dict[str, Any]:
    kind = str(request.data.get("kind")) if isinstance(request.data, dict) else ""
    if kind not in BODIES:
        raise Invalid("invalid_choice", f"Say what becomes of the item: one of {', '.join(BODIES)}.", attr="kind")
    said = body_of(request, BODIES[kind])
    if kind == DecisionKind.SEND_BACK and ("to_answer" in said) == ("to_person" in said):
        raise Invalid("invalid", "Say to whom: either “to_answer” or “to_person”.", attr="to_answer")
    return said
