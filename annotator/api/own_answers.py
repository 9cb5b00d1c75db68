"""What the person who asks answered last: for undo on any machine, and after a reload."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from msgspec import Struct
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.authentication import refuse_for_another
from annotator.api.deck import DeckItemOut, item_of
from annotator.api.fields import number_in_query, number_parameter
from annotator.api.structs import StructRenderer, serializer_of
from annotator.api.view import View, operation
from annotator.models import Annotation, Project
from annotator.selectors.answers import newest_of
from annotator.selectors.shown_suggestions import ShownSuggestion, shown_of

SHOWN = 50


class OwnAnswerOut(Struct, kw_only=True):
    """The item as it was handed out: `expires_at` is when its lease ended, or would have."""

    item: DeckItemOut
    key: UUID
    label: int | None
    skip_reason: str
    flagged: bool
    comment: str
    seconds: float
    answered_at: datetime


class OwnAnswersOut(Struct):
    answers: list[OwnAnswerOut]


class OwnAnswersView(View):
    renderer_classes = [StructRenderer]

    @operation(
        "own_answers_list",
        parameters=[number_parameter("person")],
        responses=serializer_of(OwnAnswersOut),
    )
    def get(self, request: Request, project_id: int) -> Response:
        person = number_in_query(request, "person", "A person is named by their number.")
        refuse_for_another(user_of(request), person)
        project = project_for(request, project_id)
        answers = list(newest_of(project, user_of(request))[:SHOWN])
        said = shown_of(project, [answer.item_id for answer in answers if answer.suggestion_shown])
        return Response(OwnAnswersOut([_shown(answer, project, said.get(answer.item_id)) for answer in answers]))


def _shown(answer: Annotation, project: Project, said: ShownSuggestion | None) -> OwnAnswerOut:
    ended = answer.lease.expires_at if answer.lease else answer.received_at
    return OwnAnswerOut(
        item=item_of(answer.item, project, suggestion=said, expires_at=timezone.localtime(ended)),
        key=answer.key,
        label=answer.label_id,
        skip_reason=answer.skip_reason,
        flagged=answer.flagged,
        comment=answer.comment,
        seconds=answer.seconds,
        answered_at=timezone.localtime(answer.answered_at),
    )
