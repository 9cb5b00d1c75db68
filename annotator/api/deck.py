"""The hot path: answers up, items down, in one POST. The first page load is the same POST without answers."""

import math
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotator.api import deck_by_hand
from annotator.api.access import role_for, user_of
from annotator.api.projects import LabelClassOut
from annotator.limits import (
    MAX_ANSWERS,
    MAX_COMMENT_CHARS,
    MAX_HELD,
    MAX_NAMED_ITEMS,
    MAX_SECONDS,
    MAX_SKIP_REASON_CHARS,
)
from annotator.models import Kind, Project, Role
from annotator.services.answers import STATUSES
from annotator.services.desk import Answer
from annotator.services.fill import Leased
from annotator.services.queue import STATES, Exchange, Outcome, exchange

RETRY_IN_S = 20
SAID = {
    "open": "",
    "paused": "The project is paused. A manager can start it again.",
    "finished": "Everything is labelled.",
    "budget_spent": "The budget is spent.",
    "waiting": "The last items are held by other people. Some may come back.",
}


class AnswerIn(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    item = serializers.IntegerField(min_value=1)
    label = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]  # the field is called label
    skip_reason = serializers.CharField(max_length=MAX_SKIP_REASON_CHARS, allow_blank=True, default="")
    flagged = serializers.BooleanField(default=False)
    comment = serializers.CharField(max_length=MAX_COMMENT_CHARS, allow_blank=True, default="")
    seconds = serializers.FloatField(min_value=0, max_value=MAX_SECONDS, default=0)
    answered_at = serializers.DateTimeField()

    class Meta:
        ref_name = "Answer"

    def validate_seconds(self, value: float) -> float:
        if not math.isfinite(value):
            raise serializers.ValidationError("Seconds must be a number.")
        return value


class DeckRequestIn(serializers.Serializer[Any]):
    submission = serializers.UUIDField()
    answers = serializers.ListField(child=AnswerIn(), max_length=MAX_ANSWERS, default=list)
    want = serializers.IntegerField(min_value=0, max_value=MAX_HELD, default=0)
    holding = serializers.ListField(child=serializers.IntegerField(), max_length=MAX_NAMED_ITEMS, default=list)
    give_back = serializers.ListField(child=serializers.IntegerField(), max_length=MAX_NAMED_ITEMS, default=list)
    include_project = serializers.BooleanField(default=False)

    class Meta:
        ref_name = "DeckRequest"


class AnswerResultOut(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    status = serializers.ChoiceField(STATUSES)
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)

    class Meta:
        ref_name = "AnswerResult"


class ImageOut(serializers.Serializer[Any]):
    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()

    class Meta:
        ref_name = "DeckImage"


class DeckItemOut(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="item_id")
    text = serializers.SerializerMethodField()
    image = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()

    class Meta:
        ref_name = "DeckItem"

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_text(self, lease: Leased) -> str | None:
        return None if lease.item.media else lease.item.text

    @extend_schema_field(ImageOut(allow_null=True))
    def get_image(self, lease: Leased) -> dict[str, Any] | None:
        item = lease.item
        if not item.media:
            return None
        return {"url": f"/api/media/{item.pk}", "width": item.width, "height": item.height}


class ProgressOut(serializers.Serializer[Any]):
    labels = serializers.IntegerField()
    budget = serializers.IntegerField()
    mine = serializers.IntegerField()

    class Meta:
        ref_name = "DeckProgress"


class ModelStateOut(serializers.Serializer[Any]):
    round = serializers.IntegerField(allow_null=True)
    running = serializers.BooleanField()
    labels_behind = serializers.IntegerField()
    worker_alive = serializers.BooleanField()
    worker_seen_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        ref_name = "DeckModel"


class DeckProjectOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    guidelines = serializers.CharField()
    labels = LabelClassOut(many=True)
    deck_size = serializers.IntegerField()
    role = serializers.SerializerMethodField()

    class Meta:
        ref_name = "DeckProject"

    @extend_schema_field(serializers.ChoiceField(Role.choices))
    def get_role(self, project: Project) -> str:
        return str(self.context["role"])


class DeckResponseOut(serializers.Serializer[Any]):
    results = AnswerResultOut(many=True)
    items = DeckItemOut(many=True)
    lost = serializers.ListField(child=serializers.IntegerField())
    progress = ProgressOut()
    model = ModelStateOut()
    state = serializers.ChoiceField(STATES)
    retry_in_s = serializers.IntegerField(allow_null=True)
    detail = serializers.CharField(allow_blank=True)
    server_time = serializers.DateTimeField()
    project = DeckProjectOut(allow_null=True)

    class Meta:
        ref_name = "DeckResponse"


class DeckView(APIView):
    # The serializers say what comes in and goes out; `deck_by_hand` does the same at less cost.
    @extend_schema(operation_id="deck_exchange", request=DeckRequestIn, responses=DeckResponseOut)
    def post(self, request: Request, project_id: int) -> Response:
        role = role_for(request, project_id)
        deck, include_project = deck_by_hand.read(request.data) or _read(request)
        user, now = user_of(request), timezone.now()
        outcome = exchange(project_id, user=user, deck=deck, now=now)
        project = DeckProjectOut(outcome.project, context={"role": role}).data if include_project else None
        rest = {"project": project, "lost": outcome.lost, "server_time": deck_by_hand.as_text(now), **_state(outcome)}
        return Response(deck_by_hand.show(results=outcome.results, leases=outcome.leases, page=outcome.page, rest=rest))


def _read(request: Request) -> tuple[Exchange, bool]:
    body = DeckRequestIn(data=request.data)
    body.is_valid(raise_exception=True)
    return as_exchange(body.validated_data), body.validated_data["include_project"]


def as_exchange(data: dict[str, Any]) -> Exchange:
    answers = tuple(
        Answer(item_id=answer["item"], label_id=answer["label"], **_rest(answer)) for answer in data["answers"]
    )
    return Exchange(
        submission=data["submission"],
        answers=answers,
        want=data["want"],
        holding=frozenset(data["holding"]),
        give_back=tuple(data["give_back"]),
    )


def _rest(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in ("item", "label")}


def _state(outcome: Outcome) -> dict[str, Any]:
    waits = outcome.state == "waiting"
    return {
        "state": outcome.state,
        "detail": SAID[outcome.state],
        "retry_in_s": RETRY_IN_S if waits else None,
    }
